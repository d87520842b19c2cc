import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { detail } from '#app/listes/menu.tsx'
import {
  enregistrerVue,
  estListe,
  lireVue,
  LISTES,
  modifierVue,
  supprimerVue,
  vuesDe,
  type ErreurVue,
  type Liste,
  type Vue,
} from '#app/listes/vues.ts'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Actions, Bouton, Carte, Champ, Formulaire, ListeLiens, Page, ResumeErreurs, Section, Succes, Vide } from '#ui/index.ts'

const un = (champs: Map<string, string[]>, nom: string) => champs.get(nom)?.[0] ?? ''
const AIDE = '/documentation/organisation/utilisateurs/consulter-les-utilisateurs'
const adresseDe = (v: { liste: Liste; requete: string }) => (v.requete ? `${v.liste}?${v.requete}` : v.liste)
const gestion = (liste: Liste) => `/vues?liste=${encodeURIComponent(liste)}`

interface Saisie {
  liste: Liste
  requete: string
  nom: string
  partage: string | null
}
interface Donnees {
  liste: Liste
  vues: Vue[]
}

/** One's own views of a list: opened, renamed, shared, deleted. */
export const pageVues = definirPage<Donnees>({
  chemin: '/vues',
  acces: 'session',
  charger: async (c) => {
    const demandee = c.url.searchParams.get('liste') ?? LISTES[0]
    if (!estListe(demandee)) throw refus(c.t, 'introuvable')
    return { liste: demandee, vues: (await vuesDe(c.db, c.utilisateur!.id, demandee)).filter((v) => v.mienne) }
  },
  vue: (d, c) => <Vues c={c} d={d} />,
})

function Vues({ c, d: { liste, vues }, saisie, erreur }: { c: Contexte; d: Donnees; saisie?: Saisie; erreur?: string }): JSX.Element {
  const x = c.t.listes
  return (
    <Page
      c={cadre(c)}
      titre={x.mesVues}
      chapo={x.noms[liste]}
      fil={[{ nom: x.noms[liste]!, href: liste }, { nom: x.mesVues }]}
      aide={AIDE}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('supprimee') ? <Succes>{x.supprimee}</Succes> : null}
      <div class="narrow stack">
        {saisie ? (
          <Carte titre={x.enregistrer}>
            <Formulaire action="/vues" class="stack">
              <input type="hidden" name="liste" value={saisie.liste} />
              <input type="hidden" name="requete" value={saisie.requete} />
              {saisie.partage ? <input type="hidden" name="partage" value={saisie.partage} /> : null}
              <Champ nom="nom" libelle={x.nom} aide={x.nomAide} valeur={saisie.nom} erreur={erreur} maxLength={200} autoComplete="off" />
              <Actions>
                <Bouton>{x.bouton}</Bouton>
                <Bouton genre="discret" href={adresseDe(saisie)}>
                  {x.revenir}
                </Bouton>
              </Actions>
            </Formulaire>
          </Carte>
        ) : null}
        {vues.length ? (
          <ListeLiens
            liens={vues.map((v) => ({ libelle: v.nom, href: `/vues/${v.id}`, ...(detail(c, v) ? { detail: detail(c, v)! } : {}) }))}
          />
        ) : saisie ? null : (
          <Vide
            titre={x.aucune}
            texte={x.aucuneTexte}
            action={
              <Bouton genre="second" href={liste}>
                {x.revenir}
              </Bouton>
            }
          />
        )}
      </div>
    </Page>
  )
}

/** Saves the list as its address says it, and goes back to it. */
export const actionEnregistrerVue = definirAction({
  chemin: '/vues',
  acces: 'session',
  async executer(c, champs): Promise<Reponse> {
    const liste = un(champs, 'liste')
    if (!estListe(liste)) throw refus(c.t, 'introuvable')
    const partage = un(champs, 'partage')
    const saisie: Saisie = { liste, requete: un(champs, 'requete'), nom: un(champs, 'nom'), partage: partage || null }
    const issue =
      partage && !estUuid(partage)
        ? { erreur: 'structure-inconnue' as ErreurVue }
        : await enregistrerVue(c.db, c.utilisateur!.id, liste, saisie.requete, { nom: saisie.nom, structure: saisie.partage })
    if ('id' in issue) return { rediriger: adresseDe(saisie) }
    return {
      statut: 422,
      page: (
        <Vues
          c={c}
          d={{ liste, vues: (await vuesDe(c.db, c.utilisateur!.id, liste)).filter((v) => v.mienne) }}
          saisie={saisie}
          erreur={c.t.listes.erreurs[issue.erreur]}
        />
      ),
    }
  },
})

