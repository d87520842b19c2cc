import { sql } from 'kysely'
import { z } from 'zod'
import { accorderParDefaut, attacher } from '#acces/index.ts'
import { adresseRemplie } from '#app/demandes/refaire.ts'
import { decrireDemande } from '#app/organisation/rattachements/decrire.ts'
import { RESERVE } from '#app/organisation/services/champs.ts'
import { normaliser, TYPES_IDENTIFIANT, verifier, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { DEMANDER } from '#app/organisation/rattachements/adresses.ts'
import { jsonService, type RefS, type RefSv } from '#app/organisation/rattachements/references.ts'
import { refusRattachement } from '#app/organisation/rattachements/refus.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { definirDemande, refusDeChamps } from '#demandes/index.ts'
import { code, texteLibre, texteRequis } from '#demandes/validation.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** UTI-01: asks to be attached; the structure is named by its identifier, since the requester knows no id. The gestionnaire principal decides. */
export const demanderRattachement = definirDemande({
  type: 'rattachement.demander',
  saisie: z.strictObject({
    typeIdentifiant: z.enum(TYPES_IDENTIFIANT, code('choix-invalide')),
    identifiant: texteRequis(100),
    codeService: texteRequis(100).nullish(),
    commentaire: texteLibre(500),
  }),
  acces: { qui: 'connecte' },
  approbation: 'gestionnaire-principal',
  effet: 'immediat',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDemande,
  refaire(saisie) {
    const { typeIdentifiant, identifiant, service, commentaire } = saisie as {
      typeIdentifiant: string
      identifiant: string
      service: RefSv | null
      commentaire: string | null
    }
    return [{ saisie, href: adresseRemplie(DEMANDER, { typeIdentifiant, identifiant, codeService: service?.code, commentaire }) }]
  },
  personnes: true,

  async examiner(tx, { t, saisie, auteur, simulation }) {
    const { typeIdentifiant, codeService = null } = saisie
    if (!typeIdentifiant || !saisie.identifiant) return { erreurs: [], vu: null }
    const identifiant = normaliser(typeIdentifiant, saisie.identifiant)
    const lire = () => situer(tx, { typeIdentifiant, identifiant, codeService, auteur: auteur.id })
    let vue = await lire()
    if (vue && !simulation) {
      await verrouillerStructures(tx, [vue.id])
      vue = await lire()
    }
    const s = exigerOuverte(t, vue, typeIdentifiant, saisie.identifiant)
    const inconnu = {
      champ: 'codeService',
      code: 'service-inconnu',
      message: t.champs.erreur('service-inconnu', t.champs.libelles.codeService),
    }
    return { erreurs: codeService && !s.service ? [inconnu] : [], vu: s }
  },

  async preparer(_tx, { t, saisie: { typeIdentifiant, commentaire = null }, vu }) {
    const s = vu!
    if (s.deja)
      throw refusRattachement(t, 'deja-rattache', { detail: t.rattachements.demander.deja(s.raisonSociale, s.service?.code ?? null) })
    if (s.attente)
      throw refusRattachement(t, 'demande-deja-en-attente', {
        detail: t.rattachements.demander.enAttente(s.attente),
        remede: { libelle: t.demandes.recu.voir(s.attente), href: `/demandes/${s.attente}` },
        plus: { demande: s.attente },
      })
    return {
      structure: s.id,
      service: s.service?.id ?? null,
      saisie: { typeIdentifiant, identifiant: s.identifiant, raisonSociale: s.raisonSociale, service: s.service, commentaire },
    }
  },

  // Days may have gone by: what is decided is judged as of now.
  async inscrire(tx, { milieu: { t }, demande, saisie, structure, auteur }) {
    const service = (saisie as unknown as { service: RefSv | null }).service?.id ?? null
    if (structure?.statut !== 'ACTIVE') throw refusRattachement(t, 'structure-inactive')
    const { rows } = await sql<{
      actif: boolean
      ouvert: boolean
    }>`select u.est_actif as actif, ${service}::uuid is null
        or exists (select from service where id = ${service}::uuid and statut = 'ACTIF') as ouvert
      from utilisateur u
      where u.id = ${auteur.id}::uuid`.execute(tx)
    if (!rows[0]?.actif) throw refusRattachement(t, 'compte-inactif')
    if (!rows[0].ouvert) throw refusRattachement(t, 'service-inactif')
    const qui = { utilisateur: auteur.id, structure: structure.id, service, demande }
    if (await attacher(tx, qui)) await accorderParDefaut(tx, qui)
  },
})

export interface StructureDemandee extends RefS {
  services: RefSv[]
}
/** Beyond, the code is typed. */
export const SERVICES_MONTRES = 100

/** The structure that a form is about, with its services: what the exact identifier opens, and no more. @throws the refusals of the demande */
export async function identifierStructure(
  db: Db,
  t: Textes,
  { type, saisi, auteur }: { type: TypeIdentifiant; saisi: string; auteur: string },
): Promise<StructureDemandee> {
  if (!saisi.trim())
    throw refusDeChamps(t, [
      { champ: 'identifiant', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', t.champs.libelles.identifiant) },
    ])
  const s = exigerOuverte(
    t,
    await situer(db, { typeIdentifiant: type, identifiant: normaliser(type, saisi), codeService: null, auteur }),
    type,
    saisi,
  )
  const { rows } = await sql<RefSv>`select id, code, nom
      from service
      where structure = ${s.id}::uuid and statut = 'ACTIF' and (code <> ${RESERVE} or ${s.estRattache})
      order by code
      limit ${SERVICES_MONTRES + 1}`.execute(db)
  return { id: s.id, typeIdentifiant: s.typeIdentifiant, identifiant: s.identifiant, raisonSociale: s.raisonSociale, services: rows }
}

interface Situation extends RefS {
  statut: string
  typeStructure: string
  service: RefSv | null
  deja: boolean
  attente: string | null
  estRattache: boolean
}

async function situer(
  db: Tx | Db,
  q: { typeIdentifiant: TypeIdentifiant; identifiant: string; codeService: string | null; auteur: string },
): Promise<Situation | null> {
  // An individual's structure is never said to exist (STR-02): its owner attaches, nobody asks.
  if (q.typeIdentifiant === 'PARTICULIER') return null
  const { rows } =
    await sql<Situation>`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, s.statut, s.type_structure,
        ${jsonService('v')} as service,
        exists (select from rattachement r
          where r.utilisateur = ${q.auteur}::uuid and r.structure = s.id and r.service is not distinct from v.id and r.retire_le is null
            and r.periode @> maintenant()) as deja,
        exists (select from rattachement r
          where r.utilisateur = ${q.auteur}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()) as est_rattache,
        (select d.numero
          from demande d
          where d.auteur = ${q.auteur}::uuid and d.structure = s.id and d.service is not distinct from v.id
            and d.type = 'rattachement.demander' and d.etat = 'demandee'
          limit 1) as attente
      from structure s
      left join service v on v.structure = s.id and v.code = ${q.codeService} and v.statut = 'ACTIF'
        and (v.code <> ${RESERVE}
            or exists (select from rattachement r
              where r.utilisateur = ${q.auteur}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()))
      where s.type_identifiant = ${q.typeIdentifiant} and s.identifiant = ${q.identifiant}`.execute(db)
  return rows[0] ?? null
}

/** A private structure that is not open looks like none at all to whoever is not of it. */
function exigerOuverte(t: Textes, s: Situation | null, type: TypeIdentifiant, saisi: string): Situation {
  const surLeChamp = (code: string, message: string) => refusDeChamps(t, [{ champ: 'identifiant', code, message }])
  const cachee = s && s.statut !== 'ACTIVE' && s.typeStructure === 'PRIVEE' && !s.estRattache
  if (s && !cachee) {
    if (s.statut === 'ACTIVE') return s
    throw surLeChamp('structure-inactive', t.rattachements.demander.inactive(s.raisonSociale))
  }
  const lu = verifier(type, saisi)
  if (type !== 'PARTICULIER' && type !== 'AUTRE' && !lu.ok && lu.code === 'identifiant-invalide')
    throw surLeChamp('identifiant-invalide', t.identifiants.raisons[lu.raison](lu.params))
  throw surLeChamp('identifiant-inconnu', t.rattachements.demander.inconnu)
}
