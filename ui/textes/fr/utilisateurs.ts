import { nombre, pluriel } from '#ui/textes/format.ts'

const personnes = (n: number) => pluriel(n, { one: `${n} personne`, many: `${nombre(n)} de personnes`, other: `${nombre(n)} personnes` })

/** « Consulter les utilisateurs » and « Afficher un utilisateur ». */
export const utilisateurs = {
  fil: { organisation: 'Organisation', utilisateurs: 'Utilisateurs' },
  role: { gestionnaire: 'Gestionnaire principal', utilisateur: 'Utilisateur' } as Record<string, string>,
  mailles: { structure: 'Structure entière', service: 'Service' } as Record<string, string>,
  colonnes: {
    nom: 'Nom',
    nomSeul: 'Nom',
    prenom: 'Prénom',
    adresseElectronique: 'Adresse électronique',
    structure: 'Structure',
    identifiant: 'Identifiant',
    role: 'Rôle',
    maille: 'Maille',
    service: 'Service',
    depuis: 'Depuis',
    nombreHabilitations: 'Habilitations',
    derniereConnexionLe: 'Dernière connexion',
  },
  filtres: {
    recherche: 'Nom ou prénom',
    rechercheGestion: 'Nom, prénom ou adresse électronique',
    tous: 'Tous',
    toutes: 'Toutes mes structures',
    peuImporte: 'Peu importe',
    profil: 'Profil détenu',
    sansConnexionDepuis: 'Sans connexion depuis',
    mailles: { structure: 'Structure entière', service: 'Services seulement' } as Record<string, string>,
    jours: (n: number): string => (n === 365 ? 'un an' : `${nombre(n)} jours`),
    sansConnexion: (n: number): string => `Sans connexion depuis ${n === 365 ? 'un an' : `${nombre(n)} jours`}`,
  },
  liste: {
    titre: 'Consulter les utilisateurs',
    legende: 'Les utilisateurs',
    rattacher: 'Rattacher un utilisateur',
    demander: 'Demander un rattachement',
    aucune: 'Vous ne faites partie d’aucune structure',
    aucuneTexte: 'Demandez un rattachement à votre structure : vous verrez ici les personnes qui y travaillent.',
    vide: 'Personne ne correspond',
    videTexte: 'Vérifiez l’orthographe, ou retirez un filtre.',
    jamais: 'Jamais',
    reserve:
      'Les adresses électroniques, les habilitations et la dernière connexion ne sont montrées qu’aux personnes qui gèrent la structure ou le service.',
    resultats: (n: number, exact: boolean) => (exact ? personnes(n) : `Plus de ${personnes(n)}`),
    /** Of several structures, where somebody may stand several times. */
    lignes: (n: number, exact: boolean) =>
      `${exact ? '' : 'Plus de '}${pluriel(n, { one: `${n} ligne`, many: `${nombre(n)} de lignes`, other: `${nombre(n)} lignes` })}, une par personne et par structure`,
    exporter: (format: string) => `Exporter en ${format}`,
    exportPret: 'Votre identité est confirmée : le fichier est prêt',
    premieres: 'Premières lignes',
    suivantes: 'Lignes suivantes',
    dernieres: 'Aller aux dernières lignes',
  },
  choisir: {
    titre: 'Afficher un utilisateur',
    chapo: 'Cherchez une personne de l’une de vos structures.',
    champ: 'Nom ou prénom',
    bouton: 'Rechercher',
    vide: 'Personne ne correspond dans vos structures',
    videTexte: 'Vérifiez l’orthographe. Une personne qui n’est rattachée à aucune de vos structures n’est pas montrée.',
    premiers: (n: number) => `Voici les ${n} premières : précisez votre recherche.`,
  },
  personne: {
    identite: 'Identité',
    rattachements: 'Rattachements',
    autres: 'Structures que vous partagez',
    historique: 'Historique dans cette structure',
    sansHistorique: 'Rien n’a encore été demandé pour cette personne, ni par elle.',
    habilitations: (n: number) => `Habilitations (${n})`,
    sansHabilitation: 'Aucune habilitation.',
    terminees: (n: number) =>
      pluriel(n, {
        one: `${n} habilitation terminée`,
        many: `${nombre(n)} d’habilitations terminées`,
        other: `${nombre(n)} habilitations terminées`,
      }),
    etats: { 'en-vigueur': 'En vigueur', 'a-venir': 'À venir', termine: 'Terminé', terminee: 'Terminée' } as Record<string, string>,
    termine: (quand: string) => `a pris fin ${quand}`,
    detacher: 'Détacher',
    habiliter: 'Gérer ses habilitations',
    voirComme: 'Voir comme',
  },
  selection: {
    personnes,
    note: 'Chaque personne fait l’objet d’une demande, avec sa propre issue.',
    abandonner: 'Abandonner',
    revenir: 'Revenir à la liste',
    personne: 'Personne n’est à traiter',
    personneTexte: 'Les personnes choisies ne sont plus rattachées, ou vous ne gérez pas leur rattachement.',
    trop: (n: number) => `Les ${n} premières personnes seulement`,
    tropTexte: 'La liste est plus longue : traitez celles-ci, puis recommencez pour les suivantes.',
    rien: 'Rien n’était à faire pour cette personne.',
    issues: 'Issue, ligne par ligne',
    refusee: 'Refusée',
    refusees: (n: number) => pluriel(n, { one: `${n} ligne refusée`, many: `${n} de lignes refusées`, other: `${n} lignes refusées` }),
    refuseesTexte: 'Chaque ligne dit pourquoi. Les autres ont pris effet.',
    reste: (n: number) => `Il reste ${personnes(n)}`,
    resteTexte: 'Le traitement s’est arrêté pour ne pas vous faire attendre. Aucune ligne n’est faite deux fois.',
    continuer: 'Continuer',
    commentaireTropLong: (n: number) => `Le commentaire a ${n} caractères au plus`,
    actions: {
      detacher: {
        bouton: 'Détacher la sélection…',
        tous: (n: number, exact: boolean) => `Détacher toute la liste (${exact ? '' : 'plus de '}${nombre(n)})…`,
        titre: 'Détacher des utilisateurs',
        consequences:
          'Ces personnes ne pourront plus rien déposer ni traiter, tout de suite. Ce qui était programmé pour elles est annulé.',
        commentaire: 'Commentaire',
        commentaireAide: 'Pourquoi détacher ces personnes ? Le motif reste dans l’historique, et chacune le reçoit.',
        commentaireManquant: 'Dites pourquoi ces personnes sont détachées',
        confirmer: (n: number) => `Détacher ${personnes(n)}, tout de suite`,
        fait: 'Détachée',
        faites: (n: number) =>
          pluriel(n, { one: `${n} personne détachée.`, many: `${n} de personnes détachées.`, other: `${n} personnes détachées.` }),
      },
    } as Record<
      string,
      {
        bouton: string
        tous: (n: number, exact: boolean) => string
        titre: string
        consequences: string
        commentaire: string
        commentaireAide: string
        commentaireManquant: string
        confirmer: (n: number) => string
        fait: string
        faites: (n: number) => string
      }
    >,
  },
  api: {
    liste: 'Les utilisateurs de mes structures',
    un: 'Un utilisateur, dans les structures partagées',
  },
}
