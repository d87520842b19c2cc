import { sql } from 'kysely'
import { AUDIENCES } from '#app/accueil/catalogue/index.ts'
import { champDe } from '#app/communication/apercu.tsx'
import { nomDuProfil } from '#app/communication/messages/audience.ts'
import { PORTEES } from '#app/communication/messages/envoyer.ts'
import type { EtatDePublication } from '#app/communication/publication.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { estOperateur } from '#app/exploitation/acces.ts'
import { structuresGouvernees, type StructureGouvernee } from '#app/organisation/structures/transferer/lire.ts'
import { Champ, Champs, type OptionChamp, optionsDe } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

/** What one may choose from: profiles for the operator, one's own structures for a gestionnaire principal. */
export interface Choix {
  profils: OptionChamp[] | null
  gouvernees: StructureGouvernee[]
}

export async function lireChoix(c: ContexteDuParcours): Promise<Choix> {
  if (!estOperateur(c.utilisateur)) return { profils: null, gouvernees: await structuresGouvernees(c.db, c.utilisateur.id) }
  const { rows } = await sql<{ code: string; niveaux: number }>`select code, niveaux from application`.execute(c.db)
  const codes = rows.flatMap(({ code, niveaux }) => [`${code}.consultation`, ...(niveaux > 1 ? [`${code}.modification`] : [])])
  return {
    profils: codes.map((p) => ({ valeur: p, libelle: nomDuProfil(c, p) })).toSorted((a, b) => a.libelle.localeCompare(b.libelle, c.langue)),
    gouvernees: [],
  }
}

interface Props {
  c: ContexteDuParcours
  etat: EtatDePublication
  choix: Choix
}

export const ChampsDAudience = (p: Props) =>
  p.choix.profils ? <DeLOperateur {...p} profils={p.choix.profils} /> : <DuGestionnaire {...p} />

function DeLOperateur({ c, etat, profils }: Props & { profils: OptionChamp[] }) {
  const x = c.t.communication.messages
  const champ = champDe(etat)
  return (
    <Champs>
      <Champ {...champ('portee')} type="radios" libelle={x.portee} options={optionsDe(PORTEES, x.portees, x.porteesAide)} />
      <Champ
        {...champ('entites')}
        type="cases"
        facultatif
        libelle={x.entite}
        aide={x.entiteAide}
        valeur={(etat.saisie.entites ?? '').split(',')}
        options={optionsDe(AUDIENCES, x.entites)}
      />
      <Champ
        {...champ('profil')}
        type="select"
        facultatif
        libelle={x.profil}
        aide={x.profilAide}
        sansChoix={x.toutProfil}
        options={profils}
      />
      <Champ {...champ('identifiants')} type="textarea" facultatif libelle={x.identifiants} aide={x.identifiantsAide} />
    </Champs>
  )
}

function DuGestionnaire({ c, etat, choix: { gouvernees } }: Props) {
  const x = c.t.communication.messages
  const champ = champDe(etat)
  const options = gouvernees.map((s) => ({
    valeur: s.id,
    libelle: `${s.raisonSociale} (${identifiantGroupe(s.identifiant, s.typeIdentifiant)})`,
  }))
  // Nothing to choose: it is said.
  if (options.length === 1)
    return (
      <>
        <input type="hidden" name="lesquelles" value="toutes" />
        <Champs>
          <Champ nom="structures" libelle={x.structures} valeur={options[0]!.libelle} verrou={{ pourquoi: x.toutes(1) }} />
        </Champs>
      </>
    )
  const choisies = (etat.saisie.structures ?? '').split(',')
  return (
    <Champs>
      <Champ
        {...champ('lesquelles')}
        type="radios"
        libelle={x.lesquelles}
        valeur={etat.saisie.lesquelles || 'choisies'}
        options={[
          { valeur: 'choisies', libelle: x.choisies },
          { valeur: 'toutes', libelle: x.toutes(gouvernees.length) },
        ]}
      />
      <Champ {...champ('structures')} type="cases" libelle={x.structures} valeur={choisies} options={options} />
    </Champs>
  )
}
