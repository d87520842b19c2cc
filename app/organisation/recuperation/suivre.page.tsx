import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { arreterRecuperation } from '#app/organisation/recuperation/demander.ts'
import { filDeRecuperation, GENRES } from '#app/organisation/recuperation/demander.page.tsx'
import { lireRecuperation, type Recuperation } from '#app/organisation/recuperation/lire.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Etiquette, Formulaire, Page, Resume, ResumeErreurs, Succes, type LigneResume } from '#ui/index.ts'
import { date, dateHeure } from '#ui/textes/format.ts'

const lire = async (c: Contexte, lecteur: Parameters<typeof lireRecuperation>[2]) =>
  estUuid(c.params.id) ? lireRecuperation(c.db, c.params.id, lecteur) : null

async function charger(c: Contexte): Promise<Recuperation> {
  const r = await lire(c, c.utilisateur!)
  if (!r) throw refus(c.t, 'introuvable')
  return r
}

const identifiantDe = ({ structure: s }: Recuperation) => grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)

/** What a recovery is and where it stands, for whoever reads it. */
export function lignesDeRecuperation(c: Contexte, r: Recuperation): LigneResume[] {
  const x = c.t.gouvernance.recuperation
  return [
    ...(r.contestation ? [{ cle: c.t.gouvernance.contestation.nature, valeur: c.t.gouvernance.contestation.natureTexte }] : []),
    {
      cle: x.structure,
      valeur: r.structure.raisonSociale === r.structure.identifiant ? identifiantDe(r) : `${nomDe(r.structure)} (${identifiantDe(r)})`,
    },
    { cle: x.demandeur, valeur: `${r.demandeur.prenom} ${r.demandeur.nom}` },
    ...(r.contestation && !r.titulaire
      ? []
      : [{ cle: x.titulaire, valeur: r.titulaire ? `${r.titulaire.prenom} ${r.titulaire.nom}` : x.personne }]),
    { cle: x.creeLe, valeur: dateHeure(r.creeLe, c.langue) },
    ...(r.etat === 'en-attente' ? [{ cle: x.attente, valeur: date(r.attenteJusqua, c.langue) }] : []),
    { cle: x.etat, valeur: <Etiquette genre={GENRES[r.etat]}>{x.etats[r.etat]}</Etiquette> },
    { cle: x.raison, valeur: r.motif },
    ...(r.oppositionLe
      ? [
          {
            cle: r.contestation ? c.t.gouvernance.contestation.reponse : x.opposition,
            valeur: `${dateHeure(r.oppositionLe, c.langue)}${c.t.commun.deuxPoints}${r.oppositionMotif ?? x.sansMotif}`,
          },
        ]
      : []),
    ...(r.decideeLe ? [{ cle: x.decideeLe, valeur: dateHeure(r.decideeLe, c.langue) }] : []),
    ...(r.decisionMotif ? [{ cle: x.decision, valeur: r.decisionMotif }] : []),
  ]
}

/** Refused by the operator: what to bring next time, and who can help. */
function Refaire({ c, r }: { c: Contexte; r: Recuperation }) {
  const x = c.t.demandes.recu.refaire
  const href = r.contestation
    ? `/organisation/recuperation/contester?${new URLSearchParams({ typeIdentifiant: r.structure.typeIdentifiant, identifiant: r.structure.identifiant })}`
    : `/organisation/recuperation?structure=${r.structure.id}`
  return (
    <section aria-labelledby="refaire">
      <h2 id="refaire">{x.titre}</h2>
      <p>{c.t.gouvernance.recuperation.refusee}</p>
      <p class="row mt4">
        <Bouton href={href}>{x.bouton}</Bouton>
        <a href="/support">{x.support}</a>
      </p>
    </section>
  )
}

/** Accepted: whoever received the role goes on to use it; whoever held it knows what is left to them; both, if it has gone on since. */
function Acceptee({ c, r }: { c: Contexte; r: Recuperation }) {
  const x = c.t.gouvernance.recuperation.acceptee
  const [nom, jour] = [nomDe(r.structure), r.decideeLe!]
  const [lAuteur, enPlace] = [r.demandeur.id === c.utilisateur!.id, r.titulaire?.id === r.demandeur.id]
  const dePlace = r.titulaire ? `${r.titulaire.prenom} ${r.titulaire.nom}` : null
  if (!lAuteur && r.titulaire?.id === c.utilisateur!.id) return <Alerte genre="info">{x.revenu(nom)}</Alerte>
  if (!enPlace) return <Alerte genre="info">{(lAuteur ? x.transmisDepuis : x.plusVous)(nom, dePlace)}</Alerte>
  if (!lAuteur)
    return (
      <>
        <Alerte genre="info">{x.ancien(nom, dePlace!, jour)}</Alerte>
        <p>
          {x.ancienSuite} <a href="/support">{x.support}</a>
        </p>
      </>
    )
  return (
    <section class="card stack" aria-labelledby="suite">
      <Succes>{x.vous(nom, jour)}</Succes>
      <h2 id="suite">{x.suite}</h2>
      <ul>
        <li>
          <a href={`/approbations?etat=demandee&structure=${r.structure.identifiant}`}>{x.approbations}</a>
        </li>
        <li>
          <a href={`/organisation/habilitations/qui-peut-quoi?structure=${r.structure.id}`}>{x.quiPeutQuoi}</a>
        </li>
        <li>
          <a href={`/organisation/utilisateurs/liste?structure=${r.structure.id}`}>{x.detacher}</a>
        </li>
      </ul>
      <Actions>
        <Bouton href={`/organisation/structures/${r.structure.id}`}>{x.ouvrir}</Bouton>
      </Actions>
    </section>
  )
}

