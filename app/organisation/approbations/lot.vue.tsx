import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { type Lue, Lignes } from '#app/organisation/approbations/lot.lignes.tsx'
import { MAXIMUM, type Lot } from '#app/organisation/approbations/lot.ts'
import { Actions, Alerte, Bouton, Champ, Etiquette, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

export interface Donnees {
  lot: Lot
  lignes: Map<string, Lue>
}

export const liste = (lot: Pick<Lot, 'filtre'>) => `/approbations${lot.filtre ? `?${lot.filtre}` : ''}`

const fil = (c: Contexte, lot: Lot, titre: string) => [{ nom: c.t.approbations.titre, href: liste(lot) }, { nom: titre }]

/** Why a line can no longer be decided; null when it can. */
function pourquoi(c: Contexte, a: Lue | undefined): string | null {
  const x = c.t.approbations
  if (!a) return x.lot.plusPourVous
  if (a.peutDecider) return null
  if (a.etat === 'demandee' && a.demandeur.id === c.utilisateur!.id && a.expireLe > c.heure) return x.refus.laSienne
  const etat = a.etat === 'demandee' ? 'expiree' : a.etat
  return x.refus.deja[etat]!(a.decideePar ? `${a.decideePar.prenom} ${a.decideePar.nom}` : '', a.decideeLe)
}

export function Verifier({
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

export function Resultat({ c, d: { lot, lignes } }: { c: Contexte; d: Donnees }) {
  const x = c.t.approbations.lot
  const issues = new Map(lot.issues!.map((i) => [i.numero, i]))
  const faites = lot.issues!.filter((i) => i.issue !== 'laissee').length
  // What is left to look at comes first: forty lines may hide two.
  const laissees = lot.choix.filter((n) => issues.get(n)!.issue === 'laissee')
  const titre = x.titreResultat(lot.decision, faites, lot.choix.length)
  return (
    <Page c={cadre(c)} titre={titre} fil={fil(c, lot, titre)} etapes={{ liste: x.etapes, courante: 2 }}>
      <div class="stack">
        <Lignes
          c={c}
          numeros={[...new Set([...laissees, ...lot.choix])]}
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
