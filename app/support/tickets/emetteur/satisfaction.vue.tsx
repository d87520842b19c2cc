import type { Contexte } from '#app/contexte.ts'
import { definirAction } from '#app/page.ts'
import type { Lecteur } from '#app/support/tickets/acces.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import type { Ticket } from '#app/support/tickets/lire.ts'
import { AVIS_JOURS, AVIS_MAX, noterTicket, peutNoter } from '#app/support/tickets/emetteur/satisfaction.ts'
import { Bouton, Carte, Champ, Champs, Formulaire, Succes } from '#ui/index.ts'

const NOTES = [5, 4, 3, 2, 1]

/** Asked once the ticket is closed: a mark and a sentence, facultative. */
export function Satisfaction({ c, t, chemin = `/support/tickets/${t.numero}` }: { c: Contexte; t: Ticket; chemin?: string }) {
  const x = c.t.emission.satisfaction
  if (!peutNoter(t)) return null
  const erreur = c.url.searchParams.get('avis') === 'incomplet' ? x.choisir : undefined
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
            valeur={t.satisfaction ? String(t.satisfaction) : ''}
            erreur={erreur}
            options={[
              { valeur: '', libelle: c.t.tickets.formulaire.choisissez },
              ...NOTES.map((n) => ({ valeur: String(n), libelle: x.sur5(n) })),
            ]}
          />
          <Champ nom="avis" libelle={x.texte} facultatif valeur={t.satisfactionTexte ?? ''} maxLength={AVIS_MAX} />
        </Champs>
        <p>
          <Bouton genre="second">{t.satisfaction ? x.changer : x.envoyer}</Bouton>
        </p>
      </Formulaire>
    </Carte>
  )
}

/** The opinion as it was typed; what is wrong with it is said where it was asked, its field empty. */
export async function noterParFormulaire(
  c: Contexte,
  qui: Lecteur,
  numero: string,
  champs: Map<string, string[]>,
  retour: string,
  milieu: Pick<MilieuTicket, 'db' | 't'> = c,
) {
  const note = Number(champs.get('note')?.[0] || 0)
  if (note < 1) return { rediriger: `${retour}?avis=incomplet#satisfaction` }
  await noterTicket(milieu, qui, numero, {
    note,
    texte: (champs.get('avis')?.[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, AVIS_MAX) || null,
  })
  return { rediriger: `${retour}?avis=merci#satisfaction` }
}

export const actionNoter = definirAction({
  chemin: '/support/tickets/:numero/satisfaction',
  acces: 'session',
  executer: (c, champs) =>
    noterParFormulaire(
      c,
      c.utilisateur!.id,
      c.params.numero ?? '',
      champs,
      `/support/tickets/${encodeURIComponent(c.params.numero ?? '')}`,
    ),
})
