import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { Champ, optionsDe } from '#ui/index.ts'
import { defautsNom, nettoyerNom, telephoneValable } from '../inscription.ts'
import { erreurDe, lireChamps, saisie, type Saisie } from '../saisie.ts'
import { PageDeCompte, revenir } from './formulaire.tsx'

function vue(c: Contexte, s: Saisie) {
  const t = c.t.comptes
  const options = (r: Record<string, string>) => optionsDe(Object.keys(r), r)
  return (
    <PageDeCompte c={c} titre={t.compte.identite.modifier} action="/compte/identite" s={s} bouton={t.compte.enregistrer} ancre="#identite">
      <Champ
        nom="civilite"
        libelle={t.champs.civilite}
        type="select"
        facultatif
        options={options(t.champs.civilites)}
        valeur={s.valeurs.civilite}
        autoComplete="honorific-prefix"
      />
      <Champ
        nom="prenom"
        libelle={t.champs.prenom}
        largeur="w3"
        valeur={s.valeurs.prenom}
        erreur={erreurDe(s, 'prenom')}
        autoComplete="given-name"
        maxLength={100}
      />
      <Champ
        nom="nom"
        libelle={t.champs.nom}
        largeur="w3"
        valeur={s.valeurs.nom}
        erreur={erreurDe(s, 'nom')}
        autoComplete="family-name"
        maxLength={100}
      />
      <Champ
        nom="telephone"
        libelle={t.champs.telephone}
        type="tel"
        facultatif
        largeur="w3"
        valeur={s.valeurs.telephone}
        erreur={erreurDe(s, 'telephone')}
        autoComplete="tel"
        maxLength={30}
      />
      <Champ
        nom="langue"
        libelle={t.compte.identite.langue}
        type="select"
        largeur="w3"
        aide={t.compte.identite.langueAide}
        options={options(t.compte.langues)}
        valeur={s.valeurs.langue}
      />
    </PageDeCompte>
  )
}

export const pageIdentite = definirRoute({
  chemin: '/compte/identite',
  acces: 'session',
  async repondre(c) {
    const u = await c.db
      .selectFrom('utilisateur')
      .select(['civilite', 'prenom', 'nom', 'telephone', 'langue'])
      .where('id', '=', c.utilisateur!.id)
      .executeTakeFirstOrThrow()
    return vue(c, {
      valeurs: { civilite: u.civilite ?? '', prenom: u.prenom, nom: u.nom, telephone: u.telephone ?? '', langue: u.langue },
      erreurs: [],
    })
  },
})

export const actionIdentite = definirAction({
  chemin: '/compte/identite',
  acces: 'session',
  async executer(c, champs) {
    const lu = lireChamps(champs, ['civilite', 'prenom', 'nom', 'telephone', 'langue'])
    const t = c.t.comptes
    const telephone = lu.telephone.trim()
    const erreurs = [
      ...defautsNom(lu, t),
      ...(telephone && !telephoneValable(telephone) ? [{ champ: 'telephone', message: t.champs.telephoneInvalide }] : []),
    ]
    if (erreurs.length) return { statut: 422, page: vue(c, saisie(lu, erreurs)) }
    const [prenom, nom, langue] = [nettoyerNom(lu.prenom), nettoyerNom(lu.nom), lu.langue === 'en' ? 'en' : 'fr']
    await c.db
      .updateTable('utilisateur')
      .set({
        civilite: lu.civilite === 'M' || lu.civilite === 'MME' ? lu.civilite : null,
        prenom,
        nom,
        nomComplet: `${prenom} ${nom}`,
        telephone: telephone || null,
        langue,
        modifieLe: sql<Date>`clock_timestamp()`,
      })
      .where('id', '=', c.utilisateur!.id)
      .execute()
    // The choice made here is for every browser: the one of this browser follows.
    c.reponse.header('set-cookie', `choral.langue=${langue}; Path=/; SameSite=Lax; Max-Age=31536000`)
    return revenir('identite')
  },
})
