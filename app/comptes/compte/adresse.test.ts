import { expect, test } from 'vitest'
import { demanderLien, jetonDeLien } from '#app/comptes/lien.ts'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portail } from '#tests/portail.ts'

const p = await portail()

test('C09 une adresse qu’un autre compte prend au même instant n’est à personne d’autre : le lien est périmé, et rien d’autre', async () => {
  const [moi, autre] = [await creerUtilisateur(p.pool), await creerUtilisateur(p.pool)]
  const { cookie } = await ouvrirSession(p.pool, p.settings, moi.id)
  const lien = await demanderLien(p.programme, p.db, { genre: 'adresse-connexion', adresse: 'disputee@exemple.fr', utilisateur: moi.id })
  const premier = await p.pool.connect()
  await premier.query('begin')
  await premier.query(`update utilisateur set adresse_electronique = 'disputee@exemple.fr' where id = $1`, [autre.id])
  const reponse = p.demander(`/compte/adresse/confirmer?jeton=${jetonDeLien(lien, p.settings.SECRET_KEY)}`, { cookie })
  await expect
    .poll(
      async () =>
        (await p.pool.query(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%adresse_electronique%'`))
          .rowCount,
    )
    .toBe(1)
  await premier.query('commit')
  premier.release()
  expect((await reponse).status).toBe(410)
  expect((await p.pool.query('select adresse_electronique as a from utilisateur where id = $1', [moi.id])).rows[0].a).toBe(moi.adresse)
})
