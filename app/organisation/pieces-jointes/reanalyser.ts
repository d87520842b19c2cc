import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { lireContenu } from '#app/organisation/pieces-jointes/contenu.ts'
import { verrouillerContenu } from '#app/organisation/pieces-jointes/deposer.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { jeter } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { RETIREE } from '#app/organisation/pieces-jointes/retirer.ts'
import { journaliser } from '#demandes/journal.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { scan, type Verdict } from '#platform/files/clamd.ts'
import { sendMail } from '#platform/mail/index.ts'
import { textes } from '#ui/textes/index.ts'

type MilieuDAnalyse = Pick<Programme, 'db' | 'settings' | 'jobs' | 'log'>

const LOT = 100

/** What was received while the antivirus was away is shown to it, until it is away again (PJ-02). */
export async function reanalyserFichiers(milieu: MilieuDAnalyse): Promise<void> {
  if (!milieu.settings.CLAMD_URL) return
  for (let apres: Buffer = Buffer.alloc(0); ;) {
    const { rows } = await sql<{
      empreinte: Buffer
    }>`select empreinte from fichier where controle = 'en-attente' and empreinte > ${apres} order by empreinte limit ${LOT}`.execute(
      milieu.db,
    )
    for (const { empreinte } of rows) if ((await analyser(milieu, empreinte)) === 'injoignable') return
    if (rows.length < LOT) return
    apres = rows.at(-1)!.empreinte
  }
}

async function analyser(milieu: MilieuDAnalyse, empreinte: Buffer): Promise<Verdict | null> {
  const { db, settings, log } = milieu
  const contenu = await lireContenu(milieu, empreinte).catch(() => null)
  // Thrown away meanwhile, or lost: the clean-up says which.
  if (!contenu) return null
  const verdict = await scan(settings.CLAMD_URL!, contenu)
  if (verdict === 'refuse') log.warn({ fichier: empreinte.toString('hex') }, 'the antivirus will not scan this file: it waits')
  if (verdict === 'sain')
    await sql`update fichier set controle = 'sain', controle_le = maintenant() where empreinte = ${empreinte}`.execute(db)
  if (verdict === 'infecte') await retirer(milieu, empreinte)
  return verdict
}

interface Porteur {
  piece: string | null
  structure: string | null
  nom: string
  version: number
  ticket: string | null
  echange: string | null
  utilisateur: boolean
  auteur: string
  prenom: string
  nomAuteur: string
  langue: string
  adresse: string
}

/** Infected after all: it goes from wherever it was, at once; the history of the structure says so, and whoever sent it is told. */
async function retirer(milieu: MilieuDAnalyse, empreinte: Buffer) {
  await milieu.db.transaction().execute(async (tx) => {
    await verrouillerContenu(tx, empreinte)
    for (const p of await detacher(tx, empreinte)) {
      if (p.structure)
        await journaliser(tx, {
          chaine: p.structure,
          auteur: null,
          evenement: 'piece-jointe.infectee:effective',
          contenu: { objet: p.piece, version: p.version, avant: { fichiers: p.nom }, apres: { fichiers: null } },
        })
      const langue = langueDe(p.langue)
      const courriel = composer(
        milieu,
        langue,
        `fichier-infecte:${empreinte.toString('hex')}:${p.auteur}:${p.piece ?? p.ticket ?? ''}`,
        p.adresse,
        () => textes[langue].fichiers.courrielInfecte(p.prenom, p.nomAuteur, p.nom),
      )
      if (p.utilisateur) await aviser(milieu, tx, { utilisateur: p.auteur, genre: 'securite', adresse: ouEtait(p) }, courriel)
      else await sendMail(milieu, tx, courriel)
    }
  })
  await jeter(milieu.db, depotDe(milieu.settings), empreinte)
}

/** Where whoever sent it finds what misses it; sent for nothing yet: what they have asked for. */
const ouEtait = (p: Porteur) =>
  p.ticket
    ? `/support/tickets/${p.ticket}`
    : (p.echange ?? (p.structure ? `/organisation/structures/${p.structure}/pieces-jointes` : '/demandes'))

async function detacher(tx: Db | Tx, empreinte: Buffer): Promise<Porteur[]> {
  const { rows } = await sql<Porteur>`
    with envois as (delete from envoi where fichier = ${empreinte} returning auteur, contact, nom),
      pieces as (update piece_jointe set ${RETIREE} where fichier = ${empreinte} returning id, structure, nom, auteur, version),
      tickets as (update ticket_fichier set fichier = null, retire_le = maintenant() where fichier = ${empreinte} returning activite, nom),
      echanges as (update conversation_fichier
        set fichier = null, retire_le = maintenant()
        where fichier = ${empreinte}
        returning conversation, rang, nom)
    select x.piece, x.structure, x.nom, x.version, x.ticket, x.echange, u.id is not null as utilisateur, coalesce(u.id, k.id) as auteur,
      coalesce(u.prenom, '') as prenom, coalesce(u.nom, k.nom, '') as nom_auteur, coalesce(u.langue, k.langue) as langue,
      coalesce(u.adresse_contact, u.adresse_electronique, k.adresse)::text as adresse
    from (select null::uuid as piece, null::uuid as structure, nom, 0 as version, null as ticket, null as echange, auteur, contact
        from envois
        union all select id, structure, nom, version, null, null, auteur, null
        from pieces
        union all select null, null, f.nom, 0, t.numero, null, a.auteur, t.contact
        from tickets f
        join ticket_activite a on a.id = f.activite
        join ticket t on t.id = a.ticket
        union all select null, null, f.nom, 0, null, case m.cote when 'agent' then '/support/bureau/' else '/support/clavardage/' end
          || c.id, m.auteur, case when m.cote = 'utilisateur' then c.contact end
        from echanges f
        join conversation_message m on m.conversation = f.conversation and m.rang = f.rang
        join conversation c on c.id = f.conversation) x
    left join utilisateur u on u.id = x.auteur
    left join contact_verifie k on k.id = x.contact and x.auteur is null
    order by x.structure, x.piece`.execute(tx)
  return rows
}
