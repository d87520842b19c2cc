import type { Contexte } from '#app/contexte.ts'
import { MESSAGE_MAX } from '#app/support/clavardage/champs.ts'
import { DitALAssistant } from '#app/support/clavardage/message.vue.tsx'
import { Actions, Bouton, Carte, Champ, Formulaire } from '#ui/index.ts'

export const CHEMIN = '/support/clavardage'

/** The link of an address that has answered, of somebody without an account. */
export const lienDe = (c: Contexte) => c.url.searchParams.get('jeton') ?? ''

export interface Etat {
  cle: string
  texte: string
  structure: string
  assistant: boolean
  erreur: string | null
}

/** The page one comes from, when it is one of ours: the agent sees it. */
function provenance(c: Contexte): string {
  const brute = c.requete.headers.referer
  const url = brute && URL.canParse(brute) ? new URL(brute) : null
  return url?.origin === c.url.origin && !url.pathname.startsWith(CHEMIN) && url.pathname !== '/support' ? url.pathname : ''
}

export function Demande({ c, etat, adresse, dit }: { c: Contexte; etat: Etat; adresse: string | null; dit: string | null }) {
  const x = c.t.clavardage
  return (
    <Carte titre={x.demander}>
      <Formulaire action={adresse ? `${CHEMIN}?jeton=${encodeURIComponent(lienDe(c))}` : CHEMIN} class="stack">
        <input type="hidden" name="_cle" value={etat.cle} />
        <input type="hidden" name="page" value={provenance(c)} />
        {c.structures.length ? (
          <Champ
            nom="structure"
            type="select"
            facultatif
            libelle={x.structure}
            valeur={etat.structure}
            sansChoix={x.sansStructure}
            options={c.structures.map((s) => ({ valeur: s.id, libelle: s.nom }))}
          />
        ) : null}
        {adresse ? (
          <>
            <p>{c.t.emission.sansCompte.pour(adresse)}</p>
            <Champ nom="nom" facultatif libelle={c.t.emission.sansCompte.nom} autoComplete="name" maxLength={100} />
          </>
        ) : null}
        <Champ
          nom="texte"
          type="textarea"
          facultatif
          libelle={x.question}
          aide={x.questionAide}
          valeur={etat.texte}
          maxLength={MESSAGE_MAX}
          erreur={etat.erreur ?? undefined}
        />
        {dit ? (
          <>
            <Champ nom="assistant" type="checkbox" libelle={x.donnerLAssistant} aide={x.donnerLAssistantAide} valeur={etat.assistant} />
            <DitALAssistant titre={x.ceQuiSeraDonne} texte={dit} />
          </>
        ) : null}
        <Actions note={x.garde}>
          <Bouton>{x.demander}</Bouton>
        </Actions>
      </Formulaire>
    </Carte>
  )
}

export function SansCompte({ c }: { c: Contexte }) {
  const x = c.t.clavardage
  return (
    <Carte titre={x.sansCompte.titre}>
      <div class="stack">
        <p>{x.sansCompte.texte}</p>
        <div class="row">
          <Bouton href="/support/sans-compte">{x.sansCompte.bouton}</Bouton>
          <Bouton genre="second" href={`/connexion?retour=${encodeURIComponent(CHEMIN)}`}>
            {x.sansCompte.connexion}
          </Bouton>
        </div>
      </div>
    </Carte>
  )
}
