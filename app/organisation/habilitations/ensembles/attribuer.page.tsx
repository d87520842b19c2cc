import { definirParcours } from '#app/demandes/parcours.ts'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { type Sens, Attribuer } from '#app/organisation/habilitations/ensembles/attribuer.vue.tsx'
import { chargerAttribution, lignesDAttribution, type ChoixDAttribution } from '#app/organisation/habilitations/ensembles/choisir.ts'
import { ENSEMBLES } from '#app/organisation/habilitations/ensembles/liste.vue.tsx'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import type { Demande } from '#demandes/index.ts'

/** HAB-09: a set granted to, or removed from, several people over several structures, in one demande. */
const definir = (sens: Sens, definition: Demande) =>
  definirParcours<ChoixDAttribution>({
    chemin: `${ENSEMBLES}/${sens}`,
    definition,
    charger: chargerAttribution,
    structureDe: () => null,
    adapter: (champs, _saisie, d) => ({
      ...lignesDAttribution(champs, d, sens === 'accorder'),
      ...(sens === 'retirer' && champs.get('immediat')?.[0] === 'oui' ? { immediat: true } : {}),
    }),
    apres: retourALaListe,
    verification: (c, { cle, recu }) => (
      <Verification
        c={c}
        cle={cle}
        recu={recu}
        titre={sens === 'accorder' ? 'ajouter' : 'retirer'}
        nom={c.t.droits.ensembles.attribuer[sens].titre}
      />
    ),
    formulaire: (c, d, etat) => <Attribuer c={c} d={d} etat={etat} sens={sens} />,
  })

export const parcoursAccorder = definir('accorder', ajouterHabilitation as unknown as Demande)

export const parcoursRetirerEnsemble = definir('retirer', supprimerHabilitation as unknown as Demande)
