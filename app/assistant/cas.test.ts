import { beforeAll, expect, test } from 'vitest'
import { donnerLesComptes } from '#app/demonstration/coordonnees.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

type Qui = 'daniel' | 'heloise' | 'nadia' | 'camille'
const demander = async (question: string, qui?: Qui, langue = 'fr', page?: string) => {
  const cookie = [...(qui ? [await p.session(qui)] : []), `choral.langue=${langue}`].join('; ')
  const r = (await (
    await p.demander(`/api/v1/assistant?${new URLSearchParams({ question, ...(page ? { page } : {}) })}`, { cookie })
  ).json()) as { genre: string; texte: string[]; liens: { libelle: string; href: string }[]; choix?: { libelle: string; href: string }[] }
  return {
    genre: r.genre,
    dit: r.texte.join(' ').replace(/[\u00a0\u202f]/g, ' '),
    liens: r.liens.map((l) => l.href),
    ...(r.choix ? { choix: r.choix.map((l) => l.href) } : {}),
  }
}
const soumettre = async (qui: Qui, type: string, json: object) =>
  ((await (await p.demander(`/api/v1/demandes/${type}`, { cookie: await p.session(qui), json })).json()) as { numero: string }).numero

test('ASS-01 ce qui m’attend, ma demande de rattachement et qui la décide : à chacun le sien', async () => {
  const numero = await soumettre('camille', 'rattachement.demander', {
    typeIdentifiant: 'SIRET',
    identifiant: '12345678200010',
    commentaire: 'Pour la comptabilité.',
  })
  for (const q of ['qu’est-ce qui m’attend ?', 'Quest ce qui m attend'])
    expect(await demander(q, 'daniel')).toEqual({
      genre: 'cas',
      dit: expect.stringContaining('Une demande attend votre décision'),
      liens: expect.arrayContaining(['/approbations']),
    })
  expect((await demander('qu’est-ce qui m’attend ?', 'heloise')).dit).toBe('Rien n’attend de vous.')
  expect((await demander('quelqu’un a demandé à rejoindre ma structure ?', 'daniel')).dit).toContain('1 demande attend votre décision')
  for (const q of [
    'ma demande de rattachement, c’est bon ?',
    'où est ma demande de rattachement',
    'ma demande de rattachement est acceptee ou pas',
  ])
    expect(await demander(q, 'camille')).toEqual({
      genre: 'cas',
      dit: expect.stringContaining(`${numero}, pour Menuiserie Poitier : en attente`),
      liens: expect.arrayContaining(['/compte/demandes']),
    })
  expect((await demander('qui décide de ma demande ?', 'camille')).dit).toContain('Peut décider : Daniel Poitier')
  expect((await demander('where is my request for attachment?', 'camille', 'en')).dit).toContain('waiting for a decision')
  for (const qui of ['heloise', 'nadia'] as const)
    expect((await demander('où est ma demande de rattachement', qui)).dit).toMatch(
      /^Vous n’avez fait aucune demande de rattachement\. (Menuiserie Poitier|Commune de Villeurbanne)[^:]* : depuis le /,
    )
  expect((await demander(`where is ticket ${numero}?`, 'nadia')).dit).not.toContain('Menuiserie')
})

test('ASS-01 les changements qui vont prendre effet : ceux de qui demande', async () => {
  const numero = await soumettre('daniel', 'structure.modifier', { structure: p.monde.agencement, telephone: '0240000077' })
  for (const q of ['quels changements vont prendre effet ?', 'mes modifications programmées'])
    expect((await demander(q, 'daniel')).dit).toContain(numero)
  expect((await demander('which changes are about to take effect', 'daniel', 'en')).dit).toContain(numero)
  for (const qui of ['heloise', 'nadia', 'camille'] as const)
    expect((await demander('quels changements vont prendre effet ?', qui)).dit).toBe('Aucun changement n’attend de prendre effet.')
})

