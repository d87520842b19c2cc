import type { Contexte } from '#app/contexte.ts'
import { adresse, Approbation, Refus } from '#app/organisation/approbations/approbation.vue.tsx'
import { lireLienDApprobation } from '#app/organisation/approbations/lien.ts'
import { lireApprobation, type ApprobationLue } from '#app/organisation/approbations/lire.ts'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { deciderApprobation, lireDemande, refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

const NUMERO = /^RITM\d{7,12}$/

/**
 * The approval, for whoever decides it now; its author reads their demande instead. @throws Refus introuvable, or why a link no longer
 * serves (hard case U03)
 */
async function charger(c: Contexte): Promise<{ a: ApprobationLue; lien: 'absent' | 'bon' | 'faux' | 'expire' }> {
  const numero = c.params.numero ?? ''
  const a = NUMERO.test(numero) ? await lireApprobation(c.db, numero, c.utilisateur!.id) : null
  const brut = c.url.searchParams.get('lien')
  const lien = a && brut ? lireLienDApprobation(brut, numero, c.settings.SECRET_KEY) : null
  if (!a) throw refus(c.t, 'introuvable')
  if (a.maQualite) return { a, lien: !brut ? 'absent' : !lien ? 'faux' : lien.expireLe <= c.heure ? 'expire' : 'bon' }
  const x = c.t.approbations.refus
  if (lien && lien.utilisateur !== c.utilisateur!.id)
    throw refus(c.t, 'acces-refuse', { detail: x.autrui, raison: x.autruiRaison, remede: x.autruiRemede })
  if (lien)
    throw refus(c.t, 'acces-refuse', {
      detail: x.ancien,
      raison: x.ancienRaison(a.structure.raisonSociale, a.decideurs[0] ? `${a.decideurs[0].prenom} ${a.decideurs[0].nom}` : null),
      remede: x.ancienRemede,
    })
  // Whoever reads the demande is led to it, or told why they do not decide; to others it does not exist.
  if (a.estAuteur || (await lireDemande(c.db, numero, c.utilisateur!))) return { a, lien: 'absent' }
  throw refus(c.t, 'introuvable')
}

/** One approval (APP-03). Opening it decides nothing, whatever opens it (PLUS-09, hard case U02). */
export const pageApprobation = definirRoute({
  chemin: '/approbations/:numero',
  acces: 'session',
  async repondre(c) {
    const { a, lien } = await charger(c)
    return a.maQualite ? <Approbation c={c} a={a} lien={lien} /> : { rediriger: `/demandes/${a.numero}` }
  },
})

export const pageRefuser = definirRoute({
  chemin: '/approbations/:numero/refuser',
  acces: 'session',
  async repondre(c) {
    const { a } = await charger(c)
    return a.peutDecider ? <Refus c={c} a={a} /> : { rediriger: a.maQualite ? adresse(a) : `/demandes/${a.numero}` }
  },
})

/** Decides, and leads back to the list; refused, the approval says why. */
export const actionDecider = definirAction({
  chemin: '/approbations/:numero/decision',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const { a } = await charger(c)
    const un = (nom: string) => champs.get(nom)?.[0] ?? ''
    const decision = un('decision')
    const motif = un('motif').trim()
    if (!a.maQualite)
      throw refus(c.t, 'acces-refuse', { raison: c.t.acces.gestionnaireSeul, remede: c.t.acces.remedeGestionnaire(a.decideurs[0] ?? null) })
    if (decision !== 'approuver' && decision !== 'refuser') return { rediriger: adresse(a) }
    const code = decision === 'refuser' && !motif ? 'champ-manquant' : motif.length > 500 ? 'trop-long' : null
    if (code) return { statut: 422, page: <Refus c={c} a={a} motif={motif} erreur={phraseDuChamp(c.t, 'motif', code, '500')} /> }
    try {
      await deciderApprobation(c, a.numero, c.utilisateur!, { decision, motif }, un('_cle').slice(0, 200) || null)
      return { rediriger: `/approbations?fait=${decision}.${a.numero}` }
    } catch (erreur) {
      if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
      const apres = await lireApprobation(c.db, a.numero, c.utilisateur!.id)
      if (!apres?.maQualite) throw erreur
      return { statut: erreur.probleme.status, page: <Approbation c={c} a={apres} refuse={erreur.probleme} /> }
    }
  },
})
