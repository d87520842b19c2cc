import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie } = p.monde
const cookie = await p.session('daniel')
const lire = async (chemin: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, html: await r.text() }
}
const envoyer = async (chemin: string, champs: Record<string, string>) => {
  const r = await p.demander(chemin, { cookie, champs })
  return { statut: r.status, vers: r.headers.get('location') ?? '', html: await r.text() }
}
const cleDe = (html: string) => /name="_cle" value="([^"]+)"/.exec(html)![1]!

test('SER-02 sans script : un service se crée, une erreur garde la saisie, la confirmation répétée ne le crée qu’une fois', async () => {
  const chemin = `/organisation/services/creer?structure=${menuiserie}`
  const _cle = cleDe((await lire(chemin)).html)
  const saisie = { _cle, structure: menuiserie, code: 'COMPTA', nom: 'Comptes généraux', _etape: 'verifier' }
  const refusee = await envoyer(chemin, saisie)
  expect([refusee.statut, refusee.html.includes('Comptes généraux'), refusee.html.includes('a déjà un service')]).toEqual([422, true, true])
  const bonne = await envoyer(chemin, { ...saisie, code: 'GENERAL' })
  expect(bonne.statut).toBe(303)
  expect((await lire(bonne.vers)).html).toContain('Créer le service')
  const recus = await Promise.all([1, 2].map(() => envoyer('/organisation/services/creer', { _cle, _etape: 'confirmer' })))
  expect(recus.map((r) => r.statut)).toEqual([303, 303])
  expect(new Set(recus.map((r) => r.vers)).size).toBe(1)
  expect((await lire(`/organisation/structures/${menuiserie}/services`)).html).toContain('GENERAL')
})

test('SER-02 sans script : modifier et désactiver, de la page du service au récépissé', async () => {
  const { rows } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'ACHATS'`, [menuiserie])
  const page = `/organisation/structures/${menuiserie}/services/${rows[0]!.id}`
  for (const [action, champs] of [
    ['modifier', { nom: 'Achats et stocks' }],
    ['desactiver', { motif: 'Regroupé' }],
  ] as const) {
    const { html } = await lire(`${page}/${action}`)
    const verifier = await envoyer(`${page}/${action}`, {
      _cle: cleDe(html),
      _version: /name="_version" value="(\d+)"/.exec(html)![1]!,
      ...champs,
      _etape: 'verifier',
    })
    expect(verifier.statut, action).toBe(303)
    expect((await lire(verifier.vers)).statut).toBe(200)
    expect((await envoyer(`${page}/${action}`, { _cle: cleDe(html), _etape: 'confirmer' })).vers).toMatch(/^\/demandes\/RITM/)
  }
  expect((await lire(page)).html).toContain('Achats et stocks')
})

test('SER-02 POR-16 vérification, récépissé, annulation et « Mes demandes » nomment le service, pas la structure seule', async () => {
  const chemin = `/organisation/structures/${menuiserie}/services/${(await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'ACHATS'`, [menuiserie])).rows[0]!.id}/desactiver`
  const _cle = cleDe((await lire(chemin)).html)
  await envoyer(chemin, { _cle, motif: 'Réorganisation', _etape: 'verifier' })
  const recu = (await envoyer(chemin, { _cle, _etape: 'confirmer' })).vers
  const pages = await Promise.all(
    [recu, `${recu}/annuler`, '/compte/demandes'].map(async (adresse) => (await lire(adresse)).html.includes('ACHATS, Achats')),
  )
  expect([recu.startsWith('/demandes/RITM'), ...pages]).toEqual([true, true, true, true])
  const autre = cleDe((await lire(chemin.replace('desactiver', 'modifier'))).html)
  const verifier = await envoyer(chemin.replace('desactiver', 'modifier'), {
    _cle: autre,
    code: 'ACHATS',
    nom: 'Achats et stocks',
    _etape: 'verifier',
  })
  expect((await lire(verifier.vers)).html).toMatch(/Pour <strong>ACHATS, Achats<|Pour <b>ACHATS, Achats</)
})
