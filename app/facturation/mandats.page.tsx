import { estUuid } from '#app/contexte.ts'
import { definirParcours } from '#app/demandes/parcours.ts'
import { MANDATS } from '#app/facturation/adresses.ts'
import type { Donnees } from '#app/facturation/mandats.liste.tsx'
import { ETATS_MANDATS, listerMandats, SENS_MANDATS, structuresMandataires } from '#app/facturation/mandats.ts'
import { Mandats, Verification } from '#app/facturation/mandats.vue.tsx'
import { souscrireMandat } from '#app/facturation/souscrire.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { champDuBrouillon, envoyes } from '#app/organisation/habilitations/cadre.tsx'
import { chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import type { Demande } from '#demandes/index.ts'

/** « Mandats de facturation » (APP-01): those given and received, and the form to ask for one. */
export const parcoursMandat = definirParcours<Donnees>({
  chemin: MANDATS,
  definition: souscrireMandat as unknown as Demande,
  charger: async (c) => {
    const p = c.url.searchParams
    const parmi = (nom: string, valeurs: readonly string[]) => (valeurs.includes(p.get(nom) ?? '') ? p.get(nom)! : '')
    const filtre = {
      etat: parmi('etat', ETATS_MANDATS),
      sens: parmi('sens', SENS_MANDATS),
      recherche: (p.get('recherche') ?? '').trim().slice(0, 200),
    }
    const mandats = await listerMandats(c.db, c.utilisateur.id, {
      ...etatDeListe(p, [], ''),
      etat: filtre.etat || undefined,
      sens: filtre.sens || undefined,
      recherche: filtre.recherche,
    })
    const choisie = [envoyes(c, /^mandataire$/)[0], await champDuBrouillon(c, 'mandataire'), c.structureActive?.id].find(estUuid) ?? null
    return { mandats, filtre, choix: await structuresMandataires(c.db, c.utilisateur.id, { cherche: chercheStructureDe(c), choisie }) }
  },
  structureDe: () => null,
  adapter: (_champs, { mandant: _, ...saisie }) => saisie,
  formulaire: (c, d, etat) => <Mandats c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})
