import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import type { Utilisateur } from '#app/comptes/session.ts'
import { recepisse } from '#app/demandes/recepisse.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { annulerDemande, lireDemande, refus, type RecuVisible } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Chronologie, Confirmation, Diff, Etiquette, Formulaire, Imprimer, ListeLiens, Page, Resume, Section, Telecharger, type Evenement } from '#ui/index.ts'
import { dateHeure, jusqua, majuscule, quand } from '#ui/textes/format.ts'

type C = Contexte & { utilisateur: Utilisateur }

async function charger(c: Contexte): Promise<RecuVisible> {
  const demande = /^RITM\d{7,12}$/.test(c.params.numero ?? '') ? await lireDemande(c.db, c.params.numero!, c.utilisateur!) : null
  if (!demande) throw refus(c.t, 'introuvable')
  return demande
}

const filDe = (c: Contexte, d: RecuVisible) => [
  { nom: c.t.structures.fil.organisation, href: '/organisation' }, { nom: c.t.structures.fil.structures, href: '/organisation/structures' },
  ...(d.structure ? [{ nom: d.structure.raisonSociale, href: `/organisation/structures/${d.structure.id}` }] : []), { nom: d.numero ?? '' }]

/** The receipt of a demande (POR-16): its number, what happens next and when, how to cancel it, what it asked. */
export const pageRecu = definirPage({
  chemin: '/demandes/:numero',
  acces: 'session',
  charger,
  vue: (d, c) => {
    const { t } = c
    const x = t.demandes.recu
    const quoi = t.demandes.phrases[d.type] ?? d.type
    const titre = d.etat === 'programmee' || d.etat === 'demandee' ? x.titre : d.etat === 'effective' ? x.titreEffective : x.titreTerminee(t.demandes.etats[d.etat] ?? d.etat)
    return (
      <Page c={cadre(c)} titre={`${titre}, ${d.numero}`} fil={filDe(c, d)} sansTitre>
        <Confirmation titre={titre} texte={<>{quoi}{d.structure ? <>, <b>{d.structure.raisonSociale}</b></> : null}</>} references={[
          { nom: x.numero, valeur: d.numero },
          ...(d.effetLe && ['programmee', 'effective'].includes(d.etat) ? [{ nom: d.etat === 'programmee' ? x.prendEffet : x.priseEffet, valeur: quand(d.etat === 'effective' ? (d.termineeLe ?? d.effetLe) : d.effetLe, c.heure, c.langue) }] : []),
          { nom: x.etat, valeur: t.demandes.etats[d.etat] },
        ]} />
        <div class="split split--wide mt6">
          <div>
            <div class="row">
              <Telecharger href={`/demandes/${d.numero}/recepisse.pdf`}>{x.recepisse}</Telecharger>
              <Imprimer />
              {d.peutAnnuler ? <Bouton genre="danger-second" icone="annuler" href={`/demandes/${d.numero}/annuler`}>{x.annuler}</Bouton> : null}
            </div>
            <p class="small muted mt2">{d.peutAnnuler && d.effetLe ? `${x.annulable(jusqua(d.effetLe, c.heure, c.langue))} ` : null}{d.auteur.id === c.utilisateur?.id ? x.courriel(d.auteur.adresseElectronique) : null}</p>
            <Section titre={x.suite}><Chronologie evenements={etapes(c as C, d)} /></Section>
            <Details c={c} d={d} />
          </div>
          <Ensuite c={c} d={d} />
        </div>
      </Page>
    )
  },
})

function etapes(c: C, d: RecuVisible): Evenement[] {
  const x = c.t.demandes.recu
  const a = (date: Date | null) => (date ? quand(date, c.heure, c.langue) : '')
  const recue: Evenement = { genre: 'ok', icone: 'coche', titre: x.recue, quand: x.parQui(a(d.creeLe), `${d.auteur.prenom} ${d.auteur.nom}`) }
  if (d.etat === 'effective') return [recue, { genre: 'ok', icone: 'coche', titre: x.effective, quand: majuscule(a(d.termineeLe)) }]
  if (d.etat === 'programmee') return [recue, { genre: 'plan', icone: 'horloge', titre: x.anciennes, quand: x.jusqua(d.effetLe ? jusqua(d.effetLe, c.heure, c.langue) : '') }, { genre: 'neutre', icone: 'courriel', titre: x.nouvelles, quand: x.aHeure(a(d.effetLe)) }]
  return [recue, { genre: d.etat === 'annulee' ? 'neutre' : 'err', icone: 'croix', titre: d.etat === 'annulee' ? x.annulee : x.sansEffet, quand: majuscule(a(d.termineeLe)), texte: d.motif }]
}

