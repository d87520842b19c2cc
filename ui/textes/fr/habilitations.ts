import { compter, date, dateHeure, heure, jourIso, jusqua } from '#ui/textes/format.ts'
import { de } from '#ui/textes/elision.ts'

const estMinuit = (d: Date) => jourIso(d) !== jourIso(new Date(d.getTime() - 1))
const jourEtHeure = (d: Date) => (estMinuit(d) ? date(d) : dateHeure(d))

const habilitationsEnNombre = (n: number) => compter(n, { one: 'habilitation', other: 'habilitations' })

/** « Gérer les habilitations des utilisateurs » and « Gérer mes habilitations ». */
export const habilitations = {
  retiree: 'L’habilitation a été retirée immédiatement.',
  refus: {
    programme: (numero: string | null) =>
      numero
        ? `Un changement est déjà programmé sur cette habilitation : annulez d’abord la demande ${numero}.`
        : 'Cette habilitation commence plus tard : retirez-la immédiatement, ou attendez qu’elle commence.',
    octroi: 'Seuls le gestionnaire principal de la structure et ses suppléants accordent « Organisation modification ».',
    enAttente: (numero: string) => `La demande ${numero} sur cette habilitation attend déjà une décision.`,
  },
  api: 'Les habilitations : celles que je gère, et les miennes',
  /** Why a line cannot be changed, and what to do. */
  pourquoi: (action: string, numero: string | null): { raison: string; remede: string } => {
    switch (action) {
      case 'programmee':
        return {
          raison: 'Un changement est déjà programmé.',
          remede: numero ? `Annulez d’abord la demande ${numero}.` : 'Retirez-la immédiatement, ou attendez qu’elle commence.',
        }
      case 'gestionnaire':
        return { raison: 'Le gestionnaire principal garde « Organisation modification ».', remede: 'Transférez d’abord ce rôle.' }
      case 'terminee':
        return { raison: 'Cette habilitation a pris fin.', remede: 'Accordez-la de nouveau.' }
      default:
        return {
          raison: 'Vous ne gérez pas cette structure ou ce service.',
          remede: 'Faites-en la demande depuis « Gérer mes habilitations ».',
        }
    }
  },
  colonnes: {
    actions: 'Actions',
    structure: 'Structure',
    contact: 'Contact',
    service: 'Service',
    statutService: 'Statut du service',
    profil: 'Profil',
    enVigueur: 'En vigueur',
    etat: 'État',
    debut: 'Depuis',
    fin: 'Jusqu’à',
    ensuite: 'Ensuite',
    demande: 'Demande',
  },
  statutService: { ACTIF: 'Actif', INACTIF: 'Inactif', SUPPRIME: 'Supprimé' } as Record<string, string>,
  etats: { 'en-vigueur': 'En vigueur', programmee: 'Programmée', terminee: 'Terminée' } as Record<string, string>,
  touteLaStructure: 'Toute la structure',
  sansObjet: 'sans objet',
  depuis: (d: Date) => `depuis le ${date(d)}`,
  aPartirDe: (d: Date, maintenant: Date) =>
    jourIso(d) === jourIso(maintenant) ? `à partir de ${heure(d)}` : `à partir du ${jourEtHeure(d)}`,
  /** Midnight belongs to the day that ends. */
  jusqua: (d: Date, maintenant: Date) => (estMinuit(d) ? `jusqu’au ${date(new Date(d.getTime() - 1))}` : jusqua(d, maintenant)),
  retireeA: (d: Date, maintenant: Date) => (jourIso(d) === jourIso(maintenant) ? `retirée à ${heure(d)}` : `retirée le ${jourEtHeure(d)}`),
  periode: (d: Date, fin: Date | null) => `du ${date(d)}${fin ? ` au ${date(fin)}` : ''}`,
  puis: (profil: string) => `puis ${profil}`,
  dIci: (profil: string) => `d’ici là, ${profil}`,
  annulerLigne: 'L’annuler',
  annulerQuoi: (profil: string) => `le changement sur ${profil}`,
  gerer: {
    titre: 'Gérer les habilitations des utilisateurs',
    choisir: 'Choisir l’utilisateur',
    tous: 'Tous',
    tousServices: 'Tous les services',
    etat: 'État',
    etatCourant: 'En vigueur ou à venir',
    recherche: 'Nom ou adresse du contact',
    profil: 'Profil',
    tousProfils: 'Tous les profils',
    maille: { structure: 'maille structure', service: (nom: string) => `maille service, ${nom}` },
    ajouter: 'Ajouter des habilitations',
    supprimerTout: 'Supprimer tout',
    quiPeutQuoi: 'Qui peut faire quoi dans la structure',
    mes: 'Gérer mes habilitations',
    programmes: (n: number) => compter(n, { one: 'changement programmé', other: 'changements programmés' }) + '.',
    programmesTexte: (minutes: number) =>
      `Un ajout ou un retrait prend effet ${minutes} minutes après ; chaque ligne dit depuis quand, ou à partir de quand, elle vaut.`,
    legende: 'Habilitations',
    legendeDe: (nom: string) => `Habilitations ${de(nom)}`,
    modifier: (profil: string) => `Modifier la ligne ${profil}`,
    retirer: (profil: string) => `Retirer la ligne ${profil}`,
    nombre: habilitationsEnNombre,
    vide: 'Aucune habilitation ici',
    videTexte: 'Élargissez les filtres, ou ajoutez une ligne.',
    rien: 'Vous ne gérez aucune structure',
    rienTexte: (remede: string) =>
      `Les habilitations se gèrent avec « Organisation modification » sur une structure ou un service. ${remede ? `${remede} ` : ''}Les vôtres se consultent dans « Gérer mes habilitations ».`,
    enregistree: (numero: string) => `Demande ${numero} enregistrée.`,
    voirRecu: 'Voir le reçu',
    inconnu: 'Cette personne n’est pas rattachée à la structure.',
  },
  chercher: {
    libelle: 'Chercher un contact',
    bouton: 'Chercher',
    premiers: (n: number) => `Voici les ${n} premiers : cherchez un nom ou une adresse pour proposer les autres.`,
    encore: (n: number) => `Plus de ${n} contacts correspondent : précisez le nom.`,
    trouves: (n: number) =>
      n === 0 ? 'Aucun contact ne correspond.' : n === 1 ? 'Un contact est proposé.' : `${n} contacts sont proposés.`,
  },
  ajouter: {
    titre: 'Ajouter une ligne',
    etapes: ['Choisir', 'Vérifier'],
    contact: 'Contact',
    service: 'Service et statut',
    serviceAide: 'Une personne rattachée à un service ne reçoit que pour ce service.',
    profil: 'Profil',
    profilAide: '« modification » comprend « consultation ». Cochez-en plusieurs si besoin.',
    application: 'Application',
    consultation: 'consultation',
    modification: 'modification',
    applications: 'Profils, par application',
    ligne: (n: number) => `Ligne ${n}`,
    encore: 'Ajouter une autre ligne',
    choisir: 'Choisissez',
    debut: 'Valable à partir du',
    fin: 'Valable jusqu’au',
    finAide: 'Compris. Vide : sans fin.',
    debutAide: 'Vide : dès que possible.',
    verifier: 'Vérifier',
    note: 'Rien n’est envoyé avant la page suivante.',
    octroi: '« Organisation modification » : le gestionnaire principal seul.',
  },
  ensuite: {
    libelle: 'À la fin de cette période',
    aide: 'Si le profil en remplace un autre pour un temps.',
    aideLigne: 'Si vous donnez une fin et changez de profil.',
    revenir: 'Le profil remplacé revient',
    revenirA: (profil: string) => `${profil} revient`,
    rien: 'Plus aucun profil',
  },
  modifier: {
    titre: 'Modifier la ligne',
    etapes: ['Modifier', 'Vérifier'],
    nouveau: 'Nouveau profil',
    enregistrer: 'Enregistrer',
    note: 'L’ancien profil reste en vigueur jusqu’à l’heure d’effet.',
  },
  retirer: {
    titre: 'Retirer des habilitations',
    titreTout: 'Supprimer toutes les habilitations',
    etapes: ['Choisir', 'Vérifier'],
    lignes: 'Habilitations à retirer',
    quand: 'Quand ?',
    differe: (minutes: number) => `Dans ${minutes} minutes`,
    differeAide: 'Le retrait se voit dans la liste et peut être annulé d’ici là.',
    immediat: 'Retirer immédiatement',
    immediatAide: 'Sans délai ni annulation ; ce qui était programmé sur ces lignes est annulé.',
    seulesImmediates: 'Les lignes dont un changement est déjà programmé ne se retirent qu’immédiatement.',
    commentaire: 'Commentaire',
    verifier: 'Vérifier',
    gardees: (liste: string) => `Ne sont pas retirées : ${liste}.`,
    rien: 'Il n’y a rien à retirer.',
    retour: 'Revenir à la liste',
  },
  verification: {
    titre: 'Vérifier vos réponses',
    changement: 'Ce qui change',
    ligne: (profil: string, qui: string, ou: string) => `${profil} · ${qui} · ${ou}`,
    rien: 'aucun profil',
    du: (quand: string) => `à partir du ${quand}`,
    au: (quand: string) => `jusqu’au ${quand}`,
    ajouter: (n: number, quand: string) => `Ajouter ${habilitationsEnNombre(n)}, ${quand}`,
    modifier: (quand: string) => `Enregistrer, effectif ${quand}`,
    retirer: (n: number, quand: string) => `Retirer ${habilitationsEnNombre(n)}, ${quand}`,
    retirerImmediat: (n: number) => `Retirer ${habilitationsEnNombre(n)} immédiatement`,
    demander: 'Envoyer la demande',
    annulees: 'Demandes annulées',
    decideur: 'Qui décide',
    gestionnaire: (nom: string | null) => (nom ? `${nom}, gestionnaire principal` : 'Le gestionnaire principal'),
    effet: 'Prend effet',
    apresDecision: (minutes: number) => (minutes ? `${minutes} minutes après la décision` : 'Dès la décision'),
  },
  mes: {
    titre: 'Gérer mes habilitations',
    chapo: 'Ce que vous pouvez faire dans chaque structure, et ce que vous pouvez demander.',
    demander: 'Demander un profil',
    demanderLe: (profil: string) => `Demander « ${profil} »`,
    renoncer: 'Renoncer',
    renoncerA: (profil: string) => `à ${profil}`,
    attente: 'Demandes en attente de décision',
    attenteDepuis: (quand: string, qui: string) => `demandée ${quand} ; décide : ${qui}`,
    vide: 'Aucune habilitation',
    videTexte: 'Demandez un profil : le gestionnaire principal de la structure décide.',
    sansStructure: 'Vous ne faites partie d’aucune structure',
    sansStructureTexte: 'Demandez d’abord à être rattaché à une structure.',
    rattachement: 'Demander un rattachement à une structure',
    structure: 'Structure',
    toutes: 'Toutes mes structures',
    ajout: (profil: string) => `obtenir ${profil}`,
    retrait: (profil: string) => `renoncer à ${profil}`,
    voir: (numero: string) => `Demande ${numero}`,
    gerer: 'Gérer les habilitations des utilisateurs',
  },
  demander: {
    titre: 'Demander un profil',
    titreRenoncer: 'Renoncer à un profil',
    etapes: ['Demander', 'Vérifier'],
    commentaire: 'Commentaire',
    commentaireAide: 'Ce qui aidera le gestionnaire principal à décider.',
    renoncer: 'Profil auquel vous renoncez',
    structure: 'Structure',
    service: 'Pour',
    changer: 'Changer de structure',
  },
}
