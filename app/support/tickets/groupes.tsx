import type { Contexte } from '#app/contexte.ts'
import type { Priorite, StatutTicket } from '#app/support/tickets/champs.ts'
import type { Groupe } from '#app/support/tickets/compter.ts'
import type { NomGroupe } from '#app/support/tickets/criteres.ts'
import { adresseAvec, Compte } from '#ui/index.ts'

/** The parameter that shows one group alone. */
const FILTRES: Partial<Record<NomGroupe, string>> = {
  categorie: 'categorie',
  sousCategorie: 'sousCategorie',
  statut: 'statut',
  creeLe: 'mois',
  priorite: 'priorite',
  agent: 'attribue',
  service: 'service',
}

/** What a list is grouped by: each value with its count, and the tickets of that group one click away. */
export function Groupes({ c, par, groupes }: { c: Contexte; par: NomGroupe; groupes: Groupe[] }) {
  if (!groupes.length) return null
  const filtre = FILTRES[par]
  const nom = (g: Groupe) => nomDe(c, par, g)
  return (
    <div class="chips" role="group" aria-label={c.t.traitement.liste.groupes}>
      {groupes.map((g) =>
        filtre ? (
          <a
            key={g.valeur}
            class="chip"
            href={adresseAvec(c.url, { [filtre]: g.valeur ?? (par === 'agent' ? 'personne' : 'aucun'), page: null })}
          >
            {nom(g)} <Compte nombre={g.nombre} discret />
          </a>
        ) : (
          <span key={g.valeur} class="chip">
            {nom(g)} <Compte nombre={g.nombre} discret />
          </span>
        ),
      )}
    </div>
  )
}

export const nomDuMois = (c: Pick<Contexte, 'langue'>, mois: string) =>
  new Intl.DateTimeFormat(c.langue, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${mois}-15`))

function nomDe(c: Contexte, par: NomGroupe, g: Groupe): string {
  if (par === 'statut') return c.t.tickets.statuts[g.valeur as StatutTicket]
  if (par === 'creeLe') return nomDuMois(c, g.valeur!)
  if (par === 'priorite') return c.t.traitement.priorites[g.valeur as Priorite]
  if (g.valeur === null) return par === 'agent' ? c.t.traitement.liste.personne : c.t.traitement.liste.sansService
  return (c.langue === 'en' ? g.nomEn : g.nom) ?? g.valeur
}
