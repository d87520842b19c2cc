import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { ChampsStructure } from '#app/organisation/structures/champs.page.tsx'
import { champsDe, type NomChamp } from '#app/organisation/structures/champs.ts'
import { chargerStructure, filDeLaStructure, pourLaStructure, type StructureEtAttente } from '#app/organisation/structures/fil.ts'
import { valeursDe, programmesDe, ChampsFixes } from '#app/organisation/structures/modifier.champs.tsx'
import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import type { Demande } from '#demandes/index.ts'
import { Champ, Champs, Diff, Formulaire, Groupe, Page, SurCettePage } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

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
            <div class="stack">
              <AlertesDuFormulaire c={c} etat={etat} attente={attente} />
            </div>
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="_version" value={structure.version} />
            <ChampsStructure
              c={c}
              noms={champsDe(structure)}
              valeurs={valeursDe(structure, etat)}
              erreurs={etat.erreurs}
              programmes={programmesDe(c, attente)}
              avant={<ChampsFixes c={c} s={structure} />}
            />
            <Groupe titre={textes.priseEffet} id="effet">
              <Champs>
                <Champ
                  nom="aPartirDu"
                  type="date"
                  libelle={t.champs.libelles.aPartirDu}
                  facultatif
                  aide={textes.aPartirDuAide}
                  largeur="w2"
                  valeur={String(etat.saisie?.aPartirDu ?? '')}
                  erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message}
                />
              </Champs>
            </Groupe>
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
    const structure = recu.structure!
    const { t } = c
    const textes = t.structures.modifier
    const champs = Object.keys(recu.saisie)
    return (
      <Page
        c={cadre(c)}
        titre={textes.titreVerifier}
        pour={pourLaStructure(c, structure)}
        fil={filDeLaStructure(c, structure, textes.titre)}
        etapes={{ liste: textes.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <Diff
            legende={textes.changement}
            lignes={champs.map((n) => ({
              nom: libelleDuChamp(t, n),
              avant: afficher(t, c.langue, n, recu.avant?.[n]),
              apres: afficher(t, c.langue, n, recu.saisie[n]),
              action: { href: `${c.chemin}?brouillon=${cle}#${n}`, complement: libelleDuChamp(t, n) },
            }))}
          />
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification
            c={c}
            cle={cle}
            bouton={recu.etat === 'programmee' ? textes.soumettre(quand(recu.effetLe!, c.heure, c.langue)) : textes.soumettreImmediat}
          />
        </div>
      </Page>
    )
  },
})
