import { compter, pluriel } from '#ui/textes/format.ts'

const personnes = (n: number) => compter(n, { one: 'personne', other: 'personnes' })
const droitsEnNombre = (n: number) => compter(n, { one: 'droit', other: 'droits' })

/** What is built upon entitlements: « Qui peut faire quoi », sets of profiles, copying, unused rights. */
export const droits = {
  liens: { quiPeutQuoi: 'Qui peut faire quoi', ensembles: 'Ensembles de profils', copier: 'Copier les habilitations d’un utilisateur', inutilisees: 'Droits non utilisés' } as Record<string, string>,
  reserve: 'Ces écrans sont réservés aux personnes qui ont « Organisation modification » sur une structure entière.',
  api: { quiPeutQuoi: 'Qui peut faire quoi dans une structure, maintenant ou à une autre date', ensembles: 'Les ensembles de profils du portail et d’une structure', creer: 'Créer un ensemble de profils', modifier: 'Modifier un ensemble de profils', supprimer: 'Supprimer un ensemble de profils' },
  tableau: {
    titre: 'Qui peut faire quoi', chapo: 'Les droits en vigueur, et ceux qui vont changer.', presentation: 'Présentation', filtrer: 'Filtrer le tableau',
    onglets: { personnes: 'Par personne', application: 'Par application' }, personne: 'Personne', toutes: (n: number) => `Toutes (${n})`, niveau: { libelle: 'Niveau', tous: 'Les deux', modification: 'Modification' },
    au: 'Droits au', auIllisible: 'Saisissez une date et une heure, par exemple 01/11/2026 12:00', pastilleAu: (quand: string) => `au ${quand}`, detient: 'Seulement qui détient un droit',
    personnes, duJour: (quand: string) => `droits de ce jour, le ${quand}`, auMoment: (quand: string, aVenir: boolean) => `droits tels qu’ils ${aVenir ? 'seront' : 'étaient'} le ${quand}`, exporter: (format: string) => `Exporter en ${format}`,
    legende: { titre: 'Légende', modification: 'modification, consultation comprise', consultation: 'consultation', services: 'sur 1 service seulement', programmee: 'programmé', prendFin: 'se termine bientôt' },
    legendeTableau: 'Droits des personnes sur chaque application', surServices: (niveau: string, services: string) => `${niveau} sur ${services} seulement`, deAaZ: 'Personne, de A à Z', deZaA: 'Personne, de Z à A', quiDetient: (application: string) => `Qui détient ${application}`,
    detenteurs: 'Détenteurs', detenteursOrdre: 'modification, puis consultation', gestionnaire: 'gestionnaire principal', maille: { structure: 'maille structure', service: (noms: string) => `service ${noms}` },
    groupes: { organisation: 'Organisation', facturation: 'Facturation', commande: 'Commande', marche: 'Marché', raccordements: 'Raccordements', sollicitations: 'Sollicitations' } as Record<string, string>,
    ou: 'Sur', depuis: 'Depuis', jusqua: 'Jusqu’à', sansFin: 'sans fin', vide: 'Personne ne correspond', videAu: 'Personne ne correspond à ce moment', videTexte: 'Élargissez les filtres, ou choisissez une autre date.',
    seules: (n: number) => pluriel(n, { one: `${n} application n’a qu’une personne en modification`, other: `${n} applications n’ont qu’une personne en modification` }), remplacant: (n: number) => `${n > 1 ? 'Leur' : 'Son'} nombre est souligné : prévoyez un remplaçant.`,
    feuille: { des: (quand: string) => `à partir de ${quand}`, jusqua: (quand: string) => `jusqu’à ${quand}` },
  },
  ensembles: {
    titre: 'Ensembles de profils', chapo: 'Plusieurs profils sous un nom : on les accorde et on les retire ensemble.', duPortail: 'Ensembles du portail', deLaStructure: 'Ensembles de la structure', aucun: 'Aucun ensemble propre à la structure', aucunTexte: 'Créez le vôtre, ou copiez un ensemble du portail.',
    liste: (titre: string) => `${titre} : noms et profils`, colonnes: { nom: 'Nom', profils: 'Profils', actions: 'Actions' }, creer: 'Créer un ensemble', copier: 'Copier', copierQuoi: (nom: string) => `l’ensemble ${nom}`, modifier: 'Modifier', accorder: 'Accorder un ensemble', retirer: 'Retirer un ensemble', parDefaut: 'par défaut',
    profils: (n: number) => compter(n, { one: 'profil', other: 'profils' }), copieDe: (nom: string) => `${nom} (copie)`, enregistrer: 'Enregistrer', supprimer: 'Supprimer l’ensemble', supprimerTitre: 'Supprimer cet ensemble', supprimerTexte: 'Ce qui a été accordé avec lui reste accordé.', supprimerDefaut: 'Il est ce que reçoit un nouveau rattachement : ensuite, celui du portail.',
    modifierTitre: (nom: string) => `Modifier « ${nom} »`, nomAide: 'Par exemple « Comptable ».', description: 'Description', descriptionAide: 'À qui il est destiné.', note: 'Un ensemble ne change aucun droit tant qu’il n’est pas accordé.', parDefautCase: 'C’est ce que reçoit un nouveau rattachement',
    defaut: { titre: 'Ce que reçoit un nouveau rattachement', texte: 'Toute personne rattachée à la structure ou à l’un de ses services reçoit ces profils. « Organisation modification » n’en fait jamais partie.', choix: 'Ensemble accordé', portail: (nom: string) => `Celui du portail : ${nom}`, bouton: 'Enregistrer ce choix' },
    faits: { cree: 'Ensemble créé.', modifie: 'Ensemble modifié.', supprime: 'Ensemble supprimé.', defaut: 'Choix enregistré : il vaut pour les prochains rattachements.' } as Record<string, string>,
    refus: { duPortail: 'Cet ensemble est celui du portail : il ne se modifie pas.', duPortailRemede: 'Copiez-le dans un ensemble de la structure.', maximum: (n: number) => `Une structure a ${n} ensembles au plus : supprimez-en un.` },
    attribuer: {
      etapes: ['Choisir', 'Vérifier'], accorder: { titre: 'Accorder un ensemble', chapo: 'À plusieurs personnes, sur plusieurs structures, en une demande. Ce qu’elles ont déjà est passé.' }, retirer: { titre: 'Retirer un ensemble', chapo: 'À plusieurs personnes, sur plusieurs structures, en une demande. Les applications de l’ensemble leur sont retirées, quel que soit le niveau.' },
      homonyme: (nom: string, deLaStructure: boolean) => `${nom} (${deLaStructure ? 'ensemble de la structure' : 'ensemble du portail'})`,
      ou: 'Où', structures: 'Structures', afficher: 'Afficher les personnes', recherche: 'Nom ou adresse', ensemble: 'Ensemble de profils', personnes: 'Personnes', personnesAide: 'Les personnes rattachées à la structure entière, ou au service choisi.', beaucoup: (n: number) => `Voici les ${n} premières : cherchez un nom pour voir les autres.`, personne: 'Personne n’est rattaché ici', personneTexte: 'Changez de structure ou de service, ou cherchez un autre nom.',
      dans: (n: number) => compter(n, { one: 'structure', other: 'structures' }), immediat: 'Retirer immédiatement, sans le délai', verifier: 'Vérifier',
    },
  },
  copier: {
    titre: 'Copier les habilitations d’un utilisateur', chapo: 'La différence s’affiche d’abord. Ce que la personne a déjà est passé.', etapes: ['Comparer', 'Vérifier'], choisir: 'Choisir les personnes', de: 'Copier les habilitations de', vers: 'Vers', versAide: 'Une ou plusieurs personnes.', sansSource: 'Choisissez la personne dont les habilitations sont copiées', sansCible: 'Cochez au moins une personne qui les reçoit', partout: 'Aussi dans les autres structures que je gère', comparer: 'Voir la différence', difference: 'Ce qui sera accordé',
    rien: 'Il n’y a rien à copier', rienTexte: 'Les personnes choisies ont déjà ces habilitations, ou ne peuvent pas les recevoir.', verifier: 'Vérifier', recommencer: 'Recommencer', cherche: 'La personne n’est pas dans la liste : ouvrez sa fiche depuis « Gérer les habilitations ».',
    passees: 'Ne sont pas copiées', raisons: {
      tenue: (n: number) => `${compter(n, { one: 'droit déjà détenu', other: 'droits déjà détenus' })}, au même niveau ou au-dessus`, programmee: (n: number) => `${droitsEnNombre(n)} dont le changement est déjà programmé`, temporaire: (n: number) => `${compter(n, { one: 'droit temporaire, qui prendrait', other: 'droits temporaires, qui prendraient' })} la place d’un droit durable`, reservee: () => '« Organisation modification » : seuls le gestionnaire principal et ses suppléants l’accordent', 'non-rattachee': (n: number) => `${droitsEnNombre(n)} pour une structure ou un service auquel la personne n’est pas rattachée`,
    } as Record<string, (n: number) => string>,
  },
  inutilisees: {
    titre: 'Droits non utilisés', chapo: 'Ce qui n’a pas servi peut être retiré : chacun garde ce dont il a besoin.', onglets: { inutilisees: 'Non utilisés', fins: 'Qui prennent fin' }, periode: 'Sans usage depuis', jours: (n: number) => compter(n, { one: 'jour', other: 'jours' }), recherche: 'Personne', filtrer: 'Filtrer les droits',
    nombre: (n: number, jours: number) => `${droitsEnNombre(n)} sans usage depuis ${compter(jours, { one: 'jour', other: 'jours' })}`, nombreFins: (n: number) => pluriel(n, { one: `${n} droit prend fin dans les 30 jours`, other: `${n} droits prennent fin dans les 30 jours` }),
    colonnes: { personne: 'Personne', profil: 'Profil', service: 'Service', depuis: 'Accordé le', usage: 'Dernier usage', fin: 'Jusqu’à', actions: 'Actions' }, jamais: 'jamais', retirer: 'Proposer le retrait de la sélection', prolonger: 'Prolonger', vide: 'Rien à retirer', videTexte: 'Tout droit accordé avant cette période a servi depuis.', videFins: 'Aucun droit ne prend fin bientôt', videFinsTexte: 'Sont montrés ici les droits qui prennent fin dans les 30 jours.',
    gardee: 'Le gestionnaire principal garde toujours « Organisation modification ».', enregistree: (numero: string) => `Demande ${numero} enregistrée.`, voirRecu: 'Voir le reçu', aucune: 'Cochez au moins un droit.', droit: (profil: string, qui: string) => `${profil}, ${qui}`,
  },
}
