import { sql } from 'kysely'
import { z } from 'zod'
import { accorderTout, attacher } from '#acces/index.ts'
import { copierCoordonnees } from '#app/organisation/coordonnees-bancaires/copier.ts'
import { copierPieces } from '#app/organisation/pieces-jointes/index.ts'
import { copierServices } from '#app/organisation/services/ecrire.ts'
import { CHAMPS } from '#app/organisation/structures/champs.ts'
import { incoherences } from '#app/organisation/structures/coherence.ts'
import { erreurIdentifiant, manquants } from '#app/organisation/structures/creer/controle.ts'
import { limiterCreations } from '#app/organisation/structures/creer/limite.ts'
import { nomsAuRegistre, refusDoublon, refusEntitePublique, refuserDoublon } from '#app/organisation/structures/creer/creer.ts'
import { desactiverStructure } from '#app/organisation/structures/desactiver.ts'
import { choisir, type Choix } from '#app/organisation/structures/dupliquer/choisir.ts'
import { copierUtilisateurs } from '#app/organisation/structures/dupliquer/copier.ts'
import { annoncerDuplication } from '#app/organisation/structures/dupliquer/courriels.ts'
import { droitsQuiSuivent, lireEmportables, MAX_EMPORTES } from '#app/organisation/structures/dupliquer/lire.ts'
import { completerNouvelle, proposerNouvelle, TYPES_DUPLIQUES } from '#app/organisation/structures/dupliquer/proposer.ts'
import { grouper, normaliser } from '#app/organisation/structures/identifiants/index.ts'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { lireStructure, type Structure } from '#app/organisation/structures/lire.ts'
import { adresseDupliquer, exigerOuvert, type RegistreOuvert } from '#app/organisation/structures/registre.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande, type Demande, refus } from '#demandes/index.ts'
import { journaliser } from '#demandes/journal.ts'
import { soumettreDans } from '#demandes/soumettre.ts'
import { code, jour, texteLibre, texteRequis } from '#demandes/validation.ts'
import type { Textes } from '#ui/textes/index.ts'

const choix = () =>
  z
    .array(z.guid(code('choix-invalide')))
    .max(MAX_EMPORTES, code('trop-de-lignes', MAX_EMPORTES))
    .optional()

const SAISIE = z.strictObject({
  structure: RefStructure,
  typeIdentifiant: z.enum(TYPES_DUPLIQUES, code('choix-invalide')),
  identifiant: texteRequis(100),
  // Left empty, what the old structure or the register says holds.
  raisonSociale: texteLibre(200),
  nom: texteLibre(100),
  prenom: texteLibre(100),
  libelle: CHAMPS.libelle,
  adresseElectronique: CHAMPS.adresseElectronique,
  telephone: CHAMPS.telephone,
  adresse: texteLibre(200),
  complementAdresse1: CHAMPS.complementAdresse1,
  complementAdresse2: CHAMPS.complementAdresse2,
  codePostal: texteLibre(10),
  ville: texteLibre(100),
  pays: z
    .union([z.literal('').transform(() => null), CHAMPS.pays])
    .nullable()
    .optional(),
  nonDiffusibleInsee: CHAMPS.nonDiffusibleInsee.optional(),
  services: choix(),
  coordonneesBancaires: choix(),
  piecesJointes: choix(),
  utilisateurs: choix(),
  desactiverLe: jour()
    .nullish()
    .meta({ description: 'Jour (heure de Paris) à partir duquel l’ancienne structure est désactivée ; absent : elle ne change pas.' }),
})

/**
 * DUP-01…03: a new structure with the old one's data and what is chosen of it, at once; the old one does not change, unless its
 * deactivation is asked.
 */
