import { routesAnnuaire } from '#app/api/organisation/annuaire.ts'
import { creerContexte } from '#app/contexte.ts'
import { lireFiltre } from '#app/organisation/annuaire/adresse.ts'
import { pageAnnuaire } from '#app/organisation/annuaire/annuaire.page.tsx'
import { fabriquerSiLaSemaineEstPassee } from '#app/organisation/annuaire/fichiers.ts'
import { servirFichiers } from '#app/organisation/annuaire/fichiers.ts'
import { envoyerResultat } from '#app/organisation/annuaire/resultat.ts'
import { pageFiche } from '#app/organisation/annuaire/structure.page.tsx'
import { definirRoute, type Domaine } from '#app/page.ts'
import { FORMATS } from '#platform/spreadsheets.ts'

/** Where the directory was announced before it opened. */
const ancienneAdresse = definirRoute({
  chemin: '/organisation/annuaire',
  acces: 'public',
  repondre: async () => ({ rediriger: '/annuaire' }),
})

/** The public directory (POR-10). */
export const annuaire: Domaine = {
  pages: [pageAnnuaire, pageFiche, ancienneAdresse],
  actions: [],
  routes: (app, programme) => {
    servirFichiers(app, programme)
    app.get('/annuaire/resultat', { schema: { hide: true } as object }, async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse)
      return envoyerResultat(
        programme,
        reponse,
        lireFiltre(c.url.searchParams),
        FORMATS.find((f) => f === c.url.searchParams.get('format')) ?? 'csv',
      )
    })
  },
  api: [routesAnnuaire],
  travaux: (programme) => programme.jobs.daily('annuaire.fichiers', () => fabriquerSiLaSemaineEstPassee(programme, new Date())),
}
