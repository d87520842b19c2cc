import { sql } from 'kysely'
import { z } from 'zod'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { type Suppleance, structuresGouvernees, listerSuppleances, type Personne } from '#app/organisation/approbations/suppleances.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { refus, refusDeChamps, type Milieu } from '#demandes/index.ts'
import { bienFormes, dansLOrdre, joindre } from '#demandes/lecture.ts'
import { journaliser } from '#demandes/journal.ts'
import { erreursDeChamps, jour } from '#demandes/validation.ts'
import { verrouillerStructures } from '#demandes/verrou.ts'
import type { Tx } from '#platform/database/open.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { date } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'

// What is not there is missing, not wrong.
const requis = jour('champ-manquant')

export const SaisieSuppleance = z.strictObject({
  suppleant: reference().optional().meta({ description: 'Identifiant (UUID) du suppléant ; à défaut, son adresse.' }),
  adresseElectronique: z.string().trim().max(320).optional(),
  structure: RefStructure.nullish().meta({ description: 'Une structure ; à défaut, toutes celles du gestionnaire principal.' }),
  debut: requis,
  fin: requis.meta({ description: 'Jour compris (heure de Paris).' }),
})

/**
 * Names a deputy for a dated absence (APP-05): over one structure, or all that one governs. In the history of each structure concerned; the
 * deputy is told.
 * @throws Refus acces-refuse, introuvable, suppleance-deja-nommee, and those of the fields
 */
export async function nommerSuppleant(
  milieu: Milieu & Programme,
  qui: { id: string; prenom: string; nom: string },
  corps: unknown,
): Promise<Suppleance> {
  const { t } = milieu
  const x = t.approbations.suppleants.erreurs
  // Access first, the fields after it.
  if (!(await sql`select from structure where gestionnaire_principal = ${qui.id}::uuid limit 1`.execute(milieu.db)).rows.length)
    throw refus(t, 'acces-refuse', { raison: t.approbations.suppleants.pasGestionnaireTexte, remede: t.acces.remedeGestionnaire(null) })
  const { erreurs, saisie: lisible } = lire(corps, t)
  return milieu.db.transaction().execute(async (tx) => {
    const miennes = await structuresGouvernees(tx, qui.id)
    const visees = lisible.structure ? miennes.filter((s) => s.id === lisible.structure!.toLowerCase()) : miennes
    if (!visees.length) throw refus(t, 'introuvable')
    const structures = (
      await verrouillerStructures(
        tx,
        visees.map((s) => s.id),
      )
    ).filter((s) => s.gestionnairePrincipal === qui.id)
    const juge = await juger(
      tx,
      t,
      qui.id,
      lisible,
      structures.map((s) => s.id),
    )
    joindre(erreurs, juge.erreurs)
    if (erreurs.length) throw refusDeChamps(t, dansLOrdre(SaisieSuppleance, erreurs))
    const { personne, ou, periode } = juge
    const saisie = lisible as Saisie
    const { rows } = await sql<{ id: string }>`insert into suppleance (gestionnaire, suppleant, structure, periode)
      select ${qui.id}::uuid, ${personne.id}::uuid, ${saisie.structure ?? null}::uuid,
        tstzrange(${periode.debut}::timestamptz, ${periode.fin}::timestamptz)
      where not exists (select from suppleance p
          where p.gestionnaire = ${qui.id}::uuid and p.suppleant = ${personne.id}::uuid
            and p.structure is not distinct from ${saisie.structure ?? null}::uuid and p.retiree_le is null
            and p.periode && tstzrange(${periode.debut}::timestamptz, ${periode.fin}::timestamptz))
      returning id`.execute(tx)
    if (!rows[0]) throw refus(t, 'suppleance-deja-nommee', { detail: x.deja })
    for (const id of ou)
      await journaliser(tx, {
        chaine: id,
        auteur: qui.id,
        evenement: 'suppleance.nommer:effective',
        contenu: { apres: { suppleant: personne, debut: saisie.debut, fin: saisie.fin } },
      })
    await prevenir(milieu, tx, rows[0].id, qui, personne, saisie, saisie.structure ? visees[0]!.nom : null)
    return (await listerSuppleances(tx, qui.id, rows[0].id))[0]!
  })
}

type Saisie = z.output<typeof SaisieSuppleance>

