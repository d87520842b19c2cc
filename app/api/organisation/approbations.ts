import { z } from 'zod'
import { laisser, lireCorps } from '#app/api/corps.ts'
import type { Api } from '#app/api/index.ts'
import {
  DemandeVue,
  demandeVue,
  ERREURS,
  liste,
  listeEntiere,
  PARAMETRES_LISTE,
  Qui,
  RefStructureVue,
  RefUtilisateur,
} from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { approbationsEnFeuille } from '#app/organisation/approbations/feuille.ts'
import { lireApprobation, type ApprobationLue } from '#app/organisation/approbations/lire.ts'
import { ETATS_APPROBATION, listerApprobations, TRIS_APPROBATIONS, type ApprobationEnListe } from '#app/organisation/approbations/lister.ts'
import { finirSuppleance, listerSuppleances, type Suppleance } from '#app/organisation/approbations/suppleances.ts'
import { nommerSuppleant, SaisieSuppleance } from '#app/organisation/approbations/suppleances.nommer.ts'
import { deciderApprobation, lireDemande, refus } from '#demandes/index.ts'
import { code, jour } from '#demandes/validation.ts'
import { fr } from '#ui/textes/index.ts'

const Approbation = z
  .object({
    numero: z.string(),
    type: z.string(),
    description: z.string(),
    etat: z.enum(ETATS_APPROBATION),
    creeLe: z.string(),
    expireLe: z.string(),
    demandeur: Qui,
    structure: RefStructureVue,
    raisonSociale: z.string(),
    service: z.object({ id: z.string(), code: z.string(), nom: z.string() }).nullable(),
    saisie: z.record(z.string(), z.unknown()),
    peutDecider: z.boolean(),
  })
  .meta({ id: 'Approbation' })
const ApprobationEntiere = Approbation.extend({
  demandeur: RefUtilisateur,
  decideurs: z.array(Qui.extend({ qualite: z.string() })),
  decideeLe: z.string().nullable(),
  decideePar: Qui.nullable(),
  qualite: z.string().nullable(),
  motif: z.string().nullable(),
  rappels: z.number(),
  effetLe: z.string().nullable(),
}).meta({ id: 'ApprobationEntiere' })
const SuppleanceVue = z
  .object({
    id: z.string(),
    gestionnaire: RefUtilisateur,
    suppleant: RefUtilisateur,
    structure: RefStructureVue.nullable(),
    debut: z.string(),
    fin: z.string(),
    etat: z.string(),
  })
  .meta({ id: 'Suppleance' })
const Decision = z.strictObject({
  decision: z.enum(['approuver', 'refuser'], code('choix-invalide')),
  motif: z.string().trim().max(500, code('trop-long', 500)).nullish(),
})

const iso = (d: Date | string | null) => (d === null ? null : new Date(d).toISOString())
const vue = <T extends ApprobationEnListe>({ creeLe, expireLe, ...a }: T) => ({
  ...a,
  description: fr.approbations.descriptions[a.type] ?? fr.demandes.phrases[a.type] ?? a.type,
  raisonSociale: a.structure.raisonSociale,
  creeLe: creeLe.toISOString(),
  expireLe: expireLe.toISOString(),
})
const suppleanceVue = (s: Suppleance) => ({ ...s, debut: iso(s.debut), fin: iso(s.fin) }) as never
const nonDecideur = (a: ApprobationLue) => ({
  raison: fr.acces.gestionnaireSeul,
  remede: fr.acces.remedeGestionnaire(a.decideurs[0] ?? null),
})

/** Approvals and deputies through the API (INT-10, INT-11). */
export function routesApprobations(api: Api, programme: Programme) {
  const params = z.object({ numero: z.string() })
  const visible = async (c: Awaited<ReturnType<typeof connecte>>, numero: string) => {
    const a = /^RITM\d{7,12}$/.test(numero) ? await lireApprobation(c.db, numero, c.utilisateur.id) : null
    if (!a) throw refus(fr, 'introuvable')
    if (a.maQualite || a.estAuteur) return a
    if (!(await lireDemande(c.db, numero, c.utilisateur))) throw refus(fr, 'introuvable')
    throw refus(fr, 'acces-refuse', nonDecideur(a))
  }
  const texte = z.string().max(100).optional()
  api.get(
    '/api/v1/approbations',
    {
      schema: {
        summary: fr.approbations.api.liste,
        tags: ['approbations'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_APPROBATIONS as [string, ...string[]]).optional(),
          etat: z.enum(ETATS_APPROBATION).optional(),
          type: z.string().max(60).optional(),
          demandeur: texte,
          structure: texte,
          raisonSociale: texte,
          service: texte,
          depuis: jour().optional(),
          jusquau: jour().optional(),
        }),
        response: { 200: liste(Approbation), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, approbationsEnFeuille, (f) => listerApprobations(c.db, c.utilisateur.id, f), vue)
    },
  )
  api.get(
    '/api/v1/approbations/:numero',
    { schema: { summary: fr.approbations.api.une, tags: ['approbations'], params, response: { 200: ApprobationEntiere, ...ERREURS } } },
    async (requete, reponse) => {
      const a = await visible(await connecte(programme, requete, reponse), requete.params.numero)
      return { ...vue(a), decideeLe: iso(a.decideeLe), effetLe: iso(a.effetLe) }
    },
  )
  api.post(
    '/api/v1/approbations/:numero/decision',
    {
      schema: {
        summary: fr.approbations.api.decider,
        tags: ['approbations'],
        params,
        body: Decision,
        headers: z.looseObject({ 'idempotency-key': z.string().trim().min(1).max(200).optional() }),
        response: { 200: DemandeVue, ...ERREURS },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await visible(c, requete.params.numero).then((a) => {
        if (!a.maQualite) throw refus(fr, 'acces-refuse', nonDecideur(a))
      })
      return demandeVue(
        await deciderApprobation(
          c,
          requete.params.numero,
          c.utilisateur,
          lireCorps(Decision, requete.body),
          requete.headers['idempotency-key'] ?? null,
        ),
      )
    },
  )
  api.get(
    '/api/v1/suppleances',
    { schema: { summary: fr.approbations.api.suppleances, tags: ['approbations'], response: { 200: liste(SuppleanceVue), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return listeEntiere((await listerSuppleances(c.db, c.utilisateur.id)).map(suppleanceVue))
    },
  )
  api.post(
    '/api/v1/suppleances',
    {
      schema: {
        summary: fr.approbations.api.nommer,
        tags: ['approbations'],
        body: SaisieSuppleance,
        response: { 201: SuppleanceVue, ...ERREURS },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return reponse.code(201).send(suppleanceVue(await nommerSuppleant(c, c.utilisateur, requete.body)))
    },
  )
  api.post(
    '/api/v1/suppleances/:id/fin',
    {
      schema: {
        summary: fr.approbations.api.finir,
        tags: ['approbations'],
        params: z.object({ id: z.string() }),
        response: { 200: SuppleanceVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!estUuid(requete.params.id)) throw refus(fr, 'introuvable')
      return suppleanceVue(await finirSuppleance(c, c.utilisateur, requete.params.id))
    },
  )
}
