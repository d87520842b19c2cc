/** What the system or PostgreSQL answered, in words for whoever starts the program. */
const REASONS: Record<string, string> = {
  EACCES: 'droits insuffisants',
  EPERM: 'droits insuffisants',
  EROFS: 'disque en lecture seule',
  ENOSPC: 'plus de place sur le disque',
  EDQUOT: 'quota atteint',
  EEXIST: 'un fichier porte déjà ce nom',
  ENOTDIR: 'un fichier se trouve sur ce chemin',
  ENOENT: 'rien à cette adresse',
  EISDIR: 'un dossier porte ce nom',
  EADDRINUSE: 'port déjà pris',
  EADDRNOTAVAIL: 'cette machine n’a pas cette adresse',
  ENOTFOUND: 'nom inconnu',
  EAI_AGAIN: 'nom impossible à résoudre',
  ECONNREFUSED: 'connexion refusée',
  ECONNRESET: 'connexion coupée',
  ETIMEDOUT: 'aucune réponse',
  EHOSTUNREACH: 'machine injoignable',
  ENETUNREACH: 'réseau injoignable',
  '28P01': 'mot de passe refusé',
  '28000': 'compte refusé',
  '3D000': 'cette base n’existe pas',
  '42501': 'droits insuffisants dans la base',
  '53300': 'trop de connexions',
  '53100': 'plus de place sur son disque',
  '57P03': 'elle démarre ou s’arrête',
  '25006': 'elle est en lecture seule',
  '0A000': 'fonction non prise en charge par cette version',
}

interface Coded {
  code?: string
  message?: string
  errors?: Coded[]
}

/** The reason of an error, in French where it is known, otherwise its own words on one line. */
export function reasonOf(error: unknown): string {
  const { code = '', message = '', errors } = (error ?? {}) as Coded
  if (REASONS[code]) return REASONS[code]
  if (errors?.[0]) return reasonOf(errors[0])
  if (/terminated unexpectedly|not queryable/.test(message)) return REASONS.ECONNRESET!
  if (/timeout|Connection terminated/.test(message)) return REASONS.ETIMEDOUT!
  return message.split('\n')[0] || code || 'raison inconnue'
}
