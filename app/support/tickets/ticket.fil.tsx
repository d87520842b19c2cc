import type { Contexte } from '#app/contexte.ts'
import type { FichierDeTicket } from '#app/support/tickets/fichiers.ts'
import type { Activite, Ticket } from '#app/support/tickets/lire.ts'
import { Chronologie, Etiquette, Icone, Paragraphes, Section, type NomIcone } from '#ui/index.ts'
import { quand, taille } from '#ui/textes/format.ts'

/** What was asked, then what was done and said, oldest first. */
export function Fil({
  c,
  t,
  activites,
  fichiers,
  chemin = `/support/tickets/${t.numero}`,
}: {
  c: Contexte
  t: Ticket
  activites: Activite[]
  fichiers: FichierDeTicket[]
  chemin?: string
}) {
  const x = c.t.tickets.detail
  const de = (a: Activite | undefined) => fichiers.filter((f) => f.activite === a?.id)
  return (
    <>
      <Section titre={x.description}>
        <Dit c={c} texte={t.description} fichiers={de(activites.find((a) => a.action === 'creer'))} chemin={chemin} />
      </Section>
      <Section titre={x.activites}>
        <Chronologie evenements={activites.map((a) => evenement(c, a, a.action === 'creer' ? [] : de(a), chemin))} />
      </Section>
    </>
  )
}

const ICONES: Partial<Record<Activite['action'], NomIcone>> = {
  creer: 'ticket',
  demander: 'horloge',
  resoudre: 'coche',
  accepter: 'coche',
  fermer: 'croix',
  expirer: 'croix',
  note: 'oeil',
}

/** Words and files that go together. */
const Dit = ({ c, texte, fichiers, chemin }: { c: Contexte; texte: string | null; fichiers: FichierDeTicket[]; chemin: string }) => (
  <div class="stack">
    {texte ? <Paragraphes texte={texte} /> : null}
    {fichiers.length ? (
      <ul class="files">
        {fichiers.map((f) => (
          <li key={f.id}>
            <Icone nom="document" />
            <span>{fichier(c, f, chemin)}</span>
          </li>
        ))}
      </ul>
    ) : null}
  </div>
)

function evenement(c: Contexte, a: Activite, fichiers: FichierDeTicket[], chemin: string) {
  const x = c.t.tickets
  const qui = a.auteur ? `${a.auteur.prenom} ${a.auteur.nom}` : x.detail.portail
  return {
    genre: a.action === 'demander' ? ('warn' as const) : a.vers === 'RESOLU' ? ('ok' as const) : ('neutre' as const),
    icone: ICONES[a.action] ?? ('suivant' as const),
    titre: (
      <>
        {qui} {fait(c, a)}
        {a.interne && a.action !== 'note' ? (
          <>
            {' '}
            <Etiquette>{c.t.traitement.faits.interne}</Etiquette>
          </>
        ) : null}
      </>
    ),
    quand: (
      <>
        {quand(a.le, c.heure, c.langue)}
        {a.vers ? ` · ${x.devient(x.statuts[a.vers])}` : null}
      </>
    ),
    texte: a.texte || fichiers.length ? <Dit c={c} texte={a.texte} fichiers={fichiers} chemin={chemin} /> : undefined,
  }
}

/** What was done, with what it was done to. */
function fait(c: Contexte, a: Activite) {
  const { faits, priorites } = c.t.traitement
  if (a.action === 'attribuer' && a.personne) return faits.attribuer(`${a.personne.prenom} ${a.personne.nom}`)
  if (a.action === 'transferer') return faits.transferer(a.recuPar ?? c.t.tickets.supportDuPortail)
  if (a.action === 'priorite' && a.priorite) return faits.priorite(priorites[a.priorite])
  if (a.action === 'lier') return a.incident ? faits.lier(a.incident) : faits.delier
  if (a.action === 'rendre' && a.cote === 'portail') return faits.rendu
  if (a.autre)
    return (
      <>
        {c.t.tickets.faits[a.action]}. {c.utilisateur ? <a href={`/support/tickets/${a.autre}`}>{faits.voir(a.autre)}</a> : a.autre}
      </>
    )
  return c.t.tickets.faits[a.action]
}

/** Saved, never shown inside the portal; not before the antivirus has seen it. */
function fichier(c: Contexte, f: FichierDeTicket, chemin: string) {
  const x = c.t.emission.fichiers
  if (!f.etat) return <span class="muted">{x.retire(f.nom)}</span>
  if (f.etat !== 'sain')
    return (
      <>
        {f.nom} <span class="muted">{x.enAttente}</span>
      </>
    )
  return (
    <>
      <a href={`${chemin}/fichiers/${f.id}`} data-turbo="false" aria-label={x.telecharger(f.nom)}>
        {f.nom}
      </a>{' '}
      <small class="muted">{taille(f.taille!, c.langue)}</small>
    </>
  )
}
