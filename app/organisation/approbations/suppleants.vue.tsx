import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { choixDesGouvernees, type Suppleance } from '#app/organisation/approbations/suppleances.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { ChercherUneStructure } from '#app/organisation/structures/parmi.tsx'
import type { Probleme } from '#platform/http/problem.ts'
import {
  Actions,
  Alerte,
  Bouton,
  Cache,
  Carte,
  Champ,
  Champs,
  Etiquette,
  Formulaire,
  Page,
  ResumeErreurs,
  Succes,
  Tableau,
  Vide,
  type Genre,
} from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

export const CHEMIN = '/approbations/suppleants'

const GENRES: Record<Suppleance['etat'], Genre> = {
  enCours: 'ok',
  aVenir: 'plan',
  terminee: 'neutre',
  retiree: 'neutre',
  sansEffet: 'warn',
}

export interface Donnees {
  suppleances: Suppleance[]
  choix: Awaited<ReturnType<typeof choixDesGouvernees>>
}

export function Suppleants({
  c,
  d,
  saisie = {},
  refuse,
}: {
  c: Contexte
  d: Donnees
  saisie?: Record<string, string>
  refuse?: Probleme
}): JSX.Element {
  const t = c.t.approbations
  const x = t.suppleants
  const moi = c.utilisateur!.id
  const miennes = d.suppleances.filter((s) => s.gestionnaire.id === moi)
  const recues = d.suppleances.filter((s) => s.suppleant.id === moi)
  const fait = { nommee: x.nommee, arretee: x.arretee }[c.url.searchParams.get('fait') ?? '']
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={[{ nom: t.titre, href: '/approbations' }, { nom: x.titre }]}
      erreur={Boolean(refuse)}
      aide="/documentation/organisation/utilisateurs/suppleants"
      resume={refuse?.champs ? <ResumeErreurs erreurs={refuse.champs} /> : undefined}
    >
      <div class="stack stack--loose">
        {fait ? <Succes>{fait}</Succes> : null}
        {refuse && !refuse.champs ? (
          <Alerte genre="err" role="alert" titre={refuse.detail}>
            {refuse.raison ? <p>{refuse.raison}</p> : null}
          </Alerte>
        ) : null}
        {recues.length ? (
          <Carte nue titre={x.recues}>
            <Table c={c} liste={recues} recues />
          </Carte>
        ) : null}
        {d.choix.parmi.nombre ? (
          <>
            <Carte nue titre={x.enCours}>
              {miennes.length ? <Table c={c} liste={miennes} /> : <Vide niveau="h3" titre={x.aucune} texte={null} />}
            </Carte>
            <Carte titre={x.nommer}>
              <div class="narrow">
                <FormulaireSuppleant c={c} choix={d.choix} saisie={saisie} refuse={refuse} />
              </div>
            </Carte>
          </>
        ) : recues.length ? null : (
          <Vide titre={x.pasGestionnaire} texte={x.pasGestionnaireTexte} />
        )}
      </div>
    </Page>
  )
}

function FormulaireSuppleant({
  c,
  choix,
  saisie,
  refuse,
}: {
  c: Contexte
  choix: Donnees['choix']
  saisie: Record<string, string>
  refuse: Probleme | undefined
}) {
  const x = c.t.approbations.suppleants
  const erreur = (champ: string) => {
    const message = refuse?.champs?.find((e) => e.champ === champ)?.message
    return message ? { erreur: message } : {}
  }
  return (
    <Formulaire action={CHEMIN}>
      <Champs>
        <Champ
          nom="adresseElectronique"
          type="email"
          libelle={x.qui}
          aide={x.quiAide}
          valeur={saisie.adresseElectronique}
          {...erreur('adresseElectronique')}
          maxLength={320}
        />
        <ChercherUneStructure c={c} parmi={choix.parmi} attrs={{ formmethod: 'get', 'data-turbo': 'false' }} />
        <Champ
          nom="structure"
          type="select"
          libelle={x.structure}
          valeur={saisie.structure ?? ''}
          {...erreur('structure')}
          sansChoix={x.toutes}
          options={choix.structures.map((s) => ({ valeur: s.id, libelle: nomDe(s) }))}
        />
        <Champ nom="debut" type="date" largeur="w2" libelle={x.debut} aide={x.debutAide} valeur={saisie.debut} {...erreur('debut')} />
        <Champ nom="fin" type="date" largeur="w2" libelle={x.fin} aide={x.finAide} valeur={saisie.fin} {...erreur('fin')} />
      </Champs>
      <Actions>
        <Bouton>{x.bouton}</Bouton>
      </Actions>
    </Formulaire>
  )
}

function Table({ c, liste, recues }: { c: Contexte; liste: Suppleance[]; recues?: boolean }) {
  const x = c.t.approbations.suppleants
  const l = x.colonnes
  const colonnes = [
    { nom: 'qui', libelle: recues ? x.recuesColonne : l.suppleant, entete: true },
    { nom: 'structure', libelle: l.structure },
    { nom: 'periode', libelle: l.periode },
    { nom: 'etat', libelle: l.etat },
    ...(recues ? [] : [{ nom: 'actions', libelle: l.actions, muette: true }]),
  ]
  return (
    <Tableau
      legende={recues ? x.legendeRecues : x.legende}
      colonnes={colonnes}
      url={c.url}
      etat={{ page: 1, taille: liste.length, tri: '', total: liste.length, totalExact: true }}
      lignes={liste.map((s) => {
        const qui = recues ? s.gestionnaire : s.suppleant
        return {
          cle: s.id,
          ...(s.etat === 'terminee' || s.etat === 'retiree' ? { etat: 'hors-jeu' as const } : {}),
          cellules: [
            <b>
              {qui.prenom} {qui.nom}
            </b>,
            s.structure ? nomDe(s.structure) : recues ? x.toutesCelles(`${qui.prenom} ${qui.nom}`) : x.touteStructure,
            x.periode(date(s.debut, c.langue), date(new Date(s.fin.getTime() - 1), c.langue)),
            <Etiquette genre={GENRES[s.etat]}>{x.etats[s.etat]}</Etiquette>,
            ...(recues
              ? []
              : [
                  s.etat === 'terminee' || s.etat === 'retiree' ? (
                    ''
                  ) : (
                    <Formulaire action={`${CHEMIN}/${s.id}/fin`}>
                      <Bouton genre="discret" petit icone="annuler">
                        {x.arreter}
                        <Cache>{x.arreterSuite(`${qui.prenom} ${qui.nom}`)}</Cache>
                      </Bouton>
                    </Formulaire>
                  ),
                ]),
          ],
        }
      })}
    />
  )
}
