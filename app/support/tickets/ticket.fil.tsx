import type { Contexte } from '#app/contexte.ts'
import type { Activite, Ticket } from '#app/support/tickets/lire.ts'
import { Chronologie, Section, type NomIcone } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** What was done and said, oldest first. */
export function Fil({ c, t, activites }: { c: Contexte; t: Ticket; activites: Activite[] }) {
  return <Section titre={c.t.tickets.detail.activites}><Chronologie evenements={activites.map((a) => evenement(c, t, a))} /></Section>
}

const ICONES: Partial<Record<Activite['action'], NomIcone>> = { creer: 'ticket', demander: 'horloge', resoudre: 'coche', accepter: 'coche', fermer: 'croix', expirer: 'croix', note: 'oeil' }

function evenement(c: Contexte, t: Ticket, a: Activite) {
  const x = c.t.tickets
  const qui = a.auteur ? `${a.auteur.prenom} ${a.auteur.nom}` : x.detail.portail
  const dit = a.action === 'creer' ? t.description : a.texte
  return {
    genre: a.action === 'demander' ? ('warn' as const) : a.vers === 'RESOLU' ? ('ok' as const) : ('neutre' as const), icone: ICONES[a.action] ?? ('suivant' as const),
    titre: <>{qui} {x.faits[a.action]}</>, quand: <>{quand(a.le, c.heure, c.langue)}{a.vers ? ` · ${x.devient(x.statuts[a.vers])}` : null}</>,
    texte: dit ? <>{dit.split('\n').map((l, i) => <p key={i}>{l}</p>)}</> : undefined,
  }
}
