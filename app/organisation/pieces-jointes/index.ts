export { deposer, type Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
export { copierPieces } from '#app/organisation/pieces-jointes/copier.ts'
export { rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
