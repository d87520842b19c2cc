import { sql } from 'kysely'
import { z } from 'zod'
import { decrireFin } from '#app/facturation/decrire.ts'
import { lieuDesMandats } from '#app/facturation/lieu.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { jour, texteRequis } from '#demandes/validation.ts'
import type { Db, Tx } from '#platform/database/open.ts'

type RefS = { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string }
/** `mandat.fin`: the term it had; `aLaDate`: the last day was chosen. */
interface Gardee {
  mandat: { id: string; fin: string | null; aLaDate: boolean }
  mandant: RefS
  mandataire: RefS
  debut: string
  fin: string
  commentaire: string
}

/**
 * Ends a mandate before its term (APP-01), at once or after a chosen day, by either side: whoever holds « Mandats de facturation
 * modification » on the structure named.
 * In the history of both; whoever governs the other is told.
 */
export const terminerMandat = definirDemande({
  type: 'mandat-facturation.terminer',
  saisie: z.strictObject({
    structure: RefStructure.meta({ description: 'Identifiant (UUID) de votre structure : le mandant ou le mandataire.' }),
    mandat: reference().meta({ description: 'Identifiant (UUID) du mandat.' }),
    fin: jour().nullish().meta({ description: 'Dernier jour, compris (heure de Paris) ; à défaut, le mandat prend fin tout de suite.' }),
    commentaire: texteRequis(500),
  }),
  acces: { profil: 'mandats-de-facturation.modification', sur: 'structure', memeInactive: true },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesMandats,
  decrire: decrireFin,
  personnes: true,

  async examiner(tx, { t, saisie: { mandat, fin }, structure }) {
    if (!mandat) return { erreurs: [], vu: undefined }
    const m = await situer(tx, mandat, structure!.id, fin ?? null)
    if (!m) throw refus(t, 'introuvable')
    if (m.termine) throw refus(t, 'mandat-deja-termine')
    const x = t.mandats.terminer
    const faute = m.passe
      ? { code: 'date-passee', message: x.passee }
      : m.avantDebut
        ? { code: 'fin-trop-tot', message: x.avantDebut }
        : m.tropTard && { code: 'fin-trop-tard', message: x.apresFin }
    return { erreurs: faute ? [{ champ: 'fin', ...faute }] : [], vu: m }
  },

  async preparer(_tx, { saisie, vu }) {
    const { mandant, mandataire, debut, finAvant, dernier, autreGestionnaire } = vu!
    return {
      concerne: autreGestionnaire,
      saisie: {
        mandat: { id: saisie.mandat.toLowerCase(), fin: finAvant, aLaDate: Boolean(saisie.fin) },
        mandant,
        mandataire,
        debut,
        fin: dernier,
        commentaire: saisie.commentaire,
      },
      avant: { fin: finAvant },
    }
  },

  async appliquer(tx, { saisie, milieu: { t }, demande, structure, auteur }) {
    const s = saisie as unknown as Gardee
    // The other side may end it at the same moment: its row decides who does.
    const { rows } = await sql<{
      finAvant: string | null
    }>`with m as (select id, periode from mandat_facturation where id = ${s.mandat.id}::uuid for update)
      update mandat_facturation o
      set ${s.mandat.aLaDate ? sql`periode = tstzrange(lower(o.periode), ${APRES(s.fin)})` : sql`retire_le = maintenant()`}
      from m
      where o.id = m.id and o.retire_le is null
        and (upper_inf(o.periode) or upper(o.periode) > ${s.mandat.aLaDate ? APRES(s.fin) : sql`maintenant()`})
      returning ${DERNIER_JOUR(sql`m.periode`)} as fin_avant`.execute(tx)
    if (!rows[0]) throw refus(t, 'mandat-deja-termine')
    const autre = s.mandant.id === structure!.id ? s.mandataire.id : s.mandant.id
    await journaliser(tx, {
      chaine: autre,
      auteur: auteur.id,
      demande,
      evenement: 'mandat-facturation.terminer:effective',
      contenu: { avant: { fin: rows[0].finAvant }, apres: s },
    })
  },
})

/** Midnight in Paris that follows a day. */
const APRES = (dernier: string | null) => sql`((${dernier}::date + 1)::timestamp at time zone 'Europe/Paris')`
const DERNIER_JOUR = (periode: ReturnType<typeof sql>) => sql`((upper(${periode}) at time zone 'Europe/Paris')::date - 1)::text`

interface Situation {
  mandant: RefS
  mandataire: RefS
  debut: string
  finAvant: string | null
  /** Its last day, once ended. */
  dernier: string
  termine: boolean
  passe: boolean
  avantDebut: boolean
  tropTard: boolean
  autreGestionnaire: string | null
}

const REF = (s: string) =>
  sql.raw(
    `json_build_object('id', ${s}.id, 'typeIdentifiant', ${s}.type_identifiant, 'identifiant', ${s}.identifiant, 'raisonSociale', nom_structure(${s}))`,
  )

/** The mandate as it stands, and what this last day would be to it; nothing when the structure is neither of its two. */
async function situer(tx: Tx | Db, mandat: string, structure: string, fin: string | null): Promise<Situation | undefined> {
  const { rows } = await sql<Situation>`select ${REF('a')} as mandant, ${REF('b')} as mandataire,
        (lower(m.periode) at time zone 'Europe/Paris')::date::text as debut, ${DERNIER_JOUR(sql`m.periode`)} as fin_avant,
        coalesce(${fin}::date, (t.ici at time zone 'Europe/Paris')::date)::text as dernier, m.retire_le is not null
        or coalesce(upper(m.periode) <= t.ici, false) as termine, coalesce(${APRES(fin)} <= t.ici, false) as passe,
        coalesce(${APRES(fin)} <= lower(m.periode), false) as avant_debut, coalesce(${APRES(fin)} >= upper(m.periode), false) as trop_tard,
        case when a.id = ${structure}::uuid then b.gestionnaire_principal else a.gestionnaire_principal end as autre_gestionnaire
      from (select maintenant() as ici offset 0) t, mandat_facturation m
      join structure a on a.id = m.mandant
      join structure b on b.id = m.mandataire
      where m.id = ${mandat}::uuid and ${structure}::uuid in (m.mandant, m.mandataire)`.execute(tx)
  return rows[0]
}