test('ASS-01 mes invitations : celles que j’ai envoyées, pour mes structures', async () => {
  await p.pool.query(
    `insert into invitation (adresse_electronique, invite_par, structure, etat, expire_le) values ('secret@exemple.fr', $1, $2, 'en-attente', maintenant() + interval '9 days'), ('venue@exemple.fr', $1, $2, 'acceptee', maintenant() + interval '9 days')`,
    [p.monde.daniel, p.monde.menuiserie],
  )
  for (const q of ['mes invitations ont-elles été acceptées ?', 'où en est mon invitation', 'who has not answered my invitation'])
    expect(await demander(q, 'daniel')).toEqual({
      genre: 'cas',
      dit: expect.stringMatching(/2 invitations : 1 sans réponse, 1 acceptée\. secret@exemple\.fr : sans réponse/),
      liens: expect.arrayContaining(['/organisation/utilisateurs/invitations']),
    })
  for (const qui of ['heloise', 'nadia', 'camille'] as const)
    expect((await demander('mes invitations ont-elles été acceptées ?', qui)).dit).toBe('Vous n’avez envoyé aucune invitation.')
})

test('ASS-01 ma structure est-elle active et depuis quand ; mon gestionnaire ; jusqu’à quand mon rattachement ; mes structures', async () => {
  expect(await demander('est-ce que ma boîte est désactivée ?', 'daniel')).toEqual({
    genre: 'cas',
    dit: expect.stringMatching(/SCI du Quai : inactive.*Poitier Agencement : active/),
    liens: expect.arrayContaining(['/compte/structures', `/organisation/structures/${p.monde.sci}`]),
  })
  await p.pool.query(`update rattachement set periode = tstzrange(lower(periode), '2031-05-04T10:00:00Z') where utilisateur = $1`, [
    p.monde.heloise,
  ])
  const dits = async (qui: Qui) =>
    Promise.all(
      [
        'ma structure est-elle active ?',
        'c’est qui mon gestionnaire',
        'jusqu’à quand mon rattachement ?',
        'which structures am I attached to',
      ].map(async (q) => (await demander(q, qui)).dit),
    )
  expect(await dits('heloise')).toEqual([
    expect.stringMatching(/^Menuiserie Poitier.* : active\.$/),
    expect.stringMatching(/Daniel Poitier est gestionnaire principal\.$/),
    expect.stringMatching(/^Menuiserie Poitier.* : depuis le .*, jusqu’au .*2031/),
    expect.stringContaining('partie de 1 structure'),
  ])
  expect((await dits('nadia')).join(' ')).not.toMatch(/Poitier|Quai/)
  expect(new Set(await dits('camille'))).toEqual(new Set(['Vous ne faites partie d’aucune structure.']))
})

test('ASS-02 mes coordonnées bancaires : leur état, à qui peut les lire ; ma dernière demande refusée et pourquoi ; mon rôle', async () => {
  expect((await demander('nos coordonnées bancaires sont-elles actives ?', 'daniel')).dit).toBe(
    'Vos structures n’ont aucune coordonnée bancaire.',
  )
  await donnerLesComptes(p.pool, p.settings, p.monde)
  for (const q of [
    'mon RIB est-il bien enregistré ?',
    'quels comptes bancaires sont enregistrés pour ma structure',
    'is my bank account active?',
  ])
    expect([q, await demander(q, 'daniel')]).toEqual([
      q,
      {
        genre: 'cas',
        dit: expect.stringMatching(
          /^Menuiserie Poitier, « Compte principal » \([^)]*189\) : active, un changement prend effet le .*« Ancien compte » \([^)]*606\) : inactive\.$/,
        ),
        liens: expect.arrayContaining(['/organisation/coordonnees-bancaires/gerer']),
      },
    ])
  expect((await demander('mon RIB est-il bien enregistré ?', 'daniel')).dit).not.toMatch(/FR\d\d/)
  await p.pool.query(
    `delete from habilitation where utilisateur = $1 and structure = $2 and application = (select id from application where code = 'organisation')`,
    [p.monde.heloise, p.monde.menuiserie],
  )
  for (const [qui, dit] of [
    ['heloise', 'Vous ne pouvez pas lire'],
    ['nadia', 'n’ont aucune coordonnée'],
    ['camille', 'n’ont aucune coordonnée'],
  ] as const)
    expect([qui, (await demander('mon RIB est-il bien enregistré ?', qui)).dit]).toEqual([qui, expect.stringContaining(dit)])
  expect((await demander('comment changer de RIB ?', 'daniel')).genre).toBe('guide')
  const numero = await soumettre('nadia', 'rattachement.demander', {
    typeIdentifiant: 'SIRET',
    identifiant: '12345678200010',
    commentaire: 'Pour voir.',
  })
  expect(
    (
      await p.demander(`/api/v1/approbations/${numero}/decision`, {
        cookie: await p.session('daniel'),
        json: { decision: 'refuser', motif: 'Je ne vous connais pas' },
      })
    ).status,
  ).toBe(200)
  for (const q of ['on m’a refusé ma demande, pourquoi', 'pourquoi ma demande a-t-elle été refusée'])
    expect((await demander(q, 'nadia')).dit).toMatch(new RegExp(`${numero}.*refusée.*Je ne vous connais pas`))
  expect([
    (await demander('suis-je gestionnaire de ma structure', 'daniel')).dit,
    (await demander('quel est mon rôle dans ma structure', 'heloise')).dit,
  ]).toEqual([
    expect.stringContaining('vous en êtes gestionnaire principal'),
    expect.stringMatching(/Menuiserie Poitier.* : la structure entière/),
  ])
})

