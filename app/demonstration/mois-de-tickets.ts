import type { Pool } from 'pg'
import type { Monde, NomPersonne } from '#app/demonstration/monde.ts'

interface Sujet {
  sous: string
  objet?: string
  titre: string
  description: string
  demande?: string
  reponse: string
}

/** What people ask, and what they are answered: the portal's support first, then the town hall. */
const AU_PORTAIL: Sujet[] = [
  {
    sous: 'activation',
    titre: 'Lien d’activation expiré',
    description: 'Bonjour,\nj’ai reçu le lien vendredi et il ne fonctionne plus ce matin. Pouvez-vous en renvoyer un ?',
    reponse: 'Bonjour,\nun nouveau lien vient de partir. Il est valable une heure.',
  },
  {
    sous: 'connexion-impossible',
    titre: 'Code de l’application refusé',
    description: 'Le code à six chiffres est refusé depuis que j’ai changé de téléphone.',
    demande: 'Avez-vous encore vos codes de secours ?',
    reponse: 'Votre second facteur a été retiré après vérification : vous pouvez en ajouter un nouveau dans « Mon compte ».',
  },
  {
    sous: 'connexion-impossible',
    titre: 'Mot de passe perdu, courriel non reçu',
    description: 'Je ne reçois pas le message pour changer de mot de passe. L’adresse est pourtant la bonne.',
    reponse: 'Le message était retenu par le filtre de votre messagerie : il est dans les indésirables.',
  },
  {
    sous: 'habilitations',
    titre: 'Quel profil pour déposer une facture de travaux ?',
    description: 'Notre comptable voit les factures mais ne peut pas en déposer.',
    reponse:
      'Il faut « Factures de travaux modification » : votre gestionnaire principal peut l’accorder dans « Gérer les habilitations ».',
  },
  {
    sous: 'structure-a-corriger',
    titre: 'Adresse du siège à corriger',
    description: 'L’adresse affichée est celle d’avant notre déménagement d’octobre.',
    reponse: 'Utilisez « Mettre à jour depuis l’INSEE » : la nouvelle adresse y figure depuis hier.',
  },
  {
    sous: 'structure-a-creer',
    titre: 'Syndicat intercommunal absent de l’annuaire',
    description: 'Nous cherchons le SIVOM qui nous a passé commande, sans le trouver.',
    demande: 'Pouvez-vous nous donner son SIRET, tel qu’il figure sur le bon de commande ?',
    reponse: 'Il est maintenant dans l’annuaire, avec son service « Marchés ».',
  },
  {
    sous: 'raccordement-api',
    titre: 'Réponse 429 sur l’API',
    description: 'Nos envois de nuit reçoivent des réponses 429 à partir de 2 h.',
    reponse: 'La limite est de 1 200 requêtes par minute : répartissez vos envois, ou lisez l’en-tête « Retry-After ».',
  },
  {
    sous: 'facture-technique',
    titre: 'PDF refusé au dépôt',
    description: 'Le fichier fait 14 Mo et le dépôt échoue à la fin.',
    reponse: 'La taille permise est de 10 Mo. Enregistrez le PDF en qualité « écran », ou joignez les annexes à part.',
  },
  {
    sous: 'generale-portail',
    titre: 'Où trouver le mode d’emploi ?',
    description: 'Je découvre le portail et je cherche par où commencer.',
    reponse: 'La rubrique « Documentation » a une fiche par application ; « ? » en haut d’une page ouvre la sienne.',
  },
]
const A_LA_MAIRIE: Sujet[] = [
  {
    sous: 'facture-question',
    objet: 'F-2026-',
    titre: 'Paiement de la facture',
    description: 'Bonjour,\nla facture est déposée depuis plus de trente jours. À quelle date sera-t-elle payée ?',
    reponse: 'Le mandat est parti au comptable public ce matin : comptez quatre à cinq jours.',
  },
  {
    sous: 'facture-question',
    objet: 'F-2026-',
    titre: 'Service destinataire inconnu',
    description: 'Quel code de service faut-il indiquer pour les menuiseries de l’école Jules-Ferry ?',
    reponse: 'Indiquez « ECOLES », avec le numéro d’engagement du bon de commande.',
  },
  {
    sous: 'facture-rejetee',
    objet: 'F-2026-',
    titre: 'Rejet pour engagement manquant',
    description: 'Le bon de commande ne porte pas de numéro d’engagement, et la facture est rejetée.',
    demande: 'Pouvez-vous nous envoyer la copie du bon de commande ?',
    reponse: 'L’engagement est EJ-2026-4471 : vous pouvez déposer à nouveau.',
  },
  {
    sous: 'facture-rejetee',
    objet: 'F-2026-',
    titre: 'Montant différent du devis',
    description: 'Vous avez rejeté la facture à cause d’un écart de 12,40 €. Il s’agit de l’éco-participation.',
    reponse: 'Vu avec le service : la facture est acceptée.',
  },
  {
    sous: 'travaux-question',
    objet: 'FT-2026-',
    titre: 'Décompte mensuel en attente',
    description: 'Le projet de décompte est chez vous depuis trois semaines.',
    reponse: 'Le maître d’œuvre l’a validé hier, il vous revient pour signature.',
  },
  {
    sous: 'generale-destinataire',
    titre: 'Interlocuteur pour le marché de menuiserie',
    description: 'À qui devons-nous adresser les fiches techniques des fenêtres ?',
    reponse: 'Au service Bâtiments, à l’attention de Mme Roche.',
  },
]
const MERCI = [
  'Réponse rapide et claire.',
  'Merci, tout est réglé.',
  'Un peu long, mais la réponse est bonne.',
  'J’ai dû relancer deux fois.',
]

const JOURS = 84
const NOMBRE = 150

