import type { JSX } from 'preact'
import { NumerosAnnules } from '#app/demandes/annulees.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { activerStructure } from '#app/organisation/structures/activer.ts'
import { desactiverStructure, enAttenteSur } from '#app/organisation/structures/desactiver.ts'
import { chargerStructure, filDeLaStructure, pourLaStructure, type StructureEtAttente } from '#app/organisation/structures/fil.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { FormulaireDeStatut, INVERSE, VerificationDeStatut, type Action } from '#app/organisation/structures/statut.parties.tsx'
import type { Demande, Recu } from '#demandes/index.ts'
import { Carte, Resume } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** With how many demandes it would cancel. */
type Concerne = StructureEtAttente & { annulees: number }

/** « Désactiver » and « Activer »: what follows from it is said before anything is sent (STR-07). */
function definirStatut(action: Action, definition: Demande) {
  return definirParcours<Concerne>({
    chemin: `/organisation/structures/:id/${action}`,
    definition,
    // Both open on an inactive structure: « already inactive » is said in words, not by a refusal.
    charger: async (c) => {
      const objet = await chargerStructure(c, 'activer')
      return { ...objet, annulees: action === 'desactiver' ? (await enAttenteSur(c.db, objet.structure.id, null)).length : 0 }
    },
    structureDe: ({ structure }) => structure,
    formulaire: (c, d, etat) => <Forme c={c} d={d} etat={etat} action={action} />,
    verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} action={action} />,
  })
}

export const parcoursDesactiver = definirStatut('desactiver', desactiverStructure as unknown as Demande)
export const parcoursActiver = definirStatut('activer', activerStructure as unknown as Demande)

function Forme({
  c,
  d: { structure, attente, annulees },
  etat,
  action,
}: {
  c: ContexteDuParcours
  d: Concerne
  etat: EtatDuFormulaire
  action: Action
}): JSX.Element {
  const { t } = c
  const { desactiver, activer, modifier } = t.structures
  const x = t.structures[action]
  const inverse = INVERSE[action]
  const deja =
    action === 'desactiver'
      ? structure.statut === 'INACTIVE' && desactiver.dejaInactive
      : structure.statut === 'ACTIVE' && activer.dejaActive
  return (
    <FormulaireDeStatut
      c={c}
      titre={x.titre}
      pour={pourLaStructure(c, structure)}
      fil={filDeLaStructure(c, structure, x.titre)}
      etapes={x.etapes}
      etat={etat}
      version={structure.version}
      aide={`/documentation/organisation/structures/${action}`}
      deja={
        deja
          ? { titre: deja, suite: <a href={`/organisation/structures/${structure.id}/${inverse}`}>{t.structures[inverse].titre}</a> }
          : null
      }
      alertes={
        <>
          <RefusAvecRemede refus={etat.refus} />
          <AlertesDuFormulaire c={c} etat={{ ...etat, refus: null }} attente={attente} />
        </>
      }
      consequences={{
        titre: x.consequences,
        texte: <Consequences c={c} nombre={annulees} action={action} siret={structure.typeIdentifiant === 'SIRET'} />,
      }}
      motif={action === 'desactiver' ? { libelle: desactiver.motif, aide: desactiver.motifAide } : null}
      aPartirDu={modifier.aPartirDuAide}
      note={modifier.note}
      verifier={x.verifier}
      retour={`/organisation/structures/${structure.id}`}
    />
  )
}

function Consequences({ c, nombre, action, siret }: { c: ContexteDuParcours; nombre: number; action: Action; siret: boolean }) {
  const { desactiver, activer } = c.t.structures
  if (action === 'desactiver')
    return (
      <ul>
        {desactiver.liste(nombre).map((l) => (
          <li key={l}>{l}</li>
        ))}
      </ul>
    )
  return (
    <>
      <p>{activer.texte}</p>
      {siret ? <p>{activer.siret}</p> : null}
    </>
  )
}

function Verification({ c, cle, recu, action }: { c: ContexteDuParcours; cle: string; recu: Recu; action: Action }) {
  const { t } = c
  const x = t.structures[action]
  const structure = recu.structure!
  const aHeure = recu.etat === 'programmee' ? quand(recu.effetLe!, c.heure, c.langue) : t.demandes.verification.toutDeSuite.toLowerCase()
  const numeros = (recu.resultat?.demandesAnnulees as string[] | undefined) ?? []
  return (
    <VerificationDeStatut
      c={c}
      fil={filDeLaStructure(c, structure, x.titre)}
      etapes={x.etapes}
      cle={cle}
      recu={recu}
      action={action}
      bouton={x.bouton(aHeure)}
    >
      {numeros.length ? (
        <Resume
          lignes={[
            {
              cle: t.structures.desactiver.annulees,
              valeur: <NumerosAnnules numeros={numeros} />,
            },
          ]}
        />
      ) : null}
      <Carte titre={x.consequences} id="consequences">
        <Consequences c={c} nombre={numeros.length} action={action} siret={structure.typeIdentifiant === 'SIRET'} />
      </Carte>
    </VerificationDeStatut>
  )
}
