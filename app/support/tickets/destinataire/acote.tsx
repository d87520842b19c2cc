import type { Contexte } from '#app/contexte.ts'
import type { Action } from '#app/support/tickets/actions.ts'
import { PRIORITES, TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { Traitement } from '#app/support/tickets/destinataire/lire.ts'
import { Echeance, Priorite } from '#app/support/tickets/destinataire/echeance.tsx'
import type { Ticket } from '#app/support/tickets/lire.ts'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Bouton, Carte, Champ, Formulaire, Icone, Resume, type Enfant, optionsDe } from '#ui/index.ts'

interface Props {
  c: Contexte
  t: Ticket
  possibles: Action[]
  etat: EtatDuTicket
  traitement: Traitement
}

/** How the recipient's side organises its work on a ticket: each form is closed until it is wanted, or comes back wrong. */
export function TraitementDuTicket(p: Props) {
  const { c, t, traitement } = p
  const x = c.t.traitement
  const incident = traitement.incidents.find((i) => i.id === t.incident)
  return (
    <Carte titre={x.titre} id="traitement">
      <Resume
        serre
        lignes={[
          { cle: x.priorite, valeur: <Priorite c={c} priorite={t.priorite} /> },
          { cle: x.echeance, valeur: <Echeance c={c} t={t} /> },
          { cle: x.attribue, valeur: t.agentNom ? `${t.agentNom.prenom} ${t.agentNom.nom}` : c.t.tickets.liste.libre },
          ...(incident
            ? [{ cle: x.incident, valeur: <a href={`/support/tickets/recus?onglet=tous&incident=${incident.id}`}>{incident.titre}</a> }]
            : []),
          ...(traitement.reunis.length
            ? [
                {
                  cle: x.fusionner.dedans,
                  valeur: (
                    <>
                      {traitement.reunis.map((n, i) => (
                        <>
                          {i ? ', ' : null}
                          <a key={n} href={`/support/tickets/${n}`}>
                            {n}
                          </a>
                        </>
                      ))}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <div class="stack mt4">
        <Formulaire action={`${c.chemin}/suivre`}>
          <input type="hidden" name="suivre" value={traitement.suivi ? 'non' : 'oui'} />
          <Bouton genre="second" petit>
            {traitement.suivi ? x.suivre.arreter : x.suivre.suivre}
          </Bouton>
          <p class="small muted mt2">{traitement.suivi ? x.suivre.suivi : x.suivre.aide}</p>
        </Formulaire>
        <Attribuer {...p} />
        <Priorites {...p} />
        <Lier {...p} />
        <Transferer {...p} />
        <Fusionner {...p} />
      </div>
    </Carte>
  )
}

/** A form under its title. */
function Geste({ c, action, titre, possibles, etat, children }: Props & { action: Action; titre: string; children: Enfant }) {
  if (!possibles.includes(action)) return null
  return (
    <details class="fold" open={etat.action === action}>
      <summary>
        {titre} <Icone nom="chevron" class="chevron" />
      </summary>
      <Formulaire action={c.chemin} class="stack mt4">
        <input type="hidden" name="_cle" value={etat.cle} />
        {children}
        <p>
          <Bouton genre="second" petit name="action" value={action}>
            {c.t.tickets.gestes[action]}
          </Bouton>
        </p>
      </Formulaire>
    </details>
  )
}

/** What was typed and what was wrong, when this form comes back. */
const champ = ({ etat }: Props, action: Action, nom: string, defaut = '') => {
  const erreur = etat.action === action ? etat.erreurs.find((e) => e.champ === nom)?.message : undefined
  return { nom, valeur: (etat.action === action ? etat.plus?.[nom] : undefined) ?? defaut, ...(erreur ? { erreur } : {}) }
}

function Attribuer(p: Props) {
  const x = p.c.t.traitement.attribuer
  const autres = p.traitement.equipe.filter((e) => e.id !== p.t.agent)
  if (!autres.length) return p.possibles.includes('attribuer') ? <p class="small muted">{x.personneDAutre}</p> : null
  return (
    <Geste {...p} action="attribuer" titre={x.titre}>
      <input type="hidden" name="agentActuel" value={p.t.agent ?? ''} />
      <Champ
        {...champ(p, 'attribuer', 'personne')}
        type="select"
        libelle={x.personne}
        aide={p.t.destinataire ? x.aide : x.aidePortail}
        sansChoix={x.choisir}
        options={autres.map((e) => ({ valeur: e.id, libelle: e.nom }))}
      />
    </Geste>
  )
}

function Priorites(p: Props) {
  const x = p.c.t.traitement
  return (
    <Geste {...p} action="priorite" titre={x.changer.titre}>
      <Champ
        {...champ(p, 'priorite', 'priorite', p.t.priorite)}
        type="select"
        libelle={x.priorite}
        aide={x.delais}
        options={optionsDe(PRIORITES, x.priorites)}
      />
    </Geste>
  )
}

function Lier(p: Props) {
  const x = p.c.t.traitement
  if (!p.traitement.incidents.length) return null
  return (
    <Geste {...p} action="lier" titre={x.lier.titre}>
      <Champ
        {...champ(p, 'lier', 'incident', p.t.incident ?? '')}
        type="select"
        libelle={x.incident}
        facultatif
        sansChoix={x.lier.aucun}
        options={p.traitement.incidents.map((i) => ({ valeur: i.id, libelle: i.titre }))}
      />
    </Geste>
  )
}

function Transferer(p: Props) {
  const x = p.c.t.traitement.transferer
  if (!p.possibles.includes('transferer'))
    return ['OUVERT', 'EN_ATTENTE'].includes(p.t.statut) && p.t.destinataireNiveau === 2 && !p.t.agent ? (
      <p class="small muted">{x.prendre}</p>
    ) : null
  return (
    <Geste {...p} action="transferer" titre={x.titre}>
      {p.t.destinataire ? (
        <Champ
          {...champ(p, 'transferer', 'vers', 'structure')}
          type="radios"
          libelle={x.vers}
          options={[
            { valeur: 'structure', libelle: x.structure },
            { valeur: 'portail', libelle: x.portail },
          ]}
        />
      ) : null}
      <Champ
        {...champ(p, 'transferer', 'destinataire')}
        facultatif={Boolean(p.t.destinataire)}
        libelle={x.destinataire}
        aide={x.identifiantAide}
        maxLength={100}
      />
      <Champ {...champ(p, 'transferer', 'codeService')} facultatif libelle={x.codeService} maxLength={100} />
      <Champ
        {...champ(p, 'transferer', 'texte')}
        id="texte-transferer"
        type="textarea"
        facultatif
        libelle={x.message}
        aide={x.aide}
        maxLength={TEXTE_MAX}
      />
    </Geste>
  )
}

function Fusionner(p: Props) {
  const x = p.c.t.traitement.fusionner
  return (
    <Geste {...p} action="fusionner" titre={x.titre}>
      <Champ
        {...champ(p, 'fusionner', 'dans')}
        libelle={x.dans}
        aide={p.traitement.voisins.length ? x.voisins : undefined}
        maxLength={200}
        autoComplete="off"
        attrs={{ list: 'voisins' }}
      />
      <datalist id="voisins">
        {p.traitement.voisins.map((v) => (
          <option key={v.numero} value={v.numero}>
            {v.titre}
          </option>
        ))}
      </datalist>
      <Champ
        {...champ(p, 'fusionner', 'texte', x.defaut)}
        id="texte-fusionner"
        type="textarea"
        libelle={x.message}
        aide={x.aide}
        maxLength={TEXTE_MAX}
      />
    </Geste>
  )
}
