import { sql } from 'kysely'
import { definirRoute } from '#app/page.ts'
import type { Db } from '#platform/database/open.ts'
import { exigerPreuve } from '../preuve.ts'

/** Everything held about a person, without any secret (CPT-03, RGPD): one statement. */
async function rassembler(db: Db, id: string): Promise<unknown> {
  const { rows } = await sql<{ donnees: unknown }>`
    select json_build_object('extraitLe', clock_timestamp(), 'identite',
          (select json_build_object('id', id, 'civilite', civilite, 'prenom', prenom, 'nom', nom, 'adresseElectronique',
                  adresse_electronique, 'adresseContact', adresse_contact, 'telephone', telephone, 'langue', langue, 'actif', est_actif,
                  'secondFacteur', second_facteur_actif, 'creeLe', cree_le, 'modifieLe', modifie_le)
            from utilisateur
            where id = ${id}), 'moyensDeConnexion',
          coalesce((select json_agg(json_build_object('fournisseur', fournisseur, 'creeLe', cree_le, 'motDePasseLe', mot_de_passe_le))
                from identite
                where utilisateur = ${id}), '[]'), 'clesAcces',
          coalesce((select json_agg(json_build_object('nom', nom, 'creeLe', cree_le, 'utiliseeLe', utilisee_le))
                from cle_acces
                where utilisateur = ${id}), '[]'), 'sessions',
          coalesce((select json_agg(json_build_object('ouverteLe', cree_le, 'expireLe', expire_le, 'adresseIp', adresse_ip, 'navigateur',
                          agent)
                    order by cree_le)
                from session
                where utilisateur = ${id}), '[]'), 'liens',
          coalesce((select json_agg(json_build_object('genre', genre, 'adresse', adresse, 'creeLe', cree_le, 'utiliseLe', utilise_le)
                    order by cree_le)
                from lien
                where utilisateur = ${id}
                  or (utilisateur is null and adresse = (select adresse_electronique from utilisateur where id = ${id}))), '[]'),
          'rattachements',
          coalesce((select json_agg(json_build_object('structure', s.identifiant, 'nom',
                          coalesce(s.raison_sociale, s.prenom || ' ' || s.nom), 'service', v.code, 'debut', lower(r.periode), 'fin',
                          upper(r.periode), 'retireLe', r.retire_le)
                    order by lower(r.periode))
                from rattachement r
                join structure s on s.id = r.structure
                left join service v on v.id = r.service
                where r.utilisateur = ${id}), '[]'), 'habilitations',
          coalesce((select json_agg(json_build_object('structure', s.identifiant, 'service', v.code, 'profil', a.code || case h.niveau
                          when 2 then '.modification' else '.consultation' end, 'debut', lower(h.periode), 'fin', upper(h.periode),
                          'retireeLe', h.retiree_le)
                    order by lower(h.periode))
                from habilitation h
                join structure s on s.id = h.structure
                join application a on a.id = h.application
                left join service v on v.id = h.service
                where h.utilisateur = ${id}), '[]'), 'demandes',
          coalesce((select json_agg(json_build_object('numero', d.numero, 'type', d.type, 'etat', d.etat, 'saisie', d.saisie, 'creeLe',
                          d.cree_le, 'effetLe', d.effet_le, 'termineeLe', d.terminee_le, 'motif', d.motif)
                    order by d.id)
                from demande d
                where d.auteur = ${id}), '[]'), 'messages',
          json_build_object('envoyes',
              coalesce((select json_agg(json_build_object('titre', titre, 'texte', texte, 'titreEn', titre_en, 'texteEn', texte_en,
                              'creeLe', cree_le, 'expireLe', expire_le, 'retireLe', retire_le)
                        order by cree_le)
                    from message
                    where auteur = ${id}), '[]'), 'lus',
              coalesce((select json_agg(json_build_object('message', message, 'luLe', lu_le)) from message_lu where utilisateur = ${id}),
                  '[]')), 'avis',
          json_build_object('recus',
              coalesce((select json_agg(json_build_object('genre', genre, 'titre', titre, 'creeLe', cree_le, 'luLe', lu_le) order by cree_le)
                    from avis
                    where utilisateur = ${id}), '[]'), 'preferences',
              coalesce((select json_agg(json_build_object('genre', genre, 'cadence', cadence))
                    from preference_avis
                    where utilisateur = ${id}), '[]')), 'conversations',
          coalesce((select json_agg(json_build_object('ouverteLe', c.ouverte_le, 'termineeLe', c.terminee_le, 'assistant', c.assistant,
                          'messages',
                          (select json_agg(json_build_object('le', m.le, 'cote', m.cote, 'texte', m.texte) order by m.rang)
                            from conversation_message m
                            where m.conversation = c.id and m.texte is not null))
                    order by c.ouverte_le)
                from conversation c
                where c.utilisateur = ${id}), '[]'), 'brouillons',
          coalesce((select json_agg(json_build_object('type', type, 'saisie', saisie, 'modifieLe', modifie_le))
                from brouillon
                where auteur = ${id}), '[]')) as donnees`.execute(db)
  return rows[0]!.donnees
}

export const donneesPersonnelles = definirRoute({
  chemin: '/compte/donnees.json',
  acces: 'session',
  async repondre(c) {
    const preuve = exigerPreuve(c)
    if (preuve) return preuve
    c.reponse.header('cache-control', 'no-store')
    return {
      brut: `${JSON.stringify(await rassembler(c.db, c.utilisateur!.id), null, 2)}\n`,
      type: 'application/json; charset=utf-8',
      nom: 'mes-donnees-choral.json',
    }
  },
})
