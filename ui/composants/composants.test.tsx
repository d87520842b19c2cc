import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { beforeAll, describe, expect, test } from 'vitest'
import { pagesVoisines } from '#ui/composants/pages.tsx'
import { Entete } from '#ui/composants/entete.tsx'
import { installerGarde } from '#ui/garde.ts'
import {
  AdresseElectronique,
  Bouton,
  Champ,
  Chemin,
  Courbe,
  Filtres,
  ListeFiltree,
  Onglets,
  Pages,
  ResumeErreurs,
  Resume,
  SurCettePage,
  Tableau,
  Temps,
  adresseAvec,
  type CadrePage,
  type EtatListe,
} from '#ui/index.ts'
import { ContexteLangue } from '#ui/langue.tsx'
import { textes } from '#ui/textes/index.ts'

beforeAll(installerGarde)

const html = (v: VNode) => renderToString(v).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const url = new URL('http://localhost/approbations?etat=demandee&page=4&tri=-creeLe')
const etat: EtatListe = { page: 4, taille: 20, tri: '-creeLe', total: 143, totalExact: true }

test('POR-15 le nombre à côté d’un onglet ou d’une partie de la page se lit par milliers, dans sa langue', () => {
  const onglets = [{ libelle: 'Utilisateurs', href: '?', courant: true, nombre: 10006 }]
  const liens = [{ libelle: 'Utilisateurs', href: '#utilisateurs', nombre: 10006 }]
  expect(html(<Onglets onglets={[{ libelle: 'Clôturés', href: '?', courant: false, nombre: 1000, exact: false }]} />)).toContain('>1 000+<')
  for (const v of [<Onglets onglets={onglets} />, <SurCettePage liens={liens} />]) {
    expect(html(v)).toContain('>10 006<')
    expect(html(<ContexteLangue.Provider value={{ t: textes.en, langue: 'en' }}>{v}</ContexteLangue.Provider>)).toContain('>10,006<')
  }
})

describe('POR-16 un champ et ses erreurs', () => {
  test('POR-16 aide et erreur décrivent le champ, dans cet ordre', () => {
    const h = html(<Champ nom="codePostal" libelle="Code postal" aide="5 chiffres" erreur="Il en manque un" valeur="4400" />)
    expect(h).toContain('<label for="codePostal">Code postal</label>')
    expect(h).toMatch(/<input[^>]* id="codePostal"[^>]*/)
    expect(h).toContain('aria-describedby="codePostal-aide codePostal-erreur"')
    expect(h).toContain('aria-invalid="true"')
    expect(h).toContain('value="4400"')
    expect(h.indexOf('codePostal-aide"')).toBeLessThan(h.indexOf('codePostal-erreur"'))
  })
  test('POR-16 un champ est obligatoire sauf s’il se dit facultatif, et jamais parmi des filtres', () => {
    expect(html(<Champ nom="a" libelle="A" />)).toMatch(/<input[^>]* required/)
    expect(html(<Champ nom="a" libelle="A" facultatif />)).not.toContain('required')
    expect(html(<Champ nom="a" libelle="A" facultatif />)).toContain('(facultatif)')
    expect(
      html(
        <Filtres libelle="F" url={url} noms={['a']}>
          <Champ nom="a" libelle="A" />
        </Filtres>,
      ),
    ).not.toContain('required')
  })
  test('POR-16 un champ verrouillé dit pourquoi et n’envoie rien', () => {
    const h = html(
      <Champ
        nom="type"
        libelle="Type"
        type="select"
        valeur="SIRET"
        options={[{ valeur: 'SIRET', libelle: 'Le SIRET' }]}
        verrou={{ pourquoi: 'Fixé à la création.' }}
      />,
    )
    expect(h).toContain('value="Le SIRET"')
    expect(h).toContain('readonly')
    expect(h).toContain('aria-describedby="type-pourquoi"')
    expect(h).not.toContain('name=')
  })
  test('POR-16 cases, boutons et listes gardent ce qui a été répondu', () => {
    const options = [
      { valeur: 'a', libelle: 'A' },
      { valeur: 'b', libelle: 'B' },
    ]
    expect(html(<Champ nom="x" libelle="X" type="cases" valeur={['b']} options={options} />).match(/checked/g)).toHaveLength(1)
    expect(html(<Champ nom="x" libelle="X" type="radios" valeur="b" options={options} />)).toMatch(/value="b" checked/)
    expect(html(<Champ nom="x" libelle="X" type="select" valeur="b" options={options} />)).toMatch(
      /<option (selected value="b"|value="b" selected)/,
    )
    expect(html(<Champ nom="x" libelle="X" type="checkbox" valeur={false} />)).not.toContain('checked')
    expect(html(<Champ nom="x" libelle="X" type="checkbox" valeur="oui" />)).toContain('checked')
  })
  test('POR-16 le retour à la ligne en tête d’un texte n’est pas perdu, et rien n’échappe à l’échappement', () => {
    expect(html(<Champ nom="x" libelle="X" type="textarea" valeur={'\nune ligne'} />)).toContain('>\n\nune ligne</textarea>')
    expect(html(<Champ nom="x" libelle="X" valeur={'"><script>'} erreur="<b>" />)).not.toMatch(/<script>|<b>/)
  })
  test('POR-16 le résumé reprend les mots des champs et y mène', () => {
    const h = html(<ResumeErreurs erreurs={[{ champ: 'adresse.ville', message: 'Saisissez la ville' }]} />)
    expect(h).toContain('role="alert" tabindex="-1" autofocus')
    expect(h).toContain('<a href="#adresse.ville">Saisissez la ville</a>')
    expect(html(<ResumeErreurs erreurs={[]} />)).toBe('')
  })
})

