import type { identifiants as fr } from '#ui/textes/fr/identifiants.ts'
import { nomDuPays } from '#ui/textes/pays.ts'

type P = Record<string, string | number>

const types = {
  SIRET: 'SIRET',
  UE_HORS_FRANCE: 'EU outside France',
  HORS_UE: 'Outside the EU',
  RIDET: 'RIDET',
  TAHITI: 'Tahiti',
  AUTRE: 'Registration pending',
  PARTICULIER: 'Individual',
}

const sujets: Record<string, string> = {
  SIRET: 'The SIRET',
  UE_HORS_FRANCE: 'The VAT number',
  HORS_UE: 'The identifier',
  RIDET: 'The RIDET',
  TAHITI: 'The TAHITI number',
  AUTRE: 'The identifier',
  PARTICULIER: 'The identifier',
}
const sujet = (p: P) => sujets[p.type as string] ?? 'The identifier'
const permis: Record<string, string> = {
  SIRET: 'digits only',
  RIDET: 'digits only',
  UE_HORS_FRANCE: 'letters without accents and digits only',
  TAHITI: 'digits only, except the first, which may be a letter',
  HORS_UE: 'Latin letters, digits and common signs only',
}
const unites = (p: P) => `${p.longueur} ${p.type === 'TAHITI' ? 'character' : 'digit'}${Number(p.longueur) === 1 ? '' : 's'}`

const pays = (p: P) => nomDuPays(String(p.codePays), 'en')

const raisons = {
  vide: (p: P) =>
    ({
      SIRET: 'Enter the SIRET: 14 digits, found for instance on your invoices or registration notice.',
      UE_HORS_FRANCE: 'Enter the VAT number, with the two letters of the country.',
      HORS_UE: 'Enter the country code, then the first 16 characters of the company name.',
      RIDET: 'Enter the RIDET: 9 or 10 digits.',
      TAHITI: 'Enter the TAHITI number: 9 characters.',
    })[p.type as string] ?? 'Enter the identifier.',
  caracteres: (p: P) => `${sujet(p)} contains ${permis[p.type as string] ?? 'letters and digits only'}: remove “${p.caractere}”.`,
  longueur: (p: P) =>
    `${sujet(p)} has ${unites(p)}; it must have ${p.attendu}${p.type === 'RIDET' ? ' (or 9, without the leading zero)' : p.type === 'SIRET' && p.longueur === 13 ? '. A spreadsheet may have removed a leading zero' : ''}.`,
  cle: (p: P) =>
    p.type === 'SIRET'
      ? 'This SIRET does not exist: one of its digits is wrong, or two are swapped. Compare it with your document.'
      : `This VAT number (${p.pays}) is not valid: a character is wrong, missing or in excess. Compare it with your document.`,
  siren: (p: P) => `The first nine digits of the SIRET, “${p.siren}”, are not a SIREN: check them.`,
  'siren-seul': () => 'These are the 9 digits of the SIREN. Add the 5 digits of the establishment to get the SIRET.',
  'prefixe-absent': () => 'The VAT number begins with the two letters of the country, for instance “DE” for Germany.',
  'prefixe-double': (p: P) => `“${p.prefixe}” is written twice: keep it once, at the beginning.`,
  'numero-absent': (p: P) => `Add the number that follows “${p.prefixe}”.`,
  pays: (p: P) =>
    `“${p.prefixe}” is not the prefix of a member state of the European Union. Outside the Union, choose the type “Outside the EU”.`,
  france: () => 'A French structure is identified by its SIRET: choose the type “SIRET”.',
  grece: () => 'The Greek VAT number begins with “EL”, not “GR”.',
  'irlande-du-nord': () =>
    'An “XI” number only covers trade in goods with Northern Ireland, which is not a member state: choose the type “Outside the EU”, with the country “GB”.',
  'rid-seul': () => 'These are the 7 digits of the RID. Add the 3 digits of the establishment to get the RIDET.',
  'tahiti-entreprise-seule': () => 'These are the 6 characters of the company. Add the 3 digits of the establishment.',
  'tahiti-forme': () => 'The TAHITI number is made of 6 digits (or a letter and 5 digits), then the 3 digits of the establishment.',
  'pays-inconnu': (p: P) => `The identifier begins with the country code in two letters, for instance “US”; “${p.prefixe}” is not one.`,
  'etat-membre': (p: P) =>
    `${pays(p)} is a member state of the European Union. Choose the type “EU outside France” and enter the VAT number.`,
  'autre-type': (p: P) => `${pays(p)} has an identifier of its own: choose the type “${p.type === 'TAHITI' ? 'Tahiti' : p.type}”.`,
  wallis: () => 'For Wallis and Futuna, the identifier is “FRWF” followed by the first 14 characters of the company name.',
  'denomination-absente': () => 'After the country code, add the company name (first 16 characters at most).',
  'denomination-longue': (p: P) => `Keep only the first 16 characters of the company name: “${p.propose}”.`,
  'jamais-saisi': (p: P) =>
    p.type === 'PARTICULIER'
      ? 'The identifier of an individual is built by the portal: do not type it, fill in its parts.'
      : 'This identifier was not issued by the portal. As long as the structure has no SIRET, the portal issues one.',
}

export const identifiants = { types, raisons } satisfies typeof fr
