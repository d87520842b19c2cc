import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { Details } from '#app/demandes/details.tsx'
import { etapes } from '#app/demandes/etapes.ts'
import { lieuDe } from '#app/demandes/lieux.ts'
import { donnerMonAvis, lireMonAvis } from '#app/demandes/mon-avis.ts'
import { avisDe, DonnerMonAvis } from '#app/demandes/mon-avis.tsx'
import { recepisse } from '#app/demandes/recepisse.ts'
import { InvitationsEnvoyees, mene } from '#app/organisation/rattachements/recu.tsx'
import { DuplicationFaite } from '#app/organisation/structures/dupliquer.recu.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { annulerDemande, lireDemande, refus, type RecuVisible } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import {
  Actions,
  Alerte,
  Bouton,
  Chronologie,
  Confirmation,
  Formulaire,
  Imprimer,
  ListeLiens,
  Page,
  ResumeErreurs,
  Section,
  Telecharger,
} from '#ui/index.ts'
import { dateHeure, jusqua, quand } from '#ui/textes/format.ts'

async function charger(c: Contexte): Promise<RecuVisible> {
  const demande = /^RITM\d{7,12}$/.test(c.params.numero ?? '') ? await lireDemande(c.db, c.params.numero!, c.utilisateur!) : null
  if (!demande) throw refus(c.t, 'introuvable')
  return demande
}

const filDe = (c: Contexte, d: RecuVisible) => [...lieuDe(c, d).fil, { nom: d.numero ?? '' }]

function titreDe(c: Contexte, d: RecuVisible): string {
  const x = c.t.demandes.recu
  const y = c.t.approbations.recu
  const sienne = d.auteur.id === c.utilisateur?.id
  if (d.etat === 'demandee') return sienne ? y.titreAttente : x.deQuelquUn.recue
  if (d.etat === 'programmee')
    return d.approbation ? (sienne ? y.prisParApprobation : x.deQuelquUn.approuvee) : sienne ? x.titre : x.deQuelquUn.recue
  return d.etat === 'effective'
    ? sienne
      ? x.titreEffective
      : x.deQuelquUn.effective
    : x.titreTerminee(c.t.demandes.etats[d.etat] ?? d.etat)
}

/** Whoever went through the procedure, and not whoever looks at it as them. */
const donneSonAvis = (c: Contexte, d: RecuVisible) => d.numero !== null && d.auteur.id === c.utilisateur?.id && !c.voirComme

/** Nothing is done while one looks as somebody else (PLUS-12). */
const peutAnnuler = (c: Contexte, d: RecuVisible) => d.peutAnnuler && !c.voirComme

/** The receipt of a demande (POR-16): its number, what happens next and when, how to cancel it, what it asked. */
export const pageRecu = definirPage({
  chemin: '/demandes/:numero',
  acces: 'session',
  charger: async (c) => {
    const d = await charger(c)
    return { d, avis: donneSonAvis(c, d) ? avisDe(await lireMonAvis(c.db, d.numero!, c.utilisateur!.id)) : null }
  },
  vue: ({ d, avis }, c) => {
    const { t } = c
    const x = t.demandes.recu
    const quoi = t.demandes.phrases[d.type] ?? d.type
    const titre = titreDe(c, d)
    const annule = peutAnnuler(c, d)
    const decide = d.approbation?.etat === 'demandee' && d.approbation.decideurs.some((q) => q.id === c.utilisateur?.id)
    return (
      <Page c={cadre(c)} titre={`${titre}, ${d.numero}`} fil={filDe(c, d)} sansTitre>
        <Confirmation
          titre={titre}
          texte={
            <>
              {quoi}
              {d.nomObjet ? (
                <>
                  , <b>{d.nomObjet}</b>
                </>
              ) : null}
              {d.structure ? (
                <>
                  , <b>{nomDe(d.structure)}</b>
                </>
              ) : null}
            </>
          }
          references={[
            { nom: x.numero, valeur: d.numero },
            ...(d.effetLe && ['programmee', 'effective'].includes(d.etat)
              ? [
                  {
                    nom: d.etat === 'programmee' ? x.prendEffet : x.priseEffet,
                    valeur: quand(d.etat === 'effective' ? (d.termineeLe ?? d.effetLe) : d.effetLe, c.heure, c.langue),
                  },
                ]
              : []),
            { nom: x.etat, valeur: t.demandes.etats[d.etat] },
          ]}
        />
        <div class="split split--wide mt6">
          <div>
            <div class="row">
              {decide ? <Bouton href={`/approbations/${d.numero}`}>{c.t.approbations.recu.voirApprobation}</Bouton> : null}
              <Telecharger href={`/demandes/${d.numero}/recepisse.pdf`}>{x.recepisse}</Telecharger>
              <Imprimer />
              {annule ? (
                <Bouton genre="danger-second" icone="annuler" href={`/demandes/${d.numero}/annuler`}>
                  {x.annuler}
                </Bouton>
              ) : null}
            </div>
            <p class="small muted mt2">
              {annule ? `${d.effetLe ? x.annulable(jusqua(d.effetLe, c.heure, c.langue)) : c.t.approbations.recu.annulerPossible} ` : null}
              {d.auteur.id === c.utilisateur?.id && d.etat !== 'refusee' ? x.courriel(d.auteur.adresseElectronique) : null}
            </p>
            <Section titre={x.suite}>
              <Chronologie evenements={etapes(c, d)} />
            </Section>
            <InvitationsEnvoyees c={c} d={d} />
            <DuplicationFaite c={c} d={d} />
            <Details c={c} d={d} />
          </div>
          <Ensuite c={c} d={d} />
        </div>
        {avis ? (
          <div class="split split--wide mt6 no-print">
            <div>
              <DonnerMonAvis c={c} numero={d.numero!} {...avis} />
            </div>
          </div>
        ) : null}
      </Page>
    )
  },
})

