import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { regleDe, TEXTE_MAX, type Action } from '#app/support/tickets/champs.ts'
import { actionsPossibles, lireActivites, lireTicket, type Activite, type Ticket } from '#app/support/tickets/lire.ts'
import { GENRES_STATUT, nomDansLaLangue } from '#app/support/tickets/liste.page.tsx'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Chronologie, Colonnes, Etiquette, Formulaire, Identifiant, Page, Resume, ResumeErreurs, Section, type NomIcone } from '#ui/index.ts'
import { dateHeure, quand } from '#ui/textes/format.ts'

const CHEMIN = '/support/tickets/:numero'

interface Etat { cle: string; action: string; texte: string; erreur: string | null; refus: string | null }

/** A ticket (TIC-07): what was said, what it is about, and what this person can do now. */
export const pageTicket = definirRoute({ chemin: CHEMIN, acces: 'session', repondre: (c) => dessiner(c, { cle: randomUUID(), action: '', texte: '', erreur: null, refus: null }) })

export const actionTicket = definirAction({
  chemin: CHEMIN, acces: 'session',
  executer: async (c, champs) => {
    const recue = champs.get('_cle')?.[0]
    const texte = (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim()
    const etat = { cle: estUuid(recue) ? recue : randomUUID(), action: champs.get('action')?.[0] ?? '', texte }
    try {
      await agirSurTicket(c, c.params.numero ?? '', { action: etat.action, texte: texte || null, cle: etat.cle })
      return { rediriger: c.chemin }
    } catch (e) {
      if (!estRefus(e) || [403, 404].includes(e.probleme.status)) throw e
      const faute = e.probleme.champs?.[0]?.message ?? null
      return { statut: e.probleme.status, page: await dessiner(c, { ...etat, erreur: faute, refus: faute ? null : e.probleme.detail }) }
    }
  },
})

async function dessiner(c: Contexte, etat: Etat): Promise<JSX.Element> {
  const t = await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')
  if (!t) throw refus(c.t, 'introuvable')
  return <Vue c={c} t={t} activites={await lireActivites(c.db, t)} etat={etat} />
}

function Vue({ c, t, activites, etat }: { c: Contexte; t: Ticket; activites: Activite[]; etat: Etat }) {
  const x = c.t.tickets
  const possibles = actionsPossibles(t, c.utilisateur!.id)
  const retour = t.emetteur > 0 ? { nom: x.emis, href: '/support/tickets' } : { nom: x.recus, href: '/support/tickets/recus' }
  return (
    <Page c={cadre(c)} titre={t.titre} large fil={[{ nom: x.support, href: '/support' }, retour, { nom: t.numero }]} erreur={Boolean(etat.erreur || etat.refus)} aide="/documentation/support/tickets"
      resume={etat.erreur ? <ResumeErreurs titre={c.t.champs.resume(1)} erreurs={[{ champ: 'texte', message: etat.erreur }]} /> : null}>
      <Colonnes large aCote={<ACote c={c} t={t} />}>
        <div class="stack stack--loose">
          {etat.refus ? <Alerte genre="err" role="alert">{etat.refus}</Alerte> : null}
          <p><Etiquette genre={GENRES_STATUT[t.statut]}>{x.statuts[t.statut]}</Etiquette> {x.ticket(t.numero)}{t.statut === 'FERME' ? null : <span class="muted"> · {t.agentNom ? x.detail.occupe(`${t.agentNom.prenom} ${t.agentNom.nom}`) : x.detail.personne}</span>}</p>
          <Consigne c={c} t={t} />
          <Section titre={x.detail.activites}><Chronologie evenements={activites.map((a) => evenement(c, t, a))} /></Section>
          <Gestes c={c} possibles={possibles} etat={etat} />
        </div>
      </Colonnes>
    </Page>
  )
}

/** Whose turn it is, for the emitter. */
function Consigne({ c, t }: { c: Contexte; t: Ticket }) {
  const x = c.t.tickets.detail
  if (t.statut === 'FERME') return <Alerte genre="info">{x.clos}</Alerte>
  if (t.emetteur === 0) return null
  const titre = x.aVous[t.statut]
  return titre ? <Alerte genre="warn" titre={titre}>{t.statut === 'RESOLU' ? x.fermeture(c.settings.TICKET_FERMETURE_JOURS) : null}</Alerte> : <Alerte genre="info">{x.rien}</Alerte>
}

const ICONES: Partial<Record<Activite['action'], NomIcone>> = { creer: 'ticket', demander: 'horloge', resoudre: 'coche', accepter: 'coche', fermer: 'croix', expirer: 'croix', note: 'oeil' }

function evenement(c: Contexte, t: Ticket, a: Activite) {
  const x = c.t.tickets
  const qui = a.auteur ? `${a.auteur.prenom} ${a.auteur.nom}` : x.detail.portail
  const dit = a.action === 'creer' ? t.description : a.texte
  return {
    genre: a.action === 'demander' ? ('warn' as const) : a.vers === 'RESOLU' ? ('ok' as const) : ('neutre' as const), icone: ICONES[a.action] ?? ('suivant' as const),
    titre: <>{qui} {x.faits[a.action]}</>, quand: <>{quand(a.le, c.heure, c.langue)}{a.vers ? ` · ${x.devient(x.statuts[a.vers])}` : null}</>,
    texte: dit ? <>{dit.split('\n').map((l, i) => <p key={i}>{l}</p>)}</> : undefined,
  }
}

const SANS_MOT = (a: Action) => regleDe(a).texte === 'aucun'

/** One form: the message, and a button for each thing that can be done with it; what needs no word stands apart. */
function Gestes({ c, possibles, etat }: { c: Contexte; possibles: Action[]; etat: Etat }) {
  const x = c.t.tickets
  const dits = possibles.filter((a) => !SANS_MOT(a))
  const muets = possibles.filter(SANS_MOT)
  if (!possibles.length) return null
  return (
    <Carte titre={x.detail.actions} id="repondre">
      {muets.length ? <Formulaire action={c.chemin}><input type="hidden" name="_cle" value={etat.cle} /><div class="row">{muets.map((a) => <Bouton key={a} name="action" value={a} genre={a === 'rendre' ? 'second' : 'premier'}>{x.gestes[a]}</Bouton>)}</div></Formulaire> : null}
      {dits.length ? (
        <Formulaire action={c.chemin}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <div class="mt4"><Champ nom="texte" type="textarea" libelle={x.detail.message} aide={dits.includes('note') ? `${x.gestes.note} : ${x.detail.noteAide}` : undefined} valeur={etat.texte} {...(etat.erreur ? { erreur: etat.erreur } : {})} facultatif={dits.every((a) => regleDe(a).texte === 'facultatif')} maxLength={TEXTE_MAX} /></div>
          <Actions>{dits.map((a, i) => <Bouton key={a} name="action" value={a} genre={i === 0 && a !== 'fermer' && a !== 'note' && !muets.includes('accepter') ? 'premier' : 'second'}>{x.gestes[a]}</Bouton>)}</Actions>
        </Formulaire>
      ) : null}
    </Carte>
  )
}

function ACote({ c, t }: { c: Contexte; t: Ticket }) {
  const x = c.t.tickets
  return (
    <>
      <Carte titre={x.detail.generales}>
        <Resume serre lignes={[
          { cle: x.cree, valeur: dateHeure(t.creeLe, c.langue) }, { cle: x.categorie, valeur: nomDansLaLangue(c, t.categorie) }, { cle: x.sousCategorie, valeur: nomDansLaLangue(c, t.sousCategorie) },
          ...(t.typeObjet ? [{ cle: x.formulaire.typeObjet, valeur: x.typesObjet[t.typeObjet] ?? t.typeObjet }, { cle: x.formulaire.numeroObjet, valeur: t.numeroObjet }] : []),
          { cle: x.detail.emisPar, valeur: `${t.auteurNom.prenom} ${t.auteurNom.nom}` }, ...(t.structure ? [{ cle: x.structure, valeur: t.structure.raisonSociale }] : []), ...(t.service ? [{ cle: x.service, valeur: `${t.service.code} — ${t.service.nom}` }] : []),
          { cle: x.detail.contact, valeur: <>{t.courriel}{t.telephone ? <><br />{t.telephone}</> : null}</> },
        ]} />
      </Carte>
      <Carte titre={x.destinataire}>
        <Resume serre lignes={t.destinataire ? [{ cle: x.detail.designation, valeur: t.destinataire.raisonSociale }, { cle: x.detail.identifiant, valeur: <Identifiant valeur={t.destinataire.identifiant} /> }, ...(t.destinataireService ? [{ cle: x.service, valeur: `${t.destinataireService.code} — ${t.destinataireService.nom}` }] : [])] : [{ cle: x.detail.designation, valeur: x.supportDuPortail }]} />
      </Carte>
    </>
  )
}
