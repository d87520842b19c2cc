import { aQuiDemander } from '#app/organisation/structures/a-qui-demander.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirImport } from '#app/organisation/imports/definir.tsx'
import { Cellule } from '#app/organisation/imports/parties.tsx'
import { structuresGerees } from '#app/organisation/rattachements/structures-gerees.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { lignesEnFeuille, modele } from '#app/organisation/utilisateurs/importer.feuille.ts'
import { lireFichier } from '#app/organisation/utilisateurs/importer.lire.ts'
import { ISSUES, listerLignes, RESULTATS, type LigneDImport } from '#app/organisation/utilisateurs/importer.lister.ts'
import { importerUtilisateurs } from '#app/organisation/utilisateurs/importer.ts'
import { refus, type Demande } from '#demandes/index.ts'
import { date } from '#ui/textes/format.ts'

/** Whoever manages people somewhere: where, is asked line by line. @throws Refus acces-refuse */
export async function exigerGestion(c: Pick<Contexte, 'db' | 't'> & Partial<Pick<Contexte, 'structureActive'>>, utilisateur: string) {
  if (!(await structuresGerees(c.db, utilisateur, { memeInactive: true })).length)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.imports.sansDroit,
      remede: c.t.acces.remedeGestionnaire(await aQuiDemander(c, utilisateur)),
    })
}

function Utilisateur({ l }: { l: LigneDImport }) {
  const nom = [l.cellules.prenom, l.cellules.nom].filter(Boolean).join(' ')
  const adresse = <Cellule l={l} colonne="adresseElectronique" texte={l.cellules.adresseElectronique} />
  return nom ? (
    <>
      {nom}
      <span class="sub">{adresse}</span>
    </>
  ) : (
    adresse
  )
}

function Ou({ c, l }: { c: Contexte; l: LigneDImport }) {
  const service = l.fautes.some((f) => f.colonne === 'codeService') ? (
    <Cellule l={l} colonne="codeService" texte={l.cellules.codeService} />
  ) : (
    (l.service?.nom ?? (l.cellules.codeService || c.t.imports.structureEntiere))
  )
  return (
    <>
      {l.structure && !l.fautes.some((f) => f.colonne === 'identifiant') ? (
        nomDe(l.structure)
      ) : (
        <Cellule l={l} colonne="identifiant" texte={l.cellules.identifiant} />
      )}
      <span class="sub">{service}</span>
    </>
  )
}

/** The date cell of a spreadsheet is read as YYYY-MM-DD: it is shown as any day; a text stays as it was typed. */
const jourEcrit = (c: Contexte, fin: string) => (/^\d{4}-\d\d-\d\d$/.test(fin) ? date(fin, c.langue) : fin)

function Profils({ c, l }: { c: Contexte; l: LigneDImport }) {
  const x = c.t.imports
  const fin = l.cellules.fin ? (
    <Cellule
      l={l}
      colonne="fin"
      texte={l.fautes.some((f) => f.colonne === 'fin') ? l.cellules.fin : x.jusquau(jourEcrit(c, l.cellules.fin))}
    />
  ) : null
  return (
    <>
      {l.cellules.profils ? <Cellule l={l} colonne="profils" texte={l.cellules.profils} /> : x.parDefaut}
      {l.resultat !== 'erreur' && l.ajouts.length ? <span class="sub">{x.profils(l.ajouts.length)}</span> : null}
      {fin ? <span class="sub">{fin}</span> : null}
    </>
  )
}

/** UTI-06: the screens of the import of users. */
export const importUtilisateurs = definirImport<LigneDImport>({
  genre: 'utilisateurs',
  chemin: '/organisation/utilisateurs/importer',
  fil: (c) => filDesUtilisateurs(c),
  exiger: exigerGestion,
  deposer: (c, fichier) => lireFichier(c, c.utilisateur!, fichier),
  definition: importerUtilisateurs as unknown as Demande,
  lister: listerLignes,
  modele,
  feuille: lignesEnFeuille,
  resultats: RESULTATS,
  issues: ISSUES,
  prevus: (i) => ({
    'a-rattacher': i.aRattacher,
    'a-inviter': i.aInviter,
    'a-completer': i.aCompleter,
    inchangee: i.inchangees,
    erreur: i.erreurs,
  }),
  faits: (i) => ({ rattachee: i.rattachees, invitee: i.invitees, completee: i.completees, echouee: i.echouees }),
  toujours: ['a-rattacher', 'a-inviter', 'rattachee', 'invitee'],
  colonnes: [{ nom: 'utilisateur', entete: true }, { nom: 'structure' }, { nom: 'profils' }],
  cellules: (c, l) => [<Utilisateur l={l} />, <Ou c={c} l={l} />, <Profils c={c} l={l} />],
  effets: (c, i) => {
    const v = c.t.imports.verification
    const { nombre, noms } = i.gestionnaires!
    return [
      ...(i.aInviter ? [{ cle: v.invites(i.aInviter), valeur: v.invitesTexte }] : []),
      ...(i.aRattacher ? [{ cle: v.rattaches(i.aRattacher), valeur: v.rattachesTexte }] : []),
      ...(i.aCompleter ? [{ cle: v.completes(i.aCompleter), valeur: v.completesTexte }] : []),
      { cle: v.vous, valeur: v.vousTexte },
      ...(nombre ? [{ cle: v.gestionnaires(nombre), valeur: v.gestionnairesTexte(noms, nombre) }] : []),
    ]
  },
  bilan: (c, i) => {
    const r = c.t.imports.rendu
    return [
      ...(i.rattachees || !i.invitees ? [r.rattachees(i.rattachees)] : []),
      ...(i.invitees ? [r.invitees(i.invitees)] : []),
      ...(i.completees ? [r.completees(i.completees)] : []),
      ...(i.habilitations ? [r.habilitations(i.habilitations)] : []),
    ]
  },
  liens: (c, i) => [
    { libelle: c.t.imports.rendu.liste, href: '/organisation/utilisateurs/liste' },
    ...(i.invitees ? [{ libelle: c.t.imports.rendu.invitations, href: '/organisation/utilisateurs/invitations' }] : []),
  ],
})
