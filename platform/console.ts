/** What the program says to whoever starts it, in one place like every other sentence. */
const t = {
  demonstrationExposee: (hote: string) => `Attention : la démonstration est ouverte sur ${hote}, avec des comptes publics.`,
  baseEmbarquee: 'Démarrage de la base embarquée…',
  creationBase: (dossier: string) => `Création de la base embarquée dans ${dossier}…`,
  migrations: (n: number) => `Base à jour (${n} migration${n > 1 ? 's' : ''}).`,
  demonstration: 'Chargement de la démonstration…',
  arret: 'Arrêt…',
  inattendue: (raison: string) => `Choral n’a pas pu démarrer : ${raison}.`,
  adresse: (url: string) => `Choral est ouvert : ${url}`,
  /** `boite`: where the mails are read; null: they leave by SMTP. */
  comptes: (boite: string | null, motDePasse: string, comptes: [adresse: string, qui: string][]) => {
    const marge = Math.max(...comptes.map(([a]) => a.length)) + 2
    return `\nPour entrer, mot de passe « ${motDePasse} » :\n${comptes.map(([a, qui]) => `  ${a.padEnd(marge)}${qui}`).join('\n')}\n\n${boite ? `Les courriels envoyés se lisent sur ${boite}. ` : ''}Ctrl-C arrête tout.`
  },
  disquePlein: (dossier: string, mo: number) => `Il reste ${mo} Mo sur le disque de ${dossier} ; il en faut au moins 200 pour démarrer.`,
  baseInjoignable: (hote: string, raison: string) => `La base de données (${hote || 'prise locale'}) ne répond pas : ${raison}.`,
  basePerdue: (raison: string) =>
    `La base de données ne répond plus : ${raison}. Relancez Choral quand elle répond, ou quand la machine est moins chargée.`,
  portPris: (port: number, reglage = 'PORT') => `Le port ${port} est déjà pris : arrêtez l’autre programme ou donnez ${reglage}.`,
  clesFermees: (n: number) =>
    `La base contient ${n} clé${n > 1 ? 's' : ''} de chiffrement que SECRET_KEY n’ouvre pas : les comptes bancaires seraient illisibles. Remettez la SECRET_KEY d’avant (sans ce réglage : le fichier secret.key de la sauvegarde, dans DATA_DIR) ; si vous la changez, donnez l’ancienne dans SECRET_KEY_ANCIENNE, puis lancez : npm run choral -- cles:tourner.`,
  restaurationInterrompue: (dossier: string) =>
    `La restauration dans ${dossier} a été interrompue : ce dossier n’est pas entier. Videz-le, puis relancez : npm run choral -- restaurer <dossier>.`,
  ecouteImpossible: (hote: string, port: number, raison: string) => `Impossible d’écouter sur ${hote}:${port} : ${raison}.`,
}

const console_ = {
  t,
  info: (phrase: string) => process.stdout.write(`${phrase}\n`),
  erreur: (phrase: string) => process.stderr.write(`${phrase}\n`),
}
export { console_ as console }
