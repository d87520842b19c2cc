import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { saisieEnCours } from '#app/demandes/saisie-en-cours.ts'
import { erreurIdentifiant } from '#app/organisation/structures/creer/controle.ts'
import { nomsAuRegistre, refusEntitePublique, refuserDoublon } from '#app/organisation/structures/creer/creer.ts'
import { limiterCreations } from '#app/organisation/structures/creer/limite.ts'
import { normaliser, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { refusDuRegistre } from '#app/organisation/structures/registre.ts'
import { consulterSiret, type ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { refusDeChamps } from '#demandes/index.ts'
import { estRefus, type Probleme } from '#platform/http/problem.ts'

export const CHEMIN = '/organisation/structures/creer'

/** What is to be created, as far as it is known: type, identifier, the register's answer, and why it cannot be. */
export interface Identification {
  type: TypeIdentifiant | null
  identifiant: string
  registre: ReponseRegistre | null
  publique: boolean
  refus: Probleme | null
}

/** Reads what was typed: in the form that was posted, in its draft, or in the address. */
export async function identificationDe(c: ContexteDuParcours): Promise<Identification> {
  const { demandee, type, saisi, pose } = await saisieDe(c)
  const d: Identification = {
    type,
    identifiant: type && type !== 'AUTRE' && type !== 'PARTICULIER' ? normaliser(type, saisi) : saisi.trim(),
    registre: null,
    publique: false,
    refus: null,
  }
  if (!demandee && !saisi) return d
  try {
    if (!type) throw refusDeChamps(c.t, [{ champ: 'typeIdentifiant', code: 'choix-invalide', message: c.t.structures.creer.choisirType }])
    const erreur = erreurIdentifiant(type, saisi, c.t)
    if (erreur) throw refusDeChamps(c.t, [erreur])
    // A form that was posted is judged by its demande; here is only what it needs to be drawn again.
    if (!pose) {
      await limiterCreations(c.db, c.t, c.utilisateur)
      if (d.identifiant) await refuserDoublon(c.db, c.t, type, d.identifiant, c.utilisateur.id)
    }
    if (type !== 'SIRET') return d
    d.registre = await consulterSiret(c.db, c.settings, d.identifiant)
    d.publique = 'etablissement' in d.registre && d.registre.etablissement.unitePublique
    // Out of reach: one may still type, and submit later.
    const motif = d.registre.etat === 'injoignable' ? null : refusDuRegistre(c.t, d.registre, d.identifiant)
    if (motif) throw motif
    if (d.publique && !c.utilisateur.roles.includes('operateur'))
      throw refusEntitePublique(c.t, {
        typeIdentifiant: type,
        identifiant: d.identifiant,
        noms: 'etablissement' in d.registre ? nomsAuRegistre(d.registre.etablissement) : [],
      })
  } catch (e) {
    if (!estRefus(e)) throw e
    d.refus = e.probleme
    if (e.probleme.code === 'identifiant-invalide') d.identifiant = saisi.trim()
  }
  return d
}

async function saisieDe(c: ContexteDuParcours): Promise<{ demandee: boolean; type: TypeIdentifiant | null; saisi: string; pose: boolean }> {
  const s = await saisieEnCours(c, 'structure.creer')
  const lire = (nom: string) => String(s.brouillon?.[nom] ?? s.lire(nom))
  const demande = lire('typeIdentifiant')
  return {
    demandee: demande !== '',
    type: TYPES_IDENTIFIANT.find((t) => t === demande) ?? null,
    saisi: lire('identifiant'),
    pose: s.estPosee,
  }
}
