import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { Reprendre } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { ChercherUneStructure, STRUCTURES_MONTREES } from '#app/organisation/structures/parmi.tsx'
import type { StructureGouvernee } from '#app/organisation/structures/transferer/lire.ts'
import { Actions, Bouton, Champ, Formulaire, Page, Vide } from '#ui/index.ts'

/** « Type de demande », then which structures (GP-01). */
export function ChoixDesStructures({
  c,
  etat,
  gouvernees,
}: {
  c: ContexteDuParcours
  etat: EtatDuFormulaire
  gouvernees: StructureGouvernee[]
}) {
  const { t } = c
  const x = t.gouvernance.transferer
  const erreur = (champ: string) => etat.erreurs.find((e) => e.champ === champ)?.message
  const choisies = Array.isArray(etat.saisie?.structures) ? (etat.saisie.structures as string[]) : []
  const nombreuses = gouvernees.length > STRUCTURES_MONTREES
  const trouvees = gouvernees.filter((s) => s.trouvee)
  const montrees = nombreuses
    ? [
        ...gouvernees.filter((s) => choisies.includes(s.id)),
        ...trouvees.filter((s) => !choisies.includes(s.id)).slice(0, STRUCTURES_MONTREES),
      ]
    : gouvernees
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={[...filDesStructures(c), { nom: x.titre }]}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/organisation/structures/transferer-le-gestionnaire-principal"
    >
      {gouvernees.length ? (
        <div class="narrow">
          <Reprendre c={c} ancien={etat.ancien} />
          <Formulaire class="stack mt4" action="/organisation/structures/transferer">
            <input type="hidden" name="_cle" value={etat.cle} />
            <Champ
              nom="type"
              type="radios"
              libelle={x.type}
              valeur={String(etat.saisie?.type ?? (choisies.length > 1 ? 'multiple' : ''))}
              erreur={erreur('type')}
              options={Object.entries(x.types).map(([valeur, libelle]) => ({ valeur, libelle, aide: x.typesAide[valeur]! }))}
            />
            <ChercherUneStructure
              c={c}
              parmi={{ nombre: gouvernees.length, trouvees: trouvees.length }}
              attrs={{ name: '_etape', value: 'chercher' }}
            />
            <Champ
              nom="structures"
              type="cases"
              libelle={x.structures}
              aide={x.structuresAide}
              valeur={choisies}
              erreur={erreur('structures')}
              options={montrees.map((s) => ({
                valeur: s.id,
                libelle: `${nomDe(s)}, ${grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}${s.ville ? `, ${s.ville}` : ''}${s.statut === 'INACTIVE' ? ` (${t.structures.statut.INACTIVE})` : ''}`,
              }))}
            />
            <Actions note={t.structures.modifier.note}>
              <Bouton name="_etape" value="structures">
                {x.continuer}
              </Bouton>
            </Actions>
          </Formulaire>
        </div>
      ) : (
        <Vide titre={x.aucune} texte={x.aucuneTexte} action={<Bouton href="/organisation/structures">{x.voirStructures}</Bouton>} />
      )}
    </Page>
  )
}
