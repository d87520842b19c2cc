import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import type { NomChamp } from '#app/organisation/structures/champs.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import type { Recu } from '#demandes/index.ts'
import { Champ } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** The object's values, under what was typed; a field that others changed and this person did not touch takes its new value. */
export function valeursDe(structure: StructureVue, etat: EtatDuFormulaire): Record<string, unknown> {
  const valeurs: Record<string, unknown> = { ...structure, ...etat.saisie }
  for (const ch of (etat.changements ?? []).filter((x) => !x.effetLe)) {
    const premier = etat.changements!.find((x) => x.champ === ch.champ && !x.effetLe)!
    if ((valeurs[ch.champ] ?? null) === (premier.avant ?? null)) valeurs[ch.champ] = structure[ch.champ as NomChamp]
  }
  return valeurs
}

export function programmesDe(c: ContexteDuParcours, attente: Recu[]) {
  return Object.fromEntries(
    attente
      .filter((d) => d.type !== 'structure.desactiver' && d.effetLe)
      .flatMap((d) =>
        Object.entries(d.saisie).map(([n, v]) => [n, { a: quand(d.effetLe!, c.heure, c.langue), valeur: afficher(c.t, c.langue, n, v) }]),
      ),
  )
}

/** Shown greyed, each with the way to change it (STR-06). */
export function ChampsFixes({ c, s }: { c: ContexteDuParcours; s: StructureVue }) {
  const { t } = c
  const x = t.structures.modifier
  const { libelles } = t.champs
  const statut =
    s.statut === 'ACTIVE' ? (
      <>
        {x.arreter} <a href={`/organisation/structures/${s.id}/desactiver`}>{t.structures.desactiver.titre}</a>
      </>
    ) : (
      <>
        {x.reprendre} <a href={`/organisation/structures/${s.id}/activer`}>{t.structures.activer.titre}</a>
      </>
    )
  return (
    <>
      <Champ
        nom="typeIdentifiant"
        libelle={libelles.typeIdentifiant}
        largeur="w3"
        valeur={t.structures.types[s.typeIdentifiant]}
        verrou={{ pourquoi: x.fixe }}
      />
      <Champ
        nom="identifiant"
        libelle={libelles.identifiant}
        largeur="w3"
        valeur={grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}
        verrou={{
          pourquoi: (
            <>
              {x.changeIdentifiant} <a href={`/organisation/structures/dupliquer?structure=${s.id}`}>{x.dupliquer}</a>
            </>
          ),
        }}
      />
      <Champ
        nom="typeStructure"
        libelle={libelles.typeStructure}
        largeur="w3"
        valeur={t.structures.typeStructure[s.typeStructure]}
        verrou={{ pourquoi: x.fixe }}
      />
      <Champ nom="statut" libelle={libelles.statut} largeur="w3" valeur={t.structures.statut[s.statut]} verrou={{ pourquoi: statut }} />
      <Champ
        nom="gestionnairePrincipal"
        libelle={libelles.gestionnairePrincipal}
        largeur="w3"
        valeur={s.gestionnairePrincipal ? `${s.gestionnairePrincipal.prenom} ${s.gestionnairePrincipal.nom}` : t.structures.vide}
        verrou={{
          pourquoi: (
            <>
              {x.passerRelais}{' '}
              {s.actions.transferer === true ? <a href={`/organisation/structures/${s.id}/transferer`}>{x.transferer}</a> : x.transferer}
            </>
          ),
        }}
      />
      <div class="w3" />
    </>
  )
}
