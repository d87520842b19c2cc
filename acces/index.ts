export {
  codeDuProfil,
  decider,
  deciderPlusieurs,
  RANG_NIVEAU,
  reponses,
  type Decision,
  type Niveau,
  type Question,
  type RaisonRefus,
} from '#acces/decider.ts'
export {
  accesAuxStructures,
  actionsStructure,
  defautDeLecture,
  type AccesStructure,
  type ActionStructure,
  type Possible,
} from '#acces/structures.ts'
export { terminerRattachements, type AttacheATerminer } from '#acces/terminer.ts'
export {
  accorderParDefaut,
  accorderTout,
  attacher,
  attacherParmi,
  attacherPlusieurs,
  ENSEMBLE_PAR_DEFAUT,
  type Attache,
} from '#acces/accorder.ts'
export { attendLaDecisionDe, decideDe, qualitesSur, type Qualite } from '#acces/gouverner.ts'
export {
  conclureDroits,
  DROITS_PAR_LOT,
  effacerDroits,
  poserDroits,
  poserDroitsParmi,
  retirerDroits,
  type DroitAPoser,
  type LigneDeDroit,
} from '#acces/droits.ts'
export { memeLigne, revient, suit } from '#acces/retours.ts'
export { nePeutGouverner, transmettreGestion } from '#acces/transmettre.ts'
export { creerCle, empreinteDeCle, listerCles, revoquerCle, type CleApplication } from '#acces/cles.ts'
export { ouvrirGuichet, type QuestionNommee, type ReponseNommee } from '#acces/questionner.ts'
export { suivreUsages, type Usages } from '#acces/usages.ts'
