import { nomDe } from '#app/organisation/structures/lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { MONTRES, type StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { typeEtIdentifiant } from '#app/organisation/structures/fil.ts'
import { Actions, Bouton, Carte, Champ, ListeLiens, Page, ResumeErreurs, Vide } from '#ui/index.ts'

interface Props {
  c: ContexteDuParcours
  gerees: StructureGeree[]
  recherche: string
  chemin: string
  titre: string
  etapes: string[]
  aide: string
  plusieurs?: boolean
}

/** Which structures, among those one governs: a form that only leads on, so a GET. `plusieurs`: several at once. */
export function ChoisirStructures({ c, gerees, recherche, chemin, titre, etapes, aide, plusieurs }: Props): JSX.Element {
  const { t } = c
  const x = t.rattachements.choisir
  const detail = (s: StructureGeree) =>
    `${typeEtIdentifiant(t, s)}${s.statut === 'INACTIVE' ? ` · ${t.structures.statut.INACTIVE}` : ''}${s.entiere ? '' : ` · ${x.servicesSeuls}`}`
  const montrees = gerees.slice(0, MONTRES)
  // Gone on with nothing ticked: said, rather than the same page again.
  const oublie = plusieurs && c.url.searchParams.has('suite') ? x.oublie : undefined
  if (!gerees.length && !recherche) {
    return (
      <Page c={cadre(c)} titre={titre} fil={filDesUtilisateurs(c, { nom: titre })} aide={aide}>
        <Vide
          titre={x.aucune}
          texte={x.aucuneTexte}
          action={
            <Bouton
              genre="second"
              href={c.nombreStructures ? '/organisation/habilitations/mes' : '/organisation/utilisateurs/rattachement'}
            >
              {c.nombreStructures ? x.demanderProfil : t.rattachements.demander.titre}
            </Bouton>
          }
        />
      </Page>
    )
  }
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      fil={filDesUtilisateurs(c, { nom: titre })}
      etapes={{ liste: etapes, courante: 0 }}
      aide={aide}
      erreur={Boolean(oublie)}
      resume={oublie ? <ResumeErreurs erreurs={[{ champ: 'structure', message: oublie }]} /> : undefined}
    >
      <div class="narrow stack">
        {gerees.length > MONTRES || recherche ? (
          <form method="get" action={chemin} role="search" aria-label={x.chercher} noValidate>
            <Champ nom="recherche" type="search" libelle={x.chercher} valeur={recherche} maxLength={200} />
            <p class="mt2">
              <Bouton genre="second">{t.structures.rechercher.bouton}</Bouton>
            </p>
          </form>
        ) : null}
        {gerees.length > MONTRES ? (
          <p class="muted" role="status">
            {x.davantage(MONTRES)}
          </p>
        ) : null}
        {!gerees.length ? (
          <p role="status">{t.structures.gerer.inconnue}</p>
        ) : plusieurs ? (
          <form method="get" action={chemin} noValidate>
            <input type="hidden" name="suite" value="1" />
            <Champ
              nom="structure"
              type="cases"
              erreur={oublie}
              libelle={x.quelles}
              valeur={[]}
              options={montrees.map((s) => ({ valeur: s.id, libelle: nomDe(s), aide: detail(s) }))}
            />
            <Actions>
              <Bouton>{t.structures.gerer.continuer}</Bouton>
            </Actions>
          </form>
        ) : (
          <Carte titre={x.laquelle} id="structures">
            <ListeLiens liens={montrees.map((s) => ({ libelle: nomDe(s), detail: detail(s), href: `${chemin}?structure=${s.id}` }))} />
          </Carte>
        )}
      </div>
    </Page>
  )
}
