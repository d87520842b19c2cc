import { lireConversation } from '#app/assistant/conversation.ts'
import { cadre } from '#app/cadre.ts'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import { refusBlocage } from '#app/comptes/connexion.ts'
import { erreurDe, lireChamps, saisie, VIDE, type Saisie } from '#app/comptes/saisie.ts'
import { limiterFormulaire } from '#app/comptes/tentatives.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { demanderLienDeSupport } from '#app/support/sans-compte/contact.ts'
import { IncidentsConnus } from '#app/support/tickets/emetteur/aides.tsx'
import { Alerte, Bouton, Champ, Confirmation, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'

const CHEMIN = '/support/sans-compte'
export const filSansCompte = (c: Contexte) => [{ nom: c.t.tickets.support, href: '/support' }, { nom: c.t.emission.sansCompte.titre }]

const vue = async (c: Contexte, s: Saisie) => {
  const dit = !c.utilisateur && (await lireConversation(c)).length > 0
  const x = c.t.emission.sansCompte
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={filSansCompte(c)}
      erreur={s.erreurs.length > 0}
      resume={<ResumeErreurs erreurs={s.erreurs} />}
      aide="/documentation/support/demander-de-l-aide"
    >
      <div class="narrow stack">
        <IncidentsConnus c={c} />
        {dit ? (
          <Alerte genre="info">
            <p>{x.reprendLAssistant}</p>
          </Alerte>
        ) : null}
        <Formulaire action={CHEMIN} class="card stack">
          <Champ
            nom="adresse"
            libelle={x.adresse}
            aide={x.adresseAide}
            type="email"
            autoComplete="email"
            maxLength={254}
            valeur={s.valeurs.adresse}
            erreur={erreurDe(s, 'adresse')}
          />
          <p>
            <Bouton>{x.envoyer}</Bouton>
          </p>
        </Formulaire>
        {c.utilisateur ? (
          <p>
            <a href="/support/tickets">{x.compte}</a>
          </p>
        ) : null}
      </div>
    </Page>
  )
}

export const pageSansCompte = definirRoute({ chemin: CHEMIN, acces: 'public', repondre: async (c) => vue(c, VIDE) })

/** Throttled by source here, by address when the mail leaves; the same answer whatever the address. */
export const actionSansCompte = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['adresse'])
    const adresse = adresseCanonique(lu.adresse)
    if (!adresse)
      return { statut: 422, page: await vue(c, saisie(lu, [{ champ: 'adresse', message: c.t.comptes.champs.adresseInvalide }])) }
    const blocage = await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE)
    if (blocage) throw refusBlocage(blocage)
    await demanderLienDeSupport(c, adresse, c.langue)
    return { rediriger: `${CHEMIN}/envoye` }
  },
})

export const pageLienEnvoye = definirPage({
  chemin: `${CHEMIN}/envoye`,
  acces: 'public',
  charger: async () => null,
  vue: (_, c) => {
    const x = c.t.emission.sansCompte
    return (
      <Page c={cadre(c)} titre={x.envoye} sansTitre>
        <Confirmation
          titre={x.envoye}
          texte={x.envoyeTexte}
          references={[{ nom: c.t.comptes.envoyee.expediteur, valeur: `ne-pas-repondre@${new URL(c.settings.PUBLIC_URL).hostname}` }]}
        />
        <div class="row mt5">
          <Bouton genre="second" href={CHEMIN}>
            {x.corriger}
          </Bouton>
          {cadre(c).courriels ? (
            <Bouton genre="discret" href="/courriels" icone="courriel">
              {c.t.comptes.envoyee.boite}
            </Bouton>
          ) : null}
          <span class="small muted">{c.t.comptes.envoyee.rien}</span>
        </div>
      </Page>
    )
  },
})
