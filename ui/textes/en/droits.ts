import { compter, pluriel } from '#ui/textes/format.ts'
import type { droits as fr } from '#ui/textes/fr/droits.ts'
import type { Elargi } from '#ui/textes/typographie.ts'

const personnes = (n: number) => compter(n, { one: 'person', other: 'people' }, 'en')
const droitsEnNombre = (n: number) => compter(n, { one: 'right', other: 'rights' }, 'en')

export const droits: Elargi<typeof fr> = {
  liens: { quiPeutQuoi: 'Who can do what', ensembles: 'Sets of profiles', copier: 'Copy a user’s entitlements', inutilisees: 'Unused rights' },
  reserve: 'These screens are for people who hold “Organisation modification” on a whole structure.',
  api: { quiPeutQuoi: 'Who can do what in a structure, now or at another date', ensembles: 'The portal’s sets of profiles and a structure’s own', creer: 'Create a set of profiles', modifier: 'Change a set of profiles', supprimer: 'Delete a set of profiles' },
  tableau: {
    titre: 'Who can do what', chapo: 'Rights in force, and those about to change.', presentation: 'Presentation', filtrer: 'Filter the table',
    onglets: { personnes: 'By person', application: 'By application' }, personne: 'Person', toutes: (n: number) => `All (${n})`, niveau: { libelle: 'Level', tous: 'Both', modification: 'Modification' },
    au: 'Rights as of', auIllisible: 'Enter a date and a time, for example 01/11/2026 12:00', pastilleAu: (quand: string) => `as of ${quand}`, detient: 'Only who holds a right',
    personnes, duJour: (quand: string) => `today’s rights, ${quand}`, auMoment: (quand: string, _aVenir: boolean) => `rights as of ${quand}`, exporter: (format: string) => `Export as ${format}`,
    legende: { titre: 'Key', modification: 'modification, which includes consultation', consultation: 'consultation', services: 'on 1 service only', programmee: 'scheduled', prendFin: 'ends soon' },
    legendeTableau: 'Rights of people on each application', surServices: (niveau: string, services: string) => `${niveau} on ${services} only`, deAaZ: 'Person, A to Z', deZaA: 'Person, Z to A', quiDetient: (application: string) => `Who holds ${application}`,
    detenteurs: 'Holders', detenteursOrdre: 'modification, then consultation', gestionnaire: 'main manager', maille: { structure: 'whole structure', service: (noms: string) => `service ${noms}` },
    groupes: { organisation: 'Organisation', facturation: 'Invoicing', commande: 'Orders', marche: 'Contracts', raccordements: 'Connections', sollicitations: 'Enquiries' },
    ou: 'On', depuis: 'Since', jusqua: 'Until', sansFin: 'no end', vide: 'Nobody matches', videAu: 'Nobody matches at that moment', videTexte: 'Widen the filters, or choose another date.',
    seules: (n: number) => pluriel(n, { one: `${n} application has only one person with modification`, other: `${n} applications have only one person with modification` }, 'en'), remplacant: (n: number) => (n > 1 ? 'Their numbers are underlined: plan replacements.' : 'Its number is underlined: plan a replacement.'),
    feuille: { des: (quand: string) => `from ${quand}`, jusqua: (quand: string) => `until ${quand}` },
  },
  ensembles: {
    titre: 'Sets of profiles', chapo: 'Several profiles under one name: granted and removed together.', duPortail: 'The portal’s sets', deLaStructure: 'The structure’s sets', aucun: 'The structure has no set of its own', aucunTexte: 'Create yours, or copy one of the portal’s.',
    liste: (titre: string) => `${titre}: names and profiles`, colonnes: { nom: 'Name', profils: 'Profiles', actions: 'Actions' }, creer: 'Create a set', copier: 'Copy', copierQuoi: (nom: string) => `the set ${nom}`, modifier: 'Change', accorder: 'Grant a set', retirer: 'Remove a set', parDefaut: 'default',
    profils: (n: number) => compter(n, { one: 'profile', other: 'profiles' }, 'en'), copieDe: (nom: string) => `${nom} (copy)`, enregistrer: 'Save', supprimer: 'Delete the set', supprimerTitre: 'Delete this set', supprimerTexte: 'What was granted with it stays granted.', supprimerDefaut: 'It is what a new attachment receives: afterwards, the portal’s.',
    modifierTitre: (nom: string) => `Change “${nom}”`, nomAide: 'For example “Accountant”.', description: 'Description', descriptionAide: 'Whom it is for.', note: 'A set changes no right until it is granted.', parDefautCase: 'It is what a new attachment receives',
    defaut: { titre: 'What a new attachment receives', texte: 'Whoever is attached to the structure or to one of its services receives these profiles. “Organisation modification” is never among them.', choix: 'Set granted', portail: (nom: string) => `The portal’s: ${nom}`, bouton: 'Save this choice' },
    faits: { cree: 'Set created.', modifie: 'Set changed.', supprime: 'Set deleted.', defaut: 'Choice saved: it holds for the next attachments.' },
    refus: { duPortail: 'This set is the portal’s: it cannot be changed.', duPortailRemede: 'Copy it into a set of the structure.', maximum: (n: number) => `A structure has ${n} sets at most: delete one.` },
    attribuer: {
      etapes: ['Choose', 'Check'], accorder: { titre: 'Grant a set', chapo: 'To several people, over several structures, in one request. What they hold already is passed over.' }, retirer: { titre: 'Remove a set', chapo: 'From several people, over several structures, in one request. The set’s applications are removed from them, at whatever level.' },
      homonyme: (nom, deLaStructure) => `${nom} (${deLaStructure ? 'the structure’s set' : 'the portal’s set'})`,
      ou: 'Where', structures: 'Structures', afficher: 'Show the people', recherche: 'Name or address', ensemble: 'Set of profiles', personnes: 'People', personnesAide: 'People attached to the whole structure, or to the chosen service.', beaucoup: (n: number) => `Here are the first ${n}: search for a name to see the others.`, personne: 'Nobody is attached here', personneTexte: 'Change the structure or the service, or search for another name.',
      dans: (n: number) => compter(n, { one: 'structure', other: 'structures' }, 'en'), immediat: 'Remove at once, without the delay', verifier: 'Check',
    },
  },
  copier: {
    titre: 'Copy a user’s entitlements', chapo: 'The difference is shown first. What the person holds already is passed over.', etapes: ['Compare', 'Check'], choisir: 'Choose the people', de: 'Copy the entitlements of', vers: 'To', versAide: 'One or several people.', sansSource: 'Choose the person whose entitlements are copied', sansCible: 'Tick at least one person who receives them', partout: 'In the other structures I manage too', comparer: 'Show the difference', difference: 'What will be granted',
    rien: 'There is nothing to copy', rienTexte: 'The people chosen hold these entitlements already, or cannot receive them.', verifier: 'Check', recommencer: 'Start again', cherche: 'The person is not in the list: open their page from “Manage entitlements”.',
    passees: 'Not copied', raisons: {
      tenue: (n: number) => `${droitsEnNombre(n)} held already, at the same level or above`, programmee: (n: number) => `${droitsEnNombre(n)} with a change scheduled already`, temporaire: (n: number) => `${droitsEnNombre(n)} for a time only, which would replace a lasting one`, reservee: () => '“Organisation modification”: only the main manager and their deputies grant it', 'non-rattachee': (n: number) => `${droitsEnNombre(n)} for a structure or a service to which the person is not attached`,
    },
  },
  inutilisees: {
    titre: 'Unused rights', chapo: 'What was never used can be removed: everyone keeps what they need.', onglets: { inutilisees: 'Unused', fins: 'About to end' }, periode: 'Unused for', jours: (n: number) => compter(n, { one: 'day', other: 'days' }, 'en'), recherche: 'Person', filtrer: 'Filter the rights',
    nombre: (n: number, jours: number) => `${droitsEnNombre(n)} unused for ${compter(jours, { one: 'day', other: 'days' }, 'en')}`, nombreFins: (n: number) => pluriel(n, { one: `${n} right ends within 30 days`, other: `${n} rights end within 30 days` }, 'en'),
    colonnes: { personne: 'Person', profil: 'Profile', service: 'Service', depuis: 'Granted on', usage: 'Last use', fin: 'Until', actions: 'Actions' }, jamais: 'never', retirer: 'Propose to remove the selection', prolonger: 'Extend', vide: 'Nothing to remove', videTexte: 'Every right granted before this period has been used since.', videFins: 'No right ends soon', videFinsTexte: 'Rights that end within 30 days are shown here.',
    gardee: 'The main manager always keeps “Organisation modification”.', enregistree: (numero: string) => `Request ${numero} saved.`, voirRecu: 'See the receipt', aucune: 'Tick at least one right.', droit: (profil: string, qui: string) => `${profil}, ${qui}`,
  },
}
