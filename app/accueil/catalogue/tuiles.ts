import { codeDuProfil, RANG_NIVEAU, type Niveau } from '#acces/index.ts'
import { sql } from 'kysely'
import { ENTITE } from '#app/accueil/catalogue/entite.ts'
import type { Application, Audience } from '#app/accueil/catalogue/index.ts'
import type { Contexte } from '#app/contexte.ts'
import { estFermee } from '#app/voir-comme/permis.ts'

/** What the person asked for and nobody has decided yet, and whose decision it is. */
export interface EnAttente {
  numero: string
  structure: string
  gestionnaire: string | null
}

/** What the signed-in person holds, for the structure they chose or for all of theirs: enough to open or close every tile. */
export interface Droits {
  connecte: boolean
  rattache: boolean
  gestionnaire: boolean
  /** Highest level in force, per application with profiles. */
  niveaux: Record<string, number>
  /** Of the chosen structure, or of the only one. */
  structure: string | null
  nomGestionnaire: string | null
  /** Kind of entity most of their structures are. */
  audience: Audience | null
  /** Rights asked for, the last first. */
  demandes: (EnAttente & { lignes: { application: string; apres: Niveau | null }[] })[]
  /** Of whoever is attached nowhere, the last request to be. */
  rattachement: EnAttente | null
}

const AUCUN: Droits = {
  connecte: false,
  rattache: false,
  gestionnaire: false,
  niveaux: {},
  structure: null,
  nomGestionnaire: null,
  audience: null,
  demandes: [],
  rattachement: null,
}

/** The demande « d », by whose structure's manager it is decided. */
const EN_ATTENTE = sql`'numero', d.numero, 'structure', nom_structure(s), 'gestionnaire',
        (select u.prenom || ' ' || u.nom from utilisateur u where u.id = s.gestionnaire_principal)`

const seule = (c: Contexte) => (c.nombreStructures === 1 ? c.structures[0] : undefined)

/** One statement, none for a visitor. */
export async function droitsDe(c: Contexte): Promise<Droits> {
  if (!c.utilisateur) return AUCUN
  const choisie = c.structureActive?.id ?? null
  const { rows } = await sql<Omit<Droits, 'connecte' | 'structure'>>`
    with mes as materialized (select s.id, s.gestionnaire_principal, ${ENTITE} as audience
        from structure s
        where (${choisie}::uuid is null or s.id = ${choisie}::uuid)
          and exists (select from rattachement r
            where r.utilisateur = ${c.utilisateur.id}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()))
    select exists (select from mes) as rattache,
      exists (select from mes where gestionnaire_principal = ${c.utilisateur.id}::uuid) as gestionnaire,
      (select coalesce(json_object_agg(code, niveau), '{}')
        from (select a.code, max(v.niveau) as niveau
            from mes m
            join acces_en_vigueur v on v.structure = m.id and v.utilisateur = ${c.utilisateur.id}::uuid
            join application a on a.id = v.application
            group by a.code) n) as niveaux,
      (select u.prenom || ' ' || u.nom
        from mes m
        join utilisateur u on u.id = m.gestionnaire_principal
        where (select count(*) from mes) = 1) as nom_gestionnaire,
      (select audience from mes group by audience order by count(*) desc, audience limit 1) as audience,
      coalesce((select json_agg(json_build_object(${EN_ATTENTE}, 'lignes', d.saisie->'lignes') order by d.id desc)
            from mes m
            join demande d on d.structure = m.id and d.etat = 'demandee'
            join structure s on s.id = m.id
            where d.auteur = ${c.utilisateur.id}::uuid and d.type = 'habilitation.demander'), '[]') as demandes,
      (select json_build_object(${EN_ATTENTE})
        from demande d
        join structure s on s.id = d.structure
        where d.auteur = ${c.utilisateur.id}::uuid and d.type = 'rattachement.demander' and d.etat = 'demandee'
          and not exists (select from mes)
        order by d.id desc
        limit 1) as rattachement`.execute(c.db)
  return { connecte: true, structure: (c.structureActive ?? seule(c))?.nom ?? null, ...rows[0]! }
}

