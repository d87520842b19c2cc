import { compter } from '#ui/textes/format.ts'

type Priorite = 'urgente' | 'haute' | 'normale' | 'basse'

/** Answering tickets: the recipient's side (TIC-08). */
export const traitement = {
  titre: 'Traitement', priorite: 'Priorité', echeance: 'Échéance', incident: 'Incident', attribue: 'Attribué à', service: 'Service', emetteur: 'Émetteur', ticket: 'Ticket',
  priorites: { urgente: 'Urgente', haute: 'Haute', normale: 'Normale', basse: 'Basse' } as Record<Priorite, string>,
  delais: 'En heures d’ouverture du support : quatre si elle est urgente, huit si elle est haute, vingt-quatre si elle est normale, quarante si elle est basse.',
  enRetard: 'en retard', suspendue: 'suspendue', suspendueTexte: 'attend l’émetteur', aucune: 'aucune', vous: 'vous',
  faits: {
    attribuer: (a: string) => `a attribué le ticket à ${a}`, transferer: (a: string) => `a transféré le ticket : ${a}`, priorite: (p: string) => `a fixé la priorité : ${p}`, lier: (i: string) => `a lié le ticket à l’incident « ${i} »`, delier: 'a retiré le lien avec l’incident',
    fusionner: 'a réuni ce ticket à un autre', absorber: 'a réuni un autre ticket à celui-ci', voir: (n: string) => `Voir ${n}`, interne: 'Interne',
  },
  attribuer: { titre: 'Attribuer', personne: 'À qui ?', aide: 'Les personnes qui ont « Sollicitations reçues modification » ici.', choisir: 'Choisissez', bouton: 'Attribuer' },
  changer: { titre: 'Changer la priorité', bouton: 'Fixer la priorité' },
  lier: { titre: 'Lier à un incident', aucun: 'Aucun', bouton: 'Enregistrer le lien', voir: 'Les tickets de cet incident' },
  transferer: { titre: 'Transférer', vers: 'À qui ?', portail: 'Au support du portail', structure: 'À une entité publique', destinataire: 'Identifiant de l’organisation', codeService: 'Code du service', message: 'Message', aide: 'L’émetteur et le nouveau destinataire le lisent, et sont prévenus. Vos notes internes restent chez vous.', bouton: 'Transférer le ticket', prendre: 'Prenez d’abord le ticket pour le transférer.' },
  fusionner: { titre: 'Fusionner', dans: 'Numéro du ticket qui reste ouvert', message: 'Réponse à l’émetteur', defaut: 'Votre demande est traitée avec une autre qui porte sur le même sujet.', aide: 'Ce ticket se ferme. Son émetteur lit votre réponse ; il ne voit l’autre ticket que s’il en a le droit.', bouton: 'Fusionner et fermer', dedans: 'Réunis à celui-ci' },
  suivre: { suivre: 'Suivre ce ticket', arreter: 'Ne plus suivre', aide: 'Vous serez prévenu par courriel de chaque étape.', suivi: 'Vous suivez ce ticket.' },
  presence: (noms: string[]) => `${noms.join(', ')} ${noms.length > 1 ? 'répondent' : 'répond'} en ce moment`,
  fautes: { personne: 'Choisissez quelqu’un qui répond ici', destinataire: 'Donnez l’identifiant de l’organisation', memeDestinataire: 'Le ticket est déjà chez ce destinataire', priorite: 'Choisissez une priorité', incident: 'Choisissez un incident de la liste', dans: 'Donnez le numéro d’un ticket ouvert du même destinataire' },
  liste: {
    onglets: 'Tickets reçus', file: 'À prendre', moi: 'Les miens', retard: 'En retard', suivis: 'Suivis', tous: 'Tous', toutes: 'Toutes', personne: 'Personne', aMoi: 'Moi', enRetard: 'En retard seulement', grouper: 'Grouper par', sansGroupe: 'Ne pas grouper', groupes: 'Nombre par valeur', sansService: 'Sans service', incident: (t: string) => `Incident « ${t} »`,
    repondre: 'Répondre à tous…', repondreListe: 'Répondre à toute la liste…', repondreIncident: 'Répondre à tous les tickets de cet incident', selection: (n: string) => `le ticket ${n}`, plusDe: (n: number) => `plus de ${n}`,
  },
  reponses: {
    titre: 'Réponses prêtes', chapo: 'Des réponses à insérer dans un ticket ou une conversation, pour toute votre équipe.', creer: 'Créer une réponse prête', modifier: 'Modifier une réponse prête', nom: 'Titre', texte: 'Texte', nomEn: 'Titre en anglais', texteEn: 'Texte en anglais', anglaisAide: 'Sans lui, qui lit le portail en anglais reçoit le texte français.', pour: 'Pour', portail: 'Support du portail', modifiee: 'Modifiée', enregistrer: 'Enregistrer', supprimer: 'Supprimer', supprimerTitre: 'Supprimer cette réponse prête', supprimerTexte: 'Les réponses déjà envoyées ne changent pas.', annuler: 'Annuler', vide: 'Aucune réponse prête', videTexte: 'Une question revient souvent ? Écrivez sa réponse une fois.', recherche: 'Titre ou mots', legende: 'Réponses prêtes', enregistree: 'Réponse prête enregistrée.', supprimee: 'Réponse prête supprimée.', compte: (n: number) => compter(n, { one: 'réponse prête', other: 'réponses prêtes' }),
    variables: 'Remplacés dans chaque ticket : {numero}, {titre}, {objet}, {prenom}, {nom}, {structure}.', choisir: 'Réponse prête', aucune: 'Choisissez', inserer: 'Insérer',
    fautes: { titre: 'Donnez un titre, de 100 caractères au plus', titrePris: 'Une autre réponse prête a déjà ce titre', texte: 'Écrivez le texte, de 4 000 caractères au plus', titreEn: 'Donnez un titre en anglais, de 100 caractères au plus', texteEn: 'Écrivez le texte en anglais, de 4 000 caractères au plus', pour: 'Choisissez pour qui elle est' },
  },
  lot: {
    titre: (n: number) => `Répondre à ${compter(n, { one: 'ticket', other: 'tickets' })}`, chapo: 'La même réponse part à chaque émetteur, dans son propre ticket.', etapes: ['Choisir', 'Répondre', 'Résultat'], legende: 'Tickets choisis', reponse: 'Réponse', envoyee: 'Sera envoyée', prise: 'et vous prenez le ticket', ecartee: 'Mise de côté', plus: 'Vous ne pouvez plus y répondre', message: 'Réponse', apres: 'Après l’envoi, le statut devient', envoyer: (n: number) => `Envoyer ${compter(n, { one: 'réponse', other: 'réponses' })}`, revenir: 'Revenir à la file', aucun: 'Aucun ticket auquel répondre', aucunTexte: 'Ils ont déjà une réponse, quelqu’un d’autre les a pris, ou ils ne sont plus à vous.', lier: 'Lier aussi à un incident', sansLien: 'Ne rien changer', quandMeme: 'Répondre aussi à ceux qu’une autre personne est en train de répondre', limite: (n: number) => `Les ${n} premiers tickets sont pris ; répondez ensuite aux autres.`,
    resultat: (faits: number, tous: number) => `${compter(faits, { one: 'réponse envoyée', other: 'réponses envoyées' })} sur ${tous}`, issues: { faite: 'Envoyée', laissee: 'Laissé de côté' }, inconnu: 'Une erreur inattendue : ce ticket n’a pas changé.', plusPourVous: 'Ce ticket n’est plus à vous.', suite: 'Autres tickets',
  },
  categories: {
    titre: 'Catégories de tickets', lead: 'Catégories et sous-catégories proposées à qui crée un ticket', chapo: 'Ce qui est désactivé n’est plus proposé ; les tickets déjà créés le gardent.', categorie: 'Catégorie', sousCategorie: 'Sous-catégorie', code: 'Code', codeAide: 'Des lettres minuscules et des tirets. Il ne changera plus.', nom: 'Nom en français', nomEn: 'Nom en anglais', nomAide: '« M - » au début d’une sous-catégorie : elle va à une entité publique.', avecObjet: 'Demande le type et le numéro d’un objet', active: 'Proposée', inactive: 'Désactivée', etat: 'État', destination: 'Va à', objet: 'Objet', metier: 'Entité publique', portail: 'Support du portail', oui: 'oui', non: 'non',
    ajouter: 'Ajouter une catégorie', ajouterSous: 'Ajouter une sous-catégorie', modifier: 'Modifier', enregistrer: 'Enregistrer', activer: 'Proposer de nouveau', desactiver: 'Désactiver', enregistree: 'Catégories enregistrées.', tickets: 'Tickets', recherche: 'Nom ou code', toutes: 'Toutes', compte: (n: number) => compter(n, { one: 'sous-catégorie', other: 'sous-catégories' }), vide: 'Aucune sous-catégorie', videTexte: 'Retirez un filtre, ou ajoutez-en une.',
    fautes: { code: 'Donnez un code de lettres minuscules et de tirets, de 50 caractères au plus', codePris: 'Ce code existe déjà', nom: 'Donnez le nom en français, de 100 caractères au plus', nomEn: 'Donnez le nom en anglais, de 100 caractères au plus', categorie: 'Choisissez la catégorie' },
  },
  agents: {
    titre: 'Agents du support', lead: 'Qui répond aux tickets et aux conversations du portail', chapo: 'Un agent lit et traite tous les tickets du support du portail, et peut voir le portail comme un utilisateur.', nommer: 'Nommer un agent', adresse: 'Adresse électronique', adresseAide: 'Celle d’un compte actif du portail.', retirer: 'Retirer', retirerTitre: (nom: string) => `Retirer ${nom} des agents`, retirerTexte: 'Ses tickets en cours reviennent à la file. Son compte reste ouvert.', annuler: 'Annuler', nom: 'Nom', depuis: 'Dernière connexion', enCours: 'Tickets en cours', jamais: 'jamais', nomme: 'Agent nommé.', retire: 'Agent retiré.', recherche: 'Nom ou adresse', vide: 'Aucun agent', videTexte: 'Nommez quelqu’un : sans agent, les tickets du portail attendent.', compte: (n: number) => compter(n, { one: 'agent', other: 'agents' }),
    fautes: { adresse: 'Donnez une adresse comme prenom.nom@exemple.fr', inconnue: 'Aucun compte actif n’a cette adresse', deja: 'Cette personne est déjà agent' },
  },
  api: {
    suivre: 'Suivre un ticket reçu', nePlusSuivre: 'Ne plus suivre un ticket', presence: 'Dire que l’on répond en ce moment à un ticket', traitement: 'Qui répond, qui suit, à qui attribuer : le traitement d’un ticket reçu', lot: 'Répondre à plusieurs tickets : une issue par ticket',
    reponses: { lister: 'Réponses prêtes', un: 'Une réponse prête ; avec un ticket, ses variables remplacées', creer: 'Créer une réponse prête', modifier: 'Modifier une réponse prête', supprimer: 'Supprimer une réponse prête' },
    categories: { lister: 'Toutes les sous-catégories, désactivées comprises', creer: 'Ajouter une catégorie', modifier: 'Renommer, proposer ou désactiver une catégorie', creerSous: 'Ajouter une sous-catégorie', modifierSous: 'Renommer, proposer ou désactiver une sous-catégorie' },
    agents: { lister: 'Agents du support', nommer: 'Nommer un agent', retirer: 'Retirer un agent' },
  },
}
