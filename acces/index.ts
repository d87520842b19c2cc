export { decider, deciderPlusieurs, RANG_NIVEAU, type Decision, type Niveau, type Question, type RaisonRefus } from '#acces/decider.ts'
export { accesAuxStructures, actionsStructure, type AccesStructure, type ActionStructure, type Possible } from '#acces/structures.ts'
export { accorderParDefaut, accorderTout, attacher, type Attache } from '#acces/accorder.ts'
export { qualitesSur, type Qualite } from '#acces/gouverner.ts'
