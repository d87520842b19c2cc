import { compter as c, dateHeure, nombre } from '#ui/textes/format.ts'
import type { approbations as fr } from '#ui/textes/fr/approbations.ts'

const compter = (n: number, formes: { one: string; other: string }) => c(n, formes, 'en')
const quand = (le: Date | null) => (le ? ` on ${dateHeure(le, 'en')}` : '')
const QUALITES: Record<string, string> = { 'gestionnaire-principal': 'principal manager', suppleant: 'deputy', operateur: 'operator' }

export const approbations = {
  titre: 'Approvals', titreUne: (numero: string) => `Approval for ${numero}`,
  descriptions: { 'rattachement.demander': 'Ask to be attached to a structure', 'habilitation.demander': 'Manage my entitlements', 'mandat-facturation.souscrire': 'Take out an invoicing mandate' } as Record<string, string>,
  genres: { 'rattachement.demander': 'Request to be attached', 'habilitation.demander': 'Request to add or remove a profile', 'mandat-facturation.souscrire': 'Invoicing mandate' } as Record<string, string>,
  etats: { demandee: 'Requested', approuvee: 'Approved', refusee: 'Refused', annulee: 'Cancelled', expiree: 'Expired' } as Record<string, string>,
  qualites: QUALITES,
  decrire: {
    rattachement: 'Attachment', structure: 'to the structure', service: (nom: string) => `to the service ${nom}`, profilsParDefaut: 'Default profiles', ceuxDUnNouveau: 'those of a new attachment',
    aLaStructure: (nom: string) => `to ${nom}`, auServiceDe: (service: string, nom: string) => `to the service ${service} of ${nom}`,
    mandat: 'Invoicing mandate', periode: (du: string, au: string | null) => (au ? `from ${du} to ${au}` : `from ${du}, without an end date`),
    jusquAu: (quand: string) => `until ${quand}`, aPartirDu: (quand: string) => `from ${quand}`, auService: (nom: string) => `service: ${nom}`,
    ajout: (profil: string) => `Grant: ${profil}`, retrait: (profil: string) => `Removal: ${profil}`, changement: (application: string, avant: string, apres: string) => `${application}: from ${avant} to ${apres}`, finDuRattachement: (ou: string) => `End of the attachment ${ou}`, suite: (changements: string[]) => changements.join('; '),
    gestionnaire: 'Principal manager', compte: 'Account', desactive: 'deactivated', aucunAcces: 'no access', aucun: 'none', finDuMandat: (mandant: string, mandataire: string, le: string) => `Invoicing mandate from ${mandant} to ${mandataire}: ends on ${le}`, mandataire: (nom: string) => `${nom} invoices`,
  },
  liste: {
    chapo: (n: number, jours: number) => `${n === 0 ? 'No request is waiting for your decision.' : n > 1 ? `${n >= 100 ? 'At least 100' : nombre(n, 'en')} requests are waiting for your decision.` : 'One request is waiting for your decision.'} Without an answer, a request expires after ${jours} days.`,
    filtrer: 'Filter the approvals', recherche: 'Requester, structure or number', etat: 'State', type: 'Kind of request', tous: 'All', toutes: 'All', depuis: 'Created from', jusquau: 'Created until', plus: 'More filters',
    colonnes: { etat: 'State', description: 'Request', demandeur: 'Requester', structure: 'Structure number', raisonSociale: 'Name', service: 'Service', creeLe: 'Created' },
    suppleant: 'Name a deputy', legende: 'List of approvals', nombre: (n: number, exact: boolean) => `${exact ? '' : 'More than '}${compter(n, { one: 'approval', other: 'approvals' })}`,
    dont: (n: number) => (n > 0 ? `, ${nombre(n, 'en')} to decide` : ''), approuver: 'Approve the selection…', refuser: 'Refuse…', toutADecider: (n: number) => (n > 1 ? `Select the ${nombre(n, 'en')} to decide` : 'Select all there is to decide'),
    vide: 'Nothing matches these filters', videTexte: 'Change the filters, or reset them.', aucune: 'No approvals', aucuneTexte: 'Requests to be attached, for entitlements and for mandates made to your structures arrive here. Those you make are followed in “My requests”.', reinitialiser: 'Reset the filters', mesDemandes: 'My requests',
  },
  fait: { approuver: (numero: string) => `Request ${numero} is approved. Its author is told by e-mail.`, refuser: (numero: string) => `Request ${numero} is refused. Its author receives your reason by e-mail.` } as Record<string, (numero: string) => string>,
  une: {
    demande: (qui: string) => `What ${qui} asks for`, objet: 'Subject', aujourdhui: 'Today', siApprouve: 'If you approve', apresDecision: 'Asked for', ajout: 'Added', retrait: 'Removed', autres: (n: number) => (n > 1 ? `${nombre(n, 'en')} other profiles unchanged.` : n === 1 ? 'One other profile unchanged.' : 'No other profile today.'),
    toutes: 'All their entitlements', decision: 'Your decision', approuverMaintenant: 'Approve, in effect at once', approuverA: (quand: string) => `Approve, in effect ${quand}`, refuser: 'Refuse…', refuserBouton: 'Refuse the request', motif: 'Reason for refusing', motifAide: 'The requester receives it by e-mail, with the decision.', titreRefus: (numero: string) => `Refuse ${numero}`, revenir: 'Back', commentaires: 'Comments and history',
    laDemande: 'The request', description: 'What', type: 'Kind of request', demandeur: 'Requester', structure: 'Structure number', raisonSociale: 'Name', service: 'Service', touteLaStructure: 'The whole structure', approbateur: 'Approver', creee: 'Created',
    recue: 'Request received', prevenus: (noms: string) => `E-mail sent to ${noms}`, commentaire: (quand: string) => `${quand}, comment`, rappel: (n: number) => `${nombre(n, 'en')} reminder${n > 1 ? 's' : ''} sent`, expire: (quand: string) => `Expires ${quand}`, expiree: (quand: string) => `Expired ${quand}, without a decision`,
    approuvee: (qui: string) => `Approved by ${qui}`, refusee: (qui: string) => `Refused by ${qui}`, annulee: 'Cancelled', enQualite: (qui: string, qualite: string) => (qualite === 'suppleant' || qualite === 'operateur' ? `${qui}, as ${QUALITES[qualite]}` : qui), vous: 'you',
    rang: (n: number) => (n > 1 ? `${n >= 100 ? 'at least 100' : nombre(n, 'en')} to decide` : ''), autresADecider: 'Other requests to decide', suivante: (numero: string) => `Next: ${numero}`, recu: 'View the request', suiteSuppleant: 'You decide as a deputy: the history says so.',
  },
  refus: {
    deja: { approuvee: (qui: string, le: Date | null) => `This approval has already been decided: ${qui} approved the request${quand(le)}.`, refusee: (qui: string, le: Date | null) => `This approval has already been decided: ${qui} refused the request${quand(le)}.`, annulee: () => 'This approval is no longer to be decided: the request was cancelled.', expiree: () => 'This approval is no longer to be decided: the request expired without an answer.' } as Record<string, (qui: string, le: Date | null) => string>,
    ancien: 'You no longer decide for this structure.', ancienRaison: (structure: string, qui: string | null) => (qui ? `This link was sent to you when you decided for ${structure}. ${qui} decides now, and has received what was waiting.` : `This link was sent to you when you decided for ${structure}. You no longer do.`),
    ancienRemede: 'Nothing is asked of you.', autrui: 'This link was sent to another person.', autruiRaison: 'Only that person can open it, with their own session: an approval cannot be passed on.', autruiRemede: 'If you must decide in their absence, ask them to name you as deputy.',
    lienExpire: 'This link has expired', lienExpireTexte: (quand: string) => `It was good until the time limit for an answer, ${quand}. The request no longer waits for a decision.`, lienFaux: 'This link is not complete', lienFauxTexte: 'The address may have been cut when copied. You see this approval because your session entitles you to.',
  },
  lot: {
    titre: (decision: string, n: number) => `${decision === 'refuser' ? 'Refuse' : 'Approve'} ${compter(n, { one: 'request', other: 'requests' })}`, chapo: (ecartees: number) => (ecartees === 0 ? 'Read each line again.' : ecartees === 1 ? 'Read each line again. Another, chosen in the list, can no longer be decided.' : `Read each line again. ${nombre(ecartees, 'en')} others, chosen in the list, can no longer be decided.`),
    etapes: ['Choose', 'Check', 'Outcome'], ecartee: (numero: string) => `${numero} can no longer be decided.`, pasTouchees: 'The others are not affected.', legende: 'Selected requests', colonnes: { demande: 'Request', demandeur: 'Requester', structure: 'For', change: 'What changes', decision: 'Decision', resultat: 'Outcome' },
    possible: 'Can be decided', plus: 'No longer to decide', depuis: (quand: string) => `since ${quand}`, decision: (n: number) => (n > 1 ? `Decision for the ${nombre(n, 'en')} requests` : 'Decision for this request'), approuver: 'Approve', refuser: 'Refuse', motif: 'Reason, the same for all', motifAide: 'Compulsory for a refusal. Each requester receives it by e-mail with the decision.',
    decider: (n: number) => `Decide ${compter(n, { one: 'request', other: 'requests' })}`, revenir: 'Back to the list', note: 'A line may still change before then: each has its own outcome, and none is decided twice.', aucune: 'None of these requests can be decided any more', aucuneTexte: 'They were decided or cancelled, or have expired meanwhile.', rien: 'Tick at least one request to decide.',
    apres: 'After your decision', prevenus: 'Who is told', prevenusTexte: 'The requesters, by e-mail', effet: 'Effect', effetTexte: (minutes: number) => `Attachment and mandate at once, rights ${minutes ? `${minutes} minutes later` : 'at once'}`, trace: 'Record', traceTexte: 'In the history of each structure',
    titreResultat: (decision: string, faites: number, total: number) => `${nombre(faites, 'en')} of ${compter(total, { one: 'request', other: 'requests' })} ${decision === 'refuser' ? 'refused' : 'approved'}`,
    legendeResultat: 'Outcome of each request', issues: { approuvee: 'Approved', refusee: 'Refused', laissee: 'Left aside' } as Record<string, string>, effetA: (quand: string) => `in effect ${quand}`, effetImmediat: 'in effect at once', autres: 'Back to the approvals', plusPourVous: 'You no longer decide for this structure.', limite: (n: number) => `The ${nombre(n, 'en')} oldest are taken; start again for the rest.`,
    inconnu: 'Without effect: try this line again by itself.',
  },
  suppleants: {
    titre: 'Deputies', chapo: 'During an absence, a deputy decides in your place. The history says that they decided as a deputy.', enCours: 'Deputies named', nommer: 'Name a deputy', qui: 'E-mail address of the deputy', quiAide: 'The person must be attached to the whole structure.', structure: 'For', toutes: 'All the structures of which I am principal manager', debut: 'From', fin: 'To', debutAide: 'First day away.', legende: 'List of the deputies named', legendeRecues: 'List of the absences in which you are a deputy', finAide: 'That day included.', bouton: 'Name this deputy',
    colonnes: { suppleant: 'Deputy', structure: 'For', periode: 'Time away', etat: 'State', actions: 'What to do' }, etats: { enCours: 'Current', aVenir: 'To come', terminee: 'Ended', retiree: 'Stopped', sansEffet: 'Without effect' }, periode: (du: string, au: string) => `from ${du} to ${au}`, touteStructure: 'All my structures', arreter: 'Stop', arreterSuite: (qui: string) => ` ${qui} as deputy`,
    aucune: 'No deputy is named.', pasGestionnaire: 'You are not the principal manager of any structure', pasGestionnaireTexte: 'Only a principal manager names a deputy.', recues: 'You are a deputy', recuesColonne: 'Of', nommee: 'The deputy is named, and told by e-mail.', arretee: 'It is stopped: this person no longer decides.',
    erreurs: { inconnu: 'No verified account has this address among the people attached to your structures', nonRattache: 'This person is not attached to the whole structure: attach them first', soi: 'You cannot be your own deputy', finAvant: 'The end must come after the beginning', passee: 'This period is already over', longue: 'An absence lasts at most one year: name them again afterwards', deja: 'This person is already a deputy over this period.' },
  },
  recu: {
    quiDecide: 'Who decides', attente: (noms: string) => `Waiting for the decision of ${noms}`, attenteSansNom: 'Waiting for the operator of the portal', depuis: (quand: string, expire: string) => `Since ${quand}. Without an answer, the request expires ${expire}.`, titreAttente: 'Your request is waiting for a decision', prisParApprobation: 'Your request has been approved',
    voirApprobation: 'Decide', decidee: 'Decision', nouveauxDroits: 'The rights change', droitsActuels: 'The present rights stay in force', revenir: 'Back to “Users”', utilisateurs: 'Users', annulerPossible: 'You can cancel it as long as it is not decided.', jusqua: 'They hold until then. The change can be cancelled meanwhile.',
  },
  courriel: {
    decider: 'Approve or refuse', bonjour: (prenom: string) => `Hello ${prenom},`, demande: (lignes: string) => `What is asked for: ${lignes}.`, change: (lignes: string) => `What changes: ${lignes}.`, commentaire: (texte: string) => `Comment: “${texte}”`, motif: (texte: string) => `Reason: ${texte}`,
    sujetRecue: (quoi: string, numero: string) => `${quoi}: request ${numero} received`, recueAttente: (numero: string, nom: string, qui: string, quand: string) => `We have received your request ${numero} for “${nom}”. ${qui} must decide; without an answer, it expires ${quand}.`, recueProgrammee: (numero: string, nom: string, quand: string) => `We have received request ${numero} for “${nom}”. It will take effect ${quand}.`,
    sujetADecider: (quoi: string, qui: string) => `To decide: ${quoi}, ${qui}`, aDecider: (qui: string, numero: string, nom: string, quand: string) => `${qui} is waiting for your decision: request ${numero} for “${nom}”. Without an answer, it expires ${quand}.`,
    sujetRappel: (quoi: string, qui: string) => `Reminder, to decide: ${quoi}, ${qui}`, rappel: (qui: string, numero: string, nom: string, depuis: string, quand: string) => `${qui} has been waiting for your decision since ${depuis}: request ${numero} for “${nom}”. Without an answer, it expires ${quand}.`,
    lienPersonnel: 'This link is yours alone: the decision is made in your session. It is good until the request expires.', operateur: 'the operator of the portal',
    sujetApprouvee: (quoi: string, numero: string) => `${quoi}: request ${numero} approved`, approuvee: (numero: string, nom: string, qui: string) => `Your request ${numero} for “${nom}” is approved by ${qui}.`, effetLe: (quand: string) => `Effect: ${quand}.`, effetImmediat: 'It took effect at once.',
    sujetRefusee: (quoi: string, numero: string) => `${quoi}: request ${numero} refused`, refusee: (numero: string, nom: string, qui: string) => `Your request ${numero} for “${nom}” is refused by ${qui}.`,
    sujetExpiree: (quoi: string, numero: string) => `${quoi}: request ${numero} expired`, expiree: (numero: string, nom: string) => `Your request ${numero} for “${nom}” has expired: nobody decided in time. You can make it again.`,
    sujetConcernera: (nom: string, numero: string) => `A coming change concerns you, ${nom} (${numero})`, sujetConcerne: (nom: string, numero: string) => `A change concerns you, ${nom} (${numero})`,
    concerne: (numero: string, nom: string, qui: string, quand: string | null) => (quand ? `${qui} has asked for a change that concerns you for “${nom}” (${numero}). Effect: ${quand}.` : `${qui} has made a change that concerns you for “${nom}” (${numero}).`),
    suppleant: { sujet: (qui: string) => `${qui} names you as deputy`, texte: (qui: string, ou: string, du: string, au: string) => `${qui} names you as deputy ${ou}, from ${du} to ${au}. Meanwhile you decide in their place on the requests that wait.`, partout: 'for the structures to which you are attached', pour: (nom: string) => `for “${nom}”`, lien: 'View the approvals' },
  },
  api: { liste: 'Approvals of the structures one decides for', une: 'One approval', decider: 'Approve or refuse', suppleances: 'Deputies named, or of whom one is', nommer: 'Name a deputy', finir: 'Stop a deputy' },
  exemple: 'Hello Daniel, I will keep the company’s page up to date during your holidays. I no longer need the statements of legal costs.',
  expiration: 'Nobody decided within the time limit.',
} satisfies typeof fr
