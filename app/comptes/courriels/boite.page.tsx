import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute, type Page as PageServie } from '#app/page.ts'
import { garderCourriel } from '#app/support/courriels/recevoir.ts'
import { Refus } from '#platform/http/problem.ts'
import { senderOf } from '#platform/mail/index.ts'
import { Bouton, Champ, Formulaire, ListeLiens, Page, Resume, Succes, Temps, Vide } from '#ui/index.ts'
import { dateCourte } from '#ui/textes/format.ts'

const MONTRES = 200
const REPONSE_MAX = 4000

/** Never outside the demonstration, nor when mail really leaves (INT-13). */
const ouverte = (c: Contexte) => {
  if (!c.settings.demonstration || c.settings.SMTP_URL) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
}

async function lire(c: Contexte) {
  ouverte(c)
  const m = await c.db
    .selectFrom('courriel')
    .selectAll()
    .where('id', '=', c.params.id ?? '')
    .executeTakeFirst()
  if (!m) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
  return m
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
  repondre: async (c) => vue(c, await lire(c)),
})

function vue(
  c: Contexte,
  m: Awaited<ReturnType<typeof lire>>,
  saisie = { cle: randomUUID() as string, texte: '' },
  erreur?: string,
): JSX.Element {
  const t = c.t.comptes.boite
  return (
    <Page c={cadre(c)} titre={m.sujet} fil={[{ nom: t.titre, href: '/courriels' }, { nom: m.sujet }]} erreur={erreur !== undefined}>
      <div class="narrow stack">
        {c.url.searchParams.get('fait') === 'repondu' ? <Succes>{t.repondu}</Succes> : null}
        <Resume
          serre
          lignes={[
            { cle: t.de, valeur: senderOf(c.settings) },
            { cle: t.repondreA, valeur: m.reponse ?? t.personne },
            { cle: t.a, valeur: m.destinataire },
            { cle: t.le, valeur: <Temps date={m.creeLe} /> },
          ]}
        />
        <div class="card stack">
          {m.texte.split(/\n{2,}/).map((p) => (
            <p>{avecLiens(p)}</p>
          ))}
        </div>
        {m.reponse ? (
          <Formulaire action={`/courriels/${encodeURIComponent(m.id)}/reponse`} class="card stack">
            <input type="hidden" name="_cle" value={saisie.cle} />
            <Champ
              nom="texte"
              type="textarea"
              libelle={t.reponse}
              aide={t.reponseAide(m.destinataire)}
              valeur={saisie.texte}
              maxLength={REPONSE_MAX}
              erreur={erreur}
            />
            <p>
              <Bouton>{t.repondre}</Bouton>
            </p>
          </Formulaire>
        ) : null}
      </div>
    </Page>
  )
}

/** It comes in as an answer written in any mail program would: nothing here knows what becomes of it. */
export const actionRepondre = definirAction({
  chemin: '/courriels/:id/reponse',
  acces: 'public',
  async executer(c, champs) {
    const m = await lire(c)
    if (!m.reponse) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
    const recue = champs.get('_cle')?.[0]
    const cle = estUuid(recue) ? recue : randomUUID()
    const texte = (champs.get('texte')?.[0] ?? '').trim()
    if (!texte || texte.length > REPONSE_MAX) return { statut: 422, page: vue(c, m, { cle, texte }, c.t.comptes.boite.sansTexte) }
    const source = await enCourriel({ id: cle, de: m.destinataire, a: m.reponse, sujet: `Re: ${m.sujet}`, texte }, c.heure)
    await garderCourriel(c, { source, enveloppe: { de: m.destinataire, a: [m.reponse], ip: '127.0.0.1', helo: 'localhost' } })
    return { rediriger: `/courriels/${encodeURIComponent(m.id)}?fait=repondu` }
  },
})

/** A mail of one text, as it travels (RFC 5322). */
async function enCourriel(
  { id, de, a, ...reste }: { id: string; de: string; a: string; sujet: string; texte: string },
  le: Date,
): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
  const messageId = `<${id}@${de.split('@')[1]}>`
  return new MailComposer({ messageId, date: le, from: de, to: a, subject: reste.sujet, text: reste.texte }).compile().build()
}

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
        elements: courriels.map((m) => ({
          id: m.id,
          a: m.destinataire,
          sujet: m.sujet,
          texte: m.texte,
          html: m.html,
          reponse: m.reponse,
          le: m.creeLe,
        })),
        total: courriels.length,
      }),
      type: 'application/json; charset=utf-8',
    }
  },
})

export const pagesBoite: PageServie[] = [pageBoite, courrielsJson, pageCourriel]
