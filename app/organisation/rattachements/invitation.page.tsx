import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { accepterInvitations } from '#app/organisation/rattachements/accepter.ts'
import { lireParJeton, masquer, type InvitationRecue } from '#app/organisation/rattachements/invitation.ts'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { Actions, Alerte, Bouton, Formulaire, Page, Resume } from '#ui/index.ts'
import { date, majuscule } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/utilisateurs/invitation'

/**
 * The link of the mail. Opening it changes nothing: mail filters open links too. Whoever it was forwarded to learns who invites and where,
 * nothing of the address.
 */
export const pageInvitation = definirRoute({
  chemin: CHEMIN,
  acces: 'public',
  repondre: async (c) => {
    const jeton = c.url.searchParams.get('jeton') ?? ''
    const i = await lireParJeton(c.db, jeton)
    return fermee(c, i) ?? <Ouverte c={c} i={i!} jeton={jeton} />
  },
})

export const actionInvitation = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c, champs) => {
    const jeton = champs.get('jeton')?.[0] ?? ''
    const i = await lireParJeton(c.db, jeton)
    const non = fermee(c, i)
    if (non) return non
    await accepterInvitations(c, c.utilisateur!.id)
    const apres = await lireParJeton(c.db, jeton)
    if (apres?.etat === 'acceptee') return { rediriger: `/organisation/structures/${apres.structure.id}` }
    return fermee(c, apres) ?? { statut: 409, page: <Ouverte c={c} i={apres!} jeton={jeton} /> }
  },
})

const estPourMoi = (c: Contexte, i: InvitationRecue) => c.utilisateur?.adresseElectronique.toLowerCase() === i.adresse.toLowerCase()

/** What is no invitation for this reader any more, or never was: in words, with the way on. */
function fermee(c: Contexte, i: InvitationRecue | null): Reponse | null {
  const x = c.t.rattachements.invitation
  if (!i) return { statut: 404, page: <PageFermee c={c} texte={x.inconnue} /> }
  if (c.utilisateur && !estPourMoi(c, i))
    return {
      statut: 403,
      page: (
        <PageFermee
          c={c}
          texte={x.autreCompte(masquer(i.adresse), c.utilisateur.adresseElectronique)}
          conseil={x.autreCompteConseil}
          suite={
            <Formulaire action="/deconnexion">
              <Bouton genre="second">{c.t.commun.compte.deconnexion}</Bouton>
            </Formulaire>
          }
        />
      ),
    }
  // It has served; the attachment may be over since.
  if (i.etat === 'acceptee' && c.utilisateur) return { rediriger: '/compte/structures' }
  if (i.etat !== 'en-attente')
    return {
      statut: 410,
      page: (
        <PageFermee
          c={c}
          texte={x.terminees[i.etat] ?? x.inconnue}
          suite={i.etat === 'acceptee' ? <Bouton href="/connexion">{c.t.comptes.connexion.titre}</Bouton> : undefined}
        />
      ),
    }
  return null
}

function PageFermee({ c, texte, suite, conseil }: { c: Contexte; texte: string; suite?: JSX.Element; conseil?: string }): JSX.Element {
  const x = c.t.rattachements.invitation
  return (
    <Page c={cadre(c)} titre={x.titre} fil={[{ nom: x.titre }]} erreur>
      <div class="narrow stack">
        <Alerte genre="warn" titre={texte}>
          <p>{conseil ?? x.demander}</p>
        </Alerte>
        <div class="row">
          {suite ?? (
            <Bouton genre="second" href="/">
              {c.t.comptes.bienvenue.plusTard}
            </Bouton>
          )}
        </div>
      </div>
    </Page>
  )
}

function Ouverte({ c, i, jeton }: { c: Contexte; i: InvitationRecue; jeton: string }): JSX.Element {
  const x = c.t.rattachements.invitation
  const retour = encodeURIComponent(`${CHEMIN}?jeton=${jeton}`)
  return (
    <Page c={cadre(c)} titre={x.titre} chapo={x.chapo(i.par)} fil={[{ nom: x.titre }]}>
      <div class="narrow stack">
        <Resume
          lignes={[
            { cle: c.t.champs.libelles.structure, valeur: i.structure.raisonSociale },
            {
              cle: c.t.rattachements.maille,
              valeur: majuscule(i.service ? c.t.rattachements.surService(i.service.code, i.service.nom) : c.t.rattachements.surStructure),
            },
            { cle: x.pour, valeur: c.utilisateur ? i.adresse : masquer(i.adresse) },
            { cle: c.t.rattachements.invitations.expireLe, valeur: date(i.expireLe, c.langue) },
          ]}
        />
        {c.utilisateur ? (
          <Formulaire action={CHEMIN}>
            <input type="hidden" name="jeton" value={jeton} />
            <Actions>
              <Bouton>{x.rejoindre(i.structure.raisonSociale)}</Bouton>
            </Actions>
          </Formulaire>
        ) : (
          <>
            <p>{x.visiteur}</p>
            <div class="row">
              <Bouton href="/inscription">{x.creer}</Bouton>
              <Bouton genre="second" href={`/connexion?retour=${retour}`}>
                {x.connecter}
              </Bouton>
            </div>
          </>
        )}
      </div>
    </Page>
  )
}
