import { sql } from 'kysely'
import { catalogueEnMemoire, type Application } from '#app/accueil/catalogue/index.ts'
import { droitsDe, etatTuile } from '#app/accueil/catalogue/tuiles.ts'
import type { Moi } from '#app/assistant/cas.commun.ts'
import { surMesRattachements } from '#app/assistant/cas.siens.ts'
import type { Reponse } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'
import { listerDemandes } from '#app/demandes/lister.ts'
import { lireMesStructures } from '#app/organisation/habilitations/mes.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'
import { lireDemande } from '#demandes/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

/** The menu counts no further than a hundred. */
const duMenu = (n: number) => (n < 100 ? { nombre: n, exact: true } : { nombre: 99, exact: false })

export const surMesApprobations = async (c: Contexte): Promise<Reponse> => ({
  genre: 'cas',
  texte: [c.t.assistant.approbations(duMenu(c.compteurs.approbations))],
  liens: [{ libelle: c.t.pages.liens.approbations, href: '/approbations' }],
})

export const surMesMessages = async (c: Contexte): Promise<Reponse> => ({
  genre: 'cas',
  texte: [c.t.assistant.messages(duMenu(c.compteurs.messages))],
  liens: [{ libelle: c.t.pages.liens.communication, href: '/communication' }],
})

export async function surUneDemande(c: Contexte, moi: Moi, numero: string): Promise<Reponse> {
  const t = c.t.assistant
  const d = await lireDemande(c.db, numero, moi)
  if (!d)
    return { genre: 'cas', texte: [t.demandeInconnue(numero)], liens: [{ libelle: c.t.pages.liens.demandes, href: '/compte/demandes' }] }
  const decideurs = d.approbation?.decideurs.map((x) => `${x.prenom} ${x.nom}`) ?? []
  return {
    genre: 'cas',
    texte: [
      t.demande(numero, d.structure?.raisonSociale ?? null, t.etats[d.etat], d.effetLe ? dateHeure(d.effetLe, c.langue) : null),
      ...(decideurs.length ? [t.decideurs(decideurs)] : []),
      ...(d.motif ? [t.motif(d.motif)] : []),
    ],
    liens: [{ libelle: t.voirDemande(numero), href: `/demandes/${numero}` }],
  }
}

/** Read as its own screen reads it: what it says is shown by nothing here but its state. */
export async function surUnTicket(c: Contexte, moi: Moi, numero: string): Promise<Reponse> {
  const t = c.t.assistant
  const ticket = c.voirComme ? null : await lireTicket(c.db, moi.id, numero)
  if (!ticket) return { genre: 'cas', texte: [t.ticketInconnu(numero)], liens: [{ libelle: c.t.tickets.emis, href: '/support/tickets' }] }
  const aVous = ticket.emetteur === 2 ? c.t.tickets.liste.aVous[ticket.statut] : undefined
  return {
    genre: 'cas',
    texte: [
      t.unTicket(numero, ticket.titre, c.t.tickets.statuts[ticket.statut], dateHeure(ticket.modifieLe, c.langue)),
      ...(aVous ? [aVous] : []),
    ],
    liens: [{ libelle: t.voirTicket(numero), href: `/support/tickets/${numero}` }],
  }
}

/** `q` asks who: whoever has each in hand is named. */
export async function surMesTickets(c: Contexte, moi: Moi, q = ''): Promise<Reponse> {
  const t = c.t.assistant
  const qui = /\b(qui|who|en charge)\b/.test(q)
  const { elements, onglets } = await listerTickets(c.db, moi, 'emetteur', { taille: 3 })
  return {
    genre: 'cas',
    texte: [
      t.mesTickets(onglets.tous, onglets.actions),
      ...elements.map((x) =>
        qui
          ? t.ticketEnMain(x.numero, x.titre, c.t.tickets.statuts[x.statut], x.agent)
          : t.unTicket(x.numero, x.titre, c.t.tickets.statuts[x.statut], null),
      ),
    ],
    liens: [{ libelle: c.t.tickets.emis, href: '/support/tickets' }],
  }
}

export async function surMesDemandes(c: Contexte, moi: Moi, q = ''): Promise<Reponse> {
  const t = c.t.assistant
  const rattachement = /\b(rattach\w*|attachment)\b/.test(q)
  // Refused: the last one that was, with the reason given.
  const [refusee] = /\b(refus\w*|rejete\w*|rejected|dit non)\b/.test(q)
    ? (await listerDemandes(c.db, moi.id, { taille: 1, etat: 'refusee', ...(rattachement ? { type: 'rattachement.demander' } : {}) }))
        .elements
    : []
  if (refusee?.numero) return surUneDemande(c, moi, refusee.numero)
  const { elements, total, totalExact } = await listerDemandes(c.db, moi.id, {
    taille: 3,
    ...(rattachement ? { type: 'rattachement.demander' } : {}),
  })
  // Attached without having asked: whoever asks where that stands is told where they are.
  const deja = rattachement && !total ? await surMesRattachements(c, moi) : null
  return {
    genre: 'cas',
    texte: [
      (rattachement ? t.mesRattachements : t.mesDemandes)({ nombre: total, exact: totalExact }),
      ...elements.map((d) =>
        t.demande(d.numero ?? '', d.structure?.raisonSociale ?? null, t.etats[d.etat], d.effetLe ? dateHeure(d.effetLe, c.langue) : null),
      ),
      ...(deja?.texte ?? []),
    ],
    liens: [...(deja?.liens ?? []), { libelle: c.t.pages.liens.demandes, href: '/compte/demandes' }],
  }
}

