import { nomDe } from '#app/organisation/structures/lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { decrire } from '#app/demandes/decrire.ts'
import { descriptionDe } from '#app/organisation/approbations/afficher.tsx'
import { approbationsParNumero } from '#app/organisation/approbations/lister.ts'
import { deciderLot, lireLot, MAXIMUM, retenirLot, type Lot } from '#app/organisation/approbations/lot.ts'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import {
  Actions,
  Alerte,
  Bouton,
  Carte,
  Champ,
  Etiquette,
  Formulaire,
  Page,
  Resume,
  ResumeErreurs,
  Tableau,
  Vide,
  type Enfant,
} from '#ui/index.ts'
import { date, quand } from '#ui/textes/format.ts'

type Lue = Awaited<ReturnType<typeof approbationsParNumero>>[number]
interface Donnees {
  lot: Lot
  lignes: Map<string, Lue>
}

const liste = (lot: Pick<Lot, 'filtre'>) => `/approbations${lot.filtre ? `?${lot.filtre}` : ''}`
const fil = (c: Contexte, lot: Lot, titre: string) => [{ nom: c.t.approbations.titre, href: liste(lot) }, { nom: titre }]

export const actionChoisir = definirAction({
  chemin: '/approbations/verifier',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const { cle, filtre } = await retenirLot(c, champs)
    return { rediriger: cle ? `/approbations/lots/${cle}` : liste({ filtre }) }
  },
})

async function charger(c: Contexte): Promise<Donnees> {
  const lot = await lireLot(c, c.params.cle ?? '')
  if (!lot) throw refus(c.t, 'introuvable')
  return { lot, lignes: new Map((await approbationsParNumero(c.db, c.utilisateur!.id, lot.choix)).map((a) => [a.numero, a])) }
}

/** Several at once (APP-03): every line is read again before it is decided; after it, one outcome a line. */
export const pageLot = definirPage<Donnees>({
  chemin: '/approbations/lots/:cle',
  acces: 'session',
  charger,
  vue: (d, c) =>
    d.lot.issues && d.lot.issues.length === d.lot.choix.length ? (
      <Resultat c={c} d={d} />
    ) : (
      <Verifier c={c} d={d} decision={d.lot.decision} motif={d.lot.motif} />
    ),
})

export const actionLot = definirAction({
  chemin: '/approbations/lots/:cle',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const d = await charger(c)
    const decision = champs.get('decision')?.[0] === 'refuser' ? 'refuser' : 'approuver'
    const motif = champs.get('motif')?.[0]?.trim() ?? ''
    const code = decision === 'refuser' && !motif ? 'champ-manquant' : motif.length > 500 ? 'trop-long' : null
    if (code)
      return {
        statut: 422,
        page: <Verifier c={c} d={d} decision={decision} motif={motif} erreur={c.t.champs.erreur(code, c.t.champs.libelles.motif, '500')} />,
      }
    if (d.lot.issues?.length !== d.lot.choix.length) await deciderLot(c, c.params.cle!, d.lot, { decision, motif })
    return { rediriger: c.chemin }
  },
})

/** Why a line can no longer be decided; null when it can. */
function pourquoi(c: Contexte, a: Lue | undefined): string | null {
  const x = c.t.approbations
  if (!a) return x.lot.plusPourVous
  if (a.peutDecider) return null
  const etat = a.etat === 'demandee' ? 'expiree' : a.etat
  return x.refus.deja[etat]!(a.decideePar ? `${a.decideePar.prenom} ${a.decideePar.nom}` : '', a.decideeLe)
}

function Verifier({
  c,
  d: { lot, lignes },
  decision,
  motif,
  erreur,
}: {
  c: Contexte
  d: Donnees
  decision: Lot['decision']
  motif: string
  erreur?: string
}): JSX.Element {
  const x = c.t.approbations.lot
  const faites = new Set(lot.issues?.map((i) => i.numero))
  const restantes = lot.choix.filter((n) => !faites.has(n))
  const ecartees = restantes.flatMap((n) => {
    const raison = pourquoi(c, lignes.get(n))
    return raison ? [{ numero: n, raison }] : []
  })
  const n = restantes.length - ecartees.length
  const titre = n ? x.titre(decision, n) : x.aucune
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      chapo={n ? x.chapo(ecartees.length) : x.aucuneTexte}
      fil={fil(c, lot, titre)}
      etapes={{ liste: x.etapes, courante: 1 }}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'motif', message: erreur }]} /> : undefined}
    >
      <div class="stack">
        {lot.trop ? <Alerte genre="info">{x.limite(MAXIMUM)}</Alerte> : null}
        {n && ecartees.length === 1 ? (
          <Alerte genre="warn" titre={x.ecartee(ecartees[0]!.numero)}>
            <p>
              {ecartees[0]!.raison} {x.pasTouchees}
            </p>
          </Alerte>
        ) : null}
        <Lignes
          c={c}
          numeros={restantes}
          lignes={lignes}
          legende={x.legende}
          colonne={x.colonnes.decision}
          dernier={(num, a) => {
            const raison = pourquoi(c, a)
            return {
              contenu: raison ? (
                <>
                  <Etiquette genre="err" icone="verrou">
                    {x.plus}
                  </Etiquette>
                  <span class="sub">{raison}</span>
                </>
              ) : (
                <Etiquette genre="ok" icone="coche">
                  {x.possible}
                </Etiquette>
              ),
              horsJeu: Boolean(raison),
            }
          }}
        />
        {n ? (
          <div class="split split--wide mt4">
            <Formulaire class="stack">
              <Champ
                nom="decision"
                type="radios"
                libelle={x.decision(n)}
                valeur={decision}
                options={[
                  { valeur: 'approuver', libelle: x.approuver },
                  { valeur: 'refuser', libelle: x.refuser },
                ]}
              />
              <Champ
                nom="motif"
                type="textarea"
                libelle={x.motif}
                aide={x.motifAide}
                facultatif={decision !== 'refuser'}
                valeur={motif}
                erreur={erreur}
                maxLength={500}
              />
              <Actions note={x.note}>
                <Bouton>{x.decider(n)}</Bouton>
                <Bouton genre="second" href={liste(lot)}>
                  {x.revenir}
                </Bouton>
              </Actions>
            </Formulaire>
            <div>
              <aside class="card" aria-labelledby="suite">
                <h2 id="suite">{x.apres}</h2>
                <Resume
                  serre
                  lignes={[
                    { cle: x.prevenus, valeur: x.prevenusTexte },
                    { cle: x.effet, valeur: x.effetTexte(c.settings.DELAI_EFFET_MINUTES.habilitation) },
                    { cle: x.trace, valeur: x.traceTexte },
                  ]}
                />
              </aside>
            </div>
          </div>
        ) : (
          <p>
            <Bouton href={liste(lot)}>{x.revenir}</Bouton>
          </p>
        )}
      </div>
    </Page>
  )
}

