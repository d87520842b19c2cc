import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Cote } from '#app/support/clavardage/champs.ts'
import type { Conversation, FichierDeMessage, Message, Nom } from '#app/support/clavardage/lire.ts'
import { Icone, type Enfant, type NomIcone } from '#ui/index.ts'
import { heure, taille } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'

export type Lectures = Pick<Conversation, 'recuUtilisateur' | 'luUtilisateur' | 'recuAgent' | 'luAgent'>
/** `moi`: the account that reads; several agents may have spoken on one side. */
interface Vue {
  id: string
  m: Message
  cote: Cote
  moi: string | null
  langue: 'fr' | 'en'
  nom: Nom
  lectures: Lectures
}

const ICONES: Partial<Record<NonNullable<Message['evenement']>, NomIcone>> = {
  file: 'horloge',
  prise: 'personnes',
  transmise: 'personnes',
  coupure: 'prise',
  ticket: 'ticket',
  fin: 'croix',
}
export const nomComplet = (n: Nom) => `${n.prenom} ${n.nom}`.trim()

/** How far the messages of this side have gone on the other. */
export const chezLAutre = (cote: Cote, l: Lectures) =>
  cote === 'agent' ? { recu: l.recuUtilisateur, lu: l.luUtilisateur } : { recu: l.recuAgent, lu: l.luAgent }

/** What was said to the assistant before: closed until one wants to read it. */
export const DitALAssistant = ({ titre, texte, ouvert }: { titre: string; texte: string; ouvert?: boolean }): JSX.Element => (
  <details open={ouvert}>
    <summary>{titre}</summary>
    <div class="said small" tabIndex={0}>
      {texte.split('\n').map((l, i) => (l ? <p key={i}>{l}</p> : null))}
    </div>
  </details>
)

/** One message, or one thing that happened, as this side sees it. */
export function LigneDeMessage({ id, m, cote, moi, langue, nom, lectures }: Vue): JSX.Element {
  const x = textes[langue].clavardage
  const duMemeCote = m.cote === cote
  const mien = duMemeCote && (cote === 'utilisateur' || m.auteurId === moi)
  const qui = mien ? x.vous : m.auteur ? nomComplet(m.auteur) : m.cote === 'utilisateur' ? nomComplet(nom) : x.portail
  if (m.evenement) {
    const d = m.donnees ?? {}
    const dit =
      mien && m.evenement === 'coupure'
        ? x.coupure(d)
        : mien && m.evenement in x.miens
          ? x.miens[m.evenement as keyof typeof x.miens](d)
          : x.faits[m.evenement](qui, d)
    return (
      <li class={m.evenement === 'coupure' ? 'event event--warn' : 'event'} data-rang={m.rang} data-cle={m.cle}>
        <Icone nom={ICONES[m.evenement] ?? 'fleche'} />{' '}
        <span>
          {heure(m.le, langue)} · {m.evenement === 'ticket' ? <a href={`/support/tickets/${m.donnees?.numero}`}>{dit}</a> : dit}
        </span>
      </li>
    )
  }
  const { recu, lu } = chezLAutre(cote, lectures)
  return (
    <li class={duMemeCote ? 'mine' : undefined} data-rang={m.rang} data-cle={m.cle}>
      <span class="who">
        {qui}, {heure(m.le, langue)}
        {duMemeCote ? (
          <>
            {' '}
            · <span class="sent">{m.rang <= lu ? x.messages.lu : m.rang <= recu ? x.messages.recu : x.messages.envoye}</span>
          </>
        ) : null}
      </span>
      <div class="said">
        {m.texte?.split('\n').map((l, i) => (
          <p key={i}>{avecLiens(l)}</p>
        ))}
        {m.fichiers ? (
          <ul class="files">
            {m.fichiers.map((f) => (
              <li key={f.id}>
                <Icone nom="document" />
                <span>{fichier(f, langue, `/support/${cote === 'agent' ? 'bureau' : 'clavardage'}/${id}/fichiers/${f.id}`)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  )
}

/** Saved, never shown inside the portal; not before the antivirus has seen it. */
function fichier(f: FichierDeMessage, langue: 'fr' | 'en', href: string): Enfant {
  const x = textes[langue].emission.fichiers
  if (!f.etat) return <span class="muted">{x.retire(f.nom)}</span>
  if (f.etat !== 'sain')
    return (
      <>
        {f.nom} <span class="muted">{x.enAttente}</span>
      </>
    )
  return (
    <>
      <a href={href} data-turbo="false" aria-label={x.telecharger(f.nom)}>
        {f.nom}
      </a>{' '}
      <small class="muted">{taille(f.taille!, langue)}</small>
    </>
  )
}

export const ligneEnTexte = (v: Vue): string => renderToString(<LigneDeMessage {...v} />)

const LIEN = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]»])/

/** What was written is a text: only addresses of pages become links. */
const avecLiens = (ligne: string): Enfant[] =>
  ligne.split(LIEN).map((bout, i) =>
    i % 2 ? (
      <a key={i} href={bout} rel="noopener noreferrer nofollow" target="_blank">
        {bout}
      </a>
    ) : (
      bout
    ),
  )
