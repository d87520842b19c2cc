import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Contexte } from '#app/contexte.ts'
import { CHAMPS_DU_FILTRE, MAILLES, ROLES, SANS_CONNEXION, type FiltreUtilisateurs } from '#app/organisation/utilisateurs/filtre.ts'
import type { Perimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import { CHERCHE_STRUCTURE, ChercherUneStructure, type Parmi } from '#app/organisation/structures/parmi.tsx'
import { Champ, Filtres, Pastilles, adresseAvec, optionsDe } from '#ui/index.ts'

/** « Suivi des flux » has consultation alone (HAB-01). */
const UN_SEUL_NIVEAU = 'suivi-des-flux'
const NIVEAUX = ['consultation', 'modification'] as const

export function nomDuProfil(c: Contexte, profil: string): string {
  const [application = '', niveau = ''] = profil.split('.')
  return c.t.catalogue.profil(application, niveau === 'modification' ? 2 : 1)
}

/** The reader's own, to choose one from. */
export interface SesStructures {
  structures: { id: string; raisonSociale: string }[]
  parmi: Parmi
}
interface Pastille {
  libelle: string
  href: string
}

/** What the list is narrowed to, each part removed by its link. */
export function pastillesDe(c: Contexte, f: FiltreUtilisateurs, p: Perimetre): Pastille[] {
  const x = c.t.utilisateurs
  const sans = (nom: string) => adresseAvec(c.url, { [nom]: null })
  const service = p.services.find((s) => s.id === f.service)
  return [
    ...(f.recherche ? [{ libelle: `« ${f.recherche} »`, href: sans('recherche') }] : []),
    ...(f.service ? [{ libelle: service ? `${service.code}, ${service.nom}` : x.colonnes.service, href: sans('service') }] : []),
    ...(f.role ? [{ libelle: x.role[f.role] ?? f.role, href: sans('role') }] : []),
    ...(f.maille ? [{ libelle: x.filtres.mailles[f.maille] ?? f.maille, href: sans('maille') }] : []),
    ...(f.profil ? [{ libelle: nomDuProfil(c, f.profil), href: sans('profil') }] : []),
    ...(f.sansConnexionDepuis ? [{ libelle: x.filtres.sansConnexion(f.sansConnexionDepuis), href: sans('sansConnexionDepuis') }] : []),
  ]
}

/** The form of filters: what only managers see is only theirs to filter by. */
export function FiltresUtilisateurs({
  c,
  filtre: f,
  perimetre: p,
  siennes,
  pastilles,
}: {
  c: Contexte
  filtre: FiltreUtilisateurs
  perimetre: Perimetre
  siennes: SesStructures
  pastilles: Pastille[]
}) {
  const x = c.t.utilisateurs
  const t = x.filtres
  const miennes = siennes.structures.map((s) => ({ valeur: s.id, libelle: s.raisonSociale }))
  const montree =
    p.structure && !miennes.some((m) => m.valeur === p.structure!.id) ? [{ valeur: p.structure.id, libelle: nomDe(p.structure) }] : []
  return (
    <>
      <Filtres libelle={x.liste.titre} url={c.url} noms={[...CHAMPS_DU_FILTRE, CHERCHE_STRUCTURE, 'export']}>
        <Champ
          nom="recherche"
          type="search"
          libelle={p.gere ? t.rechercheGestion : t.recherche}
          valeur={f.recherche ?? ''}
          maxLength={200}
        />
        <ChercherUneStructure c={c} parmi={siennes.parmi} />
        <Champ
          nom="structure"
          type="select"
          libelle={x.colonnes.structure}
          valeur={f.structure ?? 'toutes'}
          options={[{ valeur: 'toutes', libelle: t.toutes }, ...montree, ...miennes]}
        />
        {p.services.length ? (
          <Champ
            nom="service"
            type="select"
            libelle={x.colonnes.service}
            valeur={f.service ?? ''}
            sansChoix={t.tous}
            options={p.services.map((s) => ({ valeur: s.id, libelle: `${s.code}, ${s.nom}` }))}
          />
        ) : null}
        <Champ
          nom="role"
          type="select"
          libelle={x.colonnes.role}
          valeur={f.role ?? ''}
          sansChoix={t.tous}
          options={optionsDe(ROLES, x.role)}
        />
        <Champ
          nom="maille"
          type="select"
          libelle={x.colonnes.maille}
          valeur={f.maille ?? ''}
          sansChoix={t.tous}
          options={optionsDe(MAILLES, t.mailles)}
        />
        {p.gere ? (
          <Champ
            nom="profil"
            type="select"
            libelle={t.profil}
            valeur={f.profil ?? ''}
            sansChoix={t.tous}
            options={Object.keys(c.t.catalogue.applications).flatMap((a) =>
              NIVEAUX.filter((n) => n === 'consultation' || a !== UN_SEUL_NIVEAU).map((n) => ({
                valeur: `${a}.${n}`,
                libelle: nomDuProfil(c, `${a}.${n}`),
              })),
            )}
          />
        ) : null}
        {p.gere ? (
          <Champ
            nom="sansConnexionDepuis"
            type="select"
            libelle={t.sansConnexionDepuis}
            valeur={f.sansConnexionDepuis ? String(f.sansConnexionDepuis) : ''}
            sansChoix={t.peuImporte}
            options={[...new Set([...SANS_CONNEXION, ...(f.sansConnexionDepuis ? [f.sansConnexionDepuis] : [])])]
              .toSorted((a, b) => a - b)
              .map((n) => ({ valeur: String(n), libelle: t.jours(n) }))}
          />
        ) : null}
      </Filtres>
      {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser={`${c.chemin}?structure=${f.structure ?? 'toutes'}`} /> : null}
    </>
  )
}
