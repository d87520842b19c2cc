/** Whether a person's name takes « d’ » and « qu’ »: a vowel sound, or the mute h of Héloïse, Henri, Hippolyte or Hortense (not Hassan's). */
const elide = (nom: string) => /^(?:[aeiouœæ]|y[^aeiou]|h[eiouy])/i.test(nom.normalize('NFD').replaceAll(/\p{M}/gu, ''))

export const de = (nom: string) => (elide(nom) ? `d’${nom}` : `de ${nom}`)
export const que = (nom: string) => (elide(nom) ? `qu’${nom}` : `que ${nom}`)