function Details({ c, d }: { c: Contexte; d: RecuVisible }): JSX.Element | null {
  const { t } = c
  const nom = (champ: string) => (t.champs.libelles as Record<string, string>)[champ] ?? champ
  // In the order of the forms: the database keeps none.
  const rang = Object.keys(t.champs.libelles)
  const parRang = (a: string, b: string) => rang.indexOf(a) - rang.indexOf(b)
  const changes = Object.keys(d.avant ?? {}).toSorted(parRang)
  const autres = Object.keys(d.saisie).filter((n) => !changes.includes(n) && typeof d.saisie[n] !== 'object' && d.saisie[n] !== '' && d.saisie[n] !== false).toSorted(parRang)
  const lignes = autres.map((n) => ({ cle: nom(n), valeur: afficher(t, c.langue, n, d.saisie[n]) }))
  if (!changes.length) return lignes.length ? <Section titre={t.demandes.recu.details}><Resume lignes={lignes} /></Section> : null
  return (
    <div class="mt6">
      <Diff legende={t.demandes.recu.details} lignes={changes.map((n) => ({ nom: nom(n), avant: afficher(t, c.langue, n, d.avant?.[n]), apres: afficher(t, c.langue, n, d.saisie[n]) }))} />
      {lignes.length ? <Resume lignes={lignes} /> : null}
    </div>
  )
}

function Ensuite({ c, d }: { c: Contexte; d: RecuVisible }) {
  const x = c.t.demandes.recu
  const bientot = <Etiquette>{c.t.structures.consulter.bientot}</Etiquette>
  return (
    <div>
      {d.type === 'structure.creer' && d.structure ? <section aria-labelledby="premiers-pas"><h2 id="premiers-pas">{x.premiersPas}</h2><ul class="stack mt2">{[x.service, x.banque, x.collegues].map((l) => <li key={l}>{l} {bientot}</li>)}</ul></section> : null}
      <nav aria-labelledby="ensuite" class="mt5">
        <h2 id="ensuite">{x.ensuite}</h2>
        <ListeLiens liens={[...(d.structure ? [{ libelle: x.voir(d.structure.raisonSociale), href: `/organisation/structures/${d.structure.id}` }] : []), { libelle: x.revenir, href: '/organisation/structures' }, { libelle: x.mesDemandes, href: '/compte/demandes' }]} />
      </nav>
    </div>
  )
}

/** Asked before it is done: what is cancelled, and what that changes. */
const pageAnnulation = (c: Contexte, d: RecuVisible, erreur?: string) => {
  const x = c.t.demandes.annulation
  return (
    <Page c={cadre(c)} titre={x.titre(d.numero ?? '')} fil={[...filDe(c, d).slice(0, -1), { nom: d.numero ?? '', href: `/demandes/${d.numero}` }, { nom: c.t.demandes.recu.annuler }]} erreur={Boolean(erreur)}>
      <div class="narrow">
        {erreur ? <Alerte genre="err" role="alert" titre={erreur}><p><a href={`/demandes/${d.numero}`}>{c.t.demandes.recu.voir(d.numero ?? '')}</a></p></Alerte> : null}
        <p>{c.t.demandes.phrases[d.type]}{d.structure ? `, ${d.structure.raisonSociale}` : ''}{d.effetLe ? ` : ${dateHeure(d.effetLe, c.langue)}` : ''}.</p>
        <p class="mt2">{x.texte}</p>
        <Formulaire action={`/demandes/${d.numero}/annuler`}>
          <Actions><Bouton genre="danger">{x.bouton}</Bouton> <Bouton genre="discret" href={`/demandes/${d.numero}`}>{x.garder}</Bouton></Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

export const routeAnnuler = definirRoute({
  chemin: '/demandes/:numero/annuler', acces: 'session',
  repondre: async (c) => { const d = await charger(c); return d.peutAnnuler ? pageAnnulation(c, d) : { rediriger: `/demandes/${d.numero}` } },
})

export const actionAnnuler = definirAction({
  chemin: '/demandes/:numero/annuler', acces: 'session',
  executer: async (c) => {
    const d = await charger(c)
    try {
      await annulerDemande(c, d.numero!, c.utilisateur!)
      return { rediriger: `/demandes/${d.numero}` }
    } catch (e) {
      // Sent twice: it is cancelled, the receipt says so.
      if (estRefus(e) && e.probleme.status !== 404) return d.etat === 'annulee' ? { rediriger: `/demandes/${d.numero}` } : { statut: e.probleme.status, page: pageAnnulation(c, d, e.probleme.detail) }
      throw e
    }
  },
})

export const routeRecepisse = definirRoute({
  chemin: '/demandes/:numero/recepisse.pdf', acces: 'session',
  repondre: async (c) => { const d = await charger(c); return { brut: await recepisse(c, d), type: 'application/pdf', nom: `${d.numero}.pdf` } },
})
