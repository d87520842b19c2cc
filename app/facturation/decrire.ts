import { changementDit, identite } from '#app/demandes/decrire.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import { date } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

interface Mandat {
  mandant: { typeIdentifiant: string; identifiant: string; raisonSociale: string }
  mandataire: Mandat['mandant']
  debut: string
  fin: string | null
}

/** Who invoices, and from when to when. */
const facture = (t: Textes, langue: 'fr' | 'en', { mandataire, debut }: Mandat, fin: string | null) => {
  const x = t.approbations.decrire
  return `${x.mandataire(identite(mandataire))}, ${x.periode(date(debut, langue), fin ? date(fin, langue) : null)}`
}

export function decrireSouscription(t: Textes, langue: 'fr' | 'en', { saisie }: Dite): ChangementDit[] {
  const x = t.approbations.decrire
  const m = saisie as unknown as Mandat
  const apres = facture(t, langue, m, m.fin)
  return [changementDit({ qui: null, ou: null, objet: x.mandat, avant: null, apres, texte: `${x.mandat}${t.commun.deuxPoints}${apres}` })]
}

export function decrireFin(t: Textes, langue: 'fr' | 'en', { saisie }: Dite): ChangementDit[] {
  const x = t.approbations.decrire
  const m = saisie as unknown as Mandat & { fin: string; mandat: { fin: string | null } }
  const sujet = { qui: null, ou: null, objet: x.mandat, avant: facture(t, langue, m, m.mandat.fin) }
  const [mandant, mandataire] = [identite(m.mandant), identite(m.mandataire)]
  return [
    m.fin < m.debut
      ? changementDit({ ...sujet, apres: null, texte: x.mandatJamaisCommence(mandant, mandataire) })
      : changementDit({ ...sujet, apres: facture(t, langue, m, m.fin), texte: x.finDuMandat(mandant, mandataire, date(m.fin, langue)) }),
  ]
}
