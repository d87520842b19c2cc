import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, PARAMETRES_LISTE, RefStructureVue, RefUtilisateur } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { invitationsEnFeuille } from '#app/organisation/rattachements/feuille.ts'
import {
  annulerInvitation,
  ETATS_INVITATION,
  listerInvitations,
  renvoyerInvitation,
  TRIS_INVITATIONS,
  type Invitation,
} from '#app/organisation/rattachements/invitations.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const temps = z.string().nullable()
const InvitationVue = z
  .object({
    id: z.string(),
    adresseElectronique: z.string(),
    structure: RefStructureVue,
    service: z.object({ id: z.string(), code: z.string(), nom: z.string() }).nullable(),
    invitePar: RefUtilisateur,
    etat: z.enum(ETATS_INVITATION),
    creeLe: z.string(),
    envoyeeLe: temps,
    envois: z.number(),
    echec: z.string().nullable(),
    expireLe: z.string(),
    termineeLe: temps,
    motif: z.string().nullable(),
  })
  .meta({ id: 'Invitation' })
const vue = (i: Invitation) => ({
  ...i,
  creeLe: i.creeLe.toISOString(),
  envoyeeLe: i.envoyeeLe?.toISOString() ?? null,
  expireLe: i.expireLe.toISOString(),
  termineeLe: i.termineeLe?.toISOString() ?? null,
})

/** Invitations to attachments (UTI-02): read by those who govern where they lead. */
export function routesInvitations(api: Api, programme: Programme) {
  api.get(
    '/api/v1/invitations',
    {
      schema: {
        summary: fr.rattachements.api.lister,
        tags: ['invitations'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_INVITATIONS).optional(),
          etat: z.enum(ETATS_INVITATION).optional(),
          structure: z.guid().optional(),
        }),
        response: { 200: liste(InvitationVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, invitationsEnFeuille, (f) => listerInvitations(c.db, c.utilisateur.id, f), vue)
    },
  )
  for (const [geste, summary, agir] of [
    ['renvoi', fr.rattachements.api.renvoyer, renvoyerInvitation],
    ['annulation', fr.rattachements.api.annuler, annulerInvitation],
  ] as const)
    api.post(
      `/api/v1/invitations/:id/${geste}`,
      {
        schema: {
          summary,
          tags: ['invitations'],
          params: z.object({ id: z.string() }),
          body: z.strictObject({}).nullish(),
          response: { 200: InvitationVue, ...ERREURS },
        },
      },
      async (requete, reponse) => {
        const c = await connecte(programme, requete, reponse)
        if (!estUuid(requete.params.id)) throw refus(fr, 'introuvable')
        return vue(await agir(c, requete.params.id, c.utilisateur))
      },
    )
}
