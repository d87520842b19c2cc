import { expect, test } from 'vitest'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({}, { travaux: true })

test('UTI-02 de l’invitation au rattachement : le courriel part, le compte se crée, le lien d’activation rattache', async () => {
  const adresse = 'lea.invitee@exemple.fr'
  const r = await p.demander('/api/v1/demandes/rattachement.creer', {
    cookie: await p.session('daniel'),
    json: { structure: p.monde.menuiserie, adresseElectronique: adresse },
  })
  expect(r.status, await r.clone().text()).toBe(201)
  const [invitation] = await attendreCourriels(p, adresse, 1)
  expect(invitation!.sujet).toContain('Menuiserie Poitier')
  expect((await p.demander(lienDe(invitation!))).status).toBe(200)
  const inscription = await p.demander('/inscription', {
    champs: {
      civilite: '',
      prenom: 'Léa',
      nom: 'Invitée',
      adresse,
      telephone: '',
      motDePasse: 'Une-phrase-assez-longue-2026!',
      conditions: 'oui',
    },
  })
  expect(inscription.status, await inscription.clone().text()).toBe(303)
  const [activation] = (await attendreCourriels(p, adresse, 2)).filter((m) => m.texte.includes('/activation?'))
  expect((await p.demander(lienDe(activation!))).headers.get('location')).toBe('/connexion?fait=active')
  const { rows } = await p.pool.query(
    `select r.structure, i.etat from utilisateur u join rattachement r on r.utilisateur = u.id join invitation i on i.adresse_electronique = u.adresse_electronique where u.adresse_electronique = $1`,
    [adresse],
  )
  expect(rows).toEqual([{ structure: p.monde.menuiserie, etat: 'acceptee' }])
  const recus = await attendreCourriels(p, adresse, 3)
  expect(recus.filter((m) => m.sujet.includes('Votre rattachement'))).toHaveLength(1)
})