/** The same numbers at every load. */
function hasard(graine: number) {
  let a = graine
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Twelve weeks of tickets, more of them lately, answered sooner and sooner; almost all are over. */
function tirer(monde: Monde) {
  const r = hasard(2026)
  const parmi = <T>(l: readonly T[]) => l[Math.floor(r() * l.length)]!
  return Array.from({ length: NOMBRE }, (_, i) => {
    const mairie = r() < 0.55
    const s = parmi(mairie ? A_LA_MAIRIE : AU_PORTAIL)
    const jours = 2 + Math.floor((JOURS - 3) * (1 - i / NOMBRE) ** 1.3)
    const premiere = Math.round(20 + 900 * r() ** 2 * (0.5 + jours / JOURS))
    const resolution = Math.round(premiere + 60 + 5400 * r() ** 2 * (0.4 + jours / JOURS))
    // Sent at six in the evening at the latest, closed within nine hours: over by now, were it just past midnight.
    const finie = 1080 + resolution + 530 < jours * 1440
    const statut = finie ? (r() < 0.03 ? 'RESOLU' : 'FERME') : r() < 0.5 ? 'EN_ATTENTE' : 'OUVERT'
    const note = statut === 'FERME' && r() < 0.45 ? Math.min(5, Math.max(1, Math.round(4.7 - resolution / 3600 - r() * 1.2))) : null
    const attente = statut === 'EN_ATTENTE' || (s.demande && finie)
    return {
      auteur: monde[r() < 0.6 ? 'daniel' : ('heloise' satisfies NomPersonne)],
      agent: statut === 'OUVERT' ? null : monde[mairie ? 'nadia' : 'agent'],
      destinataire: mairie ? monde.mairie : null,
      jours,
      minute: 480 + Math.floor(r() * 600),
      sous: s.sous,
      titre: s.titre,
      description: s.description,
      type_objet: s.objet ? 'FACTURE' : null,
      numero_objet: s.objet ? `${s.objet}${String(100 + Math.floor(r() * 800))}` : null,
      statut,
      note,
      avis: note && r() < 0.4 ? MERCI[note >= 5 ? 0 : note === 4 ? 1 : note === 3 ? 2 : 3]! : null,
      demande: attente ? (s.demande ?? 'Pouvez-vous préciser, en joignant ce que vous avez reçu ?') : null,
      reponse: finie ? s.reponse : null,
      premiere,
      resolution,
      fin: resolution + 30 + Math.floor(r() * 500),
    }
  })
}

/** Written in three statements, each as its activities tell it. */
export async function remplirLeMois(pool: Pool, monde: Monde) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `create temp table mois on commit drop as select row_number() over () as rang, gen_random_uuid() as cle, x.*, (date_trunc('day', maintenant() at time zone 'Europe/Paris') - make_interval(days => x.jours + case extract(isodow from maintenant() at time zone 'Europe/Paris' - make_interval(days => x.jours)) when 6 then 1 when 7 then 2 else 0 end, mins => -x.minute)) at time zone 'Europe/Paris' as ne
      from jsonb_to_recordset($1::jsonb) x(auteur uuid, agent uuid, destinataire uuid, jours int, minute int, sous text, titre text, description text, type_objet text, numero_objet text, statut text, note smallint, avis text, demande text, reponse text, premiere int, resolution int, fin int)`,
      [JSON.stringify(tirer(monde))],
    )
    await client.query(
      `insert into ticket (cle, auteur, structure, courriel, categorie, sous_categorie, type_objet, numero_objet, destinataire, titre, description, statut, agent, cree_le, recu_le, modifie_le, resolu_le, satisfaction, satisfaction_texte, satisfaction_le)
      select m.cle, m.auteur, $1, (select adresse_electronique from utilisateur u where u.id = m.auteur), k.categorie, k.code, m.type_objet, m.numero_objet, m.destinataire, m.titre, m.description, m.statut, m.agent, m.ne, m.ne, m.ne + make_interval(mins => m.fin), case when m.reponse is not null then m.ne + make_interval(mins => m.resolution) end, m.note, m.avis, case when m.note is not null then m.ne + make_interval(mins => m.fin) end
      from mois m join ticket_sous_categorie k on k.code = m.sous order by m.ne`,
      [monde.menuiserie],
    )
    await client.query(`insert into ticket_activite (ticket, le, auteur, cote, action, texte, de, vers, par)
      select t.id, m.ne + make_interval(mins => a.apres), case a.cote when 'emetteur' then m.auteur else m.agent end, a.cote, a.action, a.texte, a.de, a.vers, case when a.vers is not null then a.cote end
      from mois m join ticket t on t.cle = m.cle, lateral (values (1, 0, 'emetteur', 'creer', null, null, null, true), (2, m.premiere - 10, 'destinataire', 'prendre', null, null, null, m.agent is not null), (3, m.premiere, 'destinataire', 'demander', m.demande, 'OUVERT', 'EN_ATTENTE', m.demande is not null),
        (4, (m.premiere + m.resolution) / 2, 'emetteur', 'fournir', 'Voici ce que vous demandez.', 'EN_ATTENTE', 'OUVERT', m.demande is not null and m.reponse is not null), (5, m.resolution, 'destinataire', 'resoudre', m.reponse, 'OUVERT', 'RESOLU', m.reponse is not null), (6, m.fin, 'emetteur', 'accepter', null, 'RESOLU', 'FERME', m.statut = 'FERME')) a(pas, apres, cote, action, texte, de, vers, garde)
      where a.garde order by m.ne, t.id, a.pas`)
    await client.query('commit')
  } catch (erreur) {
    await client.query('rollback').catch(() => {})
    throw erreur
  } finally {
    client.release()
  }
}
