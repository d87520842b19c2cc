import { estUuid, type Contexte } from '#app/contexte.ts'
import { cleDe, LISTE } from '#app/organisation/utilisateurs/adresses.ts'
import {
  actionDe,
  executerSelection,
  lireSelection,
  MAXIMUM,
  personnesDe,
  retenirSelection,
} from '#app/organisation/utilisateurs/selection.ts'
import { COMMENTAIRE_MAXIMUM, type Donnees, Verifier, Issues } from '#app/organisation/utilisateurs/selection.vue.tsx'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'

const un = (champs: Map<string, string[]>, nom: string) => champs.get(nom)?.[0] ?? ''

/** Receives the ticked lines, or « tous » with the filter of the list (POR-15), and leads to their check page. */
export const actionSelection = definirAction({
  chemin: '/organisation/utilisateurs/selection',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const tous = un(champs, 'tous')
    const action = tous || un(champs, 'action')
    const requete = un(champs, 'requete').slice(0, 2000)
    const choix = [...new Set(champs.get('choix') ?? [])]
      .filter((x) => /^[^:]+:[^:]+$/.test(x) && x.split(':').every(estUuid))
      .map((x) => x.toLowerCase())
    if (!actionDe(action) || (!tous && !choix.length)) return { rediriger: `${LISTE}${requete ? `?${requete}` : ''}` }
    return {
      rediriger: `/organisation/utilisateurs/selection/${await retenirSelection(c, { action, choix: tous ? null : choix.slice(0, MAXIMUM), requete })}`,
    }
  },
})

async function charger(c: Contexte): Promise<Donnees> {
  const selection = await lireSelection(c, c.params.cle ?? '')
  if (!selection || !actionDe(selection.action)) throw refus(c.t, 'introuvable')
  const { elements, trop } = await personnesDe(c, selection)
  const faites = new Set(selection.issues?.map((i) => i.cle))
  return { selection, trop, personnes: elements.filter((u) => !faites.has(cleDe(u))) }
}

/** What will be done, and to whom, before anything is; then what became of each line. */
export const pageSelection = definirPage<Donnees>({
  chemin: '/organisation/utilisateurs/selection/:cle',
  acces: 'session',
  charger,
  vue: (d, c) =>
    d.selection.issues ? <Issues c={c} s={d.selection} issues={d.selection.issues} reste={d.personnes.length} /> : <Verifier c={c} d={d} />,
})

export const actionExecuter = definirAction({
  chemin: '/organisation/utilisateurs/selection/:cle',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const d = await charger(c)
    const commentaire = un(champs, 'commentaire').trim()
    const x = c.t.utilisateurs.selection
    const erreur = !commentaire
      ? x.actions[d.selection.action]!.commentaireManquant
      : commentaire.length > COMMENTAIRE_MAXIMUM
        ? x.commentaireTropLong(COMMENTAIRE_MAXIMUM)
        : null
    if (erreur) return { statut: 422, page: <Verifier c={c} d={d} commentaire={commentaire} erreur={erreur} /> }
    if (d.personnes.length) await executerSelection(c, c.params.cle!, { ...d.selection, commentaire })
    return { rediriger: c.chemin }
  },
})