/** The fields that are well-formed, and what is wrong with the others. */
function lire(corps: unknown, t: Milieu['t']): { saisie: Partial<Saisie>; erreurs: ErreurChamp[] } {
  const x = t.approbations.suppleants
  const champs = (corps ?? {}) as Record<string, unknown>
  const lu = SaisieSuppleance.safeParse(corps)
  const erreurs = lu.success
    ? []
    : erreursDeChamps(lu.error, t).map((e) =>
        e.code === 'champ-manquant' && (e.champ === 'debut' || e.champ === 'fin')
          ? { ...e, message: t.champs.erreur(e.code, x[e.champ]) }
          : e,
      )
  if (!champs.suppleant && !champs.adresseElectronique)
    joindre(erreurs, [{ champ: 'adresseElectronique', code: 'champ-manquant', message: t.champs.erreur('champ-manquant', x.qui) }])
  return { saisie: lu.success ? lu.data : bienFormes(SaisieSuppleance, champs), erreurs }
}

/**
 * Who it is, where they are attached to the whole structure, and the absence from its first hour to its last, in Paris; each judged
 * whatever the others are worth (INT-12).
 */
async function juger(
  tx: Tx,
  t: Milieu['t'],
  qui: string,
  { suppleant, adresseElectronique, debut, fin }: Partial<Saisie>,
  structures: string[],
) {
  const x = t.approbations.suppleants.erreurs
  const champ = suppleant ? 'suppleant' : 'adresseElectronique'
  const { rows } = await sql<
    Personne & { langue: string; attache: boolean; ou: string[]; debut: Date | null; fin: Date | null; maintenant: Date }
  >`
    select u.id, u.prenom, u.nom, u.adresse_electronique, u.langue,
      exists (select from rattachement r
        where r.utilisateur = u.id and r.structure = any(${structures}::uuid[]) and r.retire_le is null and r.periode @> maintenant()) as attache,
      array(select r.structure
        from rattachement r
        where r.utilisateur = u.id and r.structure = any(${structures}::uuid[]) and r.service is null and r.retire_le is null
          and r.periode @> maintenant()
        order by 1) as ou, ${debut ?? null}::date::timestamp at time zone 'Europe/Paris' as debut,
      (${fin ?? null}::date + 1)::timestamp at time zone 'Europe/Paris' as fin, maintenant() as maintenant
    from (select) x
    left join utilisateur u on u.est_actif and u.adresse_verifiee
      and ${suppleant ? sql`u.id = ${suppleant}::uuid` : sql`u.adresse_electronique = ${adresseElectronique ?? null}`}`.execute(tx)
  const l = rows[0]!
  const erreurs: ErreurChamp[] = []
  const non = (ou: string, code: string, message: string) => erreurs.push({ champ: ou, code, message })
  if (suppleant || adresseElectronique) {
    if (l.id === qui) non(champ, 'suppleant-soi-meme', x.soi)
    else if (!l.id || !l.attache) non(champ, 'suppleant-inconnu', x.inconnu)
    else if (!l.ou.length) non(champ, 'utilisateur-non-rattache', x.nonRattache)
  }
  if (l.fin) {
    if (l.debut && l.fin <= l.debut) non('fin', 'fin-trop-tot', x.finAvant)
    else if (l.fin <= l.maintenant) non('fin', 'date-passee', x.passee)
    else if (l.debut && l.fin.getTime() - l.debut.getTime() > 367 * 86_400_000) non('fin', 'periode-trop-longue', x.longue)
  }
  const { id, prenom, nom } = l
  return {
    erreurs,
    personne: { id, prenom, nom, adresseElectronique: l.adresseElectronique, langue: l.langue },
    ou: l.ou,
    periode: { debut: l.debut!, fin: l.fin! },
  }
}

async function prevenir(
  milieu: Programme,
  tx: Tx,
  id: string,
  qui: { prenom: string; nom: string },
  a: Personne & { langue?: string },
  { debut, fin }: Saisie,
  structure: string | null,
) {
  const langue = langueDe(a.langue)
  const x = textes[langue].approbations.courriel
  const nom = `${qui.prenom} ${qui.nom}`
  const contenu = {
    sujet: x.suppleant.sujet(nom),
    avant: [
      x.bonjour(a.prenom),
      x.suppleant.texte(nom, structure ? x.suppleant.pour(structure) : x.suppleant.partout, date(debut, langue), date(fin, langue)),
    ],
    libelle: x.suppleant.lien,
    apres: [],
  }
  await aviser(
    milieu,
    tx,
    { utilisateur: a.id, genre: 'gestion', adresse: '/approbations' },
    composer(milieu, langue, `suppleance:${id}`, a.adresseElectronique, () => contenu, '/approbations'),
  )
}