export const dupliquerStructure = definirDemande({
  type: 'structure.dupliquer',
  saisie: SAISIE,
  acces: { profil: 'organisation.modification', sur: 'structure', memeInactive: true },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDeLaStructure,
  // Nothing of the old structure changes, its version neither.
  personnes: true,
  prevenus: (_db, { saisie }) => saisie.utilisateurs as { id: string; prenom: string; nom: string }[],
  // Bank details that come along are bank details created.
  preuve: ({ coordonneesBancaires: c }) => Array.isArray(c) && c.length > 0,
  controler(corps, t) {
    const type = TYPES_DUPLIQUES.find((x) => x === corps.typeIdentifiant)
    const erreur = type && corps.identifiant ? erreurIdentifiant(type, corps.identifiant, t) : null
    return erreur ? [erreur] : []
  },

  async enquerir(milieu, { saisie, auteur }): Promise<RegistreOuvert | null> {
    await limiterCreations(milieu.db, milieu.t, auteur)
    const { typeIdentifiant } = saisie
    if (!typeIdentifiant || !saisie.identifiant) return null
    const identifiant = normaliser(typeIdentifiant, saisie.identifiant)
    await refuserDoublon(milieu.db, milieu.t, typeIdentifiant, identifiant, auteur.id)
    return typeIdentifiant === 'SIRET' ? exigerOuvert(milieu, identifiant, adresseDupliquer(String(saisie.structure))) : null
  },

  async examiner(tx, { saisie, lus, structure, auteur, enquete, t }) {
    const { typeIdentifiant: type, desactiverLe } = saisie
    const ancienne = (await lireStructure(tx, structure!.id))!
    const identifiant = type && saisie.identifiant ? normaliser(type, saisie.identifiant) : null
    if (type && identifiant && publiqueEtrangere(ancienne, identifiant, enquete ?? null) && !auteur.roles.includes('operateur'))
      throw refusEntitePublique(t, {
        typeIdentifiant: type,
        identifiant,
        noms: nomsAuRegistre(enquete?.etablissement),
        dupliquee: ancienne.typeStructure === 'PUBLIQUE',
      })
    // What is proposed over what is left empty is known once the register has answered.
    const proposee =
      type && identifiant && (type !== 'SIRET' || enquete)
        ? proposerNouvelle(ancienne, type, identifiant, enquete?.etablissement ?? null)
        : null
    const champs = completerNouvelle(saisie, proposee ?? {})
    const emportables = await lireEmportables(tx, ancienne.id, auteur.id)
    const { emportes, erreurs } = choisir(t, saisie, emportables, lus)
    return {
      erreurs: [
        ...(proposee && type && lus('raisonSociale', 'nom', 'prenom') ? manquants(champs, type, t) : []),
        ...incoherences(champs, t, lus),
        ...erreurs,
        ...erreurDeDate(t, desactiverLe, emportables.aujourdhui, ancienne),
      ],
      vu: { champs, emportes, ancienne },
    }
  },

  async preparer(tx, { saisie, auteur, t, simulation, vu: { champs, emportes, ancienne } }) {
    const { typeIdentifiant, desactiverLe } = saisie
    const identifiant = normaliser(typeIdentifiant, saisie.identifiant)
    if (!simulation) await limiterCreations(tx, t, auteur, { verrou: true })
    if (!simulation) await refuserDoublon(tx, t, typeIdentifiant, identifiant, auteur.id)
    const services = emportes.services.map((s) => s.id)
    return {
      saisie: {
        typeIdentifiant,
        identifiant,
        typeStructure: ancienne.typeStructure,
        ...champs,
        ...referencesDe(emportes),
        ...(desactiverLe ? { desactiverLe } : {}),
      },
      resultat: {
        services: services.length,
        coordonneesBancaires: emportes.coordonneesBancaires.length,
        piecesJointes: emportes.piecesJointes.length,
        utilisateurs: emportes.utilisateurs.length,
        habilitations: emportes.utilisateurs.reduce((n, p) => n + droitsQuiSuivent(p, services), 0),
      },
    }
  },

  async appliquer(tx, { saisie: s, structure, auteur, milieu, demande }) {
    const saisie = s as unknown as Record<string, unknown> & {
      typeIdentifiant: (typeof TYPES_DUPLIQUES)[number]
      identifiant: string
      services: { id: string }[]
      coordonneesBancaires: { id: string }[]
      piecesJointes: { id: string }[]
      utilisateurs: { id: string }[]
      desactiverLe?: string | null
    }
    const { typeIdentifiant, identifiant } = saisie
    const de = structure!.id
    const champs = Object.fromEntries(Object.entries(saisie).filter(([n, v]) => n in CHAMPS && v !== null && v !== ''))
    // Two at the same instant: the second waits here for the first, then is told.
    const cree = await tx
      .insertInto('structure')
      .values({
        ...champs,
        typeIdentifiant,
        identifiant,
        typeStructure: structure!.typeStructure,
        gestionnairePrincipal: auteur.id,
        structureOrigine: de,
      } as never)
      .onConflict((c) => c.constraint('identifiant_deja_present').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!cree) throw refusDoublon(milieu.t)
    const vers = cree.id
    if (!(await attacher(tx, { utilisateur: auteur.id, structure: vers, demande }))) throw refus(milieu.t, 'authentification-requise')
    await accorderTout(tx, { utilisateur: auteur.id, structure: vers })
    if (structure!.typeStructure === 'PUBLIQUE')
      await sql`insert into service (structure, code, nom) values (${vers}::uuid, 'FACTURES_PUBLIQUES', ${milieu.t.structures.creer.servicePublic})`.execute(
        tx,
      )
    const ids = (l: { id: string }[]) => l.map((x) => x.id)
    const services = await copierServices(tx, { de, vers, ids: ids(saisie.services) })
    const comptes = await copierCoordonnees(tx, milieu.settings, { de, vers, ids: ids(saisie.coordonneesBancaires), auteur: auteur.id })
    await copierPieces(tx, { de, vers, ids: ids(saisie.piecesJointes), auteur: auteur.id })
    const suivis = await copierUtilisateurs(tx, { de, vers, utilisateurs: ids(saisie.utilisateurs), services, demande })
    const nouvelle = grouper(typeIdentifiant, identifiant)
    const desactivation = saisie.desactiverLe
      ? (
          await soumettreDans(tx, milieu, {
            definition: desactiverStructure as unknown as Demande,
            auteur: { ...auteur, roles: [] },
            corps: { structure: de, motif: milieu.t.dupliquer.motif(nouvelle), aPartirDu: saisie.desactiverLe },
          })
        ).recu.numero
      : null
    await journaliser(tx, {
      chaine: vers,
      auteur: auteur.id,
      demande,
      evenement: 'structure.dupliquer:effective',
      contenu: { apres: { ...champs, structureOrigine: de }, version: 1 },
    })
    await annoncerDuplication(milieu, tx, {
      auteur,
      ancienne: structure!.raisonSociale,
      nouvelle: { id: vers, nom: String(champs.raisonSociale ?? `${String(champs.prenom)} ${String(champs.nom)}`), identifiant: nouvelle },
      utilisateurs: suivis.utilisateurs,
      demande,
    })
    return {
      resultat: {
        structure: vers,
        services: services.size,
        coordonneesBancaires: comptes,
        piecesJointes: saisie.piecesJointes.length,
        utilisateurs: suivis.utilisateurs.length,
        habilitations: suivis.habilitations,
        ...(desactivation ? { desactivation } : {}),
      },
    }
  },
})

