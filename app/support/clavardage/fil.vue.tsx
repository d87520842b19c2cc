import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { ChampFichiers, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import { MESSAGE_MAX } from '#app/support/clavardage/champs.ts'
import type { Conversation, Message } from '#app/support/clavardage/lire.ts'
import { LigneDeMessage } from '#app/support/clavardage/message.vue.tsx'
import type { ErreurChamp, Refus } from '#platform/http/problem.ts'
import { Bouton, Icone, ResumeErreurs, type Enfant } from '#ui/index.ts'

export interface EtatDuFil {
  cle: string
  texte: string
  erreur: string | null
  envois: Envoi[]
  erreurs: ErreurChamp[]
}
export const FIL_NEUF = (): EtatDuFil => ({ cle: randomUUID(), texte: '', erreur: null, envois: [], erreurs: [] })

/** What a refusal says of the message, and of its files. */
export const fautesDuFil = (e: Refus): Pick<EtatDuFil, 'erreur' | 'erreurs'> => {
  const champs = e.probleme.champs ?? []
  return {
    erreur: champs.length ? (champs.find((f) => f.champ === 'texte')?.message ?? null) : e.probleme.detail,
    erreurs: champs.filter((f) => f.champ !== 'texte'),
  }
}

export const resumeDuFil = ({ erreur, erreurs }: EtatDuFil) => {
  const toutes = [...(erreur ? [{ champ: 'texte', message: erreur }] : []), ...erreurs]
  return toutes.length ? <ResumeErreurs erreurs={toutes} /> : null
}

interface Vue {
  c: Contexte
  v: Conversation
  messages: Message[]
  etat: EtatDuFil
  nom: string
  tete: Enfant
  champ: string
  avant?: Enfant
  peutEcrire: boolean
  bureau?: boolean
}

/** The exchange and what one writes in it. Without script it is a page and a form; the controller adds what comes by itself. */
export function Echange({ c, v, messages, etat, nom, tete, champ, avant, peutEcrire, bureau }: Vue): JSX.Element {
  const x = c.t.clavardage
  const mots = { ...x.messages, vous: x.vous, ecrit: x.ecrit('{}'), coupe: x.coupe }
  return (
    <section
      class={bureau ? 'livechat desk__conv' : 'livechat'}
      aria-label={x.journal(nom)}
      data-turbo-prefetch="false"
      data-controller={v.etat === 'terminee' ? undefined : 'clavardage'}
      data-clavardage-id-value={v.id}
      data-clavardage-apres-value={messages.at(-1)?.rang ?? 0}
      data-clavardage-etat-value={v.etat}
      data-clavardage-flux-value={`${c.chemin}/flux`}
      data-clavardage-nom-value={nom}
      data-clavardage-mots-value={JSON.stringify(mots)}
    >
      {tete}
      <div class="cut" role="alert" hidden data-clavardage-target="coupe">
        <Icone nom="prise" />
        <p>
          <b>{x.coupe}</b> {x.coupeTexte}
        </p>
        <Bouton genre="second" petit type="button" attrs={{ 'data-action': 'clavardage#reessayer' }}>
          {x.reessayer}
        </Bouton>
      </div>
      <div class="chat-scroll" role="log" aria-label={x.journal(nom)} tabindex={0} data-clavardage-target="defile">
        <ol class="chat" data-clavardage-target="liste">
          {messages.map((m) => (
            <LigneDeMessage
              key={m.rang}
              id={v.id}
              m={m}
              cote={v.cote}
              moi={c.utilisateur?.id ?? null}
              langue={c.langue}
              nom={v.nom}
              lectures={v}
            />
          ))}
        </ol>
      </div>
      <p class="typing" role="status" data-clavardage-target="ecrit"></p>
      {peutEcrire ? (
        <form
          class="livechat__foot"
          method="post"
          action={c.chemin}
          encType="multipart/form-data"
          noValidate
          data-clavardage-target="formulaire"
          data-action="submit->clavardage#envoyer"
        >
          <input type="hidden" name="action" value="message" />
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="vu" value={messages.at(-1)?.rang ?? 0} />
          {avant}
          <details class="canned" open={etat.envois.length + etat.erreurs.length > 0} data-clavardage-target="fichiers">
            <summary>
              <Icone nom="joindre" /> {x.joindre} <Icone nom="chevron" class="chevron" />
            </summary>
            <ChampFichiers
              c={c}
              nom="envois"
              libelle={c.t.emission.fichiers.libelle}
              multiple
              facultatif
              sansScript={!c.utilisateur}
              etat={etat}
            />
          </details>
          {etat.erreur ? (
            <p class="error" id="texte-erreur">
              <Icone nom="erreur" /> {etat.erreur}
            </p>
          ) : null}
          <div class="composer">
            <div class="field grow">
              <label class="visually-hidden" for="texte">
                {champ}
              </label>
              <textarea
                class="input"
                id="texte"
                name="texte"
                rows={bureau ? 3 : 1}
                autofocus={bureau}
                placeholder={x.votre}
                maxLength={MESSAGE_MAX}
                aria-describedby={etat.erreur ? 'texte-erreur texte-aide' : 'texte-aide'}
                aria-invalid={etat.erreur ? 'true' : undefined}
                data-clavardage-target="champ"
                data-action="keydown->clavardage#touche input->clavardage#saisir"
              >
                {etat.texte}
              </textarea>
            </div>
            <button class="button">
              <Icone nom="fleche" /> {x.envoyer}
            </button>
          </div>
          <p class="small muted mt2" id="texte-aide">
            {x.aide}{' '}
            <a href={c.chemin} data-clavardage-target="actualiser">
              {x.actualiser}
            </a>
          </p>
        </form>
      ) : null}
    </section>
  )
}
