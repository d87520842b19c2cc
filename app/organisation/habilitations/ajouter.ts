import { conclure } from '#app/organisation/habilitations/conclure.ts'
import { decrireDroits } from '#app/organisation/habilitations/decrire.ts'
import { controlerLignes, droitsDe, examinerLignes, lignesGardees, preparerLignes } from '#app/organisation/habilitations/definir.ts'
import { perimetresDesLignes, SaisieAjouter } from '#app/organisation/habilitations/saisie.ts'
import { effacerDroits, poserDroits } from '#acces/index.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { definirDemande } from '#demandes/index.ts'

/** HAB-03: grants profiles, or the other level of what is held; after the delay. */
export const ajouterHabilitation = definirDemande({
  type: 'habilitation.ajouter',
  saisie: SaisieAjouter,
  acces: { profil: 'organisation.modification', sur: 'structure', ouService: true },
  approbation: 'aucune',
  effet: 'habilitation',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDroits,
  personnes: true,
  perimetres: perimetresDesLignes,
  controler: controlerLignes([['utilisateur'], ['profil', 'ensemble']]),

  examiner: (tx, e) => examinerLignes(tx, e, 'ajouter'),
  preparer: async (tx, e) => (await preparerLignes(tx, e, 'ajouter')).preparation,
  inscrire: (tx, { demande, quand, saisie }) => poserDroits(tx, droitsDe(lignesGardees(saisie)), { demande, quand }),
  appliquer: conclure,
  effacer: (tx, { demande }) => effacerDroits(tx, demande),
})
