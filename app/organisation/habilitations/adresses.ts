export const GERER = '/organisation/habilitations'
