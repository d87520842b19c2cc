import { sql, type RawBuilder } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { estUuid } from '#app/contexte.ts'
import { TEXTE_MAX, TITRE_MAX, TYPES_OBJET } from '#app/support/tickets/champs.ts'
import { fautesDeFichiers, joindreAuTicket } from '#app/support/tickets/fichiers.ts'
import { prevenirDuTicket } from '#app/support/tickets/courriels.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'

/** As it is typed: everything a text, nothing judged. */
export type SaisieTicket = Partial<Record<(typeof CHAMPS_TICKET)[number], string | null | undefined>>
export const CHAMPS_TICKET = [
  'sousCategorie',
  'typeObjet',
  'numeroObjet',
  'destinataire',
  'codeService',
  'structure',
  'service',
  'courriel',
  'telephone',
  'titre',
  'description',
] as const

/** Who acts, and what of the program it needs. */
export type MilieuTicket = Pick<Contexte, 'db' | 'settings' | 'jobs' | 't'> & {
  utilisateur: { id: string; adresseElectronique: string } | null
  contact?: Contact | null
}
/** Somebody without an account, whose address has answered. */
export interface Contact {
  id: string
  adresse: string
}

/** So many tickets of one person in an hour: beyond, it is a mistake or an attack. */
const PAR_HEURE = 30
const COURRIEL = /^[^\s@"(),:;<>[\]\\]{1,64}@[^\s@]+\.[^\s@]{2,}$/

interface Trouves {
  categorie: string | null
  metier: boolean | null
  avecObjet: boolean | null
  destinataire: string | null
  destinataireService: string | null
  structure: string | null
  service: string | null
  recents: number
  deja: string | null
  memesMots: boolean | null
}

/**
 * « Créer un ticket » (TIC-02, TIC-03), by an account or by a contact (SUP-01): all that is wrong is said together; sent twice, it is one
 * ticket; its draft goes with it. `fautes`: those of the files that could not be kept. `cleSeule`: whatever the words have become
 * meanwhile, the key tells it is the same. @throws Refus
 */
export async function creerTicket(
  c: MilieuTicket,
  cle: string,
  saisie: SaisieTicket,
  envois: string[] = [],
  fautes: ErreurChamp[] = [],
  cleSeule = false,
): Promise<string> {
  const v = Object.fromEntries(CHAMPS_TICKET.map((n) => [n, (saisie[n] ?? '').replaceAll('\r\n', '\n').trim()])) as Record<
    (typeof CHAMPS_TICKET)[number],
    string
  >
  const auteur = c.contact
    ? { id: c.contact.id, adresse: c.contact.adresse }
    : { id: c.utilisateur!.id, adresse: c.utilisateur!.adresseElectronique }
  const [compte, contact] = c.contact ? [null, auteur.id] : [auteur.id, null]
  // Without an account there is no structure to write for, and no address but the one that answered.
  if (c.contact) Object.assign(v, { structure: '', service: '', courriel: '' })
  const deLui = c.contact ? sql`contact = ${auteur.id}::uuid` : sql`auteur = ${auteur.id}::uuid`
  return c.db.transaction().execute(async (tx) => {
    // Both leave at once; the second is read once the lock is held.
    const [
      ,
      {
        rows: [lu],
      },
    ] = await Promise.all([
      sql`/* @ticket-verrou */ select pg_advisory_xact_lock(hashtextextended(${`ticket:${auteur.id}`}, 0))`.execute(tx),
      sql<Trouves>`/* @ticket-juger~ */
        select k.categorie, k.metier, k.avec_objet, d.id as destinataire,
          (select id from service where structure = d.id and code = ${v.codeService} and statut = 'ACTIF') as destinataire_service,
          e.structure,
          (select id
            from service
            where structure = e.structure and (id = ${uuid(v.service)}::uuid or code = ${v.service}) and statut = 'ACTIF') as service,
          (select count(*)::int from ticket where ${deLui} and cree_le > maintenant() - interval '1 hour') as recents, f.deja, f.memes_mots
        from (select ${structureEmettrice(compte, v.structure)} as structure) e
        left join ticket_sous_categorie k on k.code = ${v.sousCategorie} and k.active
        left join lateral (select id
            from structure
            where identifiant = ${v.destinataire.replaceAll(/\s/g, '')} and type_structure = 'PUBLIQUE' and statut = 'ACTIVE'
            order by type_identifiant
            limit 1) d on true
        left join lateral (select numero as deja,
              (sous_categorie, titre, description) = (${v.sousCategorie}, ${v.titre}, ${v.description}) as memes_mots
            from ticket
            where ${deLui} and cle = ${cle}::uuid) f on true`.execute(tx),
    ])
    const trouves = lu!
    if (trouves.deja && (trouves.memesMots || cleSeule)) return trouves.deja
    if (trouves.deja) throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.tickets.dejaCree(trouves.deja) })
    const erreurs = [...juger(c, v, trouves), ...(await fautesDeFichiers(tx, { t: c.t, auteur: auteur.id, envois })), ...fautes]
    if (erreurs.length) throw refusDeChamps(c.t, erreurs)
    if (trouves.recents >= PAR_HEURE) throw refus(c.t, 'trop-de-requetes', { detail: c.t.tickets.tropDeTickets(PAR_HEURE) })
    const {
      rows: [fait],
    } = await sql<{
      id: number
      numero: string
      activite: number
    }>`/* @ticket-creer~ */ with t as (insert into ticket (cle, auteur, contact, structure, service, courriel, telephone, categorie,
                sous_categorie, type_objet, numero_objet, destinataire, destinataire_service, titre, description)
          values (${cle}::uuid, ${compte}::uuid, ${contact}::uuid, ${trouves.structure}::uuid, ${trouves.service}::uuid,
                coalesce(${v.courriel || null},
                    (select coalesce(adresse_contact, adresse_electronique)::text from utilisateur where id = ${compte}::uuid),
                    ${auteur.adresse}), ${v.telephone || null}, ${trouves.categorie}, ${v.sousCategorie},
                ${trouves.avecObjet ? v.typeObjet : null}, ${trouves.avecObjet ? v.numeroObjet : null},
                ${trouves.metier ? trouves.destinataire : null}::uuid, ${trouves.metier ? trouves.destinataireService : null}::uuid,
                ${v.titre}, ${v.description})
          returning id, numero),
        a as (insert into ticket_activite (ticket, auteur, cote, action) select id, ${compte}::uuid, 'emetteur', 'creer' from t returning id),
        b as (delete from brouillon where ${envois.length === 0} and cle = ${cle}::uuid and auteur = ${compte}::uuid)
      select t.id::int, t.numero, a.id::int as activite
      from t, a`.execute(tx)
    await joindreAuTicket(tx, { t: c.t, auteur: auteur.id, envois, ticket: fait!.id, activite: fait!.activite })
    // A draft takes with it the files that nothing else holds: theirs are the ticket's by now.
    if (envois.length) await sql`delete from brouillon where cle = ${cle}::uuid and auteur = ${compte}::uuid`.execute(tx)
    const a = (id: string | null) => (trouves.metier && id ? { id } : null)
    await prevenirDuTicket(
      c,
      tx,
      {
        id: fait!.id,
        numero: fait!.numero,
        titre: v.titre,
        auteur: compte,
        contact,
        destinataire: a(trouves.destinataire),
        destinataireService: a(trouves.destinataireService),
      },
      'creer',
      compte,
      cle,
    )
    return fait!.numero
  })
}

