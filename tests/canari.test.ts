import { randomInt } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { DEFINITIONS } from '#app/domaines.ts'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { ibanJuste } from '#app/organisation/coordonnees-bancaires/verifier.ts'
import { createLogger } from '#platform/logging.ts'
import { readTable } from '#platform/tables/read.ts'
import { rotateKeys } from '#platform/secrets/rotate.ts'
import { echoirApres } from '#tests/echeances.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-canari-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const log: string[] = []
const p = await portailDuMonde(
  { DATA_DIR, DELAI_EFFET_MINUTES: '30' },
  { travaux: true, log: createLogger('trace', { write: (ligne) => void log.push(ligne) }) },
)
const { agencement, daniel: id } = p.monde
const daniel = await p.session('daniel')
const CREER = `/organisation/coordonnees-bancaires/creer?structure=${agencement}`
/** A RIB bears the number, as it would be read and as a PDF may write it. */
const contenuDuRib = (iban: string) =>
  Buffer.from(`%PDF-1.7\nIBAN ${iban.replace(/(.{4})/g, '$1 ')}\n<${Buffer.from(iban).toString('hex')}> Tj`)
const rib = async (contenu: Buffer = contenuDuRib(canari('dans un RIB'))) =>
  (await deposer({ db: p.db, settings: p.settings, t: fr }, { id }, { nom: 'rib.pdf', contenu })).id

/** A true German account, drawn by chance; how it was entered is remembered. */
const canaris = new Map<string, string>()
function canari(voie: string): string {
  const bban = Array.from({ length: 18 }, () => randomInt(10)).join('')
  const cle = String(98 - Number(BigInt(`${bban}131400`) % 97n)).padStart(2, '0')
  canaris.set(bban, voie)
  return `DE${cle}${bban}`
}
const compte = (voie: string, plus: object = {}) => ({ structure: agencement, type: 'IBAN', nom: voie, iban: canari(voie), ...plus })
const api = async (type: string, json: unknown, { plus = '', cle = '' } = {}) => {
  const r = await p.demander(`/api/v1/demandes/coordonnee-bancaire.${type}${plus}`, {
    cookie: daniel,
    json,
    ...(cle ? { headers: { 'idempotency-key': cle } } : {}),
  })
  return { statut: r.status, texte: await r.text() }
}
const creer = async (voie: string, contenu?: Buffer) =>
  JSON.parse((await api('creer', compte(voie, { rib: await rib(contenu) }))).texte).resultat.coordonneeBancaire.id as string
/** What was answered, where nothing of a number may be. */
const reponses: string[] = []
const masquee = ({ texte }: { texte: string }) => void reponses.push(texte)

/** A number, spaced or not, or its bytes in hexadecimal. */
function trouves(texte: string): string[] {
  const serre = texte.replace(/[\s\u00A0\u202F.-]/g, '').toLowerCase()
  return [...canaris]
    .filter(
      ([bban]) =>
        serre.includes(bban.slice(0, 12)) ||
        serre.includes(bban.slice(-12)) ||
        serre.includes(Buffer.from(bban.slice(2, 14)).toString('hex')),
    )
    .map(([, voie]) => voie)
}

