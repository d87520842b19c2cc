import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { descriptionDe, EtatApprouve } from '#app/organisation/approbations/afficher.tsx'
import { CeQuiEstDemande, Commentaires, LaDemande } from '#app/organisation/approbations/approbation.parties.tsx'
import { lireApprobation, type ApprobationLue } from '#app/organisation/approbations/lire.ts'
import { lireLienDApprobation } from '#app/organisation/approbations/lien.ts'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { deciderApprobation, lireDemande, refus } from '#demandes/index.ts'
import { estRefus, type Probleme } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Dialogue, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

const NUMERO = /^RITM\d{7,12}$/
const adresse = (a: { numero: string }) => `/approbations/${a.numero}`

/** The approval, for whoever decides it now; its author reads their demande instead. @throws Refus introuvable, or why a link no longer serves (hard case U03) */
async function charger(c: Contexte): Promise<{ a: ApprobationLue; lien: 'absent' | 'bon' | 'faux' | 'expire' }> {
  const numero = c.params.numero ?? ''
  const a = NUMERO.test(numero) ? await lireApprobation(c.db, numero, c.utilisateur!.id) : null
  const brut = c.url.searchParams.get('lien')
  const lien = a && brut ? lireLienDApprobation(brut, numero, c.settings.SECRET_KEY) : null
  if (!a) throw refus(c.t, 'introuvable')
  if (a.maQualite) return { a, lien: !brut ? 'absent' : !lien ? 'faux' : lien.expireLe <= c.heure ? 'expire' : 'bon' }
  const x = c.t.approbations.refus
  if (lien && lien.utilisateur !== c.utilisateur!.id)
    throw refus(c.t, 'acces-refuse', { detail: x.autrui, raison: x.autruiRaison, remede: x.autruiRemede })
  if (lien)
    throw refus(c.t, 'acces-refuse', {
      detail: x.ancien,
      raison: x.ancienRaison(a.structure.raisonSociale, a.decideurs[0] ? `${a.decideurs[0].prenom} ${a.decideurs[0].nom}` : null),
      remede: x.ancienRemede,
    })
  // Whoever reads the demande is led to it, or told why they do not decide; to others it does not exist.
  if (a.estAuteur || (await lireDemande(c.db, numero, c.utilisateur!))) return { a, lien: 'absent' }
  throw refus(c.t, 'introuvable')
}

const fil = (c: Contexte, a: ApprobationLue, ...suite: string[]) => [
  { nom: c.t.approbations.titre, href: '/approbations' },
  ...(suite.length
    ? [{ nom: c.t.approbations.titreUne(a.numero), href: adresse(a) }, ...suite.map((nom) => ({ nom }))]
    : [{ nom: c.t.approbations.titreUne(a.numero) }]),
]

/** One approval (APP-03). Opening it decides nothing, whatever opens it (PLUS-09, hard case U02). */
export const pageApprobation = definirRoute({
  chemin: '/approbations/:numero',
  acces: 'session',
  async repondre(c) {
    const { a, lien } = await charger(c)
    return a.maQualite ? <Approbation c={c} a={a} lien={lien} /> : { rediriger: `/demandes/${a.numero}` }
  },
})

function Approbation({
  c,
  a,
  lien = 'absent',
  refuse,
}: {
  c: Contexte
  a: ApprobationLue
  lien?: 'absent' | 'bon' | 'faux' | 'expire'
  refuse?: Probleme
}): JSX.Element {
  const t = c.t.approbations
  const x = t.une
  const suivantes = a.suivante ? (
    <nav class="row small" aria-label={x.autresADecider}>
      <span class="muted">{x.rang(c.compteurs.approbations)}</span>
      <a href={`/approbations/${a.suivante}`}>{x.suivante(a.suivante)}</a>
    </nav>
  ) : undefined
  return (
    <Page
      c={cadre(c)}
      titre={t.titreUne(a.numero)}
      fil={fil(c, a)}
      erreur={Boolean(refuse)}
      actions={suivantes}
      aide="/documentation/organisation/utilisateurs/approbations"
      surtitre={
        <>
          <EtatApprouve c={c} etat={a.etat === 'demandee' && !a.peutDecider ? 'expiree' : a.etat} />{' '}
          <span>{a.peutDecider ? x.expire(quand(a.expireLe, c.heure, c.langue)) : descriptionDe(c, a.type)}</span>
        </>
      }
    >
      <div class="stack">
        {refuse ? (
          <Alerte genre="err" role="alert" titre={refuse.detail}>
            {refuse.raison ? <p>{refuse.raison}</p> : null}
          </Alerte>
        ) : null}
        {lien === 'expire' ? (
          <Alerte genre="warn" titre={t.refus.lienExpire}>
            <p>{t.refus.lienExpireTexte(quand(a.expireLe, c.heure, c.langue))}</p>
          </Alerte>
        ) : null}
        {lien === 'faux' ? (
          <Alerte genre="warn" titre={t.refus.lienFaux}>
            <p>{t.refus.lienFauxTexte}</p>
          </Alerte>
        ) : null}
        <div class="split split--wide">
          <div>
            <CeQuiEstDemande c={c} a={a} />
            {a.peutDecider ? <Decision c={c} a={a} /> : null}
            <Commentaires c={c} a={a} />
          </div>
          <LaDemande c={c} a={a} />
        </div>
      </div>
      {a.peutDecider ? <DialogueDeRefus c={c} a={a} /> : null}
    </Page>
  )
}

