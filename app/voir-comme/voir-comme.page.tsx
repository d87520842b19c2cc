import { sql } from 'kysely'
import { accesAuxStructures } from '#acces/index.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { finir, gouverneesPar, lireVu } from '#app/voir-comme/vue.ts'
import { refus } from '#demandes/index.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Actions, Bouton, Formulaire, Page, Resume } from '#ui/index.ts'

const MINUTES = 30

interface Donnees {
  vu: NonNullable<Awaited<ReturnType<typeof lireVu>>>
  gouvernees: string[]
  noms: string[]
  structure: string | null
}

/** Who may look, at whom: a manager, somebody of a structure they govern; an agent, anybody. « Not yours » does not exist. @throws Refus 403, 404 */
async function charger(c: Contexte, utilisateur: unknown, structure: unknown): Promise<Donnees> {
  const moi = c.utilisateur!
  if (!estUuid(utilisateur) || utilisateur.toLowerCase() === moi.id) throw refus(c.t, 'introuvable')
  const vu = await lireVu(c.db, utilisateur)
  const ou = estUuid(structure) ? structure.toLowerCase() : null
  if (!vu || (ou && !vu.structures.includes(ou))) throw refus(c.t, 'introuvable')
  const gouvernees = await gouverneesPar(c.db, moi, vu.structures)
  if (ou ? !gouvernees.includes(ou) : !gouvernees.length) {
    const chez = ou ? (await accesAuxStructures(c.db, moi.id, [ou])).get(ou) : undefined
    if (!chez) throw refus(c.t, 'introuvable')
    const decision = chez.modificationMemeInactive
    throw decision.oui ? refus(c.t, 'introuvable') : refusAcces(c.t, decision.raison, decision.le, chez.gestionnaire)
  }
  const { rows } = await sql<{
    nom: string
  }>`select ${NOM_AFFICHE} as nom from structure s where s.id = any(${gouvernees}::uuid[]) order by 1 limit 20`.execute(c.db)
  return { vu, gouvernees, noms: rows.map((r) => r.nom), structure: ou }
}

/** PLUS-12: said before it begins, what will be seen and what will be written. */
export const pageVoirComme = definirPage<Donnees>({
  chemin: '/voir-comme',
  acces: 'session',
  charger: (c) => charger(c, c.url.searchParams.get('utilisateur'), c.url.searchParams.get('structure')),
  vue: ({ vu, gouvernees, noms, structure }, c) => {
    const x = c.t.gouvernance.voirComme
    return (
      <Page
        c={cadre(c)}
        titre={x.confirmer(`${vu.prenom} ${vu.nom}`)}
        fil={[{ nom: x.titre }]}
        aide="/documentation/organisation/utilisateurs/voir-comme"
      >
        <div class="narrow stack">
          <ul>
            {x.texte.map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
          <Resume
            lignes={[
              {
                cle: x.limite,
                valeur: `${noms.join(', ')}${gouvernees.length > noms.length ? `… (${gouvernees.length})` : ''}` || x.aucune,
              },
            ]}
          />
          <Formulaire action="/voir-comme">
            <input type="hidden" name="utilisateur" value={vu.id} />
            {structure ? <input type="hidden" name="structure" value={structure} /> : null}
            <Actions>
              <Bouton>{x.bouton}</Bouton>
              <Bouton genre="discret" href={structure ? `/organisation/utilisateurs/personnes/${vu.id}?structure=${structure}` : '/'}>
                {x.abandonner}
              </Bouton>
            </Actions>
          </Formulaire>
        </div>
      </Page>
    )
  },
})

export const actionVoirComme = definirAction({
  chemin: '/voir-comme',
  acces: 'session',
  async executer(c, champs) {
    const { vu, gouvernees, structure } = await charger(c, champs.get('utilisateur')?.[0], champs.get('structure')?.[0])
    const moi = c.utilisateur!
    await c.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{
        jusqua: Date
      }>`update session
        set voir_comme = ${vu.id}::uuid, voir_comme_jusqua = maintenant() + make_interval(mins => ${MINUTES}),
          voir_comme_structures = ${gouvernees}::uuid[]
        where id = ${moi.session}::uuid and voir_comme is null
        returning voir_comme_jusqua as jusqua`.execute(tx)
      if (!rows[0]) return
      await journaliserPlusieurs(
        tx,
        [...gouvernees, vu.id].map((chaine) => ({
          chaine,
          auteur: moi.id,
          evenement: 'utilisateur.voir-comme:debut',
          demande: null,
          contenu: { utilisateur: { id: vu.id, prenom: vu.prenom, nom: vu.nom }, jusqua: rows[0]!.jusqua },
        })),
      )
    })
    return { rediriger: structure ? `/organisation/structures/${structure}` : '/' }
  },
})

/** As oneself again; over already, or never begun: nothing happens and the answer is the same. */
export const actionFin = definirAction({
  chemin: '/voir-comme/fin',
  acces: 'session',
  async executer(c) {
    await finir(c.db, c.utilisateur!.session)
    return { rediriger: '/' }
  },
})