test('POR-08 un bouton indisponible se voit, s’explique et n’envoie rien', () => {
  const h = html(
    <Bouton href="/x" indisponible="Il reste 2 factures.">
      Désactiver
    </Bouton>,
  )
  const raison = /aria-describedby="([^"]+)"/.exec(h)?.[1]
  expect(h).toContain('type="button"')
  expect(h).toContain('aria-disabled="true"')
  expect(h).toContain(`id="${raison}">Il reste 2 factures.`)
  expect(h).not.toContain('href')
})

describe('INT-11 une liste est dans son adresse', () => {
  test('INT-11 changer un paramètre garde les autres et revient à la première page', () => {
    expect(adresseAvec(url, { tri: 'etat' })).toBe('/approbations?etat=demandee&tri=etat')
    expect(adresseAvec(url, { etat: null, tri: null })).toBe('/approbations')
    expect(adresseAvec(url, { page: 5 })).toBe('/approbations?etat=demandee&tri=-creeLe&page=5')
  })
  test('INT-11 l’en-tête dit le tri en cours et mène à l’autre sens', () => {
    const colonnes = [
      { nom: 'etat', libelle: 'État', tri: true },
      { nom: 'creeLe', libelle: 'Créé', tri: true, entete: true },
      { nom: 'note', libelle: 'Note' },
    ]
    const h = html(
      <Tableau
        colonnes={colonnes}
        lignes={[{ cle: '1', cellules: ['ouvert', 'hier', ''] }]}
        etat={etat}
        url={url}
        legende="Approbations"
      />,
    )
    expect(h.match(/aria-sort/g)).toHaveLength(1)
    expect(h).toMatch(/aria-sort="descending"><a href="\/approbations\?etat=demandee&amp;tri=creeLe"/)
    expect(h).toContain('<th scope="row" class="lead-cell">hier</th>')
    expect(h).toContain('<td data-label="État">ouvert</td>')
    expect(h).toMatch(/<td class="empty-cell"/)
  })
  test('INT-11 la page courante, ses voisines, la première et la dernière', () => {
    expect(pagesVoisines(1, 1)).toEqual([1])
    expect(pagesVoisines(1, 8)).toEqual([1, 2, 0, 8])
    expect(pagesVoisines(4, 8)).toEqual([1, 0, 3, 4, 5, 0, 8])
    expect(pagesVoisines(8, 8)).toEqual([1, 0, 7, 8])
  })
  test('INT-11 le compte est exact, ou dit qu’il ne l’est pas', () => {
    expect(html(<Pages etat={etat} url={url} />)).toContain('Résultats 61-80 sur 143')
    expect(html(<Pages etat={{ ...etat, page: 8 }} url={url} />)).toContain('Résultats 141-143 sur 143')
    expect(html(<Pages etat={{ ...etat, page: 1, total: 0 }} url={url} />)).toContain('Aucun résultat')
    const loin = html(<Pages etat={{ page: 500, taille: 20, tri: '', total: 10_000, totalExact: false, suivant: 'cle' }} url={url} />)
    expect(loin).toContain('Résultats 9 981-10 000 sur plus de 10 000')
    expect(loin).toContain('apres=cle')
  })
  test('INT-11 au-dessus d’une liste, ce qui n’est compté que jusqu’à une borne se dit « plus de », dans chaque langue', () => {
    const liste = (totalExact: boolean) => (
      <ListeFiltree
        titre="Messages"
        url={url}
        filtres={[]}
        colonnes={[{ nom: 'titre', libelle: 'Titre' }]}
        liste={{ page: 1, taille: 20, total: 10_000, totalExact, suivant: null }}
        tri="titre"
        lignes={[{ cle: '1', cellules: ['Un'] }]}
        compte="10 000 messages"
        exporter={{ adresse: '/api/v1/messages' }}
        vide={{ titre: '', texte: '' }}
      />
    )
    expect(html(liste(true))).toContain('role="status">10 000 messages<')
    expect(html(liste(false))).toContain('role="status">plus de 10 000 messages<')
    const anglais = html(<ContexteLangue.Provider value={{ t: textes.en, langue: 'en' }}>{liste(false)}</ContexteLangue.Provider>)
    expect(anglais).toContain('role="status">more than 10 000 messages<')
  })
  test('INT-11 filtrer garde le tri, oublie la page', () => {
    const h = html(
      <Filtres libelle="F" url={url} noms={['etat']}>
        {null}
      </Filtres>,
    )
    expect(h).toContain('<input type="hidden" name="tri" value="-creeLe"')
    expect(h).not.toContain('name="page"')
    expect(h).not.toContain('name="etat"')
  })
})

