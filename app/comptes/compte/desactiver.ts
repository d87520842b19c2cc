import { decrireDesactivation } from '#app/comptes/compte/desactiver.decrire.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { transmettreGestion } from '#acces/index.ts'
import { annuleesPar } from '#app/comptes/compte/desactiver.annulees.ts'
import { cloreCompte } from '#app/comptes/compte/desactiver.clore.ts'
import { annoncerTransfert } from '#app/organisation/structures/transferer/courriels.ts'
import { referenceDe } from '#app/organisation/structures/transferer/lire.ts'
import { fermerRecuperations } from '#app/organisation/recuperation/fermer.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { cloreSansEffet, definirDemande, type Milieu } from '#demandes/index.ts'
import { justes } from '#demandes/lecture.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { StructureVerrouillee } from '#demandes/definir.ts'
import type { Tx } from '#platform/database/open.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

type RefU = { id: string; prenom: string; nom: string; adresseElectronique: string }
type RefS = ReturnType<typeof referenceDe>
interface Gardee {
  successeurs: { structure: RefS; utilisateur: RefU }[]
  desactivees: RefS[]
}

/**
 * CPT-04: closes one's own account at once, once each structure that one governs has somebody else, or is deactivated when nobody else is
 * there; all or none.
 */
export const desactiverCompte = definirDemande({
  type: 'compte.desactiver',
  saisie: z.strictObject({
    successeurs: z
      .array(z.strictObject({ structure: RefStructure, utilisateur: reference() }))
      .max(2000)
      .default([]),
    desactivees: z.array(RefStructure).max(2000).default([]),
  }),
  acces: { qui: 'connecte' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDesactivation,
  personnes: true,
  preuve: true,
  avisPropre: true,
  prevenus: (_db, { auteur, saisie }) => [auteur, ...(saisie as unknown as Gardee).successeurs.map((s) => s.utilisateur)],

  async examiner(tx, { t, saisie, lus, auteur, simulation }) {
    const { gouvernees } = await verrouiller(tx, auteur.id, simulation)
    const choisis = new Map(justes(saisie.successeurs).map((s) => [s.structure.toLowerCase(), s.utilisateur.toLowerCase()]))
    const fermees = new Set(justes(saisie.desactivees).map((s) => s.toLowerCase()))
    const candidats = await candidatsDe(
      tx,
      auteur.id,
      gouvernees.map((s) => s.id),
      [...choisis.values()],
    )
    const erreurs = juger(t, gouvernees, choisis, fermees, candidats, lus('successeurs', 'desactivees'))
    return { erreurs, vu: { gouvernees, choisis, fermees, candidats } }
  },

  async preparer(tx, { auteur, vu: { gouvernees, choisis, fermees, candidats } }) {
    const successeurs = gouvernees
      .filter((s) => choisis.has(s.id))
      .map((s) => ({ structure: referenceDe(s), utilisateur: candidats.get(s.id)!.choisi! }))
    const desactivees = gouvernees.filter((s) => fermees.has(s.id)).map(referenceDe)
    const annulees = await annuleesPar(
      tx,
      auteur.id,
      desactivees.map((s) => s.id),
    )
    return { saisie: { successeurs, desactivees }, resultat: { demandesAnnulees: annulees.map((d) => d.numero) } }
  },

  async appliquer(tx, { milieu, saisie, auteur, demande }) {
    const { successeurs, desactivees } = saisie as unknown as Gardee
    const { gouvernees, touchees } = await verrouiller(tx, auteur.id)
    const inactives = new Set(gouvernees.filter((s) => s.statut === 'INACTIVE').map((s) => s.id))
    const parSuccesseur = Map.groupBy(successeurs, (s) => s.utilisateur.id)
    for (const [a, lignes] of parSuccesseur) await transmettreGestion(tx, { structures: lignes.map((l) => l.structure.id), a, demande })
    await fermerRecuperations(
      tx,
      successeurs.map((s) => s.structure.id),
      milieu.t.gouvernance.recuperation.transfere,
    )
    const fermees = desactivees.map((s) => s.id)
    const annulees = (await annuleesPar(tx, auteur.id, fermees)).filter((d) => d.id !== demande)
    await fermerStructures(tx, milieu, fermees, demande, auteur.id)
    await cloreCompte(tx, milieu, auteur.id, demande)
    await journaliserPlusieurs(
      tx,
      touchees.map((chaine) => ({
        chaine,
        auteur: auteur.id,
        evenement: 'compte.desactiver:effective',
        demande,
        contenu: {
          ...(successeurs.some((s) => s.structure.id === chaine)
            ? {
                avant: { gestionnairePrincipal: `${auteur.prenom} ${auteur.nom}` },
                apres: { gestionnairePrincipal: nomDuSuccesseur(successeurs, chaine) },
              }
            : {}),
          ...(desactivees.some((s) => s.id === chaine)
            ? {
                ...(inactives.has(chaine) ? {} : { avant: { statut: 'ACTIVE' }, apres: { statut: 'INACTIVE' } }),
                motif: milieu.t.gouvernance.desactiver.structureFermee,
              }
            : {}),
        },
      })),
    )
    for (const [a, lignes] of parSuccesseur)
      await annoncerTransfert(milieu, tx, {
        de: null,
        parQui: `${auteur.prenom} ${auteur.nom}`,
        a,
        structures: lignes.map((l) => l.structure),
        demande,
      })
    return { resultat: { demandesAnnulees: annulees.map((d) => d.numero) } }
  },
})

const nomDuSuccesseur = (successeurs: Gardee['successeurs'], structure: string) => {
  const u = successeurs.find((s) => s.structure.id === structure)!.utilisateur
  return `${u.prenom} ${u.nom}`
}

/** The structures concerned, then the person: nobody can be made to govern one more meanwhile. */
async function verrouiller(
  tx: Tx,
  utilisateur: string,
  simulation = false,
): Promise<{ gouvernees: StructureVerrouillee[]; touchees: string[] }> {
  const { rows } = await sql<{ id: string; touchee: boolean }>`select id, bool_or(touchee) as touchee
    from (select id, true as touchee
        from structure
        where gestionnaire_principal = ${utilisateur}::uuid
        union all select structure, true
        from rattachement
        where utilisateur = ${utilisateur}::uuid and retire_le is null and (upper_inf(periode) or upper(periode) > maintenant())
        union all select structure, false
        from demande
        where structure is not null and auteur = ${utilisateur}::uuid and etat in ('demandee', 'programmee')
        union all select structure, false
        from demande
        where structure is not null and concerne = ${utilisateur}::uuid and etat in ('demandee', 'programmee')) x
    group by id`.execute(tx)
  const structures = await verrouillerStructures(
    tx,
    rows.map((r) => r.id),
  )
  if (!simulation) await sql`select from utilisateur where id = ${utilisateur}::uuid for no key update`.execute(tx)
  return {
    gouvernees: structures.filter((s) => s.gestionnairePrincipal === utilisateur),
    touchees: rows.filter((r) => r.touchee).map((r) => r.id),
  }
}

interface Candidature {
  nombre: number
  choisi: RefU | null
}

/** For each structure: how many others could take it over, and, of those chosen, the one who can. One statement. */
async function candidatsDe(
  tx: Tx,
  auteur: string,
  structures: string[],
  choisis: string[],
): Promise<Map<string, Candidature & { possibles: Map<string, RefU> }>> {
  const { rows } = await sql<{
    id: string
    nombre: number
    possibles: RefU[]
  }>`select s.id, x.nombre, x.possibles
    from unnest(${structures}::uuid[]) s(id),
      lateral (select count(*)::int as nombre,
          coalesce(json_agg(json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresseElectronique', u.adresse_electronique))
                filter (where u.id = any(${choisis}::uuid[])), '[]') as possibles
        from rattachement r
        join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
        where r.structure = s.id and r.service is null and r.utilisateur <> ${auteur}::uuid and r.retire_le is null
          and r.periode @> maintenant()) x`.execute(tx)
  return new Map(rows.map((r) => [r.id, { nombre: r.nombre, choisi: null, possibles: new Map(r.possibles.map((u) => [u.id, u])) }]))
}

/** `lues`: every line of both lists; otherwise a structure that none names may be the one of a line that says nothing. */
function juger(
  t: Textes,
  gouvernees: StructureVerrouillee[],
  choisis: Map<string, string>,
  fermees: Set<string>,
  candidats: Awaited<ReturnType<typeof candidatsDe>>,
  lues: boolean,
): ErreurChamp[] {
  const x = t.gouvernance.desactiver
  const erreurs: ErreurChamp[] = []
  for (const s of gouvernees) {
    const ici = candidats.get(s.id)!
    const champ = `successeurs.${s.id}`
    const choisi = choisis.get(s.id)
    ici.choisi = choisi ? (ici.possibles.get(choisi) ?? null) : null
    if (choisi) {
      if (!ici.choisi) erreurs.push({ champ, code: 'utilisateur-non-rattache', message: x.nonCandidat(nomDe(s)) })
    } else if (!fermees.has(s.id)) {
      if (lues)
        erreurs.push({
          champ,
          code: 'successeur-manquant',
          message: ici.nombre ? x.manquant(nomDe(s)) : x.seuleManquante(nomDe(s), s.statut === 'INACTIVE'),
        })
    } else if (ici.nombre) erreurs.push({ champ, code: 'successeur-manquant', message: x.pasSeul(nomDe(s)) })
  }
  const siennes = new Set(gouvernees.map((s) => s.id))
  if ([...choisis.keys(), ...fermees].some((id) => !siennes.has(id)))
    erreurs.push({ champ: 'successeurs', code: 'choix-invalide', message: x.inconnue })
  return erreurs
}

/** Nobody else is there: they stop as by « Désactiver une structure », at once, and nobody governs them any more. */
async function fermerStructures(tx: Tx, milieu: Milieu, structures: string[], demande: number, par: string) {
  if (!structures.length) return
  const { rows } = await sql<{
    id: number
  }>`select id
    from demande
    where structure = any(${structures}::uuid[]) and etat in ('programmee', 'demandee') and id <> ${demande}::bigint
    order by id`.execute(tx)
  for (const d of rows) await cloreSansEffet(tx, milieu, d.id, 'annulee', milieu.t.gouvernance.desactiver.structureFermee, par)
  await sql`update structure
    set statut = 'INACTIVE', gestionnaire_principal = null, version = version + 1, modifie_le = maintenant()
    where id = any(${structures}::uuid[])`.execute(tx)
}
