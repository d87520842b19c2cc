import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { mesStructures } from '#app/comptes/compte/structures.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
const lire = async (chemin: string, cookie: string) => (await p.demander(chemin, { cookie })).text()
const trouver = async (recherche: string) =>
  (await mesStructures(p.db, monde.daniel, { page: 1, taille: 20, recherche })).elements.map((s) => s.identifiant)

test('CPT-05 ce que l’on cherche parmi ses structures est un texte, de quelques signes qu’il soit fait', async () => {
  for (const rien of ['%', '_', '\\', '’']) expect(await trouver(rien), rien).toEqual([])
  expect(await trouver('123 456 782')).toEqual(['12345678200010'])
  expect(await trouver('QUAI')).toHaveLength(1)
})

test('CPT-05 « Mes structures » : rôle, rattachement, profils et demandes en cours ; recherche et rôle dans l’adresse', async () => {
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ('structure.modifier', $1, $2, '{}', 'programmee', now() + interval '30 minutes')`,
    [monde.daniel, monde.menuiserie],
  )
  const cookie = await p.session('daniel')
  const tout = await lire('/compte/structures', cookie)
  for (const attendu of [
    'Menuiserie Poitier, siège',
    'Poitier Agencement',
    'SCI du Quai',
    'Gestionnaire principal',
    'Factures émises modification',
    'Programmée',
    'Inactif',
  ])
    expect(tout).toContain(attendu)
  expect(tout).not.toContain('Villeurbanne')
  const une = await lire('/compte/structures?recherche=agencément', cookie)
  expect([une.includes(`id="structure-${monde.agencement}"`), une.includes(`id="structure-${monde.sci}"`)]).toEqual([true, false])
  expect(await lire('/compte/structures?recherche=33333333400014', cookie)).toContain(`id="structure-${monde.sci}"`)
  expect(await lire('/compte/structures?role=utilisateur', cookie)).toContain('Aucune structure ne correspond')
  expect(await lire('/compte/structures', await p.session('heloise'))).toContain('Utilisateur')
})

test('CPT-05 sans structure encore : ce que l’on a demandé y est, avec son état ; sinon, créer ou demander. Le libellé reste à ceux de la structure', async () => {
  const neuve = await creerUtilisateur(p.pool, { nom: 'Nouvelle' })
  const cookie = await p.session(neuve.id)
  const vide = await lire('/compte/structures', cookie)
  expect([
    vide.includes('href="/organisation/structures/creer"'),
    vide.includes('href="/organisation/utilisateurs/rattachement"'),
    vide.includes('id="demandees"'),
    vide.includes('href="/compte/groupes"'),
  ]).toEqual([true, true, false, false])
  const demander = () =>
    p.demander('/api/v1/demandes/rattachement.demander', { cookie, json: { typeIdentifiant: 'SIRET', identifiant: '12345678200010' } })
  const { numero } = (await (await demander()).json()) as { numero: string }
  // The list says as much as the demande itself: who decides, and until when.
  const [une, listee] = await Promise.all(
    [`/api/v1/demandes/${numero}`, '/api/v1/demandes'].map(async (chemin) => (await p.demander(chemin, { cookie })).json()),
  )
  expect((listee as { elements: unknown[] }).elements).toEqual([une])
  expect(une).toMatchObject({ approbation: { etat: 'demandee', decideurs: [{ nom: 'Poitier' }] } })
  // Each of the pages that name it, to somebody from outside.
  for (const page of ['/compte/structures', '/', '/compte/desactiver', '/compte/demandes']) {
    const texte = await lire(page, cookie)
    expect([page, texte.includes(numero), texte.includes('Menuiserie Poitier'), texte.includes('Menuiserie Poitier, siège')]).toEqual([
      page,
      true,
      true,
      false,
    ])
  }
  // Found by the name that is shown, and by no other.
  const trouvees = async (recherche: string) =>
    ((await (await p.demander(`/api/v1/demandes?${new URLSearchParams({ recherche })}`, { cookie })).json()) as { total: number }).total
  expect([await trouvees('menuiserie poit'), await trouvees('siège'), await trouvees('12345678200010')]).toEqual([1, 0, 1])
  // A form that is refused gives the way on that the refusal has: here, the demande that waits.
  const cle = randomUUID()
  const champs = { _cle: cle, _etape: 'verifier', typeIdentifiant: 'SIRET', identifiant: '12345678200010', maille: 'structure' }
  const verifier = await p.demander('/organisation/utilisateurs/rattachement', { cookie, champs })
  const refus = verifier.status === 303 ? await p.demander(verifier.headers.get('location')!, { cookie }) : verifier
  expect((await refus.text()).includes(`href="/demandes/${numero}"`)).toBe(true)
})
