import type { Contexte } from '#app/contexte.ts'
import { ChampFichiers } from '#app/organisation/pieces-jointes/index.ts'
import { regleDe, type Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import type { Activite, Ticket } from '#app/support/tickets/lire.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Formulaire } from '#ui/index.ts'

/** Whose turn it is, for the emitter. */
export function Consigne({ c, t, activites }: { c: Contexte; t: Ticket; activites: Activite[] }) {
  const x = c.t.tickets.detail
  if (t.reuni) {
    const autre = activites.findLast((a) => a.action === 'fusionner')?.autre
    return (
      <Alerte genre="info">
        <p>{autre ? x.reuni : x.reuniCache}</p>
        {autre && !c.params.jeton ? (
          <p>
            <a href={`/support/tickets/${autre}`}>{c.t.traitement.faits.voir(autre)}</a>
          </p>
        ) : null}
      </Alerte>
    )
  }
  if (t.statut === 'FERME')
    return (
      <Alerte genre="info">
        <p>{x.clos}</p>
        <p>
          <a href={c.params.jeton ? '/support/sans-compte' : '/support/tickets/creer'}>{c.t.tickets.creer}</a>
        </p>
      </Alerte>
    )
  if (t.emetteur === 0) return null
  const titre = x.aVous[t.statut]
  return titre ? (
    <Alerte genre="warn" titre={titre}>
      {t.statut === 'RESOLU' ? x.fermeture(c.settings.TICKET_FERMETURE_JOURS) : null}
    </Alerte>
  ) : (
    <Alerte genre="info">{t.sansRepondant ? x.sansRepondant(t.destinataire!.raisonSociale) : x.rien}</Alerte>
  )
}

/** What the emitter can do: the message with a button for each thing it can be; what needs no word stands apart. */
export function GestesDeLEmetteur({
  c,
  possibles,
  etat,
  sansCompte,
}: {
  c: Contexte
  possibles: Action[]
  etat: EtatDuTicket
  sansCompte?: boolean
}) {
  const x = c.t.tickets
  const siens = possibles.filter((a) => regleDe(a).cote === 'emetteur')
  const muets = siens.filter((a) => regleDe(a).texte === 'aucun')
  const dits = siens.filter((a) => regleDe(a).texte !== 'aucun')
  if (!siens.length) return null
  return (
    <Carte titre={x.detail.actions} id="agir">
      {muets.length ? (
        <Formulaire action={c.chemin}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <div class="row">
            {muets.map((a) => (
              <Bouton key={a} name="action" value={a}>
                {x.gestes[a]}
              </Bouton>
            ))}
          </div>
        </Formulaire>
      ) : null}
      {dits.length ? (
        <Formulaire action={c.chemin} attrs={{ enctype: 'multipart/form-data' }}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <div class="mt4">
            <Champ
              nom="texte"
              type="textarea"
              libelle={x.detail.message}
              valeur={etat.texte}
              {...(etat.erreur ? { erreur: etat.erreur } : {})}
              facultatif={dits.every((a) => regleDe(a).texte === 'facultatif')}
              maxLength={TEXTE_MAX}
            />
          </div>
          {siens.length < possibles.length ? null : (
            <ChampFichiers
              c={c}
              nom="envois"
              libelle={c.t.emission.fichiers.libelle}
              multiple
              facultatif
              etat={etat}
              sansScript={sansCompte}
            />
          )}
          <Actions>
            {dits.map((a, i) => (
              <Bouton key={a} name="action" value={a} genre={i === 0 && a !== 'fermer' && !muets.length ? 'premier' : 'second'}>
                {x.gestes[a]}
              </Bouton>
            ))}
          </Actions>
        </Formulaire>
      ) : null}
    </Carte>
  )
}