test('UTI-05 dans une colonne étroite, une adresse se coupe avant « @ », et se copie entière', () => {
  const html = renderToString(<AdresseElectronique valeur="daniel.poitier@exemple.fr" />)
  expect([html.includes('daniel.poitier<wbr/>@exemple.fr'), html.replaceAll(/<[^>]+>/g, '')]).toEqual([true, 'daniel.poitier@exemple.fr'])
})

test('POR-11 un chemin ne se coupe qu’après « / » ou « . », et se copie entier', () => {
  const chemin = '/api/v1/demandes/structure.creer/{id}'
  const rendu = renderToString(<Chemin valeur={chemin} />).replaceAll(/<\/?span>/g, '')
  expect(rendu.split('<wbr/>')).toEqual(['/', 'api/', 'v1/', 'demandes/', 'structure.', 'creer/', '{id}'])
  expect(rendu.replaceAll('<wbr/>', '')).toBe(chemin)
})

test('POR-11 dans un résumé, une adresse plus longue qu’une ligne d’un petit écran ne se coupe qu’avant « @ »', () => {
  const dd = (valeur: string) => /<dd>(.*)<\/dd>/.exec(html(<Resume lignes={[{ cle: 'Adresse', valeur }]} />))![1]
  expect(dd('service-des-marches-publics@commune.exemple.fr')).toContain('publics<wbr/>@commune')
  expect(dd('contact@exemple.fr')).toBe('contact@exemple.fr')
})

test('POR-05 un composant parle la langue de sa page', () => {
  const contenu = (
    <>
      <Temps date={new Date('2026-11-24T13:30:00Z')} />
      <Resume lignes={[{ cle: 'Phone', valeur: '', action: { href: '/x' } }]} />
    </>
  )
  const h = html(<ContexteLangue.Provider value={{ t: textes.en, langue: 'en' }}>{contenu}</ContexteLangue.Provider>)
  expect(h).toContain('<time datetime="2026-11-24T13:30:00.000Z">24 November 2026 at 14:30</time>')
  expect(h).toContain('(empty)')
  expect(h).toContain('Change<span class="visually-hidden"> (Phone)</span>')
  expect(html(contenu)).toContain('24 novembre 2026 à 14 h 30')
})

