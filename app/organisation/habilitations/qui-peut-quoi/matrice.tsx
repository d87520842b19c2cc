import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { GROUPES, UN_NIVEAU } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import type { Detenteurs, PersonneDuTableau, TableauDesDroits } from '#app/organisation/habilitations/qui-peut-quoi/lire.ts'
import { Marque, maille } from '#app/organisation/habilitations/qui-peut-quoi/matrice.marque.tsx'
import { Cache, Icone, adresseAvec } from '#ui/index.ts'

/** Users × applications: under 44rem each person lists only what they hold. */
export function Matrice({
  c,
  tableau,
  detenteurs,
  structure,
  tri,
  actuel,
}: {
  c: Contexte
  tableau: TableauDesDroits
  detenteurs: Detenteurs
  structure: string
  tri: string
  actuel: boolean
}) {
  const x = c.t.droits.tableau
  const groupes = Object.entries(GROUPES)
  const noms = c.t.catalogue.applications
  return (
    <div class="matrix-wrap" role="region" aria-label={x.legendeTableau} tabindex={0} data-turbo-prefetch="false">
      <table class="matrix">
        <caption class="visually-hidden">{x.legendeTableau}</caption>
        <colgroup />
        {groupes.map(([code, applications]) => (
          <colgroup key={code} span={applications.length} />
        ))}
        <thead>
          <tr>
            <td rowspan={2}>
              <a class="small" href={adresseAvec(c.url, { tri: tri === 'nom' ? '-nom' : 'nom' })} data-turbo-action="replace">
                {tri === 'nom' ? x.deAaZ : x.deZaA} <Icone nom={tri === 'nom' ? 'croissant' : 'decroissant'} />
              </a>
            </td>
            {groupes.map(([code, applications]) => (
              <th key={code} scope="colgroup" colspan={applications.length}>
                {x.groupes[code]}
              </th>
            ))}
          </tr>
          <tr>
            {groupes.flatMap(([, applications]) =>
              applications.map((a) => (
                <th key={a} scope="col">
                  <a href={adresseAvec(c.url, { application: a, detient: null })} title={x.quiDetient(noms[a]!)}>
                    {noms[a]}
                  </a>
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {tableau.elements.map((p) => (
            <LigneDePersonne key={p.utilisateur.id} c={c} p={p} structure={structure} actuel={actuel} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {x.detenteurs}
              <small>{x.detenteursOrdre}</small>
            </th>
            {groupes.flatMap(([, applications]) =>
              applications.map((a) => <Nombre key={a} c={c} n={detenteurs[a] ?? { modification: 0, consultation: 0 }} application={a} />),
            )}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function LigneDePersonne({ c, p, structure, actuel }: { c: Contexte; p: PersonneDuTableau; structure: string; actuel: boolean }) {
  const droits = new Map(p.droits.map((d) => [d.application, d]))
  return (
    <tr>
      <th scope="row">
        <a href={`${GERER}?structure=${structure}&utilisateur=${p.utilisateur.id}`}>
          {p.utilisateur.prenom} {p.utilisateur.nom}
        </a>
        <small>{maille(c, p, actuel)}</small>
      </th>
      {Object.values(GROUPES).flatMap((applications) =>
        applications.map((a) => {
          const cellule = droits.get(a)
          return cellule ? (
            <td key={a} data-label={c.t.catalogue.applications[a]}>
              <Marque c={c} cellule={cellule} />
            </td>
          ) : (
            <td key={a} />
          )
        }),
      )}
    </tr>
  )
}

export const estSeul = (application: string, n: Detenteurs[string] | undefined) => !UN_NIVEAU.includes(application) && n?.modification === 1

function Nombre({ c, n, application }: { c: Contexte; n: Detenteurs[string]; application: string }) {
  const { niveaux } = c.t.catalogue
  return (
    <td class={estSeul(application, n) ? 'is-alone' : undefined} data-label={c.t.catalogue.applications[application]}>
      <b>{UN_NIVEAU.includes(application) ? '–' : n.modification}</b>
      <Cache> {niveaux[2]} </Cache>
      <span>
        {n.consultation}
        <Cache> {niveaux[1]}</Cache>
      </span>
    </td>
  )
}