async function dansLaBase(): Promise<Record<string, string[]>> {
  const { rows } = await p.pool.query<{ t: string }>(
    `select format('%I.%I', n.nspname, c.relname) as t from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
  )
  const fuites: Record<string, string[]> = {}
  for (const { t } of rows) {
    const lignes = (await p.pool.query<{ l: string }>(`select x::text as l from ${t} x`)).rows.map((r) => r.l).join('\n')
    const vus = trouves(lignes)
    if (vus.length) fuites[t] = vus
  }
  return fuites
}

test('S08 BAN-04 canaris : tout numéro que prend une demande y est déclaré scellé', () => {
  const avecNumero = [...DEFINITIONS.values()].filter((d) => ['iban', 'bban'].some((n) => n in d.saisie.shape))
  expect(avecNumero.map((d) => d.type).toSorted()).toEqual(['coordonnee-bancaire.creer', 'coordonnee-bancaire.modifier'])
  for (const d of avecNumero)
    expect([d.type, ['iban', 'bban'].filter((n) => n in d.saisie.shape && !d.scelles?.includes(n))]).toEqual([d.type, []])
})

test('S08 BAN-04 canaris : entrés par chaque voie, ils ne sont nulle part ailleurs que dans leur sceau', async () => {
  const formulaire = async (champs: Record<string, string>) =>
    p.demander(CREER, { cookie: daniel, champs: { ...champs, _etape: 'verifier' } })
  const texteDe = (c: object) => c as Record<string, string>
  // The form: abandoned at the check page, in error, with a false number, taken up again.
  const abandonne = await formulaire(texteDe(compte('brouillon abandonné', { rib: await rib() })))
  expect(abandonne.status).toBe(303)
  reponses.push(await (await p.demander(abandonne.headers.get('location')!, { cookie: daniel })).text())
  const enErreur = compte('formulaire en erreur', { bic: 'AGRI' })
  const rendu = await formulaire(texteDe(enErreur))
  expect([rendu.status, (await rendu.text()).includes(enErreur.iban)]).toEqual([422, true])
  const faux = canari('IBAN faux')
  expect((await formulaire({ type: 'IBAN', nom: 'faux', iban: `DE00${faux.slice(4)}`, structure: agencement })).status).toBe(422)
  expect(
    (
      await formulaire({
        type: 'BBAN',
        nom: 'bban',
        pays: 'DE',
        bban: canari('BBAN au formulaire').slice(4),
        structure: agencement,
        inconnu: canari('champ inconnu du formulaire'),
      })
    ).status,
  ).toBeLessThan(500)
  // The API: what is right, what is wrong, what is no JSON, the same again.
  masquee(await api('creer', compte('simulation', { rib: await rib() }), { plus: '?simulation=oui' }))
  const corps = compte('rejouée', { rib: await rib() })
  for (const r of [await api('creer', corps, { cle: 'canari' }), await api('creer', corps, { cle: 'canari' })]) {
    expect(r.statut, r.texte).toBe(201)
    masquee(r)
  }
  const autre = await api('creer', { ...corps, iban: canari('clé réutilisée') }, { cle: 'canari' })
  expect(autre.statut).toBe(422)
  masquee(autre)
  for (const json of [
    compte('mauvais BIC', { bic: 'X' }),
    compte('liste', { iban: [canari('dans une liste')] }),
    compte('objet', { iban: { iban: canari('dans un objet') } }),
    compte('nombre', { bban: Number(canari('nombre').slice(4)) }),
    { ...compte('inconnu'), autre: canari('champ inconnu') },
    compte('type', { type: canari('à la place du type') }),
    compte('pays', { pays: canari('à la place du pays') }),
    {
      ...compte('BIC et faux pays', {
        type: 'BBAN',
        bban: canari('BBAN avec un faux pays').slice(4),
        bic: 'DEUTDEFF',
        pays: canari('à la place du pays, avec un BIC'),
      }),
      iban: undefined,
    },
    compte('rib', { rib: canari('à la place du RIB') }),
    [compte('tableau')],
    canari('texte seul'),
  ]) {
    const r = await api('creer', json)
    expect([r.statut >= 400, r.statut < 500, r.texte]).toEqual([true, true, r.texte])
    masquee(r)
  }
  for (const body of [`{"iban":"${canari('JSON coupé')}`, canari('pas du JSON')])
    reponses.push(
      await (
        await p.demander('/api/v1/demandes/coordonnee-bancaire.creer', {
          cookie: daniel,
          body,
          headers: { 'content-type': 'application/json' },
        })
      ).text(),
    )
  // A change: waiting, cancelled, in force; wrong.
  const leRib = contenuDuRib(canari('dans le RIB téléchargé'))
  const change = await creer('création', leRib)
  const annule = JSON.parse(
    (await api('modifier', { coordonneeBancaire: change, iban: canari('changement annulé'), rib: await rib() })).texte,
  )
  expect((await p.demander(`/api/v1/demandes/${annule.numero}/annulation`, { cookie: daniel, json: { motif: 'non' } })).status).toBe(200)
  expect((await api('modifier', { coordonneeBancaire: change, iban: canari('changement appliqué'), rib: await rib(leRib) })).statut).toBe(
    201,
  )
  await echoirApres(p, '1 hour')
  masquee(await api('modifier', { coordonneeBancaire: change, iban: canari('changement en attente'), rib: await rib(), version: 1 }))
  expect((await api('modifier', { coordonneeBancaire: change, iban: canari('changement en attente'), rib: await rib() })).statut).toBe(201)
  masquee(await api('modifier', { coordonneeBancaire: change, iban: canari('changement faux'), pays: 'FR' }))
  // A RIB on its way, in several times: cut, never finished.
  const debut = contenuDuRib(canari('dans un RIB coupé'))
  const tus = { 'tus-resumable': '1.0.0' }
  const enCours = (
    await p.demander('/envois/tus/', {
      method: 'POST',
      cookie: daniel,
      headers: { ...tus, 'upload-length': '1000', 'upload-metadata': `filename ${Buffer.from('rib.pdf').toString('base64')}` },
    })
  ).headers.get('location')!
  const morceau = await p.demander(enCours, {
    method: 'PATCH',
    cookie: daniel,
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(debut),
  })
  expect([morceau.status, morceau.headers.get('upload-offset')]).toEqual([204, String(debut.length)])
  // Shown, duplicated, exported, told.
  expect((await p.demander(`/api/v1/coordonnees-bancaires/${change}/affichage`, { method: 'POST', cookie: daniel, json: {} })).status).toBe(
    200,
  )
  const double = await p.demander('/api/v1/demandes/structure.dupliquer', {
    cookie: daniel,
    json: {
      structure: agencement,
      typeIdentifiant: 'RIDET',
      identifiant: '0141008001',
      adresse: '1 rue',
      codePostal: '98800',
      ville: 'Nouméa',
      pays: 'NC',
      coordonneesBancaires: [change],
    },
  })
  expect(double.status).toBe(201)
  reponses.push(await double.text())
  for (const chemin of [
    `structures/${agencement}/historique`,
    ...['', '?format=csv', '?format=xlsx', '?format=ods'].map((f) => `structures/${agencement}/coordonnees-bancaires${f}`),
    `coordonnees-bancaires/${change}`,
    'demandes',
  ]) {
    const r = await p.demander(`/api/v1/${chemin}`, { cookie: daniel })
    expect([chemin, r.status]).toEqual([chemin, 200])
    const octets = Buffer.from(await r.arrayBuffer())
    reponses.push(octets.toString('latin1'))
    // What is folded in a spreadsheet cannot be seen in its bytes.
    if (/xlsx|ods/.test(chemin)) {
      const lignes: string[] = []
      for await (const ligne of readTable(octets, { bytes: 1e7, columns: 100 }))
        lignes.push(ligne.cells.map((cellule) => cellule?.text ?? '').join('\n'))
      expect(lignes.join('\n')).toContain('•••• ')
      reponses.push(lignes.join('\n'))
    }
  }
  for (const page of [
    `/organisation/structures/${agencement}`,
    `/organisation/structures/${agencement}/coordonnees-bancaires`,
    `/organisation/structures/${agencement}/coordonnees-bancaires/${change}`,
    `/demandes/${annule.numero}`,
  ])
    reponses.push(await (await p.demander(page, { cookie: daniel })).text())
  const {
    rows: [moi],
  } = await p.pool.query<{ a: string }>('select adresse_electronique as a from utilisateur where id = $1', [id])
  await attendreCourriels(p, moi!.a, 3)
  reponses.push(await (await p.demander('/courriels.json')).text())
  await rotateKeys(p.db, p.settings, { grace: 0 })
  expect((await p.demander(`/api/v1/coordonnees-bancaires/${change}/affichage`, { method: 'POST', cookie: daniel, json: {} })).status).toBe(
    200,
  )
  const telecharge = await p.demander(`/api/v1/coordonnees-bancaires/${change}/rib`, { method: 'POST', cookie: daniel, json: {} })
  expect([telecharge.status, Buffer.from(await telecharge.arrayBuffer()).equals(leRib)]).toEqual([200, true])

  expect(
    [...canaris.keys()].every((b) => b.length === 18),
    'canaris',
  ).toBe(true)
  expect(ibanJuste(canari('contrôle'))).toBe(true)
  expect(trouves(reponses.join('\n'))).toEqual([])
  expect(trouves(log.join('\n'))).toEqual([])
  expect(await dansLaBase()).toEqual({})
  const surDisque = () => {
    const fichiers = readdirSync(DATA_DIR, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => join(f.parentPath, f.name))
    return { nombre: fichiers.length, fuites: fichiers.filter((f) => trouves(readFileSync(f, 'latin1')).length) }
  }
  expect(surDisque().fuites).toEqual([])
  expect(surDisque().nombre).toBeGreaterThan(4)
  // The search itself sees: in clear, one is found.
  writeFileSync(join(DATA_DIR, 'temoin'), leRib)
  expect(surDisque().fuites).toEqual([join(DATA_DIR, 'temoin')])
  const [bban] = canaris.keys()
  await p.pool.query(
    `insert into brouillon (cle, auteur, type, saisie) values (gen_random_uuid(), $1, 'temoin', jsonb_build_object('iban', $2::text))`,
    [id, bban],
  )
  expect(await dansLaBase()).toEqual({ 'public.brouillon': [canaris.get(bban!)] })
})