async function charger(c: Contexte): Promise<Vue> {
  const vue = estUuid(c.params.id) ? await lireVue(c.db, c.utilisateur!.id, c.params.id) : null
  if (!vue) throw refus(c.t, 'introuvable')
  return vue
}

export const pageVue = definirPage<Vue>({ chemin: '/vues/:id', acces: 'session', charger, vue: (v, c) => <UneVue c={c} v={v} /> })

function UneVue({
  c,
  v,
  saisie,
  erreur,
}: {
  c: Contexte
  v: Vue
  saisie?: { nom: string; structure: string }
  erreur?: string
}): JSX.Element {
  const x = c.t.listes
  const miennes = c.structures.map((s) => ({ valeur: s.id, libelle: s.nom }))
  const options = [
    { valeur: '', libelle: x.pourMoi },
    ...(v.structure && !miennes.some((m) => m.valeur === v.structure!.id) ? [{ valeur: v.structure.id, libelle: v.structure.nom }] : []),
    ...miennes,
  ]
  return (
    <Page
      c={cadre(c)}
      titre={v.nom}
      fil={[{ nom: x.noms[v.liste]!, href: v.liste }, { nom: x.mesVues, href: gestion(v.liste) }, { nom: v.nom }]}
      aide={AIDE}
      actions={
        <Bouton genre="second" href={adresseDe(v)}>
          {x.ouvrir}
        </Bouton>
      }
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('enregistree') ? <Succes>{x.enregistree}</Succes> : null}
      <div class="narrow">
        <Formulaire action={`/vues/${v.id}`} class="stack">
          <Champ nom="nom" libelle={x.nom} valeur={saisie?.nom ?? v.nom} erreur={erreur} maxLength={200} autoComplete="off" />
          <Champ
            nom="structure"
            type="select"
            libelle={x.partage}
            aide={x.partageAide}
            valeur={saisie?.structure ?? v.structure?.id ?? ''}
            options={options}
            facultatif
          />
          <Actions>
            <Bouton>{x.bouton}</Bouton>
          </Actions>
        </Formulaire>
        <Section titre={x.supprimer}>
          <p>{x.supprimerTexte}</p>
          <Formulaire action={`/vues/${v.id}/suppression`} class="mt4">
            <Bouton genre="danger-second">{x.supprimer}</Bouton>
          </Formulaire>
        </Section>
      </div>
    </Page>
  )
}

export const actionModifierVue = definirAction({
  chemin: '/vues/:id',
  acces: 'session',
  async executer(c, champs) {
    const vue = await charger(c)
    const saisie = { nom: un(champs, 'nom'), structure: un(champs, 'structure') }
    const issue =
      saisie.structure && !estUuid(saisie.structure)
        ? { erreur: 'structure-inconnue' as ErreurVue }
        : await modifierVue(c.db, c.utilisateur!.id, vue.id, { nom: saisie.nom, structure: saisie.structure || null })
    if ('id' in issue) return { rediriger: `/vues/${vue.id}?enregistree=oui` }
    return { statut: 422, page: <UneVue c={c} v={vue} saisie={saisie} erreur={c.t.listes.erreurs[issue.erreur]} /> }
  },
})

export const actionSupprimerVue = definirAction({
  chemin: '/vues/:id/suppression',
  acces: 'session',
  async executer(c) {
    const vue = await charger(c)
    await supprimerVue(c.db, c.utilisateur!.id, vue.id)
    return { rediriger: `${gestion(vue.liste)}&supprimee=oui` }
  },
})