function Ensuite({ c, d }: { c: Contexte; d: RecuVisible }) {
  const x = c.t.demandes.recu
  return (
    <div class="no-print stack stack--loose">
      {d.type === 'structure.creer' && d.structure ? (
        <section aria-labelledby="premiers-pas">
          <h2 id="premiers-pas">{x.premiersPas}</h2>
          <ListeLiens
            liens={[
              { libelle: x.service, href: `/organisation/services/creer?structure=${d.structure.id}` },
              { libelle: x.banque, href: `/organisation/coordonnees-bancaires/creer?structure=${d.structure.id}` },
              { libelle: x.collegues, href: `/organisation/utilisateurs/rattacher?structure=${d.structure.id}` },
            ]}
          />
        </section>
      ) : null}
      <nav aria-labelledby="ensuite">
        <h2 id="ensuite">{x.ensuite}</h2>
        <ListeLiens
          liens={[
            ...(d.structure && mene(c, d)
              ? [{ libelle: x.voir(nomDe(d.structure)), href: `/organisation/structures/${d.structure.id}` }]
              : []),
            ...lieuDe(c, d).suites,
            { libelle: x.mesDemandes, href: '/compte/demandes' },
          ]}
        />
      </nav>
    </div>
  )
}

/** Asked before it is done: what is cancelled, and what that changes. */
const pageAnnulation = (c: Contexte, d: RecuVisible, erreur?: string) => {
  const x = c.t.demandes.annulation
  return (
    <Page
      c={cadre(c)}
      titre={x.titre(d.numero ?? '')}
      fil={[...filDe(c, d).slice(0, -1), { nom: d.numero ?? '', href: `/demandes/${d.numero}` }, { nom: c.t.demandes.recu.annuler }]}
      erreur={Boolean(erreur)}
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
          {d.effetLe ? `${c.t.commun.deuxPoints}${dateHeure(d.effetLe, c.langue)}` : ''}.
        </p>
        <p class="mt2">{x.texte}</p>
        <Formulaire action={`/demandes/${d.numero}/annuler`}>
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
  executer: async (c) => {
    const d = await charger(c)
    try {
      await annulerDemande(c, d.numero!, c.utilisateur!)
      return { rediriger: `/demandes/${d.numero}` }
    } catch (e) {
      // Sent twice: it is cancelled, the receipt says so.
      if (estRefus(e) && e.probleme.status !== 404)
        return d.etat === 'annulee'
          ? { rediriger: `/demandes/${d.numero}` }
          : { statut: e.probleme.status, page: pageAnnulation(c, d, e.probleme.detail) }
      throw e
    }
  },
})

export const routeRecepisse = definirRoute({
  chemin: '/demandes/:numero/recepisse.pdf',
  acces: 'session',
  repondre: async (c) => {
    const d = await charger(c)
    return { brut: await recepisse(c, d), type: 'application/pdf', nom: `${d.numero}.pdf` }
  },
})

export const actionDonnerMonAvis = definirAction({
  chemin: '/demandes/:numero/avis',
  acces: 'session',
  executer: async (c, champs) => {
    const d = await charger(c)
    const saisie = { note: champs.get('note')?.[0] ?? '', texte: champs.get('texte')?.[0] ?? '' }
    try {
      await donnerMonAvis(c, d, c.utilisateur!.id, { note: Number(saisie.note), texte: saisie.texte })
      return { rediriger: `/demandes/${d.numero}?avis=merci#avis` }
    } catch (e) {
      if (!estRefus(e) || !e.probleme.champs) throw e
      const { champs: erreurs } = e.probleme
      return {
        statut: 422,
        page: (
          <Page
            c={cadre(c)}
            titre={c.t.demandes.avis.titre}
            fil={[...filDe(c, d).slice(0, -1), { nom: d.numero ?? '', href: `/demandes/${d.numero}` }, { nom: c.t.demandes.avis.titre }]}
            erreur
            resume={<ResumeErreurs erreurs={erreurs} />}
          >
            <div class="narrow">
              <DonnerMonAvis c={c} numero={d.numero!} {...saisie} erreurs={erreurs} />
            </div>
          </Page>
        ),
      }
    }
  },
})

/** The address of a form that came back with errors, opened again. */
export const routeMonAvis = definirRoute({
  chemin: '/demandes/:numero/avis',
  acces: 'session',
  repondre: async (c) => ({ rediriger: `/demandes/${(await charger(c)).numero}#avis` }),
})
