import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { ticketDeLaConversation } from '#app/assistant/demander.ts'
import { cadre } from '#app/cadre.ts'
import type { Lien } from '#app/comptes/lien.ts'
import { limiterFormulaire } from '#app/comptes/tentatives.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import {
  contactDuLien,
  ecrireSansCompte,
  garderPourUnAutreLien,
  lireLienDeSupport,
  lireReprise,
  rouvrirSuivi,
  ticketsDuContact,
} from '#app/support/sans-compte/contact.ts'
import { filSansCompte } from '#app/support/sans-compte/demander.page.tsx'
import { CHEMIN, CHAMPS, type Etat, jetonDe, Vue } from '#app/support/sans-compte/ecrire.vue.tsx'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { lireCategories } from '#app/support/tickets/emetteur/creer.ts'
import { fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import { cleSuivante } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { debutDe } from '#platform/plier.ts'
import { Alerte, Bouton, Carte, Page, Paragraphes } from '#ui/index.ts'

/** Past its hour it opens nothing; what comes by it in the day that follows is kept for the next one. */
const RETARD_MS = 86_400_000

const recueilleEncore = (c: Contexte, lien: Lien) => lien.expireLe.getTime() > c.heure.getTime() - RETARD_MS

const perime = (c: Contexte) => {
  const x = c.t.emission.sansCompte
  return {
    statut: 410,
    page: (
      <Page c={cadre(c)} titre={x.perime} fil={filSansCompte(c)}>
        <div class="narrow stack">
          <p class="lead">{x.perimeTexte}</p>
          <p>
            <Bouton href="/support/sans-compte">{x.redemander}</Bouton>
          </p>
        </div>
      </Page>
    ),
  }
}

/** Sent too late: what was typed leaves with another link, and is shown again meanwhile. */
async function gardeAilleurs(c: Contexte, lien: Lien, cle: string, saisie: Etat['saisie'], ids: string[]) {
  const x = c.t.emission.sansCompte
  const garde = recueilleEncore(c, lien) && !(await limiterFormulaire(c.db, c.requete.ip, c.settings.LIMITE_PAR_MINUTE))
  if (garde)
    await garderPourUnAutreLien(c, lien.adresse, c.langue, {
      cle,
      saisie: Object.fromEntries(CHAMPS.map((n) => [n, debutDe(saisie[n] ?? '', n === 'description' ? TEXTE_MAX : 300)])),
      envois: ids,
    })
  return {
    statut: 410,
    page: (
      <Page c={cadre(c)} titre={x.perime} fil={filSansCompte(c)} aide="/documentation/support/demander-de-l-aide">
        <div class="narrow stack">
          <Alerte genre={garde ? 'info' : 'warn'} role="alert" titre={garde ? x.rienDePerdu : x.aCopier}>
            <p>{garde ? x.autreParti(lien.adresse) : x.perimeTexte}</p>
          </Alerte>
          <Carte titre={x.ecrit}>
            <div class="stack">
              {saisie.titre ? (
                <p>
                  <b>{saisie.titre}</b>
                </p>
              ) : null}
              <Paragraphes texte={saisie.description ?? ''} />
            </div>
          </Carte>
          {garde ? null : (
            <p>
              <Bouton href="/support/sans-compte">{x.redemander}</Bouton>
            </p>
          )}
        </div>
      </Page>
    ),
  }
}

/** Opening the link writes nothing: a mail filter may open it first. */
export const pageEcrireSansCompte = definirRoute({
  chemin: CHEMIN,
  acces: 'public',
  async repondre(c) {
    const lien = await lireLienDeSupport(c, jetonDe(c))
    if (lien?.etat !== 'valable') return perime(c)
    const reprise = await lireReprise(c.db, lien)
    return dessiner(c, lien, {
      cle: reprise?.cle ?? randomUUID(),
      saisie: reprise?.saisie ?? (await ticketDeLaConversation(c)) ?? {},
      erreurs: [],
      refus: null,
      envois: reprise?.envois ?? [],
    })
  },
})

export const actionEcrireSansCompte = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  fichiers: 'envois',
  // The files are read with the form: whoever sends them is known by the link first.
  deposant: async (c) => {
    const lien = await lireLienDeSupport(c, jetonDe(c))
    return lien && (recueilleEncore(c, lien) ? { id: (await contactDuLien(c, lien)).id, sansCompte: true } : 'champs')
  },
  async executer(c, champs) {
    const lien = await lireLienDeSupport(c, jetonDe(c))
    if (!lien) return perime(c)
    const recue = champs.get('_cle')?.[0]
    const lu = Object.fromEntries(CHAMPS.map((n) => [n, champs.get(n)?.[0] ?? ''])) as Etat['saisie']
    const cle = estUuid(recue) ? recue : randomUUID()
    const { ids, envois, erreurs } = recueilleEncore(c, lien)
      ? await fichiersRecus(c, (await contactDuLien(c, lien)).id, champs)
      : { ids: [], envois: [], erreurs: [] }
    try {
      const { nom, ...saisie } = lu
      const chemin = await ecrireSansCompte(c, lien, {
        cle,
        nom: nom?.replace(/\p{C}/gu, '').trim().slice(0, 100) || null,
        saisie,
        envois: ids,
        fautes: erreurs,
      })
      return chemin ? { rediriger: chemin } : gardeAilleurs(c, lien, cle, lu, ids)
    } catch (e) {
      if (!estRefus(e)) throw e
      return {
        statut: e.probleme.status,
        page: await dessiner(c, lien, {
          cle: cleSuivante(e, cle),
          saisie: lu,
          envois,
          erreurs: e.probleme.champs ?? [],
          refus: e.probleme.champs ? null : e.probleme.detail,
        }),
      }
    }
  },
})

/** A page of theirs that they had closed. */
export const actionRouvrirSuivi = definirAction({
  chemin: `${CHEMIN}/suivi`,
  acces: 'public',
  async executer(c, champs) {
    const lien = await lireLienDeSupport(c, jetonDe(c))
    const chemin = lien?.etat === 'valable' ? await rouvrirSuivi(c, lien.adresse, champs.get('numero')?.[0] ?? '') : null
    return chemin ? { rediriger: chemin } : perime(c)
  },
})

async function dessiner(c: Contexte, lien: Lien, etat: Etat): Promise<JSX.Element> {
  c.reponse.header('cache-control', 'private, no-store')
  return <Vue c={c} lien={lien} etat={etat} categories={await lireCategories(c.db)} tickets={await ticketsDuContact(c.db, lien.adresse)} />
}