/** Ended without the role passing on: each is told what that means for them. */
function Arretee({ c, r }: { c: Contexte; r: Recuperation }) {
  const x = c.t.gouvernance.recuperation
  if (r.etat === 'refusee' && r.titulaire?.id === c.utilisateur!.id) return <Succes>{x.refuseeVousRestez}</Succes>
  if (r.etat !== 'annulee') return null
  if (!r.oppositionLe) return <Alerte genre="info">{x.retireeParSonAuteur}</Alerte>
  return r.titulaire?.id === c.utilisateur!.id ? <Succes>{x.vousRestez}</Succes> : <Alerte genre="info">{x.ilReste}</Alerte>
}

const vue = (r: Recuperation, c: Contexte, erreur?: string) => {
  const x = c.t.gouvernance.recuperation
  const titulaire = r.titulaire?.id === c.utilisateur!.id
  const k = c.t.gouvernance.contestation
  const nom = r.structure.raisonSociale === r.structure.identifiant ? identifiantDe(r) : nomDe(r.structure)
  const titre = (r.contestation ? k : x).une(nom)
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      fil={filDeRecuperation(c, nom)}
      erreur={Boolean(erreur)}
      resume={erreur === k.reponseManquante ? <ResumeErreurs erreurs={[{ champ: 'motif', message: erreur }]} /> : null}
      aide="/documentation/organisation/structures/gestionnaire-introuvable"
    >
      <div class="narrow stack">
        {erreur && erreur !== k.reponseManquante ? (
          <Alerte genre="err" role="alert">
            {erreur}
          </Alerte>
        ) : null}
        {r.etat === 'en-attente' && !titulaire ? <Alerte genre="plan">{(r.contestation ? k : x).attendez(r.attenteJusqua)}</Alerte> : null}
        {r.etat === 'en-attente' && titulaire && r.oppositionLe && !erreur ? <Succes>{k.repondu}</Succes> : null}
        <Arretee c={c} r={r} />
        {r.etat === 'acceptee' ? <Acceptee c={c} r={r} /> : null}
        <Resume
          lignes={[
            ...lignesDeRecuperation(c, r),
            ...(r.piece && r.demandeur.id === c.utilisateur!.id ? [{ cle: x.piece, valeur: r.piece.nom }] : []),
          ]}
        />
        {r.etat === 'refusee' && r.demandeur.id === c.utilisateur!.id ? <Refaire c={c} r={r} /> : null}
        {r.etat !== 'en-attente' ? null : titulaire ? (
          <section class="card stack" aria-labelledby="toujours">
            <h2 id="toujours">{r.contestation ? k.repondre : x.toujours}</h2>
            <p>{r.contestation ? k.repondreTexte : x.toujoursTexte}</p>
            <Formulaire action={`/organisation/recuperation/${r.id}/opposition`} class="stack">
              <Champ
                nom="motif"
                libelle={x.toujoursMotif}
                facultatif={!r.contestation}
                maxLength={500}
                valeur={r.oppositionMotif ?? ''}
                erreur={erreur === k.reponseManquante ? erreur : undefined}
              />
              <Actions>
                <Bouton>{r.contestation ? (r.oppositionLe ? k.remplacer : k.repondre) : x.toujours}</Bouton>
              </Actions>
            </Formulaire>
          </section>
        ) : r.demandeur.id === c.utilisateur!.id ? (
          <Formulaire action={`/organisation/recuperation/${r.id}/retrait`}>
            <Bouton genre="danger-second">{x.retirer}</Bouton>
          </Formulaire>
        ) : null}
      </div>
    </Page>
  )
}

/** The operator, whom the requester sent this link, lands on the screen where one decides. */
export const pageRecuperation = definirRoute({
  chemin: '/organisation/recuperation/:id',
  acces: 'session',
  repondre: async (c) => {
    const sienne = await lire(c, c.utilisateur!)
    if (sienne) return vue(sienne, c)
    if (estOperateur(c.utilisateur) && (await lire(c, 'operateur'))) return { rediriger: `/exploitation/recuperations/${c.params.id}` }
    throw refus(c.t, 'introuvable')
  },
})

const arreter = (nom: string, comme: 'titulaire' | 'demandeur') =>
  definirAction({
    chemin: `/organisation/recuperation/:id/${nom}`,
    acces: 'session',
    async executer(c, champs) {
      const r = await charger(c)
      if ((comme === 'titulaire' ? r.titulaire?.id : r.demandeur.id) !== c.utilisateur!.id) throw refus(c.t, 'introuvable')
      const manque = c.t.gouvernance.contestation.reponseManquante
      const motif =
        (champs.get('motif')?.[0] ?? '')
          .replace(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, 500) || null
      // An answer without a word would tell the operator nothing, and take the place of the one before it.
      if (r.contestation && comme === 'titulaire' && !motif) return { statut: 422, page: vue(r, c, manque) }
      try {
        await arreterRecuperation(c as ContexteDuParcours, r.id, comme, motif)
      } catch (e) {
        if (!estRefus(e) || e.probleme.status !== 409) throw e
        return { statut: 409, page: vue(await charger(c), c, c.t.gouvernance.recuperation.terminee) }
      }
      return { rediriger: `/organisation/recuperation/${r.id}` }
    },
  })

export const actionOpposer = arreter('opposition', 'titulaire')
export const actionRetirer = arreter('retrait', 'demandeur')
