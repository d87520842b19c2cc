/**
 * Words that mean the same to whoever asks, folded: the field's own, and those of every day. What is meant counts beside how it is said
 * (decision 0030).
 */
const GROUPES = `mail mel email courriel messagerie
entreprise societe boite firme compagnie sarl sas sasu eurl sci
association club comite federation amicale
independant artisan liberal freelance commercant
telephone tel portable mobile standard
rib iban bban bic bancaire banque banquier
droit habilitation profil permission autorisation acces
collegue salarie collaborateur employe secretaire stagiaire assistant adjoint comptable personnel equipe
supprimer effacer enlever retirer oter jeter virer suppression retrait
desactiver fermer cloturer suspendre resilier cesser arreter couper fermeture suspension clore clos close
activer reactiver rouvrir relancer reouverture reouvrir
modifier changer corriger rectifier actualiser modification correction rectification
creer ajouter inscrire enregistrer declarer referencer
gestionnaire responsable chef administrateur dirigeant patron directeur gerant admin gerance
document piece fichier justificatif pdf attestation kbis annexe
telecharger recuperer
service bureau pole direction departement
rejoindre rattacher attacher integrer inviter
partir quitter depart demissionner retraite licencier demission
chercher rechercher trouver retrouver
valider approuver accepter decider approbation decision
refuser rejeter refus rejet
ticket sollicitation reclamation
aide support assistance depannage
conseiller agent operateur interlocuteur
tchat chat clavardage discuter parler
transferer transmettre ceder confier leguer transfert transmission
dupliquer copier cloner reproduire duplication
demenager demenagement
annuaire repertoire
mairie commune ville municipalite hopital prefecture ministere departement collectivite region
connexion connecter login
mdp passe password
facteur totp 2fa authentification
actualite nouveaute news annonce
edi raccordement interfacage interconnexion raccorder relier
erp logiciel progiciel editeur
mandat mandataire tiers procuration
obligatoire obliger exiger imposer reclamer
payer regler encaisser paiement reglement virement
voir consulter afficher visualiser lire
tableur excel csv xlsx liste exporter
absent conge vacances absence
bloquer verrouiller blocage verrouillage
fournisseur prestataire vendeur
agriculteur maraicher eleveur viticulteur apiculteur paysagiste plombier electricien macon menuisier couvreur peintre coiffeur traiteur boulanger infirmier architecte avocat photographe graphiste traducteur interprete consultant formateur
ecole college lycee universite creche cantine mediatheque bibliotheque piscine gymnase musee theatre conservatoire cimetiere patinoire ludotheque dechetterie
belge suisse allemand italien espagnol portugais luxembourgeois neerlandais polonais anglais americain canadien marocain tunisien algerien turc chinois japonais etranger belgique allemagne italie espagne portugal luxembourg maroc tunisie canada
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
lundi mardi mercredi jeudi vendredi samedi dimanche
sage cegid sap ciel ebp quadratus odoo
erreur faute coquille tromper errone faux inexact
oublier perdre egarer
prevenir avertir informer
capture ecran image photo
relancer rappeler
historique journal trace
tableau matrice synthese recapitulatif
habiliter permettre autoriser
paul pierre sophie julie lucie camille lea emma thomas nicolas julien martin bernard dupont durand mme madame monsieur`
  .split('\n')
  .map((l) => l.split(' '))

/** The beginning that the forms of a word share. */
function racine(mot: string): string {
  if (mot.length < 4 || /\d/.test(mot)) return mot
  const r = mot.replace(
    /(aient|eront|eraient|erait|erons|issons|issez|issent|ements?|ations?|itions?|ateurs?|atrices?|euses?|eurs?|ances?|ences?|ions|iez|ees|ait|ais|ant|ent|ez|er|es|ee|ir|re|it|is|e|s|x)$/,
    '',
  )
  return r.length >= 3 ? r.replace(/(.)\1$/, '$1') : mot
}

const SENS = new Map(GROUPES.flatMap((mots, i) => mots.map((m) => [racine(m), `s${i}`] as const)))

/** What a word means: its group's, or its root. */
export function sensDe(mot: string): string {
  const r = racine(mot)
  return SENS.get(r) ?? `r${r}`
}