export async function surMesStructures(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { structures } = await lireMesStructures(c.db, moi.id, c.structureActive?.id ?? null)
  const lignes = structures.slice(0, 10).map((s) =>
    t.structure(
      s.raisonSociale,
      s.entiere ? [] : s.services.map((v) => v.nom),
      c.structures.some((m) => m.id === s.id && m.role === 'gestionnaire'),
    ),
  )
  return {
    genre: 'cas',
    texte: [t.mesStructures(structures.length), ...lignes],
    liens: [{ libelle: c.t.pages.liens.structures, href: '/compte/structures' }],
  }
}

export async function surUnAcces(c: Contexte, a: Application): Promise<Reponse> {
  const t = c.t.assistant
  const etat = etatTuile(c, a, await droitsDe(c))
  if (etat.genre === 'ouverte')
    return { genre: 'cas', texte: [t.ouverte(a.nom[c.langue])], liens: [{ libelle: a.nom[c.langue], href: etat.href }] }
  return {
    genre: 'cas',
    texte: [etat.raison, ...(etat.genre === 'fermee' ? [etat.pourquoi] : [])],
    liens: etat.genre === 'fermee' ? [etat.remede] : [{ libelle: a.nom[c.langue], href: `/applications/${a.code}` }],
  }
}

/** Why an application is closed to the person; null: it is open, or there is none of that code, and the guide says how it is done. */
export async function surCeQuiEstFerme(c: Contexte, code: string | undefined): Promise<Reponse | null> {
  const application = catalogueEnMemoire(c.db).applications.find((a) => a.code === code)
  return application && etatTuile(c, application, await droitsDe(c)).genre === 'fermee' ? surUnAcces(c, application) : null
}

const EN_VIGUEUR = (moi: Moi) => sql`h.utilisateur = ${moi.id}::uuid and h.retiree_le is null and h.periode @> maintenant()
    and exists (select from rattachement r
      where r.utilisateur = h.utilisateur and r.structure = h.structure and r.retire_le is null and r.periode @> maintenant())`

export async function surMesProfils(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    combien: number
    fin: Date | null
  }>`select nom_structure(s) as structure, count(*)::int as combien, min(upper(h.periode)) as fin
    from habilitation h
    join structure s on s.id = h.structure
    where ${EN_VIGUEUR(moi)}
    group by 1
    order by 2 desc, 1
    limit 5`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((r) => t.mesProfils(r.structure, r.combien, r.fin ? dateHeure(r.fin, c.langue) : null)) : [t.aucunProfil],
    liens: [{ libelle: t.mesHabilitations, href: '/organisation/habilitations/mes' }],
  }
}

/** Of one's own structures only: their people see who governs them. */
export async function surMonGestionnaire(c: Contexte, moi: Moi): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    qui: string | null
  }>`select nom_structure(s) as structure, (select u.prenom || ' ' || u.nom from utilisateur u where u.id = s.gestionnaire_principal) as qui
    from structure s
    where s.id in (select r.structure
        from rattachement r
        where r.utilisateur = ${moi.id}::uuid and r.retire_le is null and r.periode @> maintenant())
    order by 1
    limit 10`.execute(c.db)
  return {
    genre: 'cas',
    texte: rows.length ? rows.map((r) => t.gestionnaire(r.structure, r.qui)) : [t.mesStructures(0)],
    liens: [{ libelle: c.t.pages.liens.structures, href: '/compte/structures' }],
  }
}

/** Of a demande that waits, whoever decides it; else who governs. */
export async function surQuiDecide(c: Contexte, moi: Moi, q: string): Promise<Reponse> {
  const { elements } = /\b(demandes?|rattachements?|requests?|modifications?)\b/.test(q)
    ? await listerDemandes(c.db, moi.id, { taille: 1, etat: 'demandee' })
    : { elements: [] }
  return elements[0]?.numero ? surUneDemande(c, moi, elements[0].numero) : surMonGestionnaire(c, moi)
}

export async function surUnProfil(c: Contexte, moi: Moi, a: Application): Promise<Reponse> {
  const t = c.t.assistant
  const { rows } = await sql<{
    structure: string
    fin: Date | null
  }>`select nom_structure(s) as structure, upper(h.periode) as fin
    from habilitation h
    join application p on p.id = h.application
    join structure s on s.id = h.structure
    where ${EN_VIGUEUR(moi)} and p.code = ${a.profil?.application ?? ''}
    order by upper(h.periode) nulls last
    limit 10`.execute(c.db)
  const liens = [{ libelle: c.t.assistant.mesHabilitations, href: '/organisation/habilitations/mes' }]
  if (!rows.length) return { genre: 'cas', texte: [t.sansProfil(a.nom[c.langue])], liens }
  return { genre: 'cas', texte: rows.map((r) => t.profil(a.nom[c.langue], r.structure, r.fin ? dateHeure(r.fin, c.langue) : null)), liens }
}
