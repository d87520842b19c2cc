import type { JSX } from 'preact'
import { LIMITE_LISTE, type GroupeStructures, type StructureAGrouper } from '#app/accueil/groupes/groupes.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { Actions, Bouton, Carte, Champ, Formulaire, ListeLiens, Page, ResumeErreurs, Section, Succes, Vide } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

const AIDE = '/documentation/portail/groupes'

const fil = (c: Contexte, ...suite: { nom: string; href?: string }[]) => [
  { nom: c.t.pages.liens.compte, href: '/compte' },
  { nom: c.t.pages.liens.structures, href: '/compte/structures' },
  ...suite,
]

export function Liste({
  c,
  groupes,
  saisi = '',
  erreur,
}: {
  c: Contexte
  groupes: GroupeStructures[]
  saisi?: string
  erreur?: string
}): JSX.Element {
  const t = c.t.accueil.groupes
  return (
    <Page
      c={cadre(c)}
      titre={t.titre}
      chapo={t.lead}
      fil={fil(c, { nom: t.titre })}
      aide={AIDE}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('supprime') ? <Succes>{t.supprime}</Succes> : null}
      <div class="narrow">
        {groupes.length ? (
          <ListeLiens liens={groupes.map((g) => ({ libelle: g.nom, href: `/compte/groupes/${g.id}`, detail: t.nombre(g.nombre) }))} />
        ) : (
          <Vide titre={t.aucun} texte={t.aucunTexte} />
        )}
        <div class="mt6">
          <Carte titre={t.nouveau}>
            <Formulaire action="/compte/groupes">
              <Champ nom="nom" libelle={t.nom} aide={t.nomAide} valeur={saisi} erreur={erreur} maxLength={200} autoComplete="off" />
              <Actions>
                <Bouton>{t.creer}</Bouton>
              </Actions>
            </Formulaire>
          </Carte>
        </div>
      </div>
    </Page>
  )
}

export interface Donnees {
  groupe: { id: string; nom: string }
  structures: StructureAGrouper[]
  recherche: string
}

export function Groupe({
  c,
  d: { groupe, structures, recherche },
  saisi,
  choisies,
  erreur,
}: {
  c: Contexte
  d: Donnees
  saisi?: string
  choisies?: string[]
  erreur?: string
}): JSX.Element {
  const t = c.t.accueil.groupes
  const montrees = structures.slice(0, LIMITE_LISTE)
  const options = montrees.map((s) => ({ valeur: s.id, libelle: `${s.nom} · ${identifiantGroupe(s.identifiant, s.typeIdentifiant)}` }))
  return (
    <Page
      c={cadre(c)}
      titre={groupe.nom}
      fil={fil(c, { nom: t.titre, href: '/compte/groupes' }, { nom: groupe.nom })}
      aide={AIDE}
      erreur={Boolean(erreur)}
      resume={erreur ? <ResumeErreurs erreurs={[{ champ: 'nom', message: erreur }]} /> : undefined}
    >
      {c.url.searchParams.has('cree') ? (
        <Succes>{t.cree(groupe.nom)}</Succes>
      ) : c.url.searchParams.has('enregistre') ? (
        <Succes>{t.enregistre}</Succes>
      ) : null}
      <div class="narrow mt4">
        {c.nombreStructures > 10 || recherche ? (
          <form class="field" role="search" aria-label={t.filtre} method="get" action={`/compte/groupes/${groupe.id}`}>
            <label for="recherche">{t.filtre}</label>
            <div class="with-button">
              <input class="input" id="recherche" type="search" name="recherche" value={recherche} maxLength={100} />
              <Bouton genre="second">{t.filtrer}</Bouton>
            </div>
          </form>
        ) : null}
        <Formulaire action={`/compte/groupes/${groupe.id}`} class="stack stack--form mt5">
          <Champ nom="nom" libelle={t.nom} valeur={saisi ?? groupe.nom} erreur={erreur} maxLength={200} autoComplete="off" />
          {montrees.map((s) => (
            <input key={s.id} type="hidden" name="montree" value={s.id} />
          ))}
          {options.length ? (
            <Champ
              nom="structure"
              libelle={t.membres}
              type="cases"
              aide={structures.length > LIMITE_LISTE ? t.limite(LIMITE_LISTE) : t.membresAide}
              options={options}
              valeur={choisies ?? montrees.filter((s) => s.membre).map((s) => s.id)}
              facultatif
            />
          ) : (
            <p class="muted">{t.sansStructure}</p>
          )}
          <Actions>
            <Bouton>{t.enregistrer}</Bouton>
            <Bouton genre="second" href="/compte/groupes">
              {t.titre}
            </Bouton>
          </Actions>
        </Formulaire>
        <Section titre={t.supprimer}>
          <p>{t.supprimerTexte}</p>
          <Formulaire action={`/compte/groupes/${groupe.id}/suppression`} class="mt4">
            <Bouton genre="danger-second">{t.supprimer}</Bouton>
          </Formulaire>
        </Section>
      </div>
    </Page>
  )
}