describe('POR-13 POR-15 beaucoup de structures, beaucoup de filtres', () => {
  const structures = [
    {
      id: 's1',
      nom: 'Client 1',
      typeIdentifiant: 'SIRET',
      identifiant: '12345678200010',
      role: 'gestionnaire' as const,
      statut: 'ACTIVE' as const,
    },
  ]
  const cadre: CadrePage = {
    t: textes.fr,
    langue: 'fr',
    utilisateur: { prenom: 'Daniel', nom: 'Poitier', adresseElectronique: 'daniel.poitier@exemple.fr', roles: [] },
    structures,
    structureActive: null,
    compteurs: { approbations: 0, messages: 0 },
    decide: false,
    chemin: url.pathname,
    url,
    demonstration: false,
    menu: [],
    incidents: [],
    courriels: false,
  }
  const entete = (nombreStructures: number) =>
    html(
      <ContexteLangue.Provider value={{ t: textes.fr, langue: 'fr' }}>
        <Entete c={{ ...cadre, nombreStructures }} />
      </ContexteLangue.Provider>,
    )
  test('POR-13 le choix de la structure se cherche dès qu’il n’en montre pas toutes', () => {
    expect(entete(200)).toMatch(
      /<form class="switcher__search" role="search" action="\/compte\/structures" method="get"[^>]*>.*name="recherche"/,
    )
    expect(entete(1)).not.toContain('switcher__search')
  })
  test('POR-13 qui n’a qu’une structure y est, sans « Toutes mes structures »', () => {
    expect(entete(1)).toContain(`<span class="switcher__name">${structures[0]!.nom}</span>`)
    expect([entete(1).includes('Toutes mes structures'), entete(2).includes('Toutes mes structures')]).toEqual([false, true])
  })
  test('POR-15 plusieurs filtres se replient et disent combien sont actifs ; la structure et ce qui n’est pas un champ ne comptent pas', () => {
    const filtres = (noms: string[], suite: string) =>
      html(
        <Filtres libelle="F" url={new URL(`http://localhost/approbations?${suite}`)} noms={noms}>
          <Champ nom="etat" libelle="A" />
        </Filtres>,
      )
    expect(filtres(['etat', 'recherche', 'structure', 'recu'], 'etat=demandee&structure=s1&recherche=&recu=1')).toMatch(
      /<summary>Filtrer \(1\) /,
    )
    expect(filtres(['etat', 'recherche'], '')).toMatch(/<summary>Filtrer /)
    expect(filtres(['recherche', 'fait'], 'recherche=a')).not.toContain('<details')
  })
})

test('TIC-09 sur une courbe, le plus haut se dit au-dessus du trait et le plus bas au-dessous, loin de l’axe', () => {
  const valeurs = [15, 40, 70, 64, 33, 15, 30, 24, 34, 18, 8]
  const html = renderToString(<Courbe valeurs={valeurs} phrase="Des jours." etiquettes={valeurs.map((_, i) => `s${i}`)} />)
  const nombres = (re: RegExp) => [...html.matchAll(re)].map((m) => m.slice(1).map(Number))
  const points = nombres(/<circle[^>]*cx="([\d.]+)" cy="([\d.]+)"/g)
  const dites = nombres(/<text x="([\d.]+)" y="([\d.]+)" class="mid val"/g)
  const [[axe]] = nombres(/<text x="[\d.]+" y="([\d.]+)" class="mid">s0/g) as [[number]]
  for (const [x, y] of dites as [number, number][]) {
    const i = points.findIndex((p) => p[0] === x)
    const haut = y < points[i]![1]!
    // The words are 13 high and some thirty wide: no segment that leaves the point comes back into them.
    for (const voisin of [points[i - 1], points[i + 1]].filter((v) => v !== undefined))
      expect([valeurs[i], haut ? voisin[1]! >= points[i]![1]! : voisin[1]! <= points[i]![1]!]).toEqual([valeurs[i], true])
    if (!haut) expect(axe - 13 - y).toBeGreaterThan(0)
  }
  expect(dites.length).toBe(2)
})
