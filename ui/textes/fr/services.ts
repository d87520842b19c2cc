import { pluriel } from '#ui/textes/format.ts'

/** Services of a structure. */
export const services = {
  titre: 'Services', lecture: 'Organisation consultation', reserve: 'Service réservé', reserveTexte: 'Chaque entité publique a ce service depuis sa création : il ne se supprime pas et ne se désactive pas. Ses fournisseurs ne le voient pas.',
  groupes: { generales: 'Informations générales', adresse: 'Adresse postale', validite: 'Dates de validité', exigences: 'Ce que le service demande à ses fournisseurs', rattaches: 'Rattachés à ce seul service', historique: 'Historique' },
  validite: { 'en-cours': 'En cours de validité', 'a-venir': 'Pas encore valide', passee: 'Validité passée' } as Record<string, string>,
  horsDates: { 'a-venir': (debut: string) => `Ce service ne vaut qu’à partir du ${debut}.`, passee: (fin: string) => `Ce service ne vaut plus depuis le ${fin}, dernier jour de sa validité.` },
  periode: (debut: string | null, fin: string | null): string => (debut && fin ? `du ${debut} au ${fin}` : debut ? `à partir du ${debut}` : fin ? `jusqu’au ${fin}` : 'sans limite'),
  colonneValidite: 'Validité', celleDeLaStructure: 'Celle de la structure',
  aides: {
    code: 'C’est lui que vos fournisseurs indiquent. Il ne changera plus. 100 caractères au plus.', debutValidite: 'Laissez vide s’il n’y en a pas.', finValidite: 'Dernier jour, compris.',
    adresse: (adresse: string) => `Laissez l’adresse vide si c’est celle de la structure : ${adresse}.`, pays: 'Choisissez', numeroEngagementObligatoire: 'Vos fournisseurs doivent l’indiquer sur leurs factures.', miseEnPaiement: 'Vos fournisseurs voient quand leur facture est mise en paiement.',
  } as { adresse: (adresse: string) => string } & Record<'code' | 'debutValidite' | 'finValidite' | 'pays' | 'numeroEngagementObligatoire' | 'miseEnPaiement', string>,
  creer: {
    titre: 'Créer un service', etapes: ['Décrire', 'Vérifier', 'Créé'], structure: 'Pour quelle structure ?', structureAide: 'Seules les structures où vous avez « Organisation modification » sont proposées.', continuer: 'Continuer', choisir: 'Choisissez une structure de la liste', autre: 'Choisir une autre structure', filtrer: 'Nom ou identifiant de la structure', tropNombreuses: 'Toutes ne sont pas montrées : filtrez par le nom ou l’identifiant.',
    aucune: 'Aucune structure où créer un service', aucuneTexte: 'Il faut « Organisation modification » sur une structure active. Demandez-le à son gestionnaire principal.', mesDroits: 'Demander un profil',
    verifier: 'Vérifier avant de créer', note: 'Rien n’est créé à cette étape. Votre saisie est conservée en brouillon.', titreVerifier: 'Vérifier vos réponses', resume: 'Ce qui sera créé', bouton: 'Créer le service', fiche: 'La fiche « Créer un service »',
  },
  gerer: {
    titre: 'Gérer un service', type: 'Type de demande', types: { consulter: 'Consulter / Rechercher un service', modifier: 'Modifier un service', activer: 'Activer un service', desactiver: 'Désactiver un service' } as Record<string, string>,
    structure: 'Structure', choisirType: 'Choisissez un type de demande', choisirStructure: 'Choisissez une structure de la liste', texte: 'Code ou nom du service', texteAide: 'Laissez vide pour voir tous les services de la structure.', continuer: 'Continuer',
    inconnu: 'Aucun de vos services ne correspond : vérifiez le code', plusieurs: (n: number) => `${n} services correspondent : choisissez`, choisir: 'Indiquez le code ou le nom du service', fiche: 'La fiche « Gérer un service »',
    aucune: 'Vous n’avez pas encore de structure', aucuneTexte: 'Un service est celui d’une structure : créez la vôtre, ou demandez à y être rattaché.',
  },
  liste: {
    titre: 'Services', legende: 'Services de la structure', recherche: 'Code, nom ou description', statut: 'Statut', tous: 'Tous', resultats: (n: number) => pluriel(n, { one: `${n} service`, many: `${n} de services`, other: `${n} services` }),
    vide: 'Aucun service ne correspond', videTexte: 'Changez le filtre, ou retirez-le.', aucun: 'Cette structure n’a pas encore de service', aucunTexte: 'Un service a son code, que vos fournisseurs et partenaires indiquent, et peut avoir ses propres utilisateurs.', voir: (n: number) => pluriel(n, { one: 'Voir le service', many: `Voir les ${n} de services`, other: `Voir les ${n} services` }), partiel: 'Seuls les services où vous êtes habilité sont montrés.',
  },
  page: { actions: 'Actions', modifier: 'Modifier', aucunRattache: 'Personne n’est rattaché à ce seul service.', rattachesTexte: 'Ces personnes n’ont accès à la structure que par ce service.', autres: (n: number) => pluriel(n, { one: 'et une autre personne', many: `et ${n} d’autres personnes`, other: `et ${n} autres personnes` }), utilisateurs: 'Tous les utilisateurs du service', aucunHistorique: 'Rien n’a encore changé.', tousLesServices: 'Tous les services de la structure' },
  modifier: { titre: 'Modifier un service', etapes: ['Modifier', 'Vérifier', 'Demande reçue'], codeFixe: 'Fixé à la création. Pour un autre code, créez un service puis désactivez celui-ci.', perimee: 'Le service a changé pendant votre saisie', arreter: 'Pour l’arrêter :', reprendre: 'Pour le reprendre :', aPartirDuAide: 'Laissez vide pour que le changement vaille après le délai.' },
  desactiver: {
    titre: 'Désactiver un service', etapes: ['Motif', 'Vérifier', 'Demande reçue'], verifier: 'Vérifier la désactivation', bouton: (quand: string) => `Désactiver, effectif ${quand}`, motif: 'Pourquoi désactiver ce service ?', motifAide: 'Le motif reste dans l’historique.', consequences: 'Ce que cela change', deja: 'Ce service est déjà inactif.',
    liste: (n: number) => ['Personne ne perd son accès à la structure.', 'Sur le service, les habilitations restent à « consultation » : ses données se lisent, elles ne se modifient plus.', n ? `${pluriel(n, { one: `${n} changement en attente est annulé`, many: `${n} de changements en attente sont annulés`, other: `${n} changements en attente sont annulés` })}, avec le motif.` : 'Aucun changement du service n’est en attente.', 'Une activation ultérieure rend leur plein effet aux habilitations en cours.'],
    seulement: (n: number) => pluriel(n, { one: 'Une personne n’est rattachée à la structure que par ce service', many: `${n} de personnes ne sont rattachées à la structure que par ce service`, other: `${n} personnes ne sont rattachées à la structure que par ce service` }), annulation: (motif: string) => `Le service a été désactivé : ${motif}`, annulees: 'Demandes qui seront annulées',
  },
  activer: { titre: 'Activer un service', etapes: ['Activer', 'Vérifier', 'Demande reçue'], verifier: 'Vérifier l’activation', bouton: (quand: string) => `Activer, effectif ${quand}`, consequences: 'Ce que cela change', deja: 'Ce service est déjà actif.', texte: 'Les habilitations en cours sur le service retrouvent leur plein effet. Ce que la désactivation a annulé n’est pas repris.' },
  evenements: Object.fromEntries([['creer', 'Service créé', ''], ['modifier', 'Modification du service', 'e'], ['activer', 'Activation du service', 'e'], ['desactiver', 'Désactivation du service', 'e']].flatMap(([type, nom, e]) => type === 'creer' ? [[`service.creer:effective`, nom!]] : [[`service.${type}:programmee`, `${nom} : programmé${e}`], [`service.${type}:effective`, `${nom} : en vigueur`], [`service.${type}:annulee`, `${nom} : annulé${e}`], [`service.${type}:echouee`, `${nom} : sans effet`]])) as Record<string, string>,
  recu: { voir: (code: string) => `Voir le service ${code}` },
  api: { unService: 'Un service' },
}
