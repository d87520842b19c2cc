import { sql } from 'kysely'
import { z } from 'zod'
import {
  CHAMPS_CLAIRS,
  CHAMPS_COMPTE,
  completerCompte,
  erreursDuCompte,
  normaliserCompte,
  type ChampClair,
  type Compte,
} from '#app/organisation/coordonnees-bancaires/champs.ts'
import { annoncerCompte } from '#app/organisation/coordonnees-bancaires/courriels.ts'
import { lieuDuCompte } from '#app/organisation/coordonnees-bancaires/lieu.ts'
import { prevenusDuCompte } from '#app/organisation/coordonnees-bancaires/prevenus.ts'
import { RefRib } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { lireCompte, lireCoordonnee } from '#app/organisation/coordonnees-bancaires/lire.ts'
import {
  finDesNumeros,
  garderChangement,
  masque,
  oublierChangement,
  prendreChangement,
  scellerCompte,
} from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { exigerEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
import { RETIREE } from '#app/organisation/pieces-jointes/retirer.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus, refusDeChamps } from '#demandes/index.ts'
import { recueillir, type Griefs } from '#demandes/lecture.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

const RefCoordonnee = reference().meta({ description: 'Identifiant (UUID) de la coordonnée bancaire.' })
/** What a demande on an account names: its structure is found from it. */
export const DE_LA_COORDONNEE = { structure: RefStructure.optional(), coordonneeBancaire: RefCoordonnee }

const memesNumeros = (a: Compte, b: Compte) => a.iban === b.iban && a.bban === b.bban

/**
 * BAN-02: changes the fields given; a number left out stays, and its RIB with it; another number comes with its own RIB. In force after the
 * delay, or from the day chosen; until then the new numbers are kept sealed, aside.
 */
export const modifierCoordonnee = definirDemande({
  type: 'coordonnee-bancaire.modifier',
  saisie: z.strictObject({
    ...DE_LA_COORDONNEE,
    ...CHAMPS_COMPTE,
    type: CHAMPS_COMPTE.type.optional(),
    nom: CHAMPS_COMPTE.nom.optional(),
    rib: RefRib.nullish(),
  }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'coordonnee-bancaire',
  lieu: lieuDuCompte,
  preuve: true,
  avisPropre: annoncerCompte,
  prevenus: prevenusDuCompte,
  scelles: ['iban', 'bban'],
  objet: { table: 'coordonnee_bancaire', champ: 'coordonneeBancaire' },

  async examiner(tx, { t, settings, saisie, lus, structure, objet, auteur }) {
    const { structure: _s, coordonneeBancaire: _c, rib, ...voulu } = saisie
    const actuel = await lireCompte(tx, settings, objet!.id)
    const compte = completerCompte(actuel, voulu)
    const autre = !memesNumeros(actuel, compte)
    const griefs: Griefs = { erreurs: erreursDuCompte(compte, t, lus), refus: [] }
    if (autre && !rib) griefs.erreurs.push({ champ: 'rib', code: 'champ-manquant', message: t.coordonnees.modifier.ribExige })
    const [piece] =
      (rib &&
        (await recueillir(griefs, () =>
          exigerEnvois(tx, { t, auteur: auteur.id, envois: [rib], structure: structure!.id, champ: 'rib' }),
        ))) ||
      []
    return { erreurs: griefs.erreurs, vu: { actuel, compte, autre, piece } }
  },

  async preparer(tx, { t, objet, vu: { actuel, compte, autre, piece } }) {
    const change = CHAMPS_CLAIRS.filter((n) => actuel[n] !== compte[n])
    const numeros = !autre ? [] : [['compte', masque(finDesNumeros(actuel)), masque(finDesNumeros(compte))]]
    const pieces = piece ? [['nomDuRib', (await lireCoordonnee(tx, objet!.id))?.rib?.nom ?? null, piece.nom]] : []
    const lignes = [...change.map((n) => [n, actuel[n], compte[n]]), ...numeros, ...pieces] as [string, unknown, unknown][]
    if (!lignes.length) throw refus(t, 'aucun-changement')
    return {
      avant: Object.fromEntries(lignes.map(([n, avant]) => [n, avant])),
      saisie: Object.fromEntries(lignes.map(([n, , apres]) => [n, apres])),
    }
  },

  async inscrire(tx, { milieu: { settings, t }, demande, saisie, structure, objet, auteur }) {
    const piece = saisie.rib
      ? (
          await rattacherEnvois(tx, {
            t,
            auteur: auteur.id,
            envois: [saisie.rib],
            structure: structure!.id,
            genre: 'CB',
            champ: 'rib',
            designation: saisie.nom ?? '',
          })
        )[0]!.id
      : null
    const { iban, bban } = completerCompte(await lireCompte(tx, settings, objet!.id), saisie)
    const numeros = saisie.iban || saisie.bban ? { iban, bban } : null
    if (numeros || piece) await garderChangement(tx, settings, demande, { numeros, piece })
  },

  // Another change may have come into force meanwhile: what both make of it is judged again.
  async appliquer(tx, { milieu: { settings, t }, demande, saisie, objet }) {
    const { numeros, piece } = await prendreChangement(tx, settings, demande)
    const champs = Object.fromEntries(
      CHAMPS_CLAIRS.filter((n) => saisie[n as keyof typeof saisie] !== undefined).map((n) => [n, saisie[n as keyof typeof saisie]]),
    ) as Partial<Pick<Compte, ChampClair>>
    const compte = normaliserCompte({ ...(await lireCompte(tx, settings, objet!.id)), ...champs, ...numeros })
    const erreurs = erreursDuCompte(compte, t)
    if (erreurs.length) throw refusDeChamps(t, erreurs)
    await ecrireCompte(tx, settings, objet!.id, compte, piece)
  },

  effacer: (tx, { demande }) => oublierChangement(tx, demande),
})

/** Sealed again whole; the RIB that another replaces is removed. */
async function ecrireCompte(tx: Tx, settings: Settings, id: string, c: Compte, piece: string | null) {
  const { cle, scelle } = await scellerCompte(tx, settings, id, c)
  await sql`with ancien as (select piece_jointe from coordonnee_bancaire where id = ${id}::uuid),
      p as (update piece_jointe p set ${RETIREE} from ancien a where p.id = a.piece_jointe and ${piece}::uuid is not null)
    update coordonnee_bancaire
    set type = ${c.type}, nom = ${c.nom}, pays = ${c.pays}, bic = ${c.bic}, affactureur = ${c.affactureur},
      designation_affactureur = ${c.designationAffactureur}, identifiant_affactureur = ${c.identifiantAffactureur}, cle = ${cle},
      scelle = ${scelle}, fin = ${finDesNumeros(c)}, a_iban = ${c.iban !== null}, piece_jointe = coalesce(${piece}::uuid, piece_jointe)
    where id = ${id}::uuid`.execute(tx)
}
