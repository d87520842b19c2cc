import type { Contexte } from '#app/contexte.ts'
import { approbationsParNumero } from '#app/organisation/approbations/lister.ts'
import { deciderLot, lireLot, retenirLot } from '#app/organisation/approbations/lot.ts'
import { type Donnees, liste, Verifier, Resultat } from '#app/organisation/approbations/lot.vue.tsx'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { phraseDuChamp } from '#demandes/validation.ts'

export const actionChoisir = definirAction({
  chemin: '/approbations/verifier',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const { cle, filtre } = await retenirLot(c, champs)
    return { rediriger: cle ? `/approbations/lots/${cle}` : liste({ filtre }) }
  },
})

async function charger(c: Contexte): Promise<Donnees> {
  const lot = await lireLot(c, c.params.cle ?? '')
  if (!lot) throw refus(c.t, 'introuvable')
  return { lot, lignes: new Map((await approbationsParNumero(c.db, c.utilisateur!.id, lot.choix)).map((a) => [a.numero, a])) }
}

/** Several at once (APP-03): every line is read again before it is decided; after it, one outcome a line. */
export const pageLot = definirPage<Donnees>({
  chemin: '/approbations/lots/:cle',
  acces: 'session',
  charger,
  vue: (d, c) =>
    d.lot.issues && d.lot.issues.length === d.lot.choix.length ? (
      <Resultat c={c} d={d} />
    ) : (
      <Verifier c={c} d={d} decision={d.lot.decision} motif={d.lot.motif} />
    ),
})

export const actionLot = definirAction({
  chemin: '/approbations/lots/:cle',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const d = await charger(c)
    const decision = champs.get('decision')?.[0] === 'refuser' ? 'refuser' : 'approuver'
    const motif = champs.get('motif')?.[0]?.trim() ?? ''
    const code = decision === 'refuser' && !motif ? 'champ-manquant' : motif.length > 500 ? 'trop-long' : null
    if (code)
      return {
        statut: 422,
        page: <Verifier c={c} d={d} decision={decision} motif={motif} erreur={phraseDuChamp(c.t, 'motif', code, '500')} />,
      }
    if (d.lot.issues?.length !== d.lot.choix.length) await deciderLot(c, c.params.cle!, d.lot, { decision, motif })
    return { rediriger: c.chemin }
  },
})
