import { sql } from 'kysely'
import { z } from 'zod'
import { accorderTout, attacher } from '#acces/index.ts'
import { ajouterServiceReserve } from '#app/organisation/services/ecrire.ts'
import { CHAMPS, CHAMPS_PUBLICS, type NomChamp, type Valeurs } from '#app/organisation/structures/champs.ts'
import { incoherences } from '#app/organisation/structures/coherence.ts'
import { controlerCreation, manquants, PARTIES } from '#app/organisation/structures/creer/controle.ts'
import { limiterCreations } from '#app/organisation/structures/creer/limite.ts'
import {
  candidatsParticulier,
  construireParticulier,
  emettreEnCours,
  normaliser,
  TYPES_IDENTIFIANT,
  type TypeIdentifiant,
} from '#app/organisation/structures/identifiants/index.ts'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { exigerOuvert, valeursDuRegistre, type RegistreOuvert } from '#app/organisation/structures/registre.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { code, texteLibre } from '#demandes/validation.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const partie = (min: number, max: number) =>
  z.number(code('champ-invalide')).int(code('champ-invalide')).min(min, code('champ-invalide')).max(max, code('champ-invalide')).optional()
type Facultatifs = { [K in NomChamp]: z.ZodOptional<(typeof CHAMPS)[K]> }
const facultatifs = Object.fromEntries(Object.entries(CHAMPS).map(([nom, schema]) => [nom, schema.optional()])) as Facultatifs

const SAISIE = z.strictObject({
  typeIdentifiant: z.enum(TYPES_IDENTIFIANT, code('choix-invalide')),
  identifiant: texteLibre(100),
  sexe: partie(1, 2),
  moisNaissance: partie(1, 12),
  anneeNaissance: partie(1900, 2099),
  typeStructure: z.enum(['PRIVEE', 'PUBLIQUE'], code('choix-invalide')).optional(),
  ...facultatifs,
  // Left empty, the register's value holds.
  raisonSociale: texteLibre(200),
  nom: texteLibre(100),
  prenom: texteLibre(100),
  adresse: texteLibre(200),
  codePostal: texteLibre(10),
  ville: texteLibre(100),
  pays: z
    .union([z.literal('').transform(() => null), CHAMPS.pays])
    .nullable()
    .optional(),
})
type Saisie = z.output<typeof SAISIE>

