import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { Reponse } from '#app/page.ts'
import type { Lecteur } from '#app/support/tickets/acces.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import type { Ticket } from '#app/support/tickets/lire.ts'
import { ETAT_NEUF } from '#app/support/tickets/ticket.agir.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { AVIS_JOURS, AVIS_MAX, noterTicket, raisonSansAvis } from '#app/support/tickets/emetteur/satisfaction.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Bouton, Carte, Champ, Champs, Formulaire, Succes } from '#ui/index.ts'

const NOTES = [5, 4, 3, 2, 1]

/** Asked once the ticket is closed: a mark and a sentence, facultative. */
export function Satisfaction({
  c,
  t,
  avis,
  chemin = `/support/tickets/${t.numero}`,
}: {
  c: Contexte
  t: Ticket
  avis: EtatDuTicket['avis']
  chemin?: string
}) {
  const x = c.t.emission.satisfaction
  const raison = raisonSansAvis(c, t)
  if (raison)
    return t.emetteur === 2 && c.url.searchParams.get('avis') === 'demande' ? (
      <div id="satisfaction">
        <Alerte genre="info">{raison}.</Alerte>
      </div>
    ) : null
  const erreur = (champ: string) => avis?.erreurs.find((e) => e.champ === champ)?.message
  return (
    <Carte titre={x.titre} id="satisfaction">
      <Formulaire action={`${chemin}/satisfaction`} class="stack">
        {c.url.searchParams.get('avis') === 'merci' ? <Succes>{x.merci}</Succes> : null}
        <Champs>
          <Champ
            nom="note"
            type="select"
            libelle={x.note}
            aide={x.jusque(AVIS_JOURS)}
            valeur={avis?.note ?? (t.satisfaction ? String(t.satisfaction) : '')}
            erreur={erreur('note')}
            sansChoix={c.t.tickets.formulaire.choisissez}
            options={NOTES.map((n) => ({ valeur: String(n), libelle: x.sur5(n) }))}
          />
          <Champ
            nom="avis"
            libelle={x.texte}
            facultatif
            valeur={avis?.texte ?? t.satisfactionTexte ?? ''}
            erreur={erreur('avis')}
            maxLength={AVIS_MAX}
          />
        </Champs>
        <p>
          <Bouton genre="second">{t.satisfaction ? x.changer : x.envoyer}</Bouton>
        </p>
      </Formulaire>
    </Carte>
  )
}

/** The opinion as it was typed; what is wrong with it is said where it was asked, and nothing typed is lost. */
export async function noterParFormulaire(
  c: Contexte,
  qui: Lecteur,
  numero: string,
  champs: Map<string, string[]>,
  retour: string,
  dessiner: (etat: EtatDuTicket) => Promise<JSX.Element>,
  milieu: Pick<MilieuTicket, 'db' | 't'> = c,
): Promise<Reponse> {
  const note = champs.get('note')?.[0] ?? ''
  const texte = (champs.get('avis')?.[0] ?? '').replace(/\s+/g, ' ').trim()
  try {
    await noterTicket(milieu, qui, numero, { note: Number(note), texte: texte || null })
    return { rediriger: `${retour}?avis=merci#satisfaction` }
  } catch (e) {
    if (!estRefus(e) || !e.probleme.champs) throw e
    return { statut: 422, page: await dessiner({ ...ETAT_NEUF(), avis: { note, texte, erreurs: e.probleme.champs } }) }
  }
}
