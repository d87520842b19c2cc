import { sql } from 'kysely'
import { MONTRES, structuresLisibles, type Moi } from '#app/assistant/cas.commun.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import { estExige, situationDe } from '#app/comptes/suite.ts'
import type { Contexte } from '#app/contexte.ts'
import { listerMandats } from '#app/facturation/mandats.ts'
import { niveauDestinataire, niveauEmetteur } from '#app/support/tickets/acces.ts'
import { date, dateHeure } from '#ui/textes/format.ts'

/** How long a file that was taken away is spoken of. */
const RECENT = '30 days'

/** As their own screen lists them: those that wait first. */
export async function surMesMandats(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { elements, total } = await listerMandats(c.db, moi.id, { taille: MONTRES })
  // The last day is held whole: it ends with the instant after it.
  const lignes = elements.map((m) =>
    t.mandat(
      m.sens === 'donne',
      m.mienne.raisonSociale,
      m.autre.raisonSociale,
      t.etatsMandat[m.etat]!,
      m.fin ? date(new Date(m.fin.getTime() - 1), c.langue) : null,
    ),
  )
  return {
    genre: 'cas',
    texte: lignes.length ? [t.mesMandats(total), ...lignes] : [t.aucunMandat],
    liens: [
      { libelle: c.t.mandats.titre, href: '/facturation/mandats' },
      { libelle: c.t.pages.liens.demandes, href: '/compte/demandes' },
    ],
  }
}

/** On or not, by codes or by keys, and whether it is required; how to set one up is in the guide. Of nobody but oneself. */
export async function surMonSecondFacteur(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  if (c.voirComme) return { genre: 'cas', texte: [t.compteSeul], liens: [] }
  const [
    situation,
    {
      rows: [cles],
    },
  ] = await Promise.all([
    situationDe(c.db, moi.id),
    sql<{ n: number }>`select count(*)::int as n from cle_acces where utilisateur = ${moi.id}::uuid`.execute(c.db),
  ])
  const texte = [t.secondFacteur(situation.actif, cles!.n)]
  if (situation.exigeantes.length) texte.push(t.secondFacteurDesStructures(situation.exigeantes))
  else if (estExige(c.settings, situation)) texte.push(t.secondFacteurDuRole)
  return {
    genre: 'cas',
    texte,
    liens: [
      { libelle: c.t.comptes.secondFacteur.titre, href: '/compte/second-facteur' },
      { libelle: c.t.comptes.compte.titre, href: '/compte' },
    ],
  }
}

/**
 * Files that the antivirus has not seen yet, of structures where one reads « Organisation » and of one's own tickets; and those it took
 * away that one had sent.
 */
export async function surMesPieces(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { lisibles } = await structuresLisibles(c, moi)
  const { rows } = await sql<{ nom: string; ou: string; href: string }>`select x.nom, x.ou, x.href
    from (select p.nom, nom_structure(s) as ou, '/organisation/structures/' || s.id || '/pieces-jointes' as href, p.cree_le as le
        from piece_jointe p
        join fichier f on f.empreinte = p.fichier and f.controle = 'en-attente'
        join structure s on s.id = p.structure
        where p.structure = any(${lisibles}::uuid[]) and p.genre = 'STRUCTURE' and p.supprimee_le is null
        union all select k.nom, t.numero, '/support/tickets/' || t.numero, a.le
        from ticket_activite a
        join ticket_fichier k on k.activite = a.id
        join fichier f on f.empreinte = k.fichier and f.controle = 'en-attente'
        join ticket t on t.id = a.ticket
        where a.auteur = ${moi.id}::uuid and greatest(${niveauEmetteur(moi.id)}, ${niveauDestinataire(moi.id)}) > 0) x
    order by x.le desc
    limit ${MONTRES}`.execute(c.db)
  const { rows: infectes } = await sql<{
    adresse: string
    le: Date
  }>`select adresse, cree_le as le
    from avis
    where utilisateur = ${moi.id}::uuid and cle like 'fichier-infecte:%' and cree_le > maintenant() - ${RECENT}::interval
    order by cree_le desc
    limit 3`.execute(c.db)
  const texte = [
    ...rows.map((f) => t.fichierEnAttente(f.nom, f.ou)),
    ...(rows.length ? [t.fichiersAttendent] : []),
    ...infectes.map((f) => t.fichierInfecte(dateHeure(f.le, c.langue))),
  ]
  const liens = [...new Set([...rows.map((f) => f.href), ...infectes.map((f) => f.adresse)])].slice(0, 2).map((href) => ({
    libelle: href.startsWith('/support/tickets/')
      ? t.voirTicket(href.split('/').at(-1)!)
      : href.endsWith('/pieces-jointes')
        ? c.t.pieces.liste.titre
        : c.t.pages.liens.demandes,
    href,
  }))
  return {
    genre: 'cas',
    texte: texte.length ? texte : [t.aucunFichierEnAttente],
    liens: liens.length ? liens : [{ libelle: c.t.pages.liens.structures, href: '/compte/structures' }],
  }
}