const immediate = (type: string) => !type.startsWith('habilitation.')

function Decision({ c, a }: { c: Contexte; a: ApprobationLue }) {
  const x = c.t.approbations.une
  const delai = immediate(a.type) ? 0 : c.settings.DELAI_EFFET_MINUTES.habilitation
  const bouton = delai ? x.approuverA(quand(new Date(c.heure.getTime() + delai * 60_000), c.heure, c.langue)) : x.approuverMaintenant
  return (
    <>
      <Formulaire action={`${adresse(a)}/decision`} class="mt5">
        <input type="hidden" name="_cle" value={randomUUID()} />
        <div class="row">
          <Bouton name="decision" value="approuver" icone="coche">
            {bouton}
          </Bouton>{' '}
          <Bouton genre="danger-second" href={`${adresse(a)}/refuser`} dialogue="refuser">
            {x.refuser}
          </Bouton>
        </div>
      </Formulaire>
      {a.maQualite === 'suppleant' ? <p class="small muted mt2">{x.suiteSuppleant}</p> : null}
    </>
  )
}

const ChampsDuRefus = ({ c, motif = '', erreur }: { c: Contexte; motif?: string; erreur?: string | undefined }) => {
  const x = c.t.approbations.une
  return (
    <>
      <input type="hidden" name="_cle" value={randomUUID()} />
      <input type="hidden" name="decision" value="refuser" />
      <Champ
        nom="motif"
        type="textarea"
        libelle={x.motif}
        aide={x.motifAide}
        valeur={motif}
        {...(erreur ? { erreur } : {})}
        maxLength={500}
      />
    </>
  )
}

function DialogueDeRefus({ c, a }: { c: Contexte; a: ApprobationLue }) {
  const x = c.t.approbations.une
  return (
    <Dialogue
      id="refuser"
      titre={x.titreRefus(a.numero)}
      action={`${adresse(a)}/decision`}
      pied={
        <>
          <Bouton genre="danger">{x.refuserBouton}</Bouton>
          <Bouton genre="discret" type="button" attrs={{ 'data-dialogue-fermer': '' }}>
            {x.revenir}
          </Bouton>
        </>
      }
    >
      <ChampsDuRefus c={c} />
    </Dialogue>
  )
}

/** The dialog's form, as a page of its own: without script, and when the reason was left out. */
function Refus({ c, a, motif, erreur }: { c: Contexte; a: ApprobationLue; motif?: string; erreur?: string | undefined }): JSX.Element {
  const x = c.t.approbations.une
  return (
    <Page
      c={cadre(c)}
      titre={x.titreRefus(a.numero)}
      fil={fil(c, a, x.refuserBouton)}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'motif', message: erreur }]} /> : undefined}
    >
      <div class="narrow">
        <CeQuiEstDemande c={c} a={a} />
        <Formulaire action={`${adresse(a)}/decision`} class="mt5">
          <ChampsDuRefus c={c} motif={motif ?? ''} erreur={erreur} />
          <Actions>
            <Bouton genre="danger">{x.refuserBouton}</Bouton>
            <Bouton genre="discret" href={adresse(a)}>
              {x.revenir}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

export const pageRefuser = definirRoute({
  chemin: '/approbations/:numero/refuser',
  acces: 'session',
  async repondre(c) {
    const { a } = await charger(c)
    return a.peutDecider ? <Refus c={c} a={a} /> : { rediriger: a.maQualite ? adresse(a) : `/demandes/${a.numero}` }
  },
})

/** Decides, and leads back to the list; refused, the approval says why. */
export const actionDecider = definirAction({
  chemin: '/approbations/:numero/decision',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const { a } = await charger(c)
    const un = (nom: string) => champs.get(nom)?.[0] ?? ''
    const decision = un('decision')
    const motif = un('motif').trim()
    if (!a.maQualite)
      throw refus(c.t, 'acces-refuse', { raison: c.t.acces.gestionnaireSeul, remede: c.t.acces.remedeGestionnaire(a.decideurs[0] ?? null) })
    if (decision !== 'approuver' && decision !== 'refuser') return { rediriger: adresse(a) }
    const code = decision === 'refuser' && !motif ? 'champ-manquant' : motif.length > 500 ? 'trop-long' : null
    if (code)
      return { statut: 422, page: <Refus c={c} a={a} motif={motif} erreur={c.t.champs.erreur(code, c.t.champs.libelles.motif, '500')} /> }
    try {
      await deciderApprobation(c, a.numero, c.utilisateur!, { decision, motif }, un('_cle').slice(0, 200) || null)
      return { rediriger: `/approbations?fait=${decision}.${a.numero}` }
    } catch (erreur) {
      if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
      const apres = await lireApprobation(c.db, a.numero, c.utilisateur!.id)
      if (!apres?.maQualite) throw erreur
      return { statut: erreur.probleme.status, page: <Approbation c={c} a={apres} refuse={erreur.probleme} /> }
    }
  },
})
