import { setImmediate as tour } from 'node:timers/promises'
import { sql } from 'kysely'
import { decideDe } from '#acces/index.ts'
import { aviserPlusieurs, type Avis, type GenreAvis } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { messageDe, pourLui, type Role, type Sujet } from '#app/demandes/avis.messages.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { rolesDe } from '#app/demandes/prevenus.ts'
import { definitionDe } from '#demandes/definir.ts'
import type { Moment } from '#demandes/notifier.ts'
import { NOM_DE_L_OBJET } from '#demandes/objet.ts'
import { STRUCTURES_NOMMEES, terminaisonPour } from '#demandes/recu.ts'
import { adresseDuLien } from '#app/organisation/approbations/lien.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Mail } from '#platform/mail/index.ts'
import { textes } from '#ui/textes/index.ts'

const GENRE: Record<Role, GenreAvis> = { decideur: 'approbations', auteur: 'demandes', gestionnaire: 'droits', concerne: 'droits' }

interface AvisDeDemande {
  demande: number
  moment: Moment
}

/** The mails about a demande at one moment of its life, each person once; a repeat bears the same identity. */
export async function envoyerAvis(programme: Programme, { demande, moment }: AvisDeDemande): Promise<void> {
  const d = (await lireSujets(programme.db, [demande])).get(demande)
  const propre = d && definitionDe(d.type)?.avisPropre
  if (typeof propre === 'function') return propre(programme, { demande, moment })
  if (d && !propre) await programme.db.transaction().execute((tx) => aviserPlusieurs(programme, tx, composerAvis(programme, d, moment)))
}

/** The same for many, where they are handed over; those that have mails of their own are left to the queue. */
export async function envoyerAvisEnsemble(programme: Programme, tx: Tx, avis: AvisDeDemande[]): Promise<AvisDeDemande[]> {
  const sujets = await lireSujets(
    tx,
    avis.map((a) => a.demande),
  )
  const aPart = avis.filter(({ demande }) => typeof definitionDe(sujets.get(demande)?.type ?? '')?.avisPropre === 'function')
  const composes: ReturnType<typeof composerAvis> = []
  for (const { demande, moment } of avis) {
    const d = sujets.get(demande)
    if (!d || definitionDe(d.type)?.avisPropre) continue
    composes.push(...composerAvis(programme, d, moment))
    // A hundred mails are written: whoever asks for a page comes between two.
    await tour()
  }
  if (composes.length) await aviserPlusieurs(programme, tx, composes)
  return aPart
}

function composerAvis(programme: Programme, d: Sujet, moment: Moment): (Avis & { mail: Mail })[] {
  const { approbation: a } = d
  // Decided or cancelled before the mail left: nobody is asked any more.
  if ((moment === 'a-decider' || moment === 'rappel') && a?.etat !== 'demandee') return []
  const roles = rolesDe(d.type, moment, a !== null)
  const vus = new Set<string>()
  return d.personnes.flatMap((p) => {
    if (!roles.includes(p.role) || vus.has(p.id)) return []
    vus.add(p.id)
    const langue = langueDe(p.langue)
    const vu = pourLui(d, p)
    // What changes the rights of several people is read whole by those who manage them.
    const page = vu.parmiAutres ? `${GERER}/mes` : `/demandes/${d.numero}`
    const chemin =
      p.role === 'decideur'
        ? adresseDuLien({ numero: d.numero, utilisateur: p.id, expireLe: new Date(a!.expireLe) }, programme.settings.SECRET_KEY)
        : page
    const contenu = messageDe(textes[langue], langue, vu, moment, p)
    const fois = moment === 'rappel' ? `rappel-${a!.rappels}` : moment
    // The notice leads there without the mail's own link, which is that person's in their mailbox.
    const adresse = p.role === 'decideur' ? `/approbations/${d.numero}` : page
    return [
      {
        utilisateur: p.id,
        genre: GENRE[p.role],
        adresse,
        mail: composer(programme, langue, `demande:${d.numero}:${fois}:${p.id}`, p.adresse, () => contenu, chemin),
      },
    ]
  })
}

async function lireSujets(db: Db | Tx, demandes: number[]): Promise<Map<number, Sujet>> {
  const { rows } = await sql<Sujet & { id: number }>`/* @avis-sujets */
    select d.id, d.numero, d.type, d.etat, d.cree_le, d.effet_le, d.motif, ${terminaisonPour(sql`d.auteur`)}, d.saisie,
      concat_ws(', ', ${NOM_DE_L_OBJET}, coalesce(${NOM_AFFICHE}, '')) as nom,
      json_build_object('id', q.id, 'prenom', q.prenom, 'nom', q.nom) as auteur,
      case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
          'raisonSociale', nom_structure(s)) end as structure,
      (select json_build_object('etat', a.etat, 'expireLe', a.expire_le, 'rappels', a.rappels, 'motif', a.motif, 'qualite', a.qualite,
              'decideePar', (select json_build_object('prenom', p.prenom, 'nom', p.nom) from utilisateur p where p.id = a.decidee_par),
              'decideurs',
              coalesce((select json_agg(json_build_object('prenom', u.prenom, 'nom', u.nom, 'qualite', x.qualite) order by x.qualite, u.nom)
                    from decideur x
                    join utilisateur u on u.id = x.utilisateur
                    where x.structure = a.structure and ${decideDe('d.auteur')}), '[]'))
        from approbation a
        where a.demande = d.id) as approbation,
      (select coalesce(json_agg(json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'adresse',
                      coalesce(u.adresse_contact, u.adresse_electronique), 'langue', u.langue, 'role', r.role, 'gouvernees',
                      array(select g.id from structure g where g.gestionnaire_principal = u.id and g.id = any(n.ids)))
                order by r.rang), '[]')
        from (select d.auteur as id, 'auteur' as role, 1 as rang
            union all select d.concerne, 'concerne', 2
            union all select distinct (l->'utilisateur'->>'id')::uuid, 'concerne', 2
            from jsonb_array_elements(case when d.concerne is null and d.type like 'habilitation.%' then d.saisie->'lignes' end) l
            union all select distinct g.gestionnaire_principal, 'gestionnaire', 3
            from structure g
            where g.id = any(n.ids)
            union all select distinct x.utilisateur, 'decideur', 4
            from decideur x
            where x.structure = d.structure and ${decideDe('d.auteur')}) r
        join utilisateur u on u.id = r.id and u.est_actif) as personnes
    from demande d
    join utilisateur q on q.id = d.auteur
    left join structure s on s.id = d.structure
    cross join lateral (select ${STRUCTURES_NOMMEES} as ids) n
    where d.id = any(${unseen(demandes, 'bigint')})`.execute(db)
  return new Map(rows.map(({ id, ...d }) => [id, d]))
}
