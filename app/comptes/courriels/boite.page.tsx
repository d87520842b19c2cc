import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirRoute, type Page as PageServie } from '#app/page.ts'
import { Refus } from '#platform/http/problem.ts'
import { ListeLiens, Page, Resume, Temps, Vide } from '#ui/index.ts'
import { dateCourte } from '#ui/textes/format.ts'

const MONTRES = 200

/** Never outside the demonstration, nor when mail really leaves (INT-13). */
const ouverte = (c: Contexte) => {
  if (!c.settings.demonstration || c.settings.SMTP_URL) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
}

const lister = (c: Contexte) =>
  c.db.selectFrom('courriel').select(['id', 'destinataire', 'sujet', 'creeLe']).orderBy('creeLe', 'desc').limit(MONTRES).execute()

const pageBoite = definirRoute({
  chemin: '/courriels',
  acces: 'public',
  async repondre(c) {
    ouverte(c)
    const courriels = await lister(c)
    const t = c.t.comptes.boite
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.texte} fil={[{ nom: t.titre }]}>
        {courriels.length === 0 ? (
          <Vide titre={t.vide} texte={t.videTexte} />
        ) : (
          <ListeLiens
            liens={courriels.map((m) => ({
              libelle: m.sujet,
              href: `/courriels/${encodeURIComponent(m.id)}`,
              detail: `${m.destinataire}, ${dateCourte(m.creeLe)}`,
            }))}
          />
        )}
      </Page>
    )
  },
})

const pageCourriel = definirRoute({
  chemin: '/courriels/:id',
  acces: 'public',
  async repondre(c) {
    ouverte(c)
    const m = await c.db
      .selectFrom('courriel')
      .selectAll()
      .where('id', '=', c.params.id ?? '')
      .executeTakeFirst()
    if (!m) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
    const t = c.t.comptes.boite
    return (
      <Page c={cadre(c)} titre={m.sujet} fil={[{ nom: t.titre, href: '/courriels' }, { nom: m.sujet }]}>
        <div class="narrow stack">
          <Resume
            serre
            lignes={[
              { cle: t.a, valeur: m.destinataire },
              { cle: t.le, valeur: <Temps date={m.creeLe} /> },
            ]}
          />
          <div class="card stack">
            {m.texte.split(/\n{2,}/).map((p) => (
              <p>{avecLiens(p)}</p>
            ))}
          </div>
        </div>
      </Page>
    )
  },
})

/** The text part, its addresses made links; what ends a sentence is not of the address. */
const avecLiens = (texte: string): (string | JSX.Element)[] =>
  texte.split(/(https?:\/\/\S*[^\s.,;:!?»)])/).map((morceau) => (/^https?:\/\//.test(morceau) ? <a href={morceau}>{morceau}</a> : morceau))

/** For scripts and tests: the newest first, with both parts. */
const courrielsJson = definirRoute({
  chemin: '/courriels.json',
  acces: 'public',
  async repondre(c) {
    ouverte(c)
    const courriels = await c.db.selectFrom('courriel').selectAll().orderBy('creeLe', 'desc').limit(MONTRES).execute()
    return {
      brut: JSON.stringify({
        elements: courriels.map((m) => ({ id: m.id, a: m.destinataire, sujet: m.sujet, texte: m.texte, html: m.html, le: m.creeLe })),
        total: courriels.length,
      }),
      type: 'application/json; charset=utf-8',
    }
  },
})

export const pagesBoite: PageServie[] = [pageBoite, courrielsJson, pageCourriel]
