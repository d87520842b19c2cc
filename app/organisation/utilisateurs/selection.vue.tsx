import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { LISTE } from '#app/organisation/utilisateurs/adresses.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import type { UtilisateurEnListe } from '#app/organisation/utilisateurs/lister.ts'
import { actionDe, MAXIMUM, type Issue, type Selection } from '#app/organisation/utilisateurs/selection.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Etiquette, Formulaire, Page, Resume, ResumeErreurs, Succes } from '#ui/index.ts'

export const COMMENTAIRE_MAXIMUM = 500

const adresseListe = (s: Selection) => `${LISTE}${s.requete ? `?${s.requete}` : ''}`

const fil = (c: Contexte, titre: string, s: Selection) =>
  filDesUtilisateurs(c, { nom: c.t.utilisateurs.liste.titre, href: adresseListe(s) }, { nom: titre })

export interface Donnees {
  selection: Selection
  personnes: UtilisateurEnListe[]
  trop: boolean
}

export function Verifier({
  c,
  d: { selection: s, personnes, trop },
  commentaire = '',
  erreur,
}: {
  c: Contexte
  d: Donnees
  commentaire?: string
  erreur?: string
}): JSX.Element {
  const x = c.t.utilisateurs.selection
  const a = x.actions[s.action]!
  return (
    <Page
      c={cadre(c)}
      titre={a.titre}
      fil={fil(c, a.titre, s)}
      erreur={Boolean(erreur)}
      aide="/documentation/organisation/utilisateurs/consulter-les-utilisateurs"
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'commentaire', message: erreur }]} /> : undefined}
    >
      <div class="narrow stack">
        {trop ? (
          <Alerte genre="warn" titre={x.trop(MAXIMUM)}>
            <p>{x.tropTexte}</p>
          </Alerte>
        ) : null}
        {personnes.length ? (
          <Formulaire class="stack">
            <p>{a.consequences}</p>
            <Carte titre={x.personnes(personnes.length)}>
              <Resume
                lignes={personnes.map((u) => ({
                  cle: `${u.nom} ${u.prenom}`,
                  valeur: `${nomDe(u.structure)}, ${u.maille === 'structure' ? c.t.utilisateurs.mailles.structure!.toLowerCase() : u.services.map((v) => v.code).join(', ')}`,
                }))}
              />
            </Carte>
            <Champ
              nom="commentaire"
              type="textarea"
              libelle={a.commentaire}
              aide={a.commentaireAide}
              valeur={commentaire}
              erreur={erreur}
              maxLength={COMMENTAIRE_MAXIMUM}
            />
            <Actions note={x.note}>
              <Bouton genre={actionDe(s.action)!.danger ? 'danger' : 'premier'}>{a.confirmer(personnes.length)}</Bouton>
              <Bouton genre="discret" href={adresseListe(s)}>
                {x.abandonner}
              </Bouton>
            </Actions>
          </Formulaire>
        ) : (
          <Alerte genre="warn" titre={x.personne}>
            <p>
              {x.personneTexte} <a href={adresseListe(s)}>{x.revenir}</a>
            </p>
          </Alerte>
        )}
      </div>
    </Page>
  )
}

/** One outcome a line. */
export function Issues({ c, s, issues, reste }: { c: Contexte; s: Selection; issues: Issue[]; reste: number }) {
  const x = c.t.utilisateurs.selection
  const a = x.actions[s.action]!
  const faites = issues.filter((i) => !i.motif).length
  return (
    <Page
      c={cadre(c)}
      titre={a.titre}
      fil={fil(c, a.titre, s)}
      actions={
        <Bouton genre="second" href={adresseListe(s)}>
          {x.revenir}
        </Bouton>
      }
    >
      <div class="narrow stack">
        {faites ? <Succes>{a.faites(faites)}</Succes> : null}
        {issues.length > faites ? (
          <Alerte genre="err" titre={x.refusees(issues.length - faites)}>
            <p>{x.refuseesTexte}</p>
          </Alerte>
        ) : null}
        {reste ? (
          <Formulaire class="stack">
            <Alerte genre="warn" titre={x.reste(reste)}>
              <p>{x.resteTexte}</p>
            </Alerte>
            <input type="hidden" name="commentaire" value={s.commentaire} />
            <Bouton>{x.continuer}</Bouton>
          </Formulaire>
        ) : null}
        <Carte titre={x.issues}>
          <Resume
            lignes={issues.map((i) => ({
              cle: i.nom,
              valeur: (
                <>
                  <Etiquette genre={i.motif ? 'err' : 'ok'}>{i.motif ? x.refusee : a.fait}</Etiquette> {i.structure}
                  {i.numero ? (
                    <>
                      , <a href={`/demandes/${i.numero}`}>{i.numero}</a>
                    </>
                  ) : null}
                  {i.motif ? (
                    <>
                      <br />
                      {i.motif}
                    </>
                  ) : null}
                </>
              ),
            }))}
          />
        </Carte>
      </div>
    </Page>
  )
}
