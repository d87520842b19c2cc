import { sql } from 'kysely'
import { champDe, ChampMarkdown } from '#app/communication/apercu.tsx'
import { ChampsDAudience, lireChoix } from '#app/communication/messages/audience.champs.tsx'
import { aQui } from '#app/communication/messages/audience.ts'
import {
  CHAMPS_MESSAGE,
  compterDestinataires,
  DUREES,
  envoyerMessage,
  lireSaisieMessage,
  TEXTE_MAX,
  TITRE_MAX,
} from '#app/communication/messages/envoyer.ts'
import { Ecrire, Relire } from '#app/communication/etapes.tsx'
import { definirPublication } from '#app/communication/publication.ts'
import type { Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { structuresNommees } from '#app/organisation/structures/transferer/lire.ts'
import { refus } from '#demandes/index.ts'
import { Alerte, Champ, Champs, Groupe, optionsDe } from '#ui/index.ts'

export const MESSAGES = '/communication'
const AIDE = '/documentation/communication/messages'

/** Whoever governs a structure, or runs the portal. */
export async function peutEcrire(c: Pick<Contexte, 'db' | 'utilisateur'>): Promise<boolean> {
  if (estOperateur(c.utilisateur)) return true
  return Boolean(
    c.utilisateur &&
    (await sql`select from structure where gestionnaire_principal = ${c.utilisateur.id}::uuid limit 1`.execute(c.db)).rows.length,
  )
}

async function exiger(c: Contexte): Promise<ContexteDuParcours> {
  if (!(await peutEcrire(c)))
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.communication.messages.quiEcrit,
      remede: { libelle: c.t.communication.messages.voirMessages, href: MESSAGES },
    })
  return c as ContexteDuParcours
}

const fil = (c: Contexte) => [{ nom: c.t.communication.messages.titre, href: MESSAGES }, { nom: c.t.communication.messages.ecrire }]

/** A message: to whom first, then what; the check page says how many people it reaches (COM-03). */
export const { page: pageRedigerMessage, action: actionRedigerMessage } = definirPublication({
  chemin: `${MESSAGES}/rediger`,
  type: 'message',
  champs: CHAMPS_MESSAGE,
  exiger,
  // A message that is out is not rewritten: it is withdrawn.
  reprendre: async () => null,
  juger: async (c, saisie) => (await lireSaisieMessage(c, c.db, saisie)).erreurs,
  publier: async (c, cle, saisie) => `${MESSAGES}/${await envoyerMessage(c, cle, saisie)}?fait=envoye`,
  formulaire: async (c, etat) => {
    const x = c.t.communication.messages
    const y = c.t.communication
    const champ = champDe(etat)
    const choix = await lireChoix(c)
    return (
      <Ecrire c={c} titre={x.ecrire} fil={fil(c)} aide={AIDE} etat={etat} retour={MESSAGES} bouton={x.voir}>
        <Groupe titre={x.aQui} premier>
          <ChampsDAudience c={c} etat={etat} choix={choix} />
        </Groupe>
        <Groupe titre={x.message}>
          <Champs>
            <Champ {...champ('titre')} libelle={x.titreChamp} maxLength={TITRE_MAX} />
            <ChampMarkdown {...champ('texte')} libelle={y.texte} aide={y.markdown} maxLength={TEXTE_MAX} />
            <Champ {...champ('titreEn')} facultatif libelle={y.titreEn} aide={x.anglaisAide} maxLength={TITRE_MAX} attrs={{ lang: 'en' }} />
            <ChampMarkdown {...champ('texteEn')} facultatif libelle={y.texteEn} maxLength={TEXTE_MAX} />
            <Champ
              {...champ('duree')}
              type="select"
              largeur="w3"
              libelle={x.duree}
              aide={x.dureeAide}
              valeur={etat.saisie.duree || '30'}
              options={optionsDe(DUREES, x.durees)}
            />
          </Champs>
        </Groupe>
      </Ecrire>
    )
  },
  verification: async (c, etat) => {
    const x = c.t.communication.messages
    const { v } = await lireSaisieMessage(c, c.db, etat.saisie)
    const [n, nommees] = await Promise.all([
      compterDestinataires(c, v),
      v.structures ? structuresNommees(c.db, v.structures.slice(0, 3)) : [],
    ])
    const pour = aQui(c, {
      portee: v.portee!,
      entites: v.entites,
      profil: etat.saisie.profil && v.application ? etat.saisie.profil : null,
      structures: nommees.map((s) => s.raisonSociale),
      nombreStructures: v.structures?.length ?? 0,
    })
    return (
      <Relire
        c={c}
        titre={x.verifier}
        fil={fil(c)}
        aide={AIDE}
        etat={etat}
        avant={<Alerte genre={n ? 'info' : 'warn'}>{x.combien(n)}</Alerte>}
        lignes={[
          { cle: x.aQui, valeur: pour },
          { cle: x.duree, valeur: x.durees[String(v.jours)] },
        ]}
        v={v}
        bouton={x.envoyer(n)}
      >
        <p class="small muted">{x.quandLu}</p>
      </Relire>
    )
  },
})
