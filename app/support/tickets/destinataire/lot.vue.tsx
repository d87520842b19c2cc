import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { Lignes } from '#app/support/tickets/destinataire/lot.lignes.tsx'
import { MAXIMUM, pourquoiPas, type LigneDeLot, type Lot } from '#app/support/tickets/destinataire/lot.ts'
import { Actions, Alerte, Bouton, Champ, Etiquette, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'

export interface Donnees {
  lot: Lot
  lignes: Map<string, LigneDeLot>
  reponses: { id: string; titre: string }[]
  incidents: { id: string; titre: string }[]
}

export const liste = (lot: Pick<Lot, 'filtre'>) => `/support/tickets/recus${lot.filtre ? `?${lot.filtre}` : ''}`

/** So many lines push the answer out of sight. */
const A_DEFILER = 8

const fil = (c: Contexte, lot: Lot, titre: string) => [
  { nom: c.t.tickets.support, href: '/support' },
  { nom: c.t.tickets.recus, href: liste(lot) },
  { nom: titre },
]

export function Verifier({
  c,
  d: { lot, lignes, reponses, incidents },
  erreur,
}: {
  c: Contexte
  d: Donnees
  erreur?: string
}): JSX.Element {
  const x = c.t.traitement.lot
  const faites = new Set(lot.issues?.map((i) => i.numero))
  const restants = lot.choix.filter((n) => !faites.has(n))
  const raison = (n: string) => pourquoiPas(c, c.utilisateur!.id, lignes.get(n), lot)
  const n = restants.filter((r) => !raison(r)).length
  const enAttente = restants.some((r) => raison(r)?.attente)
  const titre = n || enAttente ? x.titre(n) : x.aucun
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      chapo={n ? x.chapo : undefined}
      fil={fil(c, lot, titre)}
      etapes={{ liste: x.etapes, courante: 1 }}
      erreur={Boolean(erreur)}
      actions={
        restants.length > A_DEFILER && (n || enAttente) ? (
          <Bouton genre="second" href="#texte">
            {x.ecrire}
          </Bouton>
        ) : undefined
      }
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'texte', message: erreur }]} /> : undefined}
      aide="/documentation/support/traiter-un-ticket"
    >
      <div class="stack">
        {lot.trop ? <Alerte genre="info">{x.limite(MAXIMUM)}</Alerte> : null}
        <Lignes
          c={c}
          numeros={restants}
          lignes={lignes}
          dernier={(numero, l) => {
            const r = raison(numero)
            return r
              ? {
                  horsJeu: true,
                  contenu: (
                    <>
                      <Etiquette genre={r.attente ? 'warn' : 'err'} icone={r.attente ? 'oeil' : 'verrou'}>
                        {r.attente ? x.ecartee : x.plus}
                      </Etiquette>
                      <span class="sub">{r.raison}</span>
                    </>
                  ),
                }
              : {
                  horsJeu: false,
                  contenu: (
                    <>
                      <Etiquette genre="ok" icone="coche">
                        {x.envoyee}
                      </Etiquette>
                      {l?.agent ? null : <span class="sub">{x.prise}</span>}
                    </>
                  ),
                }
          }}
        />
        {n || enAttente ? (
          <Repondre c={c} lot={lot} n={n} reponses={reponses} incidents={incidents} enAttente={enAttente} {...(erreur ? { erreur } : {})} />
        ) : (
          <p>
            {x.aucunTexte}{' '}
            <Bouton genre="second" href={liste(lot)}>
              {x.revenir}
            </Bouton>
          </p>
        )}
      </div>
    </Page>
  )
}

