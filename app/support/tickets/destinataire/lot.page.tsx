import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, type Reponse as Reponse303 } from '#app/page.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { GENRES_STATUT } from '#app/support/tickets/emetteur/liste.page.tsx'
import { choixPourTous, reponsePourTous } from '#app/support/tickets/destinataire/inserer.ts'
import {
  garderLot,
  lireLignes,
  lireLot,
  MAXIMUM,
  pourquoiPas,
  repondreATous,
  retenirLot,
  type LigneDeLot,
  type Lot,
} from '#app/support/tickets/destinataire/lot.ts'
import { refus } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Etiquette, Formulaire, Page, ResumeErreurs, Tableau, Vide, type Enfant } from '#ui/index.ts'

interface Donnees {
  lot: Lot
  lignes: Map<string, LigneDeLot>
  reponses: { id: string; titre: string }[]
  incidents: { id: string; titre: string }[]
}

const CHEMIN = '/support/tickets/recus/lots/:cle'
const liste = (lot: Pick<Lot, 'filtre'>) => `/support/tickets/recus${lot.filtre ? `?${lot.filtre}` : ''}`
const fil = (c: Contexte, lot: Lot, titre: string) => [
  { nom: c.t.tickets.support, href: '/support' },
  { nom: c.t.tickets.recus, href: liste(lot) },
  { nom: titre },
]

export const actionChoisirTickets = definirAction({
  chemin: '/support/tickets/recus/lots',
  acces: 'session',
  executer: async (c, champs): Promise<Reponse303> => {
    const { cle, filtre } = await retenirLot(c, champs)
    return { rediriger: cle ? `/support/tickets/recus/lots/${cle}` : liste({ filtre }) }
  },
})

async function charger(c: Contexte): Promise<Donnees> {
  const lot = await lireLot(c, c.params.cle ?? '')
  if (!lot) throw refus(c.t, 'introuvable')
  const lignes = await lireLignes(c.db, c.utilisateur!.id, lot.choix)
  const lieux = [...new Set([...lignes.values()].filter((l) => l.niveau === 2).map((l) => l.destinataire))]
  // Of several recipients there is no answer that all have.
  return { lot, lignes, ...(await choixPourTous(c.db, lieux.length === 1 ? lieux[0] : undefined, c.langue)) }
}

/** Several at once (TIC-08): every ticket is read again before it is answered; after it, one outcome each. */
export const pageLotDeTickets = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger,
  vue: (d, c) => (d.lot.issues && d.lot.issues.length === d.lot.choix.length ? <Resultat c={c} d={d} /> : <Verifier c={c} d={d} />),
})

export const actionLotDeTickets = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c, champs): Promise<Reponse303> => {
    const d = await charger(c)
    const texte = (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim()
    const lot: Lot = {
      ...d.lot,
      action: champs.get('statut')?.[0] === 'demander' ? 'demander' : 'resoudre',
      texte,
      quandMeme: champs.get('quandMeme')?.[0] === 'oui',
      incident: d.incidents.find((i) => i.id === champs.get('incident')?.[0])?.id,
    }
    if (champs.get('etape')?.[0] === 'inserer') {
      const id = champs.get('reponse')?.[0]
      const pret = estUuid(id) && d.reponses.some((r) => r.id === id) ? await reponsePourTous(c.db, d.lot.choix, id) : null
      await garderLot(c, c.params.cle!, { ...lot, texte: [texte, pret].filter(Boolean).join('\n\n').slice(0, TEXTE_MAX) })
      return { rediriger: `${c.chemin}#texte` }
    }
    const erreur = !texte ? c.t.tickets.texteManquant : texte.length > TEXTE_MAX ? c.t.tickets.tropLong(TEXTE_MAX) : null
    if (erreur) return { statut: 422, page: <Verifier c={c} d={{ ...d, lot }} erreur={erreur} /> }
    const faites = d.lot.issues ?? []
    const reste = d.lot.choix.filter((n) => !faites.some((i) => i.numero === n))
    if (reste.length)
      await garderLot(c, c.params.cle!, { ...lot, issues: [...faites, ...(await repondreATous(c, c.params.cle!, reste, lot))] })
    return { rediriger: c.chemin }
  },
})

function Verifier({ c, d: { lot, lignes, reponses, incidents }, erreur }: { c: Contexte; d: Donnees; erreur?: string }): JSX.Element {
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
          options={[{ valeur: '', libelle: x.sansLien }, ...incidents.map((i) => ({ valeur: i.id, libelle: i.titre }))]}
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

function Resultat({ c, d: { lot, lignes } }: { c: Contexte; d: Donnees }) {
  const x = c.t.traitement.lot
  const issues = new Map(lot.issues!.map((i) => [i.numero, i]))
  const titre = x.resultat(lot.issues!.filter((i) => i.issue === 'faite').length, lot.choix.length)
  return (
    <Page c={cadre(c)} titre={titre} fil={fil(c, lot, titre)} etapes={{ liste: x.etapes, courante: 2 }}>
      <div class="stack">
        <Lignes
          c={c}
          numeros={lot.choix}
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
        <p>
          <Bouton href={liste(lot)}>{x.suite}</Bouton>
        </p>
      </div>
    </Page>
  )
}

function Lignes({
  c,
  numeros,
  lignes,
  dernier,
}: {
  c: Contexte
  numeros: string[]
  lignes: Map<string, LigneDeLot>
  dernier: (numero: string, l: LigneDeLot | undefined) => { contenu: Enfant; horsJeu: boolean }
}) {
  const x = c.t.traitement
  if (!numeros.length) return <Vide titre={x.lot.aucun} texte={x.lot.aucunTexte} />
  const colonnes = [
    { nom: 'ticket', libelle: x.ticket, entete: true },
    { nom: 'emetteur', libelle: x.emetteur },
    { nom: 'statut', libelle: c.t.tickets.statut },
    { nom: 'reponse', libelle: x.lot.reponse },
  ]
  return (
    <Carte nue>
      <Tableau
        legende={x.lot.legende}
        colonnes={colonnes}
        url={c.url}
        etat={{ page: 1, taille: numeros.length, tri: '', total: numeros.length, totalExact: true }}
        lignes={numeros.map((numero) => {
          const l = lignes.get(numero)
          const { contenu, horsJeu } = dernier(numero, l)
          return {
            cle: numero,
            ...(horsJeu ? { etat: 'hors-jeu' as const } : {}),
            cellules: l
              ? [
                  <>
                    <a href={`/support/tickets/${numero}`}>{l.titre}</a>
                    <span class="sub">{numero}</span>
                  </>,
                  l.structure?.raisonSociale ?? `${l.auteurNom.prenom} ${l.auteurNom.nom}`,
                  <Etiquette genre={GENRES_STATUT[l.statut]}>{c.t.tickets.statuts[l.statut]}</Etiquette>,
                  contenu,
                ]
              : [<b>{numero}</b>, '', '', contenu],
          }
        })}
      />
    </Carte>
  )
}
