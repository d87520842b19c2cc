import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { Refus } from '#platform/http/problem.ts'
import { Champ } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { PageDeCompte, revenir } from '../compte/formulaire.tsx'
import { destinataire, langueDe, prevenir } from '../courriels/envoyer.ts'
import { nettoyerNom } from '../inscription.ts'
import { exigerPreuve } from '../preuve.ts'
import { erreurDe, lireChamps, saisie, type Saisie } from '../saisie.ts'

const laCle = async (c: Contexte) => {
  const id = c.params.id
  const cle = estUuid(id)
    ? await c.db
        .selectFrom('cleAcces')
        .select(['id', 'nom'])
        .where('id', '=', id)
        .where('utilisateur', '=', c.utilisateur!.id)
        .executeTakeFirst()
    : undefined
  if (!cle) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
  return cle
}

function vue(c: Contexte, s: Saisie, id: string) {
  const t = c.t.comptes.compte
  return (
    <PageDeCompte
      c={c}
      titre={t.cles.renommerTitre}
      chapo={c.url.searchParams.get('nouvelle') ? t.faits.cle : undefined}
      action={`/compte/cles/${id}`}
      s={s}
      bouton={t.enregistrer}
      ancre="#cles"
    >
      <Champ
        nom="nom"
        libelle={t.cles.nom}
        aide={t.cles.nomAide}
        maxLength={60}
        valeur={s.valeurs.nom}
        erreur={erreurDe(s, 'nom')}
        largeur="w4"
      />
    </PageDeCompte>
  )
}

export const pageCle = definirRoute({
  chemin: '/compte/cles/:id',
  acces: 'session',
  async repondre(c) {
    const cle = await laCle(c)
    return vue(c, { valeurs: { nom: cle.nom ?? '' }, erreurs: [] }, cle.id)
  },
})

export const actionNommer = definirAction({
  chemin: '/compte/cles/:id',
  acces: 'session',
  async executer(c, champs) {
    const cle = await laCle(c)
    const lu = lireChamps(champs, ['nom'])
    const nom = nettoyerNom(lu.nom)
    if (!nom || nom.length > 60)
      return { statut: 422, page: vue(c, saisie(lu, [{ champ: 'nom', message: c.t.comptes.compte.cles.nomManquant }]), cle.id) }
    await c.db.updateTable('cleAcces').set({ nom }).where('id', '=', cle.id).execute()
    return revenir('nommee', '#cles')
  },
})

/** Removing a way in is proved first, and its owner told; removed already, the answer is the same. */
export const actionRetirerCle = definirAction({
  chemin: '/compte/cles/:id/retirer',
  acces: 'session',
  async executer(c) {
    const preuve = exigerPreuve(c, '/compte#cles')
    if (preuve) return preuve
    const { id } = c.params
    if (estUuid(id))
      await c.db.transaction().execute(async (tx) => {
        const retiree = await tx
          .deleteFrom('cleAcces')
          .where('id', '=', id)
          .where('utilisateur', '=', c.utilisateur!.id)
          .returning('nom')
          .executeTakeFirst()
        if (!retiree) return
        const a = await destinataire(tx, c.utilisateur!.id)
        await prevenir(c, tx, a, 'cle', (m) => m.cleRetiree(a.prenom, a.nom, retiree.nom ?? '', dateHeure(new Date(), langueDe(a.langue))))
      })
    return revenir('cle-retiree', '#cles')
  },
})
