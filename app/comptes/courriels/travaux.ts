import { sql } from 'kysely'
import type { Programme, ProgrammeNaissant } from '#app/contexte.ts'
import { deliver, declareMail } from '#platform/mail/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { textes } from '#ui/textes/index.ts'
import { FILE_LIENS, jetonDeLien, nettoyerLiens, type GenreLien, type SaisieInscription } from '../lien.ts'
import { nettoyerTentatives } from '../tentatives.ts'
import { composer, langueDe } from './envoyer.ts'

/** So many mails of one kind to one address in an hour; beyond, the links already sent still hold. */
const COURRIELS_PAR_HEURE = 5
export const FILE_BLOCAGES = 'comptes.blocage'

/** Declares what accounts send from the background. */
export function declarerCourriels(programme: ProgrammeNaissant) {
  declareMail(programme)
  programme.jobs.handle<{ id: string }>(FILE_LIENS, ({ id }) => envoyerLien(programme, id))
  programme.jobs.handle<{ id: string; adresse: string; jusque: string }>(FILE_BLOCAGES, (b) => annoncerBlocage(programme, b))
}

interface Ligne {
  id: string
  genre: GenreLien
  adresse: string
  saisie: SaisieInscription | null
  envoyes: number
  compte: string | null
  prenom: string | null
  nom: string | null
  langue: string | null
}

async function envoyerLien(programme: Programme, id: string) {
  const { rows } = await sql<Ligne>`
    select l.id, l.genre, l.adresse::text as adresse, l.saisie, u.id as compte, u.prenom, u.nom, u.langue,
      (select count(*)
        from lien p
        where p.genre = l.genre and p.adresse = l.adresse and p.id < l.id and p.cree_le > l.cree_le - interval '1 hour')::int as envoyes
    from lien l
    left join utilisateur u on case when l.utilisateur is null then u.adresse_electronique = l.adresse and u.est_actif
      else u.id = l.utilisateur end
    where l.id = ${id}`.execute(programme.db)
  const l = rows[0]
  if (!l || l.envoyes >= COURRIELS_PAR_HEURE) return
  const courriel = courrielDe(programme, l)
  if (courriel) await deliver(programme, courriel)
  await nettoyerLiens(programme.db)
  await nettoyerTentatives(programme.db)
}

function courrielDe(programme: Programme, l: Ligne) {
  const jeton = jetonDeLien(l.id, programme.settings.SECRET_KEY)
  const qui = [l.prenom ?? '', l.nom ?? ''] as const
  const langue = langueDe(l.langue)
  // Each goes to an address that somebody has just typed.
  const ecrire = (contenu: Parameters<typeof composer>[4], chemin: string, dans = langue) =>
    composer(programme, dans, `lien:${l.id}`, l.adresse, contenu, chemin, null, true)
  switch (l.genre) {
    case 'activation': {
      const { saisie } = l
      if (l.compte) return ecrire((c) => c.dejaInscrit(...qui), '/connexion')
      return saisie && ecrire((c) => c.activation(saisie.prenom, saisie.nom), `/activation?jeton=${jeton}`, saisie.langue)
    }
    case 'mot-de-passe':
      return l.compte && ecrire((c) => c.motDePasse(...qui), `/mot-de-passe?jeton=${jeton}`)
    case 'support': {
      const dans = langueDe(l.saisie?.langue)
      return ecrire(() => textes[dans].emission.courriel.lien(), `/support/sans-compte/ecrire?jeton=${jeton}`, dans)
    }
    default:
      return ecrire((c) => c.adresseAVerifier(...qui), `/compte/adresse/confirmer?jeton=${jeton}`)
  }
}

async function annoncerBlocage(programme: Programme, { id, adresse, jusque }: { id: string; adresse: string; jusque: string }) {
  const u = await programme.db
    .selectFrom('utilisateur')
    .select(['prenom', 'nom', 'langue'])
    .where('adresseElectronique', '=', adresse)
    .where('estActif', '=', true)
    .executeTakeFirst()
  if (!u) return
  const langue = langueDe(u.langue)
  const quand = dateHeure(jusque, langue)
  await deliver(
    programme,
    composer(programme, langue, id, adresse, (c) => c.blocage(u.prenom, u.nom, quand), '/mot-de-passe-oublie'),
  )
}
