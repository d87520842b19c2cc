import { sql } from 'kysely'
import { conclure } from '#app/organisation/habilitations/conclure.ts'
import { decrireDroits } from '#app/organisation/habilitations/decrire.ts'
import { controlerLignes, droitsDe, examinerLignes, lignesGardees, preparerLignes } from '#app/organisation/habilitations/definir.ts'
import { jugerLignes } from '#app/organisation/habilitations/juger.ts'
import { refaireDemande } from '#app/organisation/habilitations/refaire.ts'
import { perimetresDesLignes, SaisieDemander, type LigneSaisie } from '#app/organisation/habilitations/saisie.ts'
import type { Ligne } from '#app/organisation/habilitations/situation.ts'
import { effacerDroits, poserDroits, retirerDroits } from '#acces/index.ts'
import { lieuDesUtilisateurs } from '#app/organisation/utilisateurs/lieu.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Tx } from '#platform/database/open.ts'

/** HAB-06: one asks for a profile, or gives one up; the gestionnaire principal decides, and it holds after the delay. */
export const demanderHabilitation = definirDemande({
  type: 'habilitation.demander',
  saisie: SaisieDemander,
  acces: { role: 'rattache', sur: 'structure' },
  approbation: 'gestionnaire-principal',
  effet: 'habilitation',
  lieu: lieuDesUtilisateurs,
  decrire: decrireDroits,
  refaire: refaireDemande,
  personnes: true,
  perimetres: perimetresDesLignes,
  controler: controlerLignes([['profil']]),

  async examiner(tx, e) {
    const { t, saisie, structures, auteur } = e
    const plusieurs = {
      champ: 'lignes',
      code: 'une-seule-structure',
      message: t.champs.erreur('une-seule-structure', t.champs.libelles.structure),
    }
    const etrangeres = (saisie.lignes ?? [saisie]).flatMap((l, i): ErreurChamp[] =>
      l?.utilisateur && l.utilisateur.toLowerCase() !== auteur.id
        ? [
            {
              champ: saisie.lignes ? `lignes.${i}.utilisateur` : 'utilisateur',
              code: 'pour-soi-seulement',
              message: t.champs.erreur('pour-soi-seulement', t.champs.libelles.utilisateur),
            },
          ]
        : [],
    )
    const erreurs = [...(structures.length > 1 ? [plusieurs] : []), ...etrangeres]
    // Of others, or of several structures, nothing more is said.
    return erreurs.length ? { erreurs, vu: [] } : examinerLignes(tx, e, 'demander')
  },

  async preparer(tx, e) {
    const { t, auteur } = e
    const { preparation, lignes } = await preparerLignes(tx, e, 'demander')
    const deja = await enAttente(tx, auteur.id, lignes)
    if (deja) throw refus(t, 'demande-deja-en-attente', { detail: t.habilitations.refus.enAttente(deja), plus: { demande: deja } })
    return preparation
  },

  // Days may have gone by since it was asked: what is decided is judged as of now, and told as it is done.
  async inscrire(tx, { milieu, demande, quand, saisie, structures }) {
    const demandees = lignesGardees(saisie)
    const jugees = await jugerLignes(tx, demandees.map(enSaisie), {
      t: milieu.t,
      genre: 'demander',
      structures,
      octroyeur: null,
      delai: milieu.settings.DELAI_EFFET_MINUTES.habilitation,
    })
    const lignes = demandees.map((l, i) => ({ ...l, avant: jugees[i]!.avant, retour: jugees[i]!.retour ?? null }))
    await poserDroits(tx, droitsDe(lignes.filter((l) => l.apres)), { demande, quand })
    await retirerDroits(tx, droitsDe(lignes.filter((l) => !l.apres)), { demande, quand })
    return { saisie: { ...saisie, lignes } }
  },
  appliquer: conclure,
  effacer: (tx, { demande }) => effacerDroits(tx, demande),
})

/** What waits already for a decision on one of these lines: its number. */
async function enAttente(tx: Tx, auteur: string, lignes: Ligne[]): Promise<string | null> {
  const cles = lignes.map((l) => ({
    lignes: [{ structure: { id: l.structure.id }, service: l.service && { id: l.service.id }, application: l.application }],
  }))
  const { rows } = await sql<{
    numero: string
  }>`select d.numero
    from demande d
    where d.auteur = ${auteur}::uuid and d.type = 'habilitation.demander' and d.etat = 'demandee'
      and d.saisie @> any(array(select jsonb_array_elements(${JSON.stringify(cles)}::jsonb)))
    order by d.id
    limit 1`.execute(tx)
  return rows[0]?.numero ?? null
}

/** A start that has passed while it waited is no start any more: it holds as soon as it may. */
const enSaisie = (l: Ligne, i: number): LigneSaisie => ({
  chemin: `lignes.${i}.`,
  utilisateur: l.utilisateur.id,
  structure: l.structure.id,
  service: l.service?.id ?? null,
  application: l.application,
  niveau: l.apres,
  debut: null,
  fin: l.fin,
  revenir: Boolean(l.retour),
  retrait: !l.apres,
  parEnsemble: false,
})
