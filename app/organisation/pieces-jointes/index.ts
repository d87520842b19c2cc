export { deposer, type Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
export { copierPieces } from '#app/organisation/pieces-jointes/copier.ts'
export { exigerEnvois, lireEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
export { ChampFichiers } from '#app/organisation/pieces-jointes/champ.tsx'
