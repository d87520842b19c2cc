import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { descriptionDe, EtatApprouve } from '#app/organisation/approbations/afficher.tsx'
import { CeQuiEstDemande, Commentaires, LaDemande } from '#app/organisation/approbations/approbation.parties.tsx'
import type { ApprobationLue } from '#app/organisation/approbations/lire.ts'
import type { Probleme } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Dialogue, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

export const adresse = (a: { numero: string }) => `/approbations/${a.numero}`

const fil = (c: Contexte, a: ApprobationLue, ...suite: string[]) => [
  { nom: c.t.approbations.titre, href: '/approbations' },
  ...(suite.length
    ? [{ nom: c.t.approbations.titreUne(a.numero), href: adresse(a) }, ...suite.map((nom) => ({ nom }))]
    : [{ nom: c.t.approbations.titreUne(a.numero) }]),
]

export function Approbation({
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
export function Refus({
  c,
  a,
  motif,
  erreur,
}: {
  c: Contexte
  a: ApprobationLue
  motif?: string
  erreur?: string | undefined
}): JSX.Element {
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
