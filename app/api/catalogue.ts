import { z } from 'zod'
import { AUDIENCES, lireCatalogue } from '#app/accueil/catalogue/index.ts'
import { laisser, lireCorps } from '#app/api/corps.ts'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { changerApplication, changerMentions, MENTIONS, saisieDe, type SaisieMentions } from '#app/exploitation/catalogue/changer.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().max(2000).optional()
const audiences = z.array(z.enum(AUDIENCES)).max(4).optional()
const version = z.number().int().optional()
const SaisieApplication = z.strictObject({
  version,
  nomFr: texte,
  nomEn: texte,
  descriptionFr: texte,
  descriptionEn: texte,
  adresse: z.string().max(500).nullish(),
  audiences,
  miseEnAvant: audiences,
})
const SaisieMention = z.strictObject({
  version,
  ...(Object.fromEntries(MENTIONS.map((n) => [n, z.string().max(1000).nullish()])) as Record<
    (typeof MENTIONS)[number],
    z.ZodOptional<z.ZodNullable<z.ZodString>>
  >),
})
const Fait = z.object({ version: z.number() })

/** The operator changes the catalogue, an application at a time (POR-03); `version` is that of the catalogue. */
export function routesCatalogue(api: Api, programme: Programme) {
  const tags = ['portail']
  api.post(
    '/api/v1/catalogue/applications/:code',
    {
      schema: {
        summary: fr.catalogue.ecran.api.application,
        tags,
        params: z.object({ code: z.string().max(100) }),
        body: SaisieApplication,
        response: { 200: Fait, ...ERREURS },
      },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const lu = await lireCatalogue(c.db)
      const application = lu.applications.find((a) => a.code === requete.params.code)
      if (!application) throw refus(fr, 'introuvable')
      const { version: v = lu.version, adresse, ...s } = lireCorps(SaisieApplication, requete.body)
      await changerApplication(c, application.code, v, {
        ...saisieDe(application),
        ...s,
        ...(adresse === undefined ? {} : { adresse: adresse ?? '' }),
      })
      return { version: (await lireCatalogue(c.db)).version }
    },
  )
  api.post(
    '/api/v1/catalogue/mentions',
    {
      schema: { summary: fr.catalogue.ecran.api.mentions, tags, body: SaisieMention, response: { 200: Fait, ...ERREURS } },
      validatorCompiler: laisser,
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { version: v, ...s } = lireCorps(SaisieMention, requete.body)
      const lu = await lireCatalogue(c.db)
      await changerMentions(
        c,
        v ?? lu.version,
        Object.fromEntries(MENTIONS.map((n) => [n, (s[n] === undefined ? lu.exploitant[n] : s[n]) ?? ''])) as SaisieMentions,
      )
      return { version: (await lireCatalogue(c.db)).version }
    },
  )
}