function Repondre({
  c,
  lot,
  n,
  reponses,
  incidents,
  enAttente,
  erreur,
}: {
  c: Contexte
  lot: Lot
  n: number
  reponses: Donnees['reponses']
  incidents: Donnees['incidents']
  enAttente: boolean
  erreur?: string
}) {
  const x = c.t.traitement.lot
  const y = c.t.traitement.reponses
  return (
    <Formulaire class="card stack">
      {reponses.length ? (
        <div class="field">
          <label for="reponse">{y.choisir}</label>
          <div class="with-button">
            <select class="input" id="reponse" name="reponse">
              <option value="">{y.aucune}</option>
              {reponses.map((r) => (
                <option key={r.id} value={r.id}>
                  {r.titre}
                </option>
              ))}
            </select>
            <Bouton genre="second" name="etape" value="inserer">
              {y.inserer}
            </Bouton>
          </div>
        </div>
      ) : null}
      <Champ
        nom="texte"
        type="textarea"
        libelle={x.message}
        aide={y.variables}
        valeur={lot.texte}
        {...(erreur ? { erreur } : {})}
        maxLength={TEXTE_MAX}
      />
      <Champ
        nom="statut"
        type="radios"
        libelle={x.apres}
        valeur={lot.action}
        options={[
          { valeur: 'resoudre', libelle: c.t.tickets.statuts.RESOLU },
          { valeur: 'demander', libelle: c.t.tickets.statuts.EN_ATTENTE },
        ]}
      />
      {incidents.length ? (
        <Champ
          nom="incident"
          type="select"
          facultatif
          libelle={x.lier}
          valeur={lot.incident ?? ''}
          sansChoix={x.sansLien}
          options={incidents.map((i) => ({ valeur: i.id, libelle: i.titre }))}
        />
      ) : null}
      {enAttente ? <Champ nom="quandMeme" type="checkbox" libelle={x.quandMeme} valeur={lot.quandMeme} /> : null}
      <Actions>
        <Bouton>{x.envoyer(n)}</Bouton>
        <Bouton genre="second" href={liste(lot)}>
          {x.revenir}
        </Bouton>
      </Actions>
    </Formulaire>
  )
}

export function Resultat({ c, d: { lot, lignes } }: { c: Contexte; d: Donnees }) {
  const x = c.t.traitement.lot
  const issues = new Map(lot.issues!.map((i) => [i.numero, i]))
  const laissees = lot.choix.filter((n) => issues.get(n)!.issue === 'laissee')
  // Taken, closed or gone, nothing is to be done; answered by nobody in the end, it is taken up again.
  const aReprendre = laissees.filter((n) => {
    const r = pourquoiPas(c, c.utilisateur!.id, lignes.get(n), lot)
    return !r || r.attente
  })
  const titre = x.resultat(lot.issues!.filter((i) => i.issue === 'faite').length, lot.choix.length)
  return (
    <Page c={cadre(c)} titre={titre} fil={fil(c, lot, titre)} etapes={{ liste: x.etapes, courante: 2 }}>
      <div class="stack">
        <Lignes
          c={c}
          numeros={[...laissees, ...lot.choix.filter((n) => issues.get(n)!.issue === 'faite')]}
          lignes={lignes}
          dernier={(numero) => {
            const { issue, detail } = issues.get(numero)!
            return {
              horsJeu: issue === 'laissee',
              contenu: (
                <>
                  <Etiquette genre={issue === 'faite' ? 'ok' : 'neutre'}>{x.issues[issue]}</Etiquette>
                  {detail ? <span class="sub">{detail}</span> : null}
                </>
              ),
            }
          }}
        />
        <Formulaire action="/support/tickets/recus/lots">
          <input type="hidden" name="filtre" value={lot.filtre} />
          <input type="hidden" name="depuis" value={c.params.cle} />
          {aReprendre.map((n) => (
            <input key={n} type="hidden" name="choix" value={n} />
          ))}
          <Actions>
            {aReprendre.length ? <Bouton>{x.reprendre(aReprendre.length)}</Bouton> : null}
            <Bouton {...(aReprendre.length ? { genre: 'second' as const } : {})} href={liste(lot)}>
              {x.suite}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}
