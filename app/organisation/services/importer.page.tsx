import type { Contexte } from '#app/contexte.ts'
import { definirImport } from '#app/organisation/imports/definir.tsx'
import { Cellule } from '#app/organisation/imports/parties.tsx'
import { structuresGerees } from '#app/organisation/rattachements/structures-gerees.ts'
import { modele, servicesEnFeuille } from '#app/organisation/services/importer.feuille.ts'
import { lireServices } from '#app/organisation/services/importer.lire.ts'
import { ISSUES, listerServices, RESULTATS, type LigneDeService } from '#app/organisation/services/importer.lister.ts'
import { importerServices } from '#app/organisation/services/importer.ts'
import { aQuiDemander } from '#app/organisation/structures/a-qui-demander.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { refus, refusDeChamps, type Demande, type Milieu } from '#demandes/index.ts'
import { Champ } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

export const IMPORTER_SERVICES = '/organisation/services/importer'

/** Whoever manages a structure or a service somewhere: where, is asked line by line. @throws Refus acces-refuse */
export async function exigerServices(c: Pick<Contexte, 'db' | 't'> & Partial<Pick<Contexte, 'structureActive'>>, utilisateur: string) {
  if (!(await structuresGerees(c.db, utilisateur, { memeInactive: true })).length)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.importsServices.sansDroit,
      remede: c.t.acces.remedeGestionnaire(await aQuiDemander(c, utilisateur)),
    })
}

/** `structure`: of the lines that name none. Not one's own and not there: the same answer. @returns the import's id */
export async function deposerServices(
  milieu: Milieu,
  auteur: { id: string },
  fichier: { nom: string; contenu: Buffer },
  structure: string | undefined,
) {
  if (structure && !(/^[0-9a-f-]{36}$/i.test(structure) && (await structuresGerees(milieu.db, auteur.id, { parmi: [structure] })).length))
    throw refusDeChamps(milieu.t, [
      { champ: 'structure', code: 'structure-introuvable', message: milieu.t.importsServices.structureInvalide },
    ])
  return lireServices(milieu, auteur, fichier, structure || null)
}

/** Nothing is an empty cell, which a telephone does not show. */
function Change({ c, l }: { c: Contexte; l: LigneDeService }) {
  const x = c.t.importsServices
  const dire = (v: unknown) => (v === null || v === undefined ? x.vide : v === true ? x.oui : v === false ? x.non : `« ${String(v)} »`)
  const avant = Object.entries(l.avant ?? {})
  if (!avant.length || l.issue === 'echouee')
    return l.cellules.description ? (
      <span class="sub">
        <Cellule l={l} colonne="description" texte={l.cellules.description} />
      </span>
    ) : null
  return (
    <>
      {avant.map(([champ, v]) => (
        <span class="sub" key={champ}>
          {x.colonnes[champ] ?? champ} : {l.cellules[champ] || 'FR'}, {x.de(dire(v))}
        </span>
      ))}
    </>
  )
}

/** SER-03: the screens of the import of services. */
export const importServices = definirImport<LigneDeService>({
  genre: 'services',
  chemin: IMPORTER_SERVICES,
  fil: (c) => [
    { nom: c.t.utilisateurs.fil.organisation, href: '/organisation' },
    { nom: c.t.structures.fil.structures, href: '/organisation/structures' },
  ],
  exiger: exigerServices,
  champs: async (c, saisi) => {
    const x = c.t.importsServices
    const miennes = await structuresGerees(c.db, c.utilisateur!.id)
    const choisie = miennes.find((s) => s.id === saisi) ?? (miennes.length === 1 && saisi === null ? miennes[0] : undefined)
    return (
      <Champ
        nom="structure"
        type="select"
        libelle={x.structureLibelle}
        aide={x.structureAide}
        valeur={choisie?.id ?? ''}
        sansChoix={x.structureAucune}
        options={miennes.map((s) => ({ valeur: s.id, libelle: `${nomDe(s)}, ${identifiantGroupe(s.identifiant)}` }))}
      />
    )
  },
  deposer: (c, fichier, champs) => deposerServices(c, c.utilisateur!, fichier, champs.get('structure')),
  definition: importerServices as unknown as Demande,
  lister: listerServices,
  modele,
  feuille: servicesEnFeuille,
  resultats: RESULTATS,
  issues: ISSUES,
  prevus: (i) => ({ 'a-creer': i.aCreer, 'a-modifier': i.aModifier, inchangee: i.inchangees, erreur: i.erreurs }),
  faits: (i) => ({ creee: i.creees, modifiee: i.modifiees, echouee: i.echouees }),
  toujours: ['a-creer', 'creee'],
  colonnes: [{ nom: 'service', entete: true }, { nom: 'structure' }, { nom: 'change' }],
  cellules: (c, l) => [
    <>
      <Cellule l={l} colonne="code" texte={l.cellules.code ?? ''} />
      <span class="sub">
        <Cellule l={l} colonne="nom" texte={l.cellules.nom || (l.service?.nom ?? '')} />
      </span>
    </>,
    l.structure && !l.fautes.some((f) => f.colonne === 'identifiant') ? (
      nomDe(l.structure)
    ) : (
      <Cellule l={l} colonne="identifiant" texte={l.cellules.identifiant ?? ''} />
    ),
    Change({ c, l }),
  ],
  effets: (c, i) => {
    const v = c.t.importsServices.verification
    return [
      ...(i.aCreer ? [{ cle: v.creer(i.aCreer), valeur: v.creerTexte }] : []),
      ...(i.aModifier ? [{ cle: v.modifier(i.aModifier), valeur: v.modifierTexte }] : []),
      {
        cle: c.t.demandes.verification.prevenus,
        valeur: v.prevenusTexte(
          i.gestionnaire && i.gestionnaire.id !== c.utilisateur!.id ? `${i.gestionnaire.prenom} ${i.gestionnaire.nom}` : null,
        ),
      },
    ]
  },
  bilan: (c, i) => [
    ...(i.creees || !i.modifiees ? [c.t.importsServices.rendu.creees(i.creees)] : []),
    ...(i.modifiees ? [c.t.importsServices.rendu.modifiees(i.modifiees)] : []),
  ],
  liens: (c, i) => [
    {
      libelle: c.t.importsServices.rendu.liste,
      href: i.structure ? `/organisation/structures/${i.structure}/services` : '/organisation/services/gerer',
    },
  ],
  avis: (c, lignes) =>
    lignes.some((l) => l.avis.length)
      ? { titre: c.t.importsServices.verification.avis, texte: c.t.importsServices.verification.avisTexte }
      : null,
})
