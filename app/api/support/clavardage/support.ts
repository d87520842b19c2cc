import { z } from 'zod'
import { Personne, HorairesVue, OuvertureVue, listeDesCollegues, PARAMS, idDe } from '#app/api/support/clavardage/vues.ts'
import { ERREURS, listeEntiere } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { PRESENCES } from '#app/support/clavardage/champs.ts'
import { confierConversation, lireCollegues } from '#app/support/clavardage/confier.ts'
import { ecrireHoraires, lireHoraires, lireOuverture } from '#app/support/clavardage/horaires.ts'
import { changerPresence } from '#app/support/clavardage/prendre.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const x = fr.clavardage.api
const tags = ['support']

/** The support's hours and its agents (TCH-02): when one may ask, who is there, to whom a conversation is handed. */
export function routesDuSupport(api: Api, programme: Programme) {
  api.get(
    '/api/v1/conversations/ouverture',
    { schema: { summary: x.ouverture, tags, security: [], response: { 200: OuvertureVue, ...ERREURS } } },
    async () => {
      const { parPlace: _, ...o } = await lireOuverture(programme.db)
      return { ...o, jusqua: o.jusqua?.toISOString() ?? null, prochaine: o.prochaine?.toISOString() ?? null }
    },
  )
  api.get(
    '/api/v1/conversations/horaires',
    { schema: { summary: x.horaires, tags, security: [], response: { 200: HorairesVue, ...ERREURS } } },
    () => lireHoraires(programme.db),
  )
  api.post(
    '/api/v1/conversations/horaires',
    {
      schema: {
        summary: x.changerHoraires,
        tags,
        body: HorairesVue.partial(),
        response: { 200: HorairesVue.extend({ echeancesDeplacees: z.number() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { plages, fermetures } = requete.body
      if (!plages || !fermetures)
        throw refusDeChamps(fr, [
          { champ: plages ? 'fermetures' : 'plages', code: 'champ-manquant', message: fr.clavardage.horaires.manque },
        ])
      const echeancesDeplacees = await ecrireHoraires(c, { plages, fermetures })
      return { ...(await lireHoraires(programme.db)), echeancesDeplacees }
    },
  )
  api.post(
    '/api/v1/conversations/presence',
    {
      schema: {
        summary: x.presence,
        tags,
        body: z.strictObject({ etat: z.string().max(30).default('') }),
        response: { 200: z.object({ etat: z.enum(PRESENCES) }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!c.utilisateur.roles.includes('agent')) throw refus(fr, 'introuvable')
      const etat = PRESENCES.find((e) => e === requete.body.etat)
      if (!etat)
        throw refusDeChamps(fr, [{ champ: 'etat', code: 'valeur-inconnue', message: fr.tickets.actionInconnue(PRESENCES.join(', ')) }])
      await changerPresence(c, etat)
      return { etat }
    },
  )
  api.get(
    '/api/v1/conversations/agents',
    { schema: { summary: x.agents, tags, response: { 200: listeDesCollegues, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!c.utilisateur.roles.includes('agent')) throw refus(fr, 'introuvable')
      return listeEntiere(await lireCollegues(c.db, c.utilisateur.id, null))
    },
  )
  api.post(
    '/api/v1/conversations/:id/confier',
    {
      schema: {
        summary: x.confier,
        tags,
        params: PARAMS,
        body: z.strictObject({ agent: z.string().max(60).nullish(), note: z.string().max(20_000).nullish() }),
        response: { 200: z.object({ agent: Personne }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { agent, note } = requete.body
      const { prenom, nom } = await confierConversation({ ...c, t: fr }, idDe(requete.params.id), {
        agent: estUuid(agent) ? agent : null,
        note,
      })
      return { agent: { prenom, nom } }
    },
  )
}
