/** Applications as the table's columns, by domain. */
export const GROUPES = {
  organisation: ['organisation'],
  facturation: [
    'factures-emises',
    'factures-recues',
    'factures-a-valider',
    'factures-de-travaux',
    'memoires-de-frais-de-justice',
    'remboursements-de-taxes',
    'mandats-de-facturation',
  ],
  commande: ['engagements', 'cessions-de-creance', 'certificats-de-cessibilite'],
  marche: ['marches'],
  raccordements: ['raccordements', 'suivi-des-flux', 'comptes-techniques'],
  sollicitations: ['sollicitations-emises', 'sollicitations-recues'],
} as const
export const APPLICATIONS: string[] = Object.values(GROUPES).flat()
/** Those with consultation alone. */
export const UN_NIVEAU = ['suivi-des-flux']
