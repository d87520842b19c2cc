import { sql } from 'kysely'
import { aDecider } from '#app/accueil/connecte.taches.tsx'
import { lireAFaire } from '#app/accueil/a-faire.ts'
import { mesStructures, MONTRES, structuresLisibles, type Moi } from '#app/assistant/cas.commun.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'
import { masque } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { dateHeure, quand } from '#ui/textes/format.ts'

/** Attached now: the only structures of which anything is said. */
const RATTACHE = (moi: Moi) => sql`r.utilisateur = ${moi.id}::uuid and r.retire_le is null and r.periode @> maintenant()`

/** As the home page lists it. */
export async function surCeQuiAttend(c: Contexte): Promise<Reponse> {
  const t = c.t.accueil.connecte
  const elements = aDecider(c, await lireAFaire(c)).slice(0, MONTRES)
  const texte = elements.map((e) => (typeof e.texte === 'string' ? c.t.assistant.aFaire(e.titre, e.texte) : e.titre))
  return {
    genre: 'cas',
    texte: texte.length ? texte : [`${t.rien}.`],
    liens: elements.length
      ? elements.map((e) => ({ libelle: e.titre, href: e.href })).slice(0, 3)
      : [{ libelle: c.t.pages.liens.accueil, href: '/' }],
  }
}

export async function surLesProgrammes(c: Contexte): Promise<Reponse> {
  const t = c.t.accueil.connecte
  const { programmes, maintenant } = await lireAFaire(c)
  const texte = programmes
    .slice(0, MONTRES)
    .map((p) =>
      c.t.assistant.aFaire(c.t.demandes.phrases[p.type] ?? p.type, t.effet(p.structure, p.numero, quand(p.effetLe, maintenant, c.langue))),
    )
  return {
    genre: 'cas',
    texte: texte.length ? [`${t.programmes}${c.t.commun.deuxPoints.trimEnd()}`, ...texte] : [t.aucunProgramme],
    liens: [{ libelle: c.t.pages.liens.demandes, href: '/compte/demandes' }],
  }
}

/** Those that one sent, for structures that one still belongs to. */
export async function surMesInvitations(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    adresse: string
    etat: string
    expireLe: Date
    echec: boolean
    enAttente: number
    acceptees: number
    toutes: number
  }>`
    select i.adresse_electronique as adresse, case when i.etat = 'en-attente' and i.expire_le <= maintenant() then 'expiree'
      else i.etat end as etat, i.expire_le as "expireLe", i.echec is not null as echec,
      (count(*) filter (where i.etat = 'en-attente' and i.expire_le > maintenant()) over ())::int as "enAttente",
      (count(*) filter (where i.etat = 'acceptee') over ())::int as acceptees, (count(*) over ())::int as toutes
    from invitation i
    where i.invite_par = ${moi.id}::uuid and exists (select from rattachement r where r.structure = i.structure and ${RATTACHE(moi)})
    order by i.etat = 'en-attente' and i.expire_le > maintenant() desc, i.cree_le desc
    limit 3`.execute(c.db)
  const un = rows[0]
  return {
    genre: 'cas',
    texte: un
      ? [
          t.mesInvitations(un.toutes, un.enAttente, un.acceptees),
          ...rows.map((i) =>
            t.invitation(
              i.adresse,
              t.etatsInvitation[i.etat] ?? i.etat,
              i.etat === 'en-attente' ? dateHeure(i.expireLe, c.langue) : null,
              i.echec,
            ),
          ),
        ]
      : [t.aucuneInvitation],
    liens: [{ libelle: c.t.rattachements.invitations.titre, href: '/organisation/utilisateurs/invitations' }],
  }
}

/** Active or not, and since the demande that last said so. */
export async function surLActivite(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    id: string
    nom: string
    active: boolean
    depuis: Date | null
    motif: string | null
  }>`select s.id, nom_structure(s) as nom, s.statut = 'ACTIVE' as active,
      (select max(d.effet_le)
        from demande d
        where d.structure = s.id and d.etat = 'effective' and d.type = case s.statut when 'ACTIVE' then 'structure.activer'
          else 'structure.desactiver' end) as depuis, case s.statut
      when 'INACTIVE' then (select d.saisie->>'motif'
        from demande d
        where d.structure = s.id and d.etat = 'effective' and d.type = 'structure.desactiver'
        order by d.effet_le desc
        limit 1) end as motif
    from structure s
    where exists (select from rattachement r where r.structure = s.id and ${RATTACHE(moi)})
    order by s.statut desc, 2, s.id
    limit ${MONTRES}`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length
      ? rows.map((s) => t.activite(s.nom, s.active, s.depuis ? dateHeure(s.depuis, c.langue) : null, s.motif))
      : [t.mesStructures(0)],
    liens: [
      mesStructures(c),
      ...rows.filter((s) => !s.active).map((s) => ({ libelle: s.nom, href: `/organisation/structures/${s.id}` })),
    ].slice(0, 3),
  }
}

export async function surMesRattachements(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    nom: string
    service: string | null
    debut: Date
    fin: Date | null
  }>`select nom_structure(s) as nom, v.nom as service, lower(r.periode) as debut, upper(r.periode) as fin
    from rattachement r
    join structure s on s.id = r.structure
    left join service v on v.id = r.service
    where ${RATTACHE(moi)}
    order by upper(r.periode) nulls last, 1, 2
    limit ${MONTRES}`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length
      ? rows.map((r) => t.rattachement(r.nom, r.service, dateHeure(r.debut, c.langue), r.fin ? dateHeure(r.fin, c.langue) : null))
      : [t.mesStructures(0)],
    liens: [mesStructures(c)],
  }
}

/** Their names and states, of the structures where one may read « Organisation »; no more of a number than its screen shows. */
export async function surMesComptesBancaires(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { toutes, lisibles } = await structuresLisibles(c, moi)
  const { rows } = await sql<{
    structure: string
    nom: string
    fin: string
    active: boolean
    effet: Date | null
  }>`select nom_structure(s) as structure, b.nom, b.fin, b.statut = 'ACTIVE' as active,
      (select min(d.effet_le) from demande d where d.objet = b.id and d.etat = 'programmee') as effet
    from coordonnee_bancaire b
    join structure s on s.id = b.structure
    where b.structure = any(${lisibles}::uuid[])
    order by effet nulls last, b.statut, 1, 2
    limit ${MONTRES}`.execute(c.db)
  const texte = rows.length
    ? rows.map((b) => t.compteBancaire(b.structure, b.nom, masque(b.fin), b.active, b.effet ? dateHeure(b.effet, c.langue) : null))
    : [toutes && !lisibles.length ? t.comptesBancairesFermes : t.aucunCompteBancaire]
  return { genre: 'cas', texte, liens: [{ libelle: t.mesComptesBancaires, href: '/organisation/coordonnees-bancaires/gerer' }] }
}
