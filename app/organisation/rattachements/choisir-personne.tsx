import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { MONTRES, type Rattache, type StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { Alerte, Bouton, Champ, ListeLiens, Page } from '#ui/index.ts'

/** Whom to detach, among those attached where one governs. `partie`: the person asked for is attached no more. */
export function ChoisirPersonne({
  c,
  s,
  personnes,
  recherche,
  chemin,
  partie,
}: {
  c: ContexteDuParcours
  s: StructureGeree
  personnes: Rattache[]
  recherche: string
  chemin: string
  partie: boolean
}): JSX.Element {
  const { t } = c
  const x = t.rattachements
  const detail = (p: Rattache) =>
    [
      p.adresseElectronique,
      ...p.rattachements.map((r) => (r.service ? x.surService(r.service.code, r.service.nom) : x.surStructure)),
      ...(p.estGestionnaire ? [t.structures.consulter.role.gestionnaire!] : []),
    ].join(' · ')
  return (
    <Page
      c={cadre(c)}
      titre={x.terminer.titre}
      pour={pourLaStructure(c, s)}
      fil={filDesUtilisateurs(c, { nom: x.terminer.titre })}
      etapes={{ liste: x.terminer.etapes, courante: 0 }}
      aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
    >
      <div class="narrow stack">
        {partie ? (
          <Alerte genre="warn" role="status">
            {x.terminer.nonRattache}
          </Alerte>
        ) : null}
        <form method="get" action={chemin} role="search" aria-label={x.choisir.personne} noValidate>
          <input type="hidden" name="structure" value={s.id} />
          <Champ nom="recherche" type="search" libelle={x.choisir.personne} valeur={recherche} maxLength={200} />
          <p class="mt2">
            <Bouton genre="second">{t.structures.rechercher.bouton}</Bouton>
          </p>
        </form>
        {personnes.length > MONTRES ? (
          <p class="muted" role="status">
            {x.choisir.davantage(MONTRES)}
          </p>
        ) : null}
        {personnes.length ? (
          <ListeLiens
            liens={personnes.slice(0, MONTRES).map((p) => ({
              libelle: `${p.prenom} ${p.nom}`,
              detail: detail(p),
              href: `${chemin}?structure=${s.id}&utilisateur=${p.id}`,
            }))}
          />
        ) : partie ? (
          <p>
            <a href={`${chemin}?structure=${s.id}`}>{x.choisir.autrePersonne}</a>
          </p>
        ) : (
          <p role="status">{x.choisir.aucunePersonne}</p>
        )}
      </div>
    </Page>
  )
}
