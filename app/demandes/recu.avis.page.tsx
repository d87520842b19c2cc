import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { donnerMonAvis } from '#app/demandes/mon-avis.ts'
import { DonnerMonAvis } from '#app/demandes/mon-avis.tsx'
import { charger, filDe } from '#app/demandes/recu.charger.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import type { RecuVisible } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Page, ResumeErreurs } from '#ui/index.ts'

/** Whoever went through the procedure, and not whoever looks at it as them. */
export const donneSonAvis = (c: Contexte, d: RecuVisible) => d.numero !== null && d.auteur.id === c.utilisateur?.id && !c.voirComme

export const actionDonnerMonAvis = definirAction({
  chemin: '/demandes/:numero/avis',
  acces: 'session',
  executer: async (c, champs) => {
    const d = await charger(c)
    const saisie = { note: champs.get('note')?.[0] ?? '', texte: champs.get('texte')?.[0] ?? '' }
    try {
      await donnerMonAvis(c, d, c.utilisateur!.id, { note: Number(saisie.note), texte: saisie.texte })
      return { rediriger: `/demandes/${d.numero}?avis=merci#avis` }
    } catch (e) {
      if (!estRefus(e) || !e.probleme.champs) throw e
      const { champs: erreurs } = e.probleme
      return {
        statut: 422,
        page: (
          <Page
            c={cadre(c)}
            titre={c.t.demandes.avis.titre}
            fil={[...filDe(c, d).slice(0, -1), { nom: d.numero ?? '', href: `/demandes/${d.numero}` }, { nom: c.t.demandes.avis.titre }]}
            erreur
            resume={<ResumeErreurs erreurs={erreurs} />}
          >
            <div class="narrow">
              <DonnerMonAvis c={c} numero={d.numero!} {...saisie} erreurs={erreurs} />
            </div>
          </Page>
        ),
      }
    }
  },
})

/** The address of a form that came back with errors, opened again. */
export const routeMonAvis = definirRoute({
  chemin: '/demandes/:numero/avis',
  acces: 'session',
  repondre: async (c) => ({ rediriger: `/demandes/${(await charger(c)).numero}#avis` }),
})
