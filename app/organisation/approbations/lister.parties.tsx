import type { Contexte } from '#app/contexte.ts'
import { decrire, enUneLigne } from '#app/demandes/decrire.ts'
import { descriptionDe, EtatApprouve } from '#app/organisation/approbations/afficher.tsx'
import { NOMS_DES_FILTRES, requeteDe, type Filtre } from '#app/organisation/approbations/filtre.ts'
import { ETATS_APPROBATION, TYPES_APPROUVES, type ApprobationEnListe } from '#app/organisation/approbations/lister.ts'
import { adresseAvec, Champ, Exports, Filtres, Identifiant, Temps, type LigneTableau, optionsDe } from '#ui/index.ts'
import { dateCourte } from '#ui/textes/format.ts'

export function FiltresApprobations({ c, filtre }: { c: Contexte; filtre: Filtre }) {
  const x = c.t.approbations.liste
  const caches = ['demandeur', 'structure', 'raisonSociale', 'service'] as const
  return (
    <Filtres libelle={x.filtrer} url={c.url} noms={[...NOMS_DES_FILTRES, 'fait']}>
      <Champ nom="recherche" type="search" libelle={x.recherche} valeur={filtre.recherche} maxLength={100} />
      <Champ
        nom="etat"
        type="select"
        libelle={x.etat}
        valeur={filtre.etat ?? ''}
        sansChoix={x.tous}
        options={optionsDe(ETATS_APPROBATION, c.t.approbations.etats)}
      />
      <Champ
        nom="type"
        type="select"
        libelle={x.type}
        valeur={filtre.type ?? ''}
        sansChoix={x.toutes}
        options={TYPES_APPROUVES.map((t) => ({ valeur: t, libelle: descriptionDe(c, t) }))}
      />
      <Champ nom="depuis" type="date" libelle={x.depuis} valeur={filtre.depuis} />
      <details open={Boolean(filtre.jusquau) || caches.some((n) => filtre[n])}>
        <summary class="small">
          <u>{x.plus}</u>
        </summary>
        <div class="row">
          <Champ nom="jusquau" type="date" libelle={x.jusquau} valeur={filtre.jusquau} />
          {caches.map((n) => (
            <Champ key={n} nom={n} type="search" libelle={x.colonnes[n]} valeur={filtre[n]} maxLength={100} />
          ))}
        </div>
      </details>
    </Filtres>
  )
}

export function pastillesDe(c: Contexte, filtre: Filtre) {
  const x = c.t.approbations.liste
  const dire = (n: (typeof NOMS_DES_FILTRES)[number], v: string) => {
    if (n === 'etat') return c.t.approbations.etats[v] ?? v
    if (n === 'type') return descriptionDe(c, v)
    if (n === 'depuis' || n === 'jusquau') return `${x[n]} ${dateCourte(v, c.langue)}`
    return n === 'recherche' ? v : `${x.colonnes[n]}${c.t.commun.deuxPoints}${v}`
  }
  return NOMS_DES_FILTRES.flatMap((n) =>
    filtre[n] ? [{ libelle: dire(n, filtre[n]), href: adresseAvec(c.url, { [n]: null, page: null, fait: null }) }] : [],
  )
}

/** The whole of what is shown, as a file, by the API's own address. */
export function ExportsDeLaListe({ c, tri }: { c: Contexte; tri: string }) {
  const requete = requeteDe(c)
  return <Exports href={(f) => `/api/v1/approbations?${requete ? `${requete}&` : ''}tri=${tri}&format=${f}`} />
}

export function ligne(c: Contexte, a: ApprobationEnListe): LigneTableau {
  return {
    cle: a.numero,
    ...(a.peutDecider ? { selection: a.numero } : {}),
    cellules: [
      <EtatApprouve c={c} etat={a.etat} />,
      <>
        <a href={`/approbations/${a.numero}`}>
          <b>{descriptionDe(c, a.type)}</b>
        </a>
        <span class="sub">
          {a.numero} · {enUneLigne(c.t, decrire(c.t, c.langue, a), 2)}
        </span>
      </>,
      `${a.demandeur.prenom} ${a.demandeur.nom}`,
      <Identifiant valeur={a.structure.identifiant} type={a.structure.typeIdentifiant} />,
      a.structure.raisonSociale,
      a.service?.nom ?? '',
      <Temps date={a.creeLe} forme="courte" />,
    ],
  }
}
