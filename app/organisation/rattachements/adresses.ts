export const DEMANDER = '/organisation/utilisateurs/rattachement'
