import { expect, test } from 'vitest'
import { attendreCourriels, lienDe } from '#tests/courriels.ts'
import { portail } from '#tests/portail.ts'

const p = await portail({}, { travaux: true })
const MOT_DE_PASSE = 'la girouette penche'
const champs = (adresse: string, plus: Record<string, string> = {}) => ({
  civilite: '',
  prenom: 'Maëlle',
  nom: 'Kervella',
  adresse,
  telephone: '',
  motDePasse: MOT_DE_PASSE,
  conditions: 'oui',
  ...plus,
})
const compte = async (adresse: string) =>
  (await p.pool.query('select * from utilisateur where adresse_electronique = $1', [adresse])).rows[0]
const cookieDe = (r: Response, nom: string) =>
  r.headers
    .getSetCookie()
    .find((c) => c.startsWith(`${nom}=`))
    ?.split(';')[0] ?? ''
const signer = (email: string, password: string) => p.demander('/api/auth/sign-in/email', { json: { email, password } })

test('CPT-01 créer un compte, ouvrir le lien, se connecter : et pas avant d’avoir ouvert le lien', async () => {
  const recu = await p.demander('/inscription', { champs: champs('Maelle.Kervella@Exemple.fr') })
  expect([recu.status, recu.headers.get('location')]).toEqual([303, '/inscription/envoyee'])
  expect((await signer('maelle.kervella@exemple.fr', MOT_DE_PASSE)).status).toBe(401)
  const [courriel] = await attendreCourriels(p, 'maelle.kervella@exemple.fr')
  expect(courriel!.sujet).toBe('Activez votre compte Choral')
  const active = await p.demander(lienDe(courriel!), { cookie: cookieDe(recu, 'choral.inscription') })
  expect([active.status, active.headers.get('location')]).toEqual([303, '/connexion?fait=active'])
  expect(await compte('maelle.kervella@exemple.fr')).toMatchObject({ prenom: 'Maëlle', nom: 'Kervella', adresse_verifiee: true })
  const entree = await p.demander('/connexion', {
    champs: { adresse: 'MAELLE.kervella@exemple.fr', motDePasse: MOT_DE_PASSE, retour: '/' },
  })
  expect([entree.status, entree.headers.get('location')]).toEqual([303, '/bienvenue'])
  const page = await p.demander('/bienvenue', { cookie: cookieDe(entree, 'choral.session_token') })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Bienvenue, Maëlle')
})