test('ASS-02 mes mandats, donnés et reçus, avec leur état et leur dernier jour ; ceux des autres, non', async () => {
  expect((await demander('ai-je un mandat de facturation ?', 'daniel')).dit).toBe(
    'Vos structures n’ont ni mandat de facturation, ni demande de mandat en attente.',
  )
  await p.pool.query(
    `insert into mandat_facturation (mandant, mandataire, periode) values ($1, $2, tstzrange(maintenant() - interval '1 day', '2031-05-05T00:00:00+02:00'))`,
    [p.monde.menuiserie, p.monde.agencement],
  )
  for (const q of [
    'mon mandat est-il toujours valable ?',
    'quels mandats a ma société',
    'qui facture en notre nom ?',
    'is my mandate still in force',
  ])
    expect([q, await demander(q, 'daniel')]).toEqual([
      q,
      {
        genre: 'cas',
        dit: expect.stringMatching(/Menuiserie Poitier, mandat donné à Poitier Agencement : en vigueur, jusqu’au 4 mai 2031 compris\./),
        liens: expect.arrayContaining(['/facturation/mandats']),
      },
    ])
  for (const qui of ['nadia', 'camille'] as const)
    expect((await demander('mon mandat est-il toujours valable ?', qui)).dit).toContain('ni mandat')
  expect((await demander('comment mettre fin à mon mandat ?', 'daniel')).genre).toBe('guide')
})

test('ASS-02 mon second facteur : ce qu’a mon compte, et qui l’exige ; comment faire reste au guide ; celui d’un autre, jamais', async () => {
  for (const q of ['mon second facteur est-il actif ?', 'ai-je la double authentification ?', 'do I have a second factor?'])
    expect([q, await demander(q, 'heloise')]).toEqual([
      q,
      {
        genre: 'cas',
        dit: 'Votre compte n’a pas de second facteur : ni application de codes, ni clé d’accès.',
        liens: expect.arrayContaining(['/compte/second-facteur']),
      },
    ])
  await p.pool.query('update utilisateur set second_facteur_actif = true where id = $1', [p.monde.heloise])
  await p.pool.query('update structure set second_facteur_exige = true where id = $1', [p.monde.menuiserie])
  const dit = (await demander('mon compte est-il protégé ?', 'heloise')).dit
  await p.pool.query('update structure set second_facteur_exige = false where id = $1', [p.monde.menuiserie])
  await p.pool.query('update utilisateur set second_facteur_actif = false where id = $1', [p.monde.heloise])
  expect(dit).toMatch(/^Votre compte a un second facteur : une application de codes\. Menuiserie Poitier.* en exige un/)
  for (const q of ['comment activer le second facteur ?', 'j’ai perdu mon téléphone avec l’application de codes'])
    expect([q, (await demander(q, 'heloise')).genre]).toEqual([q, 'guide'])
})

