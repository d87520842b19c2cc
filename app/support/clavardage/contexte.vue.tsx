import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Note } from '#app/support/clavardage/bureau.lire.ts'
import type { ContexteDeLaPersonne } from '#app/support/clavardage/contexte.ts'
import type { Conversation } from '#app/support/clavardage/lire.ts'
import { DitALAssistant, nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { Statut } from '#app/support/tickets/statut.tsx'
import { Alerte, Bouton, Etiquette, Paragraphes, Resume } from '#ui/index.ts'
import { heure } from '#ui/textes/format.ts'

/** « Qui est-ce ? » (TCH-02), once the conversation is taken. */
export function ContexteDeQui({
  c,
  v,
  contexte,
  notes,
  tenue,
}: {
  c: Contexte
  v: Conversation
  contexte: ContexteDeLaPersonne | null
  notes: Note[]
  tenue: boolean
}): JSX.Element {
  const x = c.t.clavardage.bureau
  return (
    <aside class="desk__ctx" aria-label={x.qui}>
      {notes.map((n) => (
        <Alerte key={n.id} genre="info" titre={x.note(nomComplet(n.nom), heure(new Date(n.le), c.langue))}>
          <Paragraphes texte={n.texte} />
          <p class="small muted">{x.pourVousSeul}</p>
        </Alerte>
      ))}
      {v.assistant ? <DitALAssistant titre={x.ditALAssistant} texte={v.assistant} ouvert /> : null}
      <h2>{x.qui}</h2>
      {tenue ? (
        contexte ? (
          <Connu c={c} v={v} contexte={contexte} />
        ) : (
          <>
            <Resume serre lignes={[{ cle: x.adresse, valeur: v.contact?.adresse ?? '' }]} />
            <p class="small muted">{x.contact}</p>
          </>
        )
      ) : v.etat === 'attente' ? (
        <Alerte genre="info">{x.aPrendre}</Alerte>
      ) : (
        <Resume serre lignes={[{ cle: c.t.clavardage.personne, valeur: nomComplet(v.nom) }]} />
      )}
    </aside>
  )
}

function Connu({ c, v, contexte }: { c: Contexte; v: Conversation; contexte: ContexteDeLaPersonne }) {
  const x = c.t.clavardage.bureau
  const nom = (s: ContexteDeLaPersonne['structures'][number]) => (
    <>
      {s.id === v.structure?.id ? <b>{s.nom}</b> : s.nom}
      {s.statut === 'INACTIVE' ? ` (${x.inactive})` : ''}
      <br />
      <span class="num">{grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}</span>
      <br />
      <small class="muted">{x.role(s.gestionnaire, s.profils)}</small>
    </>
  )
  return (
    <>
      <Resume
        serre
        lignes={[
          { cle: x.adresse, valeur: contexte.adresse },
          {
            cle: x.structures,
            valeur: contexte.structures.length ? (
              <ul class="mini">
                {contexte.structures.map((s) => (
                  <li key={s.id}>{nom(s)}</li>
                ))}
              </ul>
            ) : (
              x.nulle
            ),
          },
          ...(v.page ? [{ cle: x.page, valeur: v.page }] : []),
        ]}
      />
      <h2>{x.demandes}</h2>
      {contexte.demandes.length ? (
        <ul class="mini">
          {contexte.demandes.map((d) => (
            <li key={d.numero}>
              <span class="num">{d.numero}</span> <Etiquette>{c.t.demandes.etats[d.etat]}</Etiquette>
              <small>{c.t.demandes.phrases[d.type] ?? d.type}</small>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted small">{x.nulle}</p>
      )}
      <h2>{x.tickets}</h2>
      {contexte.tickets.length ? (
        <ul class="mini">
          {contexte.tickets.map((t) => (
            <li key={t.numero}>
              <a href={`/support/tickets/${t.numero}`}>{t.numero}</a> <Statut c={c} statut={t.statut} />
              <small>{t.titre}</small>
            </li>
          ))}
        </ul>
      ) : (
        <p class="muted small">{x.rien}</p>
      )}
      {contexte.structures.length ? (
        <>
          <p>
            <Bouton genre="second" petit bloc icone="oeil" href={`/voir-comme?utilisateur=${v.utilisateur}`}>
              {x.voirComme(nomComplet(v.nom))}
            </Bouton>
          </p>
          <p class="small muted">{x.voirCommeTexte}</p>
        </>
      ) : null}
      <p class="small muted">{x.inscrit}</p>
    </>
  )
}