export type EtatTuile =
  | { genre: 'ouverte'; href: string; exterieur: boolean }
  | { genre: 'bientot'; raison: string }
  | { genre: 'fermee'; raison: string; pourquoi: string; remede: { libelle: string; href: string }; demande?: string }

/** Where one asks for a right one has not (HAB-06), with what is asked already filled in. */
const adresseDeDemande = (profil: NonNullable<Application['profil']>, structure: string | null | undefined) =>
  `/organisation/habilitations/mes?${structure ? `structure=${structure}&` : ''}profil=${codeDuProfil(profil.application, profil.niveau)}`

/** Asked for already: where that stands, in place of how to ask. */
const enAttente = (c: Contexte, { numero, structure, gestionnaire }: EnAttente, raison: string): EtatTuile => ({
  genre: 'fermee',
  demande: numero,
  raison,
  pourquoi: c.t.accueil.tuile.attentePourquoi(numero, structure, gestionnaire),
  remede: { libelle: c.t.accueil.tuile.attenteRemede(numero), href: `/demandes/${numero}` },
})

/** May this person open this application, and if not why, and how to obtain it (POR-08, PLUS-07). */
export function etatTuile(c: Contexte, a: Application, d: Droits): EtatTuile {
  const t = c.t.accueil.tuile
  if (!a.adresse) return { genre: 'bientot', raison: a.nature === 'externe' ? t.bientotExterne : t.bientotEcran }
  const voir = { libelle: t.voir, href: `/applications/${a.code}` }
  if (c.voirComme && a.nature === 'ecran' && estFermee(a.adresse)) {
    const { horsDeLaVue, remede } = c.t.gouvernance.voirComme
    return { genre: 'fermee', raison: horsDeLaVue, pourquoi: remede, remede: voir }
  }
  if (a.acces !== 'public' && !d.connecte) {
    const retour = a.nature === 'ecran' ? a.adresse : voir.href
    return {
      genre: 'fermee',
      raison: t.connectezVous,
      pourquoi: t.connectezVousPourquoi,
      remede: { libelle: t.connexion, href: `/connexion?retour=${encodeURIComponent(retour)}` },
    }
  }
  if (a.acces === 'gestionnaire' && !d.gestionnaire && d.rattache)
    return { genre: 'fermee', raison: t.gestionnaire(d.nomGestionnaire), pourquoi: t.gestionnairePourquoi(d.structure), remede: voir }
  if ((a.acces === 'rattache' || a.acces === 'gestionnaire') && !d.rattache) {
    if (d.rattachement) return enAttente(c, d.rattachement, t.rattachementAttente(d.rattachement.structure))
    return {
      genre: 'fermee',
      raison: t.rattachement,
      pourquoi: t.rattachementPourquoi,
      remede: { libelle: t.rattachementRemede, href: '/organisation/utilisateurs/rattachement' },
    }
  }
  if (a.profil && (d.niveaux[a.profil.application] ?? 0) < a.profil.niveau) {
    const { application, niveau } = a.profil
    const profil = c.t.catalogue.profil(application, niveau)
    const demandee = d.demandes.find((x) =>
      x.lignes.some((l) => l.application === application && l.apres && RANG_NIVEAU[l.apres] >= niveau),
    )
    if (demandee) return enAttente(c, demandee, t.profilAttente(profil))
    return {
      genre: 'fermee',
      raison: t.profil(profil),
      pourquoi: t.profilPourquoi(d.structure, d.nomGestionnaire),
      remede: { libelle: t.profilRemede, href: adresseDeDemande(a.profil, (c.structureActive ?? seule(c))?.id) },
    }
  }
  return { genre: 'ouverte', href: a.adresse, exterieur: a.nature === 'externe' }
}