test('ASS-02 mes fichiers : ceux qui attendent l’antivirus là où je lis, ceux qu’il a retirés et que j’avais envoyés', async () => {
  expect((await demander('ma pièce jointe attend-elle encore l’antivirus ?', 'daniel')).dit).toContain('Aucun de vos fichiers')
  const empreinte = Buffer.alloc(32, 7)
  await p.pool.query(`insert into fichier (empreinte, taille, type, controle) values ($1, 10, 'application/pdf', 'en-attente')`, [
    empreinte,
  ])
  await p.pool.query(`insert into piece_jointe (structure, fichier, nom, auteur) values ($1, $2, 'kbis.pdf', $3)`, [
    p.monde.menuiserie,
    empreinte,
    p.monde.daniel,
  ])
  await p.pool.query(
    `insert into avis (utilisateur, genre, cle, titre, adresse, cadence) values ($1, 'securite', 'fichier-infecte:aa', 'Un de vos fichiers est infecté', '/demandes', 'aussitot')`,
    [p.monde.daniel],
  )
  for (const q of [
    'ma pièce jointe est encore en attente d’analyse ?',
    'pourquoi mes documents sont bloqués',
    'mon kbis a-t-il été analysé par l’antivirus',
    'is my file still waiting to be scanned?',
  ])
    expect([q, await demander(q, 'daniel')]).toEqual([
      q,
      {
        genre: 'cas',
        dit: expect.stringMatching(/« kbis\.pdf » \(Menuiserie Poitier.*attend l’analyse.*retiré le .*infecté/),
        liens: expect.arrayContaining([`/organisation/structures/${p.monde.menuiserie}/pieces-jointes`]),
      },
    ])
  for (const qui of ['nadia', 'camille'] as const)
    expect((await demander('ma pièce jointe attend-elle encore l’antivirus ?', qui)).dit).toContain('Aucun de vos fichiers')
  expect((await demander('comment télécharger ma pièce jointe', 'daniel')).genre).toBe('guide')
})

test('ASS-01 une tuile grise : pourquoi, et qui peut l’ouvrir', async () => {
  const fr = await demander('pourquoi Transférer le gestionnaire principal est gris ?', 'heloise')
  expect([fr.genre, fr.dit]).toEqual(['cas', expect.stringContaining('Daniel Poitier')])
  expect((await demander('Transférer le gestionnaire principal est verrouillé pourquoi', 'daniel')).dit).toContain('vous est ouverte')
})

test('ASS-02 une tuile grise que la question ne nomme pas : celle de la page où l’on est, la seule fermée de son domaine, sinon laquelle, avec les tuiles fermées à choisir', async () => {
  const {
    rows: [a],
  } = await p.pool.query<{ adresse: string }>(`select adresse from application_portail where code = 'transferer-le-gestionnaire-principal'`)
  const phrases = ['pourquoi cette tuile est grise ?', 'Pourquoi c’est grisé', 'pourquoi cette application est fermée']
  for (const q of phrases)
    for (const page of ['/applications/transferer-le-gestionnaire-principal', a!.adresse])
      expect([q, page, (await demander(q, 'heloise', 'fr', page)).dit]).toEqual([q, page, expect.stringContaining('Daniel Poitier')])
  expect(
    (await demander('why is this tile greyed out?', 'daniel', 'en', '/applications/transferer-le-gestionnaire-principal')).dit,
  ).toContain('Which tile?')
  // Nothing known of the page, or nothing of use: the closed tiles, each a question that names it.
  for (const page of [undefined, '/annuaire', '//ailleurs.exemple/x', '/applications/inconnue', '/'.repeat(150)]) {
    const { dit, choix } = await demander(phrases[0]!, 'heloise', 'fr', page)
    expect([page, dit, choix?.length]).toEqual([page, expect.stringContaining('Quelle tuile'), 8])
    const suite = new URL(choix![0]!, p.url)
    expect((await demander(suite.searchParams.get('question')!, 'heloise')).genre).toBe('cas')
    expect((await demander(suite.searchParams.get('question')!, 'heloise')).dit).not.toContain('Quelle tuile')
  }
  expect(await demander(phrases[0]!, undefined, 'fr', '/applications/transferer-le-gestionnaire-principal')).toEqual({
    genre: 'cas',
    dit: 'Connectez-vous : je pourrai alors lire votre propre cas.',
    liens: expect.arrayContaining(['/connexion?retour=/assistant']),
  })
  expect((await demander('comment ouvrir une tuile grise ?', 'heloise')).genre).toBe('guide')
  // The browser says where it is; as a page without script, it stays said from one question to the next.
  const cookie = await p.session('heloise')
  const poser = async (chemin: string, referer: string) =>
    (await p.demander(chemin, { cookie, champs: { question: phrases[0]! }, headers: { referer } })).headers.get('location')!
  const suite = await poser('/assistant', `${p.url}/applications/transferer-le-gestionnaire-principal`)
  const page = encodeURIComponent('/applications/transferer-le-gestionnaire-principal')
  expect(suite).toBe(`/assistant?page=${page}#dernier`)
  expect(await (await p.demander(suite, { cookie })).text()).toContain(`action="/assistant?page=${page}"`)
  expect(await poser(suite.split('#')[0]!, `${p.url}${suite}`)).toBe(suite)
  expect(await poser('/assistant', 'https://ailleurs.exemple/applications/x')).toBe('/assistant#dernier')
})

test.each([
  [
    '/compte/demandes',
    [
      'vous avez bien eu ma demande de vendredi ?',
      'on m’a dit non pour ma demande, la raison svp',
      'toujours rien pour ma demande d’habilitation',
    ],
  ],
  [
    '/compte/structures',
    ['je suis rattaché à quelle mairie au juste', 'suis-je administrateur de la société', 'mon entreprise est-elle encore active ici'],
  ],
  [
    '/organisation/habilitations/mes',
    ['mes droits s’arrêtent quand', 'de quels droits je dispose ici', 'mon accès est valable jusqu’à quelle date'],
  ],
  ['/approbations', ['des personnes attendent ma validation ?', 'y a-t-il des validations en attente pour moi']],
  ['/support/tickets', ['la mairie m’a répondu sur mon ticket ?', 'mon signalement, des nouvelles ?']],
  ['/communication', ['est-ce qu’on m’a écrit', 'ai-je reçu des messages récemment']],
  ['/organisation/utilisateurs/invitations', ['la personne que j’ai invitée est-elle inscrite ?']],
])('ASS-02 mon propre cas, dit autrement : %s', async (href, questions) => {
  for (const q of questions)
    expect([q, await demander(q, 'daniel')]).toEqual([q, expect.objectContaining({ genre: 'cas', liens: expect.arrayContaining([href]) })])
})

test('ASS-01 sans session, chacune dit qu’il faut se connecter, et rien de plus ; « comment » reste au guide', async () => {
  for (const q of [
    'qu’est-ce qui m’attend ?',
    'ma demande de rattachement, c’est bon ?',
    'quels changements vont prendre effet ?',
    'mes invitations ont-elles été acceptées ?',
    'ma structure est-elle active ?',
    'c’est qui mon gestionnaire',
    'jusqu’à quand mon rattachement ?',
    'ai-je un mandat de facturation ?',
    'mon second facteur est-il actif ?',
    'ma pièce jointe attend-elle encore l’antivirus ?',
    'pourquoi Transférer le gestionnaire principal est gris ?',
  ])
    expect([q, await demander(q)]).toEqual([
      q,
      {
        genre: 'cas',
        dit: 'Connectez-vous : je pourrai alors lire votre propre cas.',
        liens: expect.arrayContaining(['/connexion?retour=/assistant']),
      },
    ])
  for (const q of ['comment annuler ma demande ?', 'comment désactiver ma structure', 'ma demande est refusée que faire'])
    expect([q, (await demander(q, 'daniel')).genre]).toEqual([q, 'guide'])
})

test('ASS-02 pourquoi je ne peux pas…, sans nommer l’application : ce qui m’est fermé et pourquoi ; ce qui m’est ouvert reste au guide', async () => {
  for (const q of [
    'pourquoi je ne peux pas donner ma place de gestionnaire à quelqu’un d’autre',
    'comment se fait-il que je n’aie pas le droit de transmettre le rôle de gestionnaire',
  ]) {
    const heloise = await demander(q, 'heloise')
    expect([q, heloise.genre, heloise.dit]).toEqual([q, 'cas', expect.stringContaining('gestionnaire principal')])
    expect([q, (await demander(q, 'daniel')).genre]).toEqual([q, 'guide'])
    expect([q, (await demander(q)).genre]).toEqual([q, 'guide'])
  }
})

test('ASS-02 INT-11 ce qui n’est compté que jusqu’à une borne se dit « plus de » : tickets, demandes, messages', async () => {
  const { heloise, operateur, menuiserie } = p.monde
  await p.pool.query(
    `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description, statut, agent, resolu_le) select gen_random_uuid(), $1, 'a@exemple.fr', k.categorie, k.code, 'Borne', 'Borne', 'RESOLU', $2, maintenant() from generate_series(1, 1001), ticket_sous_categorie k where k.code = 'generale-portail'`,
    [heloise, p.monde.agent],
  )
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, terminee_le) select 'rattachement.demander', $1, $2, '{}', 'annulee', maintenant() from generate_series(1, 10001)`,
    [heloise, menuiserie],
  )
  await p.pool.query(
    `insert into message (cle, auteur, portee, titre, texte, expire_le) select gen_random_uuid(), $1, 'tous', 'Borne', 'Borne', maintenant() + interval '1 day' from generate_series(1, 101)`,
    [operateur],
  )
  expect((await demander('mes tickets', 'heloise')).dit).toMatch(/1 001 tickets qui ne sont pas clos, dont plus de 1 000 où/)
  expect((await demander('où en sont mes demandes ?', 'heloise')).dit).toContain('Vous avez soumis plus de 10 000 demandes')
  expect((await demander('where are my requests?', 'heloise', 'en')).dit).toContain('more than 10,000 requests')
  expect((await demander('ma demande de rattachement, c’est bon ?', 'heloise')).dit).toContain('plus de 10 000 demandes')
  expect((await demander('ai-je des messages non lus ?', 'heloise')).dit).toContain('plus de 99 messages non lus')
})

test('ASS-02 ce que quelqu’un d’autre a décidé de moi, ce que j’ai à lire : mes demandes, mes messages ; où l’on dépose, et ce qui s’ensuivrait, reste au guide', async () => {
  const { rows } = await p.pool.query<{ identifiant: string }>('select identifiant from structure where id = $1', [p.monde.agencement])
  const numero = await soumettre('camille', 'rattachement.demander', {
    typeIdentifiant: 'SIRET',
    identifiant: rows[0]!.identifiant,
    commentaire: 'Pour les achats.',
  })
  for (const q of [
    'l’entreprise a-t-elle accepté de m’intégrer ?',
    'mon rattachement à la menuiserie a-t-il été validé ?',
    'est-ce qu’ils ont refusé que je les rejoigne',
    'm’ont-ils accepté ?',
  ])
    expect([q, (await demander(q, 'camille')).dit]).toEqual([q, expect.stringContaining(numero)])
  for (const q of ['j’ai des choses à lire ?', 'me reste-t-il quelque chose de non lu'])
    expect([q, (await demander(q, 'daniel')).liens]).toEqual([q, expect.arrayContaining(['/communication'])])
  for (const q of ['où est-ce que je mets mon RIB ?', 'où je dépose mon kbis', 'si je cède mon rôle, est-ce que je suis encore rattaché ?'])
    expect([q, (await demander(q, 'daniel')).genre]).toEqual([q, 'guide'])
})

test('ASS-01 un profil que l’on demande, rend, donne ou retire se demande là où sont les droits, quelle que soit l’application nommée', async () => {
  for (const q of [
    'besoin de marchés pour mon travail, à qui le demander',
    'je ne m’occupe plus des cessions de créance, je veux rendre le profil',
  ])
    expect([q, (await demander(q)).liens[0]]).toEqual([q, '/organisation/habilitations/mes'])
  for (const q of ['donner suivi des flux à une collègue', 'retirer engagements à quelqu’un'])
    expect([q, (await demander(q)).liens[0]]).toEqual([q, '/organisation/habilitations'])
})

test.each([
  ['suppression d’une annexe', '/organisation/pieces-jointes/supprimer'],
  ['réouverture d’un service clos', '/organisation/services/gerer'],
  ['transfert du rôle de gestionnaire', '/organisation/structures/transferer'],
])('ASS-01 « %s » : le nom de l’action dit ce que dit son verbe', async (q, adresse) => {
  expect((await demander(q)).liens[0]).toBe(adresse)
})