function Resultat({ c, d: { lot, lignes } }: { c: Contexte; d: Donnees }) {
  const x = c.t.approbations.lot
  const issues = new Map(lot.issues!.map((i) => [i.numero, i]))
  const faites = lot.issues!.filter((i) => i.issue !== 'laissee').length
  const titre = x.titreResultat(lot.decision, faites, lot.choix.length)
  return (
    <Page c={cadre(c)} titre={titre} fil={fil(c, lot, titre)} etapes={{ liste: x.etapes, courante: 2 }}>
      <div class="stack">
        <Lignes
          c={c}
          numeros={lot.choix}
          lignes={lignes}
          legende={x.legendeResultat}
          colonne={x.colonnes.resultat}
          dernier={(numero) => {
            const { issue, detail, effetLe } = issues.get(numero)!
            const suite = issue === 'approuvee' ? (effetLe ? x.effetA(quand(effetLe, c.heure, c.langue)) : x.effetImmediat) : detail
            return {
              contenu: (
                <>
                  <Etiquette genre={issue === 'approuvee' ? 'ok' : issue === 'refusee' ? 'err' : 'neutre'}>{x.issues[issue]}</Etiquette>
                  {suite ? <span class="sub">{suite}</span> : null}
                </>
              ),
              horsJeu: issue === 'laissee',
            }
          }}
        />
        <p>
          <Bouton href={liste(lot)}>{x.autres}</Bouton>
        </p>
      </div>
    </Page>
  )
}

function Lignes({
  c,
  numeros,
  lignes,
  legende,
  colonne,
  dernier,
}: {
  c: Contexte
  numeros: string[]
  lignes: Map<string, Lue>
  legende: string
  colonne: string
  dernier: (numero: string, a: Lue | undefined) => { contenu: Enfant; horsJeu: boolean }
}) {
  const x = c.t.approbations.lot
  if (!numeros.length) return <Vide titre={x.aucune} texte={x.aucuneTexte} />
  const colonnes = [
    { nom: 'demande', libelle: x.colonnes.demande, entete: true },
    { nom: 'demandeur', libelle: x.colonnes.demandeur },
    { nom: 'structure', libelle: x.colonnes.structure },
    { nom: 'change', libelle: x.colonnes.change },
    { nom: 'decision', libelle: colonne },
  ]
  return (
    <Carte nue>
      <Tableau
        legende={legende}
        colonnes={colonnes}
        url={c.url}
        etat={{ page: 1, taille: numeros.length, tri: '', total: numeros.length, totalExact: true }}
        lignes={numeros.map((numero) => {
          const a = lignes.get(numero)
          const { contenu, horsJeu } = dernier(numero, a)
          return {
            cle: numero,
            ...(horsJeu ? { etat: 'hors-jeu' as const } : {}),
            cellules: a
              ? [
                  <>
                    <a href={`/approbations/${numero}`}>
                      <b>{descriptionDe(c, a.type)}</b>
                    </a>
                    <span class="sub">
                      {numero} · {x.depuis(date(a.creeLe, c.langue))}
                    </span>
                  </>,
                  `${a.demandeur.prenom} ${a.demandeur.nom}`,
                  <>
                    {nomDe(a.structure)}
                    {a.service ? <span class="sub">{a.service.nom}</span> : null}
                  </>,
                  <Changements c={c} a={a} />,
                  contenu,
                ]
              : [<b>{numero}</b>, '', '', '', contenu],
          }
        })}
      />
    </Carte>
  )
}

function Changements({ c, a }: { c: Contexte; a: Lue }) {
  const tous = decrire(c.t, c.langue, a)
  return (
    <>
      {tous.slice(0, 6).map((ch, i) => (
        <span key={i}>
          <span class={ch.genre === 'retrait' ? 'minus' : 'plus'}>{ch.texte}</span>
          <br />
        </span>
      ))}
      {tous.length > 6 ? '…' : null}
    </>
  )
}
