import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { ChampsStructure } from '#app/organisation/structures/champs.page.tsx'
import { champsDe, type NomChamp } from '#app/organisation/structures/champs.ts'
import { chargerStructure, filDeLaStructure, pourLaStructure, type StructureEtAttente } from '#app/organisation/structures/fil.ts'
import { valeursDe, programmesDe, ChampsFixes } from '#app/organisation/structures/modifier.champs.tsx'
import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import { PriseEffet, VerificationDeModification } from '#app/organisation/structures/modifier.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Formulaire, Page, SurCettePage } from '#ui/index.ts'

export const parcoursModifier = definirParcours<StructureEtAttente>({
  chemin: '/organisation/structures/:id/modifier',
  definition: modifierStructure as unknown as Demande,
  charger: (c) => chargerStructure(c, 'modifier'),
  structureDe: ({ structure }) => structure,
  // A box that is not ticked sends nothing: the form says no for those it drew.
  adapter: (_champs, saisie, { structure }) =>
    Object.fromEntries(Object.entries(saisie).filter(([nom]) => champsDe(structure).includes(nom as NomChamp))),

  formulaire: (c, { structure, attente }, etat) => {
    const { t } = c
    const textes = t.structures.modifier
    return (
      <Page
        c={cadre(c)}
        titre={textes.titre}
        pour={pourLaStructure(c, structure)}
        fil={filDeLaStructure(c, structure, textes.titre)}
        etapes={{ liste: textes.etapes, courante: 0 }}
        {...fautesDe(c, etat.erreurs, etat.refus)}
        aide="/documentation/organisation/structures/modifier"
      >
        <div class="split split--wide">
          <Formulaire>
            <TeteDuFormulaire c={c} etat={etat} attente={attente} version={structure.version} />
            <ChampsStructure
              c={c}
              noms={champsDe(structure)}
              valeurs={valeursDe(structure, etat)}
              erreurs={etat.erreurs}
              programmes={programmesDe(c, attente)}
              avant={<ChampsFixes c={c} s={structure} />}
            />
            <PriseEffet c={c} etat={etat} aide={textes.aPartirDuAide} />
            <PiedDuFormulaire
              c={c}
              verifier={textes.verifier}
              retour={`/organisation/structures/${structure.id}`}
              abandonner={textes.abandonner}
              note={textes.note}
            />
          </Formulaire>
          <aside aria-label={textes.surCettePage}>
            <SurCettePage
              liens={(['generales', 'adresse', 'raccordement', 'frais'] as const).map((g) => ({
                libelle: t.structures.groupes[g],
                href: `#groupe-${g}`,
              }))}
            />
            <div class="mt5">
              <h2>{textes.quand}</h2>
              <p class="muted">{textes.quandTexte(c.settings.DELAI_EFFET_MINUTES.structure)}</p>
            </div>
            <div class="mt5">
              <h2>{textes.aide}</h2>
              <p>
                <a href="/documentation/organisation/structures/modifier">{textes.fiche}</a>
              </p>
            </div>
          </aside>
        </div>
      </Page>
    )
  },

  verification: (c, { cle, recu }) => {
    const { titre, etapes } = c.t.structures.modifier
    return <VerificationDeModification c={c} fil={filDeLaStructure(c, recu.structure!, titre)} etapes={etapes} cle={cle} recu={recu} />
  },
})
