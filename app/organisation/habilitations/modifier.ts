import { conclure } from '#app/organisation/habilitations/conclure.ts'
import { decrireDroits } from '#app/organisation/habilitations/decrire.ts'
import { controlerLignes, droitsDe, examinerLignes, lignesGardees, preparerLignes } from '#app/organisation/habilitations/definir.ts'
import { perimetresDesLignes, SaisieModifier } from '#app/organisation/habilitations/saisie.ts'
import { effacerDroits, poserDroits } from '#acces/index.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { definirDemande } from '#demandes/index.ts'

/** HAB-04: the other level, or another end, on a line that is held; what is not said keeps its end. */
export const modifierHabilitation = definirDemande({
  type: 'habilitation.modifier',
  saisie: SaisieModifier,
  acces: { profil: 'organisation.modification', sur: 'structure', ouService: true },
  approbation: 'aucune',
  effet: 'habilitation',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDroits,
  personnes: true,
  perimetres: perimetresDesLignes,
  controler: controlerLignes([['utilisateur'], ['profil']]),

  examiner: (tx, e) => examinerLignes(tx, e, 'modifier'),
  preparer: async (tx, e) => (await preparerLignes(tx, e, 'modifier')).preparation,
  inscrire: (tx, { demande, quand, saisie }) => poserDroits(tx, droitsDe(lignesGardees(saisie)), { demande, quand }),
  appliquer: conclure,
  effacer: (tx, { demande }) => effacerDroits(tx, demande),
})
