type P = Record<string, string | number>

const types = {
  SIRET: 'SIRET',
  UE_HORS_FRANCE: 'UE hors France',
  HORS_UE: 'Hors UE',
  RIDET: 'RIDET',
  TAHITI: 'Tahiti',
  AUTRE: 'En cours d’immatriculation',
  PARTICULIER: 'Particulier',
}

const sujets: Record<string, string> = {
  SIRET: 'Le SIRET',
  UE_HORS_FRANCE: 'Le numéro de TVA',
  HORS_UE: 'L’identifiant',
  RIDET: 'Le RIDET',
  TAHITI: 'Le numéro TAHITI',
  AUTRE: 'L’identifiant',
  PARTICULIER: 'L’identifiant',
}
const sujet = (p: P) => sujets[p.type as string] ?? 'L’identifiant'
const permis: Record<string, string> = {
  SIRET: 'que des chiffres',
  RIDET: 'que des chiffres',
  UE_HORS_FRANCE: 'que des lettres sans accent et des chiffres',
  TAHITI: 'que des chiffres, le premier pouvant être une lettre',
  HORS_UE: 'que des lettres latines, des chiffres et des signes courants',
}
const unites = (p: P) => `${p.longueur} ${p.type === 'TAHITI' ? 'caractère' : 'chiffre'}${Number(p.longueur) > 1 ? 's' : ''}`

/** What is wrong with an identifier, and how to mend it (STR-02). */
const raisons = {
  vide: (p: P) =>
    ({
      SIRET: 'Saisissez le SIRET : 14 chiffres, par exemple sur vos factures ou votre avis de situation.',
      UE_HORS_FRANCE: 'Saisissez le numéro de TVA intracommunautaire, avec les deux lettres du pays.',
      HORS_UE: 'Saisissez le code du pays, suivi des 16 premiers caractères de la dénomination.',
      RIDET: 'Saisissez le RIDET : 9 ou 10 chiffres.',
      TAHITI: 'Saisissez le numéro TAHITI : 9 caractères.',
    })[p.type as string] ?? 'Saisissez l’identifiant.',
  caracteres: (p: P) =>
    `${sujet(p)} ne contient ${permis[p.type as string] ?? 'que des lettres et des chiffres'} : retirez « ${p.caractere} ».`,
  longueur: (p: P) =>
    `${sujet(p)} a ${unites(p)} ; il en faut ${p.attendu}${p.type === 'RIDET' ? ' (ou 9, sans le zéro initial)' : p.type === 'SIRET' && p.longueur === 13 ? '. Un tableur a peut-être ôté un zéro au début' : ''}.`,
  cle: (p: P) =>
    p.type === 'SIRET'
      ? 'Ce SIRET n’existe pas : un de ses chiffres est faux, ou deux sont inversés. Comparez-le à votre document.'
      : `Ce numéro de TVA (${p.pays}) n’est pas valable : un caractère est faux, manque ou est en trop. Comparez-le à votre document.`,
  siren: (p: P) => `Les neuf premiers chiffres du SIRET, « ${p.siren} », ne forment pas un SIREN : vérifiez-les.`,
  'siren-seul': () => 'Ce sont les 9 chiffres du SIREN. Ajoutez les 5 chiffres de l’établissement pour obtenir le SIRET.',
  'prefixe-absent': () => 'Le numéro de TVA commence par les deux lettres du pays, par exemple « DE » pour l’Allemagne.',
  'prefixe-double': (p: P) => `« ${p.prefixe} » est écrit deux fois : gardez-le une seule fois au début.`,
  'numero-absent': (p: P) => `Ajoutez le numéro qui suit « ${p.prefixe} ».`,
  pays: (p: P) =>
    `« ${p.prefixe} » n’est pas le préfixe d’un État membre de l’Union européenne. Hors de l’Union, choisissez le type « Hors UE ».`,
  france: () => 'Une structure française s’identifie par son SIRET : choisissez le type « SIRET ».',
  grece: () => 'Le numéro de TVA grec commence par « EL », et non « GR ».',
  'irlande-du-nord': () =>
    'Un numéro « XI » ne vaut que pour les échanges de biens de l’Irlande du Nord, qui n’est pas un État membre : choisissez le type « Hors UE », avec le pays « GB ».',
  'rid-seul': () => 'Ce sont les 7 chiffres du RID. Ajoutez les 3 chiffres de l’établissement pour obtenir le RIDET.',
  'tahiti-entreprise-seule': () => 'Ce sont les 6 caractères de l’entreprise. Ajoutez les 3 chiffres de l’établissement.',
  'tahiti-forme': () => 'Le numéro TAHITI est fait de 6 chiffres (ou d’une lettre et 5 chiffres), puis des 3 chiffres de l’établissement.',
  'pays-inconnu': (p: P) =>
    `L’identifiant commence par le code du pays en deux lettres, par exemple « US » ; « ${p.prefixe} » n’en est pas un.`,
  'etat-membre': (p: P) =>
    `${p.pays} : c’est un État membre de l’Union européenne. Choisissez le type « UE hors France » et saisissez le numéro de TVA.`,
  'autre-type': (p: P) => `${p.pays} a son propre identifiant : choisissez le type « ${p.type === 'TAHITI' ? 'Tahiti' : p.type} ».`,
  wallis: () => 'Pour Wallis-et-Futuna, l’identifiant est « FRWF » suivi des 14 premiers caractères de la dénomination.',
  'denomination-absente': () => 'Après le code du pays, ajoutez la dénomination (16 premiers caractères au plus).',
  'denomination-longue': (p: P) => `Ne gardez que les 16 premiers caractères de la dénomination : « ${p.propose} ».`,
  'jamais-saisi': (p: P) =>
    p.type === 'PARTICULIER'
      ? 'L’identifiant d’un particulier est construit par le portail : ne le saisissez pas, renseignez ses éléments.'
      : 'Cet identifiant n’a pas été délivré par le portail. Tant que la structure n’a pas de SIRET, le portail en délivre un.',
}

export const identifiants = { types, raisons: raisons as Record<keyof typeof raisons, (p: P) => string> }