/** STR-03: creates a structure at once; the author becomes its gestionnaire principal, attached, with every profile. */
export const creerStructure = definirDemande({
  type: 'structure.creer',
  saisie: SAISIE,
  acces: { qui: 'connecte' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDeLaStructure,
  controler: controlerCreation,

  async enquerir(milieu, { saisie, auteur }): Promise<RegistreOuvert | null> {
    await limiterCreations(milieu.db, milieu.t, auteur)
    const { typeIdentifiant } = saisie
    const identifiant = identifiantSaisi(saisie)
    if (!typeIdentifiant || !identifiant) return null
    await refuserDoublon(milieu.db, milieu.t, typeIdentifiant, identifiant, auteur.id)
    return typeIdentifiant === 'SIRET' ? exigerOuvert(milieu, identifiant) : null
  },

  async examiner(_tx, { saisie, lus, auteur, enquete, t }) {
    const { typeIdentifiant } = saisie
    const publique = saisie.typeStructure === 'PUBLIQUE' || (enquete?.etablissement.unitePublique ?? false)
    if (publique && !auteur.roles.includes('operateur'))
      throw refusEntitePublique(t, {
        typeIdentifiant: typeIdentifiant ?? '',
        identifiant: identifiantSaisi(saisie) ?? '',
        noms: enquete ? nomsAuRegistre(enquete.etablissement) : [saisie.raisonSociale, saisie.ville],
      })
    const champs = completer(saisie, enquete ?? null)
    // What is missing under a SIRET is known once the register has answered.
    const connus = typeIdentifiant && (typeIdentifiant !== 'SIRET' || enquete) && lus('raisonSociale', 'nom', 'prenom')
    const reserves = publique
      ? []
      : CHAMPS_PUBLICS.filter((n) => champs[n]).map((champ) => ({
          champ,
          code: 'reserve-entites-publiques',
          message: t.champs.erreur('reserve-entites-publiques', t.champs.libelles[champ]),
        }))
    const erreurs = [...(connus ? manquants(champs, typeIdentifiant, t) : []), ...incoherences(champs, t, lus), ...reserves]
    return { erreurs, vu: { champs, publique } }
  },

  async preparer(tx, { saisie, auteur, t, simulation, vu: { champs, publique } }) {
    const identifiant = identifiantSaisi(saisie)
    // A simulation was told a moment ago, by what is asked before; a submission is told again, under its lock.
    if (!simulation) await limiterCreations(tx, t, auteur, { verrou: true })
    if (identifiant && !simulation) await refuserDoublon(tx, t, saisie.typeIdentifiant, identifiant, auteur.id)
    // What an individual's identifier is made of is used and not kept.
    return {
      saisie: {
        typeIdentifiant: saisie.typeIdentifiant,
        ...(identifiant ? { identifiant } : {}),
        typeStructure: publique ? 'PUBLIQUE' : 'PRIVEE',
        ...champs,
      },
    }
  },

  async appliquer(tx, { saisie, auteur, milieu }) {
    const { typeIdentifiant, typeStructure } = saisie
    const champs = Object.fromEntries(Object.entries(saisie).filter(([n]) => n in CHAMPS)) as unknown as Valeurs
    for await (const identifiant of identifiantsPossibles(tx, saisie)) {
      // Two at the same instant: the second waits here for the first, then is told.
      const cree = await tx
        .insertInto('structure')
        .values({ ...champs, typeIdentifiant, identifiant, typeStructure: typeStructure!, gestionnairePrincipal: auteur.id } as never)
        .onConflict((c) => c.constraint('identifiant_deja_present').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!cree) continue
      const structure = cree.id
      if (!(await attacher(tx, { utilisateur: auteur.id, structure }))) throw refus(milieu.t, 'authentification-requise')
      await accorderTout(tx, { utilisateur: auteur.id, structure })
      if (typeStructure === 'PUBLIQUE') await ajouterServiceReserve(tx, structure, milieu.t.structures.creer.servicePublic)
      return { structure, resultat: { structure } }
    }
    throw refusDoublon(milieu.t)
  },
})

const identifiantSaisi = ({ typeIdentifiant: type, identifiant }: Partial<Saisie>) =>
  !type || type === 'AUTRE' || type === 'PARTICULIER' ? null : normaliser(type, identifiant ?? '') || null

/** What was typed, completed by the register; only fields that have a value. */
function completer(saisie: Partial<Saisie>, registre: RegistreOuvert | null): Partial<Valeurs> {
  const vide = (v: unknown) => v === undefined || v === null || v === ''
  const { libelle: _, ...duRegistre } = registre ? valeursDuRegistre(registre.etablissement) : {}
  // A name that was typed is the name: the register's other kind of name does not join it.
  const noms = !vide(saisie.raisonSociale) ? ['nom', 'prenom'] : !vide(saisie.nom) || !vide(saisie.prenom) ? ['raisonSociale'] : []
  const proposees = Object.fromEntries(Object.entries(duRegistre).filter(([n]) => !noms.includes(n)))
  const saisies = Object.fromEntries(Object.entries(saisie).filter(([n, v]) => n in CHAMPS && !PARTIES.includes(n) && !vide(v)))
  return Object.fromEntries(Object.entries({ ...proposees, ...saisies }).filter(([, v]) => v !== false)) as Partial<Valeurs>
}

/** One identifier to try, or for an individual as many as it takes: that somebody holds it is never said (STR-02). */
async function* identifiantsPossibles(tx: Tx, s: Saisie): AsyncGenerator<string> {
  if (s.typeIdentifiant === 'AUTRE') yield await emettreEnCours(tx)
  else if (s.typeIdentifiant !== 'PARTICULIER') yield normaliser(s.typeIdentifiant, s.identifiant ?? '')
  else
    yield* candidatsParticulier(
      construireParticulier({
        sexe: s.sexe!,
        anneeNaissance: s.anneeNaissance!,
        moisNaissance: s.moisNaissance!,
        codePostal: s.codePostal!,
        nom: s.nom!,
      }),
    )
}

export async function refuserDoublon(db: Db | Tx, t: Textes, type: TypeIdentifiant, identifiant: string, qui: string) {
  const { rows } = await sql<{
    id: string
    sienne: boolean
    publique: boolean
  }>`select s.id, s.type_structure = 'PUBLIQUE' as publique,
      exists (select from rattachement r
        where r.utilisateur = ${qui}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()) as sienne
    from structure s
    where s.type_identifiant = ${type} and s.identifiant = ${identifiant}`.execute(db)
  if (rows[0]) throw refusDoublon(t, rows[0].sienne ? rows[0].id : null, rows[0].publique)
}

/**
 * `sienne`: whoever asks is attached to it already, and is led there. `publique`: anybody reads it in the directory, and nobody disputes
 * its creation.
 */
export const refusDoublon = (t: Textes, sienne: string | null = null, publique = false) => {
  const x = t.structures.creer
  const detail = sienne ? x.dejaVotre : refus(t, 'identifiant-deja-present').probleme.detail
  const remede = sienne
    ? { libelle: x.ouvrir, href: `/organisation/structures/${sienne}` }
    : { libelle: x.rattachement, href: '/organisation/utilisateurs/rattachement' }
  return refus(t, 'identifiant-deja-present', {
    detail,
    champs: [{ champ: 'identifiant', code: sienne ? 'deja-rattache' : 'identifiant-deja-present', message: detail }],
    remede,
    ...(publique ? { plus: { publique } } : {}),
  })
}

/** With the ticket to the support as good as written: which entity, its name and its town when the register or the person said them. */
/** `dupliquee`: from a public entity, which may have other establishments of its own. */
export const refusEntitePublique = (
  t: Textes,
  e: { typeIdentifiant: string; identifiant: string; noms?: unknown[]; dupliquee?: boolean },
) => {
  const x = t.structures.creer
  const quoi = `${t.structures.types[e.typeIdentifiant] ?? e.typeIdentifiant} ${e.identifiant}`
  const ticket = new URLSearchParams({
    categorie: 'annuaire-et-structures',
    sousCategorie: 'structure-a-creer',
    titre: x.publiqueTicket(quoi),
    description: [x.publiqueTicket(quoi), ...(e.noms ?? []).filter((n): n is string => typeof n === 'string' && n !== '')].join('\n'),
  })
  return refus(t, 'entite-publique', {
    detail: e.dupliquee ? x.publiqueDupliquee : x.publique,
    remede: { libelle: x.publiqueRemede, href: `/support/tickets/creer?${ticket}` },
  })
}

export const nomsAuRegistre = (e: RegistreOuvert['etablissement'] | undefined) => [
  e?.raisonSociale,
  e?.adresse,
  [e?.codePostal, e?.ville].filter(Boolean).join(' '),
]
