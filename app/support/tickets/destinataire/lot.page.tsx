import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, type Reponse as Reponse303 } from '#app/page.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import { variableInconnue } from '#app/support/reponses/remplir.ts'
import { choixPourTous, reponsePourTous } from '#app/support/tickets/destinataire/inserer.ts'
import { garderLot, lireLignes, lireLot, repondreATous, retenirLot, type Lot } from '#app/support/tickets/destinataire/lot.ts'
import { type Donnees, liste, Verifier, Resultat } from '#app/support/tickets/destinataire/lot.vue.tsx'
import { refus } from '#demandes/index.ts'
import { debutDe } from '#platform/plier.ts'

const CHEMIN = '/support/tickets/recus/lots/:cle'

export const actionChoisirTickets = definirAction({
  chemin: '/support/tickets/recus/lots',
  acces: 'session',
  executer: async (c, champs): Promise<Reponse303> => {
    const { cle, filtre } = await retenirLot(c, champs)
    return { rediriger: cle ? `/support/tickets/recus/lots/${cle}` : liste({ filtre }) }
  },
})

async function charger(c: Contexte): Promise<Donnees> {
  const lot = await lireLot(c, c.params.cle ?? '')
  if (!lot) throw refus(c.t, 'introuvable')
  const lignes = await lireLignes(c.db, c.utilisateur!.id, lot.choix)
  const lieux = [...new Set([...lignes.values()].filter((l) => l.niveau === 2).map((l) => l.destinataire))]
  // Of several recipients there is no answer that all have.
  return { lot, lignes, ...(await choixPourTous(c.db, lieux.length === 1 ? lieux[0] : undefined, c.langue)) }
}

/** Several at once (TIC-08): every ticket is read again before it is answered; after it, one outcome each. */
export const pageLotDeTickets = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger,
  vue: (d, c) => (d.lot.issues && d.lot.issues.length === d.lot.choix.length ? <Resultat c={c} d={d} /> : <Verifier c={c} d={d} />),
})

export const actionLotDeTickets = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c, champs): Promise<Reponse303> => {
    const d = await charger(c)
    const texte = (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim()
    const lot: Lot = {
      ...d.lot,
      action: champs.get('statut')?.[0] === 'demander' ? 'demander' : 'resoudre',
      texte,
      quandMeme: champs.get('quandMeme')?.[0] === 'oui',
      incident: d.incidents.find((i) => i.id === champs.get('incident')?.[0])?.id,
    }
    if (champs.get('etape')?.[0] === 'inserer') {
      const id = champs.get('reponse')?.[0]
      const pret = estUuid(id) && d.reponses.some((r) => r.id === id) ? await reponsePourTous(c.db, d.lot.choix, id) : null
      await garderLot(c, c.params.cle!, { ...lot, texte: debutDe([texte, pret].filter(Boolean).join('\n\n'), TEXTE_MAX) })
      return { rediriger: `${c.chemin}#texte` }
    }
    const inconnue = variableInconnue(texte)
    const erreur = !texte
      ? c.t.tickets.texteManquant
      : texte.length > TEXTE_MAX
        ? c.t.tickets.tropLong(TEXTE_MAX)
        : inconnue && c.t.traitement.reponses.fautes.variable(inconnue)
    if (erreur) return { statut: 422, page: <Verifier c={c} d={{ ...d, lot }} erreur={erreur} /> }
    const faites = d.lot.issues ?? []
    const reste = d.lot.choix.filter((n) => !faites.some((i) => i.numero === n))
    if (reste.length)
      await garderLot(c, c.params.cle!, { ...lot, issues: [...faites, ...(await repondreATous(c, c.params.cle!, reste, lot))] })
    return { rediriger: c.chemin }
  },
})
