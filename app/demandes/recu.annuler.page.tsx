import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { charger, filDe, peutAnnuler } from '#app/demandes/recu.charger.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { annulerDemande, MOTIF_MAX, type RecuVisible } from '#demandes/index.ts'
import { estRefus, type Probleme } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** Asked before it is done: what is cancelled, and what that changes. */
const pageAnnulation = (c: Contexte, d: RecuVisible, essai: { motif: string; refus: Probleme } | null = null) => {
  const x = c.t.demandes.annulation
  const erreurs = essai?.refus.champs ?? []
  const erreur = essai && !erreurs.length ? essai.refus.detail : null
  const faute = erreurs.find((e) => e.champ === 'motif')
  return (
    <Page
      c={cadre(c)}
      titre={x.titre(d.numero ?? '')}
      fil={[...filDe(c, d).slice(0, -1), { nom: d.numero ?? '', href: `/demandes/${d.numero}` }, { nom: c.t.demandes.recu.annuler }]}
      erreur={essai !== null}
      resume={<ResumeErreurs erreurs={erreurs} />}
    >
      <div class="narrow">
        {erreur ? (
          <Alerte genre="err" role="alert" titre={erreur}>
            <p>
              <a href={`/demandes/${d.numero}`}>{c.t.demandes.recu.voir(d.numero ?? '')}</a>
            </p>
          </Alerte>
        ) : null}
        <p>
          {c.t.demandes.phrases[d.type]}
          {d.nomObjet ? `, ${d.nomObjet}` : ''}
          {d.structure ? `, ${nomDe(d.structure)}` : ''}
          {'.'}
        </p>
        {d.effetLe ? (
          <p class="mt2">
            {c.t.demandes.recu.prendEffet} {quand(d.effetLe, c.heure, c.langue)}.
          </p>
        ) : null}
        <p class="mt2">{x.texte}</p>
        <Formulaire action={`/demandes/${d.numero}/annuler`} class="stack">
          <Champ
            nom="motif"
            type="textarea"
            libelle={x.motif}
            aide={x.motifAide}
            facultatif
            valeur={essai?.motif ?? ''}
            maxLength={MOTIF_MAX}
            {...(faute ? { erreur: faute.message } : {})}
          />
          <Actions>
            <Bouton genre="danger">{x.bouton}</Bouton>{' '}
            <Bouton genre="discret" href={`/demandes/${d.numero}`}>
              {x.garder}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

export const routeAnnuler = definirRoute({
  chemin: '/demandes/:numero/annuler',
  acces: 'session',
  repondre: async (c) => {
    const d = await charger(c)
    return peutAnnuler(c, d) ? pageAnnulation(c, d) : { rediriger: `/demandes/${d.numero}` }
  },
})

export const actionAnnuler = definirAction({
  chemin: '/demandes/:numero/annuler',
  acces: 'session',
  executer: async (c, champs) => {
    const d = await charger(c)
    const motif = champs.get('motif')?.[0] ?? ''
    try {
      await annulerDemande(c, d.numero!, c.utilisateur!, motif)
      return { rediriger: `/demandes/${d.numero}` }
    } catch (e) {
      // Sent twice: it is cancelled, the receipt says so.
      if (estRefus(e) && e.probleme.status !== 404)
        return d.etat === 'annulee'
          ? { rediriger: `/demandes/${d.numero}` }
          : { statut: e.probleme.status, page: pageAnnulation(c, d, { motif, refus: e.probleme }) }
      throw e
    }
  },
})
