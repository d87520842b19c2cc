import { changementDit, nomDePersonne } from '#app/demandes/decrire.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import { date } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

type Niveau = 'consultation' | 'modification' | null
interface Ligne {
  utilisateur: { prenom: string; nom: string }
  structure: { id?: string; raisonSociale: string; libelle?: string | null }
  service: { code: string; nom: string } | null
  application: string
  avant: Niveau
  apres: Niveau
  debut: string | null
  fin: string | null
  retour?: { profil: 'consultation' | 'modification'; fin: string | null } | null
}

/** Right by right. */
export const decrireDroits = (t: Textes, langue: 'fr' | 'en', { saisie, structure }: Dite): ChangementDit[] =>
  ((saisie.lignes ?? []) as Ligne[]).map((l) => droit(t, langue, l, structure?.id))

function droit(t: Textes, langue: 'fr' | 'en', l: Ligne, ici: string | undefined): ChangementDit {
  const x = t.approbations.decrire
  const nom = t.catalogue.applications[l.application] ?? l.application
  const niveau = (n: Niveau) => (n ? (t.catalogue.niveaux[n === 'modification' ? 2 : 1] ?? n) : null)
  const ou = [l.structure.id === ici ? null : nomDe(l.structure), l.service ? x.auService(l.service.nom) : null].filter(Boolean)
  const periode = [
    l.debut ? x.aPartirDu(date(l.debut, langue)) : null,
    l.fin ? x.jusquAu(date(new Date(Date.parse(l.fin) - 1), langue)) : l.apres && l.apres === l.avant ? x.sansFin : null,
    l.fin && l.retour ? x.puis(niveau(l.retour.profil)!) : l.avant && l.fin ? x.puisRien : null,
    l.retour?.fin ? x.jusquAu(date(new Date(Date.parse(l.retour.fin) - 1), langue)) : null,
  ].filter(Boolean)
  const suite = [...ou, ...periode].map((m) => `, ${m}`).join('')
  const profil = `${nom} ${niveau(l.apres ?? l.avant)}`
  const change = l.avant && l.apres ? x.changement(nom, niveau(l.avant)!, niveau(l.apres)!) : l.apres ? x.ajout(profil) : x.retrait(profil)
  return changementDit({
    qui: nomDePersonne(l.utilisateur),
    ou: nomDe(l.structure),
    objet: nom + ou.map((m) => `, ${m}`).join(''),
    avant: niveau(l.avant),
    apres: l.apres ? [niveau(l.apres), ...periode].join(', ') : null,
    texte: change + suite,
  })
}
