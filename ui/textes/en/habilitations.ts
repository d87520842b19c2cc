import { compter, date, dateHeure, heure, jourIso, jusqua } from '#ui/textes/format.ts'
import type { habilitations as fr } from '#ui/textes/fr/habilitations.ts'

const estMinuit = (d: Date) => jourIso(d) !== jourIso(new Date(d.getTime() - 1))
const jourEtHeure = (d: Date) => (estMinuit(d) ? date(d, 'en') : dateHeure(d, 'en'))
const habilitationsEnNombre = (n: number) => compter(n, { one: 'entitlement', other: 'entitlements' }, 'en')

export const habilitations = {
  retiree: 'The entitlement was removed at once.',
  refus: {
    programme: (numero: string | null) => (numero ? `A change is already scheduled on this entitlement: cancel request ${numero} first.` : 'This entitlement begins later: remove it at once, or wait until it begins.'),
    octroi: 'Only the structure’s main manager and their deputies grant “Organisation modification”.',
    enAttente: (numero: string) => `Request ${numero} on this entitlement already waits for a decision.`,
  },
  api: 'Entitlements: those I manage, and my own',
  pourquoi: (action: string, numero: string | null): { raison: string; remede: string } => {
    switch (action) {
      case 'programmee': return { raison: 'A change is already scheduled.', remede: numero ? `Cancel request ${numero} first.` : 'Remove it at once, or wait until it begins.' }
      case 'gestionnaire': return { raison: 'The main manager keeps “Organisation modification”.', remede: 'Transfer the role first.' }
      case 'terminee': return { raison: 'This entitlement has ended.', remede: 'Grant it again.' }
      default: return { raison: 'You do not manage this structure or service.', remede: 'Ask for it from “Manage my entitlements”.' }
    }
  },
  fil: { utilisateurs: 'Users' },
  colonnes: { actions: 'Actions', structure: 'Structure', contact: 'Contact', service: 'Service', statutService: 'Status of the service', profil: 'Profile', enVigueur: 'In force', etat: 'State', debut: 'Since', fin: 'Until', demande: 'Request' },
  statutService: { ACTIF: 'Active', INACTIF: 'Inactive', SUPPRIME: 'Deleted' } as Record<string, string>,
  etats: { 'en-vigueur': 'In force', programmee: 'Scheduled', terminee: 'Ended' } as Record<string, string>,
  touteLaStructure: 'The whole structure',
  sansObjet: 'not applicable',
  depuis: (d: Date) => `since ${date(d, 'en')}`,
  aPartirDe: (d: Date, maintenant: Date) => `from ${jourIso(d) === jourIso(maintenant) ? heure(d, 'en') : jourEtHeure(d)}`,
  jusqua: (d: Date, maintenant: Date) => (estMinuit(d) ? `until ${date(new Date(d.getTime() - 1), 'en')}` : jusqua(d, maintenant, 'en')),
  retireeA: (d: Date, maintenant: Date) => (jourIso(d) === jourIso(maintenant) ? `removed at ${heure(d, 'en')}` : `removed on ${jourEtHeure(d)}`),
  periode: (d: Date, fin: Date | null) => `from ${date(d, 'en')}${fin ? ` to ${date(fin, 'en')}` : ''}`,
  dIci: (profil: string) => `until then, ${profil}`,
  annulerLigne: 'Cancel it',
  annulerQuoi: (profil: string) => `the change on ${profil}`,
  gerer: {
    titre: 'Manage users’ entitlements', choisir: 'Choose the user', tous: 'All', tousServices: 'All services', etat: 'State', etatCourant: 'In force or to come', recherche: 'Name or address of the contact', profil: 'Profile', tousProfils: 'All profiles',
    maille: { structure: 'whole structure', service: (nom: string) => `service ${nom}` },
    ajouter: 'Add entitlements', supprimerTout: 'Remove all', quiPeutQuoi: 'Who can do what in the structure', mes: 'Manage my entitlements',
    programmes: (n: number) => compter(n, { one: 'scheduled change', other: 'scheduled changes' }, 'en') + '.',
    programmesTexte: (minutes: number) => `A grant or a removal takes effect ${minutes} minutes later; each line says since when, or from when, it holds.`,
    legende: 'Entitlements', legendeDe: (nom: string) => `Entitlements of ${nom}`,
    modifier: (profil: string) => `Change line ${profil}`, retirer: (profil: string) => `Remove line ${profil}`,
    nombre: habilitationsEnNombre,
    vide: 'No entitlement here', videTexte: 'Widen the filters, or add a line.', rien: 'You manage no structure', rienTexte: 'Entitlements are managed with “Organisation modification” on a structure or a service. Yours are shown in “Manage my entitlements”.',
    enregistree: (numero: string) => `Request ${numero} recorded.`, voirRecu: 'See the receipt',
    inconnu: 'This person is not attached to the structure.',
  },
  chercher: {
    libelle: 'Find a contact', bouton: 'Find', premiers: (n: number) => `These are the first ${n}: search for a name or an address to be offered the others.`,
    encore: (n: number) => `More than ${n} contacts match: type more of the name.`, trouves: (n: number) => (n === 0 ? 'No contact matches.' : n === 1 ? 'One contact is offered.' : `${n} contacts are offered.`),
  },
  ajouter: {
    titre: 'Add a line', etapes: ['Choose', 'Check'], contact: 'Contact', service: 'Service and status', serviceAide: 'Somebody attached to a service receives for that service only.', profil: 'Profile', profilAide: '“modification” includes “consultation”. Tick several if need be.', application: 'Application', consultation: 'consultation', modification: 'modification', applications: 'Profiles, by application',
    ligne: (n: number) => `Line ${n}`, encore: 'Add another line', choisir: 'Choose', debut: 'Valid from', fin: 'Valid until', finAide: 'Included. Empty: without an end.', debutAide: 'Empty: as soon as possible.',
    verifier: 'Check', abandonner: 'Give up', note: 'Nothing is sent before the next page.', octroi: '“Organisation modification”: the main manager alone.',
  },
  modifier: { titre: 'Change the line', etapes: ['Change', 'Check'], nouveau: 'New profile', enregistrer: 'Save', note: 'The former profile stays in force until the hour of effect.' },
  retirer: {
    titre: 'Remove entitlements', titreTout: 'Remove all entitlements', etapes: ['Choose', 'Check'], lignes: 'Entitlements to remove', quand: 'When?', differe: (minutes: number) => `In ${minutes} minutes`, differeAide: 'The removal shows in the list and can be cancelled until then.', immediat: 'Remove at once', immediatAide: 'Without delay or cancellation; what was scheduled on these lines is cancelled.',
    seulesImmediates: 'Lines with a change already scheduled are removed at once only.', commentaire: 'Comment', verifier: 'Check', gardees: (liste: string) => `Not removed: ${liste}.`, rien: 'There is nothing to remove.', retour: 'Back to the list',
  },
  verification: {
    titre: 'Check your answers', changement: 'What changes', ligne: (profil: string, qui: string, ou: string) => `${profil} · ${qui} · ${ou}`, rien: 'no profile', du: (quand: string) => `from ${quand}`, au: (quand: string) => `until ${quand}`,
    ajouter: (n: number, quand: string) => `Add ${habilitationsEnNombre(n)}, ${quand}`, modifier: (quand: string) => `Save, effective ${quand}`, retirer: (n: number, quand: string) => `Remove ${habilitationsEnNombre(n)}, ${quand}`, retirerImmediat: (n: number) => `Remove ${habilitationsEnNombre(n)} at once`,
    demander: 'Send the request', annulees: 'Requests cancelled', decideur: 'Who decides', gestionnaire: (nom: string | null) => (nom ? `${nom}, main manager` : 'The main manager'), effet: 'Takes effect', apresDecision: (minutes: number) => (minutes ? `${minutes} minutes after the decision` : 'On the decision'),
  },
  mes: {
    titre: 'Manage my entitlements', chapo: 'What you can do in each structure, and what you can ask for.', demander: 'Ask for a profile', renoncer: 'Give up', renoncerA: (profil: string) => `(${profil})`, attente: 'Requests waiting for a decision', attenteDepuis: (quand: string, qui: string) => `asked ${quand}; decided by ${qui}`,
    vide: 'No entitlement', videTexte: 'Ask for a profile: the structure’s main manager decides.', sansStructure: 'You are attached to no structure', sansStructureTexte: 'Ask to be attached to a structure first.', rattachement: 'Ask to be attached to a structure', structure: 'Structure', toutes: 'All my structures',
    ajout: (profil: string) => `obtain ${profil}`, retrait: (profil: string) => `give up ${profil}`, voir: (numero: string) => `Request ${numero}`, gerer: 'Manage users’ entitlements',
  },
  demander: { titre: 'Ask for a profile', titreRenoncer: 'Give up a profile', etapes: ['Ask', 'Check'], commentaire: 'Comment', commentaireAide: 'What will help the main manager to decide.', renoncer: 'Profile you give up', structure: 'Structure', service: 'For', changer: 'Another structure' },
} satisfies typeof fr
