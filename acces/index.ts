export { decider, type Decision, type Niveau, type Question, type RaisonRefus } from '#acces/decider.ts'
export { accesAuxStructures, actionsStructure, type AccesStructure, type ActionStructure, type Possible } from '#acces/structures.ts'
export { accorder, attacher } from '#acces/accorder.ts'
