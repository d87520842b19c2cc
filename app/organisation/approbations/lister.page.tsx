import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { decrire, enUneLigne } from '#app/demandes/decrire.ts'
import { descriptionDe, EtatApprouve } from '#app/organisation/approbations/afficher.tsx'
import { filtreDe, NOMS_DES_FILTRES, requeteDe, type Filtre } from '#app/organisation/approbations/filtre.ts'
import { ETATS_APPROBATION, listerApprobations, TYPES_APPROUVES, type ApprobationEnListe } from '#app/organisation/approbations/lister.ts'
import { definirPage } from '#app/page.ts'
import {
  ActionsGroupees,
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Exports,
  Filtres,
  FormulaireDeSelection,
  Identifiant,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
  type LigneTableau,
} from '#ui/index.ts'
import { dateCourte } from '#ui/textes/format.ts'

/** « Approbations » (APP-02): those of the structures one decides for, in every state; the state of the list is its address. */
export const pageApprobations = definirPage({
  chemin: '/approbations',
  acces: 'session',
  async charger(c) {
    const filtre = filtreDe(c.url.searchParams)
    return { filtre, liste: await listerApprobations(c.db, c.utilisateur!.id, filtre) }
  },
  vue({ filtre, liste }, c) {
    const x = c.t.approbations.liste
    const aDecider = c.compteurs.approbations
    const etat = {
      page: liste.page,
      taille: liste.taille,
      tri: filtre.tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const libelles = x.colonnes
    const colonnes = [
      { nom: 'etat', libelle: libelles.etat, tri: true },
      { nom: 'description', libelle: libelles.description, tri: true, entete: true },
      { nom: 'demandeur', libelle: libelles.demandeur, tri: true },
      { nom: 'structure', libelle: libelles.structure, tri: true, num: true, cache: true },
      { nom: 'raisonSociale', libelle: libelles.raisonSociale, tri: true },
      { nom: 'service', libelle: libelles.service, tri: true },
      { nom: 'creeLe', libelle: libelles.creeLe, tri: true },
    ]
    const filtree = NOMS_DES_FILTRES.some((n) => filtre[n])
    return (
      <Page
        c={cadre(c)}
        titre={c.t.approbations.titre}
        chapo={x.chapo(aDecider, c.settings.APPROBATION_JOURS.expiration)}
        fil={[{ nom: c.t.approbations.titre }]}
        large
        aide="/documentation/organisation/utilisateurs/approbations"
        actions={
          <Bouton genre="discret" icone="personnes" href="/approbations/suppleants">
            {x.suppleant}
          </Bouton>
        }
      >
        <div class="stack">
          <Fait c={c} />
          <Carte nue>
            <FiltresApprobations c={c} filtre={filtre} />
            <Pastilles pastilles={pastillesDe(c, filtre)} reinitialiser={c.chemin} />
            {liste.elements.length === 0 ? (
              <Vide
                titre={filtree ? x.vide : x.aucune}
                texte={filtree ? x.videTexte : x.aucuneTexte}
                action={
                  <Bouton genre="second" href={filtree ? c.chemin : '/compte/demandes'}>
                    {filtree ? x.reinitialiser : x.mesDemandes}
                  </Bouton>
                }
              />
            ) : (
              <>
                <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                <FormulaireDeSelection action="/approbations/verifier">
                  <input type="hidden" name="filtre" value={requeteDe(c)} />
                  <Outils actions={<ExportsDeLaListe c={c} tri={filtre.tri} />}>
                    <b>{x.nombre(liste.total, liste.totalExact)}</b>
                    {x.dont(filtree ? 0 : aDecider)}
                  </Outils>
                  <ActionsGroupees>
                    <Bouton petit name="decision" value="approuver">
                      {x.approuver}
                    </Bouton>
                    <Bouton genre="second" petit name="decision" value="refuser">
                      {x.refuser}
                    </Bouton>
                    <Bouton
                      genre="second"
                      petit
                      name="tous"
                      value="oui"
                      attrs={{ 'data-selection-target': 'tous', 'data-nombre': String(filtree ? liste.total : aDecider) }}
                    >
                      {x.toutADecider(filtree ? 0 : aDecider)}
                    </Bouton>
                  </ActionsGroupees>
                  <Tableau
                    dense
                    legende={x.legende}
                    colonnes={colonnes}
                    etat={etat}
                    url={c.url}
                    selection={{ nom: 'choix' }}
                    lignes={liste.elements.map((a) => ligne(c, a))}
                  />
                </FormulaireDeSelection>
                <Pages etat={etat} url={c.url} />
              </>
            )}
          </Carte>
        </div>
      </Page>
    )
  },
})

/** What was just decided, told once on the list one comes back to. */
function Fait({ c }: { c: Contexte }) {
  const [, decision, numero] = /^(approuver|refuser)\.(RITM\d{7,12})$/.exec(c.url.searchParams.get('fait') ?? '') ?? []
  const phrase = decision ? c.t.approbations.fait[decision] : undefined
  return phrase ? <Succes>{phrase(numero!)}</Succes> : null
}

function FiltresApprobations({ c, filtre }: { c: Contexte; filtre: Filtre }) {
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
        options={[{ valeur: '', libelle: x.tous }, ...ETATS_APPROBATION.map((e) => ({ valeur: e, libelle: c.t.approbations.etats[e]! }))]}
      />
      <Champ
        nom="type"
        type="select"
        libelle={x.type}
        valeur={filtre.type ?? ''}
        options={[{ valeur: '', libelle: x.toutes }, ...TYPES_APPROUVES.map((t) => ({ valeur: t, libelle: descriptionDe(c, t) }))]}
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

function pastillesDe(c: Contexte, filtre: Filtre) {
  const x = c.t.approbations.liste
  const dire = (n: (typeof NOMS_DES_FILTRES)[number], v: string) => {
    if (n === 'etat') return c.t.approbations.etats[v] ?? v
    if (n === 'type') return descriptionDe(c, v)
    if (n === 'depuis' || n === 'jusquau') return `${x[n]} ${dateCourte(v, c.langue)}`
    return n === 'recherche' ? v : `${x.colonnes[n]} : ${v}`
  }
  return NOMS_DES_FILTRES.flatMap((n) =>
    filtre[n] ? [{ libelle: dire(n, filtre[n]), href: adresseAvec(c.url, { [n]: null, page: null, fait: null }) }] : [],
  )
}

/** The whole of what is shown, as a file, by the API's own address. */
function ExportsDeLaListe({ c, tri }: { c: Contexte; tri: string }) {
  const requete = requeteDe(c)
  return <Exports href={(f) => `/api/v1/approbations?${requete ? `${requete}&` : ''}tri=${tri}&format=${f}`} />
}

function ligne(c: Contexte, a: ApprobationEnListe): LigneTableau {
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
