import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { chargerChoix, lignesDuBrouillon, rienAGerer, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { chercheDe } from '#app/organisation/habilitations/chercher.tsx'
import { COPIER, type LigneCopiee, type Donnees, Copier } from '#app/organisation/habilitations/copier/copier.vue.tsx'
import { proposerCopie } from '#app/organisation/habilitations/copier/proposer.ts'
import { ceQuiRevient } from '#app/organisation/habilitations/juger.ts'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { lignesDeSaisie } from '#app/organisation/habilitations/saisie.ts'
import { lireSituations } from '#app/organisation/habilitations/situation.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { refus, type Demande } from '#demandes/index.ts'

const CIBLES_MAXIMUM = 50

/** HAB-09 « Copier les habilitations d'un utilisateur »: the difference first, then one demande. */
export const parcoursCopier = definirParcours<Donnees>({
  chemin: COPIER,
  definition: ajouterHabilitation as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (_champs, _saisie, { lignes }) => ({
    lignes: lignes.map((l) => ({
      utilisateur: l.utilisateur.id,
      structure: l.structure.id,
      service: l.service?.id ?? null,
      profil: `${l.application}.${l.apres}`,
      // Said even when there is none: what is not said keeps the end of what is held.
      fin: l.fin,
      ...(l.fin ? { revenir: true } : {}),
    })),
  }),
  apres: retourALaListe,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="ajouter" nom={c.t.droits.copier.titre} />,
  formulaire: (c, d, etat) => <Copier c={c} d={d} etat={etat} />,
})

async function charger(c: ContexteDuParcours): Promise<Donnees> {
  const p = c.url.searchParams
  const [source, brouillon] = [uuidDe(c, 'source'), uuidDe(c, 'brouillon')]
  const gardees = !source && brouillon ? await lignesDuBrouillon(c) : []
  const choix = await chargerChoix(c, uuidDe(c, 'structure') ?? gardees[0]?.structure ?? null, source ?? uuidDe(c, 'utilisateur'), {
    recherche: chercheDe(c),
    choisis: p.getAll('cible').filter(estUuid).slice(0, CIBLES_MAXIMUM),
  })
  if (!choix.structure)
    throw refus(c.t, 'acces-refuse', {
      raison: await rienAGerer(c),
      remede: { libelle: c.t.habilitations.gerer.mes, href: `${GERER}/mes` },
    })
  const cibles = [
    ...new Set(
      p
        .getAll('cible')
        .filter(estUuid)
        .map((v) => v.toLowerCase()),
    ),
  ]
    .filter((id) => id !== source)
    .slice(0, CIBLES_MAXIMUM)
  const partout = p.get('partout') === 'oui'
  const commun = { choix, cibles, partout }
  if (gardees.length) return { ...commun, propositions: [], lignes: await relire(c, gardees) }
  const propositions =
    source && cibles.length
      ? await proposerCopie(c.db, {
          auteur: c.utilisateur.id,
          source,
          cibles,
          structure: partout ? null : choix.structure.id,
          delai: c.settings.DELAI_EFFET_MINUTES.habilitation,
        })
      : []
  return { ...commun, propositions, lignes: propositions.filter((l) => !l.passee).map((l): LigneCopiee => ({ ...l, debut: null })) }
}

/** The lines of the draft, with the names that they have. */
async function relire(c: ContexteDuParcours, gardees: Awaited<ReturnType<typeof lignesDuBrouillon>>): Promise<LigneCopiee[]> {
  const lignes = lignesDeSaisie({ lignes: gardees }, { retrait: false })
  const situations = await lireSituations(c.db, lignes)
  return situations.flatMap((s, i) =>
    s.utilisateur && s.structure
      ? [
          {
            utilisateur: s.utilisateur,
            structure: s.structure,
            service: s.service,
            application: lignes[i]!.application,
            avant: s.niveau === null ? null : s.niveau === 2 ? 'modification' : 'consultation',
            apres: lignes[i]!.niveau,
            debut: null,
            fin: lignes[i]!.fin ?? null,
            retour: ceQuiRevient(lignes[i]!, s),
          } satisfies LigneCopiee,
        ]
      : [],
  )
}