/** A user makes no public entity: only another establishment of the one they govern (STR-03). */
export const publiqueEtrangere = (
  ancienne: Pick<Structure, 'typeStructure' | 'identifiant'>,
  identifiant: string,
  registre: RegistreOuvert | null,
) =>
  ancienne.typeStructure === 'PUBLIQUE'
    ? ancienne.identifiant.slice(0, 9) !== identifiant.slice(0, 9)
    : (registre?.etablissement.unitePublique ?? false)

function erreurDeDate(t: Textes, le: string | null | undefined, aujourdhui: string, ancienne: Structure) {
  if (!le) return []
  const erreur = (c: string, message: string) => [{ champ: 'desactiverLe', code: c, message }]
  if (ancienne.statut === 'INACTIVE') return erreur('structure-deja-inactive', t.structures.desactiver.dejaInactive)
  return le > aujourdhui ? [] : erreur('date-passee', t.dupliquer.datePassee)
}

/** What the demande keeps of what comes along: enough to be read later. */
const referencesDe = ({ services, coordonneesBancaires, piecesJointes, utilisateurs }: Choix) => ({
  services: services.map(({ id, code: c, nom }) => ({ id, code: c, nom })),
  coordonneesBancaires: coordonneesBancaires.map(({ id, nom, compte }) => ({ id, nom, compte })),
  piecesJointes: piecesJointes.map(({ id, nom, designation }) => ({ id, nom, designation })),
  utilisateurs: utilisateurs.map(({ id, prenom, nom }) => ({ id, prenom, nom })),
})