const uuid = (v: string) => (estUuid(v) ? v : null)

/** A structure of one's own, by its id or by the identifier that one typed. */
export const structureEmettrice = (compte: string | null, v: string): RawBuilder<string | null> => sql`(select s.id
      from rattachement r
      join structure s on s.id = r.structure
      where r.utilisateur = ${compte}::uuid and (s.id = ${uuid(v)}::uuid or s.identifiant = ${v.replaceAll(/\s/g, '')})
        and r.retire_le is null and r.periode @> maintenant()
      order by s.type_identifiant
      limit 1)`

function juger(c: Pick<MilieuTicket, 't' | 'contact'>, v: Record<(typeof CHAMPS_TICKET)[number], string>, f: Trouves): ErreurChamp[] {
  const x = c.t.tickets.fautes
  const erreurs: ErreurChamp[] = []
  const dire = (champ: string, code: string, message: string) => erreurs.push({ champ, code, message })
  if (f.categorie === null) dire('sousCategorie', v.sousCategorie ? 'valeur-inconnue' : 'champ-manquant', x.sousCategorie)
  if (f.avecObjet && !(TYPES_OBJET as readonly string[]).includes(v.typeObjet))
    dire('typeObjet', v.typeObjet ? 'valeur-inconnue' : 'champ-manquant', x.typeObjet)
  if (f.avecObjet && (!v.numeroObjet || v.numeroObjet.length > 100))
    dire('numeroObjet', v.numeroObjet ? 'trop-long' : 'champ-manquant', x.numeroObjet)
  if (f.metier && !f.destinataire)
    dire('destinataire', v.destinataire ? 'valeur-inconnue' : 'champ-manquant', v.destinataire ? x.destinataireInconnu : x.destinataire)
  if (f.metier && f.destinataire && v.codeService && !f.destinataireService) dire('codeService', 'valeur-inconnue', x.codeService)
  if (v.structure && !f.structure) dire('structure', 'valeur-inconnue', x.structure)
  if (f.metier && !v.structure && !c.contact) dire('structure', 'champ-manquant', x.structureRequise)
  if (v.service && !f.service) dire('service', 'valeur-inconnue', x.service)
  if (v.courriel && (!COURRIEL.test(v.courriel) || v.courriel.length > 254)) dire('courriel', 'format', x.courriel)
  if (v.telephone && !/^[+\d][\d ().-]{3,29}$/.test(v.telephone)) dire('telephone', 'format', x.telephone)
  for (const [champ, max] of [
    ['titre', TITRE_MAX],
    ['description', TEXTE_MAX],
  ] as const) {
    if (!v[champ]) dire(champ, 'champ-manquant', x[champ])
    else if (v[champ].length > max) dire(champ, 'trop-long', c.t.tickets.tropLong(max))
    else if (/[^\P{Cc}\n\t]/u.test(v[champ])) dire(champ, 'caracteres-interdits', x.caracteres)
  }
  return erreurs
}

export interface Categorie {
  code: string
  nom: string
  nomEn: string
  sousCategories: { code: string; nom: string; nomEn: string; metier: boolean; avecObjet: boolean }[]
}

/** The code list, as it is offered: by name. */
export async function lireCategories(db: Contexte['db']): Promise<Categorie[]> {
  const { rows } = await sql<Categorie>`/* @categories */
      select c.code, c.nom, c.nom_en,
        json_agg(json_build_object('code', k.code, 'nom', k.nom, 'nomEn', k.nom_en, 'metier', k.metier, 'avecObjet', k.avec_objet)
          order by plier(k.nom) collate "C") as sous_categories
      from ticket_categorie c
      join ticket_sous_categorie k on k.categorie = c.code and k.active
      where c.active
      group by c.code
      order by plier(c.nom) collate "C", c.code`.execute(db)
  return rows
}
