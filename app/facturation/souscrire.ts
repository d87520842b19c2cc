import { sql } from 'kysely'
import { z } from 'zod'
import { qualitesSur } from '#acces/index.ts'
import { adresseRemplie } from '#app/demandes/refaire.ts'
import { MANDATS } from '#app/facturation/adresses.ts'
import { decrireSouscription } from '#app/facturation/decrire.ts'
import { lieuDesMandats } from '#app/facturation/lieu.ts'
import { normaliser, TYPES_IDENTIFIANT, verifier } from '#app/organisation/structures/identifiants/index.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import type { SontLus } from '#demandes/lecture.ts'
import { code, jour, texteLibre, texteRequis } from '#demandes/validation.ts'
import { violatedConstraint } from '#platform/database/errors.ts'
import type { Textes } from '#ui/textes/index.ts'
import type { Tx } from '#platform/database/open.ts'

type RefS = { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string }
type Gardee = { mandant: RefS; mandataire: RefS; debut: string; fin: string | null; commentaire: string | null }

/**
 * APP-01: the mandataire asks to invoice on behalf of the mandant over a period; the mandant's gestionnaire principal decides. Days are
 * Paris's, the last one included.
 */
export const souscrireMandat = definirDemande({
  type: 'mandat-facturation.souscrire',
  saisie: z.strictObject({
    mandataire: RefStructure.meta({ description: 'Identifiant (UUID) de la structure qui facturera.' }),
    mandant: RefStructure.optional().meta({ description: 'Identifiant (UUID) du mandant, ou son type et son identifiant.' }),
    typeIdentifiant: z.enum(TYPES_IDENTIFIANT, code('choix-invalide')).optional(),
    identifiant: texteRequis(100).optional(),
    debut: jour(),
    fin: jour().nullish(),
    commentaire: texteLibre(500),
  }),
  acces: { profil: 'mandats-de-facturation.modification', sur: 'structure' },
  approbation: 'gestionnaire-principal',
  effet: 'immediat',
  lieu: lieuDesMandats,
  decrire: decrireSouscription,
  refaire(saisie) {
    const { mandant, mandataire, debut, fin, commentaire } = saisie as unknown as Gardee
    const { typeIdentifiant, identifiant } = mandant
    return [{ saisie, href: adresseRemplie(MANDATS, { mandataire: mandataire.id, typeIdentifiant, identifiant, debut, fin, commentaire }) }]
  },
  personnes: true,
  // Asked, it is the mandataire's right that counts; once kept, both structures are locked.
  perimetres: (corps) => {
    const { mandant, mandataire } = corps as { mandant?: unknown; mandataire?: unknown }
    return mandant && typeof mandant === 'object'
      ? [{ structure: (mandant as RefS).id }, { structure: (mandataire as RefS).id }]
      : [{ structure: mandataire }]
  },
  controler: (corps, t) =>
    corps.mandant || corps.identifiant
      ? []
      : [{ champ: 'identifiant', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', t.mandats.identifiant) }],

  async examiner(tx, { t, saisie, lus, structure: mandataire }) {
    const x = t.mandats.refus
    const { debut, fin } = saisie
    const { mandant, faute } = await designer(tx, t, saisie, lus, mandataire!.id)
    const jours =
      debut && fin && fin < debut ? ['fin-trop-tot', x.finAvant] : fin && (await estPasse(tx, fin)) ? ['date-passee', x.passee] : null
    return {
      erreurs: [...(faute ? [faute] : []), ...(jours ? [{ champ: 'fin', code: jours[0]!, message: jours[1]! }] : [])],
      vu: mandant,
    }
  },

  async preparer(tx, { t, saisie, structure: mandataire, vu }) {
    const x = t.mandats.refus
    const mandant = vu!
    const { id, typeIdentifiant, identifiant, raisonSociale } = mandataire!
    const garde = {
      mandant: {
        id: mandant.id,
        typeIdentifiant: mandant.typeIdentifiant,
        identifiant: mandant.identifiant,
        raisonSociale: mandant.raisonSociale,
      },
      mandataire: { id, typeIdentifiant, identifiant, raisonSociale },
      debut: saisie.debut,
      fin: saisie.fin ?? null,
      commentaire: saisie.commentaire ?? null,
    }
    const { pris, attente } = await situer(tx, garde)
    if (pris) throw refus(t, 'mandat-deja-en-vigueur', { detail: x.recouvrement })
    if (attente) throw refus(t, 'demande-deja-en-attente', { detail: x.attente(attente), plus: { demande: attente } })
    return { structure: mandant.id, saisie: garde, resultat: { decideur: mandant.gestionnaire } }
  },

  async appliquer(tx, { saisie, milieu: { t }, demande, structures, decideePar }) {
    const s = saisie as unknown as Gardee
    // Days may have gone by since it was asked: both structures must still be there to bear it.
    if (structures.some((o) => o.statut !== 'ACTIVE')) throw refus(t, 'structure-deja-inactive')
    if (!decideePar || !(await qualitesSur(tx, decideePar, [s.mandant.id])).size)
      throw refus(t, 'acces-refuse', { raison: t.acces.gestionnaireSeul })
    try {
      await sql`insert into mandat_facturation (mandant, mandataire, periode, demande)
        values (${s.mandant.id}::uuid, ${s.mandataire.id}::uuid, ${periode(s)}, ${demande})`.execute(tx)
    } catch (erreur) {
      if (violatedConstraint(erreur) === 'mandat_sans_recouvrement')
        throw refus(t, 'mandat-deja-en-vigueur', { detail: t.mandats.refus.recouvrement })
      throw erreur
    }
  },
})

const periode = ({ debut, fin }: Pick<Gardee, 'debut' | 'fin'>) =>
  sql`tstzrange(${debut}::date::timestamp at time zone 'Europe/Paris', (${fin}::date + 1)::timestamp at time zone 'Europe/Paris')`

interface Designation {
  mandant?: string | undefined
  typeIdentifiant?: (typeof TYPES_IDENTIFIANT)[number] | undefined
  identifiant?: string | undefined
}

/** The mandant that is named, or what is wrong with its name; nothing of what is ill-formed. */
async function designer(tx: Tx, t: Textes, s: Designation, lus: SontLus, mandataire: string) {
  if (!lus('mandant', 'typeIdentifiant', 'identifiant')) return {}
  const champ = s.mandant ? 'mandant' : 'identifiant'
  const mandant = await trouver(tx, s)
  if (mandant)
    return mandant.id === mandataire ? { faute: { champ, code: 'meme-structure', message: t.mandats.refus.memeStructure } } : { mandant }
  const type = s.typeIdentifiant ?? 'SIRET'
  const lu = s.mandant ? null : verifier(type, s.identifiant ?? '')
  if (lu && !lu.ok && lu.code === 'identifiant-invalide' && type !== 'PARTICULIER' && type !== 'AUTRE')
    return { faute: { champ, code: 'identifiant-invalide', message: t.identifiants.raisons[lu.raison](lu.params) } }
  return { faute: { champ, code: 'identifiant-inconnu', message: t.mandats.refus.inconnue } }
}

/** The day is over in Paris. */
const estPasse = async (tx: Tx, dernier: string) =>
  (await sql`select where ((${dernier}::date + 1)::timestamp at time zone 'Europe/Paris') <= maintenant()`.execute(tx)).rows.length > 0

async function trouver(tx: Tx, s: Designation) {
  const type = s.typeIdentifiant ?? 'SIRET'
  // An individual's structure is never said to exist (STR-02).
  if (!s.mandant && type === 'PARTICULIER') return undefined
  const { rows } = await sql<
    RefS & { gestionnaire: string | null }
  >`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, g.prenom || ' ' || g.nom as gestionnaire
    from structure s
    left join utilisateur g on g.id = s.gestionnaire_principal
    where s.statut = 'ACTIVE' and s.type_identifiant <> 'PARTICULIER'
      and ${s.mandant ? sql`s.id = ${s.mandant}::uuid` : sql`s.type_identifiant = ${type} and s.identifiant = ${normaliser(type, s.identifiant ?? '')}`}`.execute(
    tx,
  )
  return rows[0]
}

async function situer(tx: Tx, s: Gardee): Promise<{ pris: boolean; attente: string | null }> {
  const { rows } = await sql<{
    pris: boolean
    attente: string | null
  }>`select exists (select from mandat_facturation m
        where m.mandant = ${s.mandant.id}::uuid and m.mandataire = ${s.mandataire.id}::uuid and m.retire_le is null
          and m.periode && p.periode) as pris,
      (select d.numero
        from demande d
        where d.structure = ${s.mandant.id}::uuid and d.etat = 'demandee' and d.type = 'mandat-facturation.souscrire'
          and d.saisie->'mandataire'->>'id' = ${s.mandataire.id}
        limit 1) as attente
    from (select ${periode(s)} as periode) p`.execute(tx)
  return rows[0]!
}
