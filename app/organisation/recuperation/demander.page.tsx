import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import type { FormulaireRecu } from '#app/organisation/pieces-jointes/index.ts'
import { demanderRecuperation } from '#app/organisation/recuperation/demander.ts'
import { erreurDe, Justifier, lireJustification, type Justification } from '#app/organisation/recuperation/justifier.tsx'
import { jugerRecuperation } from '#app/organisation/recuperation/juger.ts'
import { mesRecuperations, recuperables, type Recuperables, type Recuperation } from '#app/organisation/recuperation/lire.ts'
import { ChercherUneStructure, chercheStructureDe, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Bouton, Carte, Champ, Etiquette, Formulaire, ListeLiens, Page, Vide } from '#ui/index.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/recuperation'

interface Saisie extends Justification {
  structure: string
}
interface Donnees {
  structures: Recuperables[]
  parmi: Parmi
  miennes: Recuperation[]
}

export const filDeRecuperation = (c: Contexte, dernier?: string) => [
  { nom: c.t.structures.fil.organisation, href: '/organisation' },
  { nom: c.t.gouvernance.recuperation.titre, ...(dernier ? { href: CHEMIN } : {}) },
  ...(dernier ? [{ nom: dernier }] : []),
]
export const GENRES = { 'en-attente': 'plan', acceptee: 'ok', refusee: 'err', annulee: 'neutre' } as const

const charger = async (c: Contexte, structure: string | null): Promise<Donnees> => ({
  ...(await recuperables(c.db, c.utilisateur!.id, { cherche: chercheStructureDe(c), choisie: estUuid(structure) ? structure : null })),
  miennes: await mesRecuperations(c.db, c.utilisateur!.id),
})

export const pageRecuperer = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (c) =>
    vue(c, await charger(c, c.url.searchParams.get('structure')), {
      structure: c.url.searchParams.get('structure') ?? '',
      motif: '',
      envois: [],
      erreurs: [],
    }),
})

function vue(c: Contexte, d: Donnees, s: Saisie) {
  const x = c.t.gouvernance.recuperation
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo(c.settings.RECUPERATION_JOURS)}
      fil={filDeRecuperation(c)}
      {...fautesDe(c, s.erreurs)}
      aide="/documentation/organisation/structures/gestionnaire-introuvable"
    >
      <div class="narrow stack">
        {d.miennes.length ? (
          <Carte titre={x.mesDemandes} id="demandes">
            <ListeLiens
              liens={d.miennes.map((r) => ({
                libelle: nomDe(r.structure),
                detail: `${x.creeLe} ${date(r.creeLe, c.langue)}`,
                href: `${CHEMIN}/${r.id}`,
                marque: <Etiquette genre={GENRES[r.etat]}>{x.etats[r.etat]}</Etiquette>,
              }))}
            />
          </Carte>
        ) : null}
        {d.parmi.nombre > STRUCTURES_MONTREES ? (
          <form method="get" action={CHEMIN} role="search" aria-label={c.t.structures.parmi.libelle} data-turbo-action="replace">
            <ChercherUneStructure c={c} parmi={d.parmi} attrs={{}} />
          </form>
        ) : null}
        {d.parmi.nombre ? (
          <Formulaire action={CHEMIN} class="stack" attrs={{ enctype: 'multipart/form-data' }}>
            <Champ
              nom="structure"
              type="select"
              libelle={x.structure}
              aide={x.structureAide}
              valeur={s.structure}
              erreur={erreurDe(s, 'structure')}
              sansChoix={x.choisirStructure}
              options={d.structures.map((r) => ({
                valeur: r.id,
                libelle: `${r.nom} (${identifiantGroupe(r.identifiant)}), ${r.gestionnaire ? x.gestionnaire(r.gestionnaire) : x.sansGestionnaire}`,
              }))}
            />
            <Justifier c={c} s={s} mots={x} />
          </Formulaire>
        ) : d.miennes.length ? null : (
          <Vide
            titre={x.aucune}
            texte={x.aucuneTexte}
            action={<Bouton href="/organisation/utilisateurs/rattachement">{x.rattachement}</Bouton>}
          />
        )}
      </div>
    </Page>
  )
}

export const actionRecuperer = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  fichiers: 'piece',
  executer: async (c, champs) => {
    const s: Saisie = { structure: champs.get('structure')?.[0] ?? '', ...(await lireJustification(c, champs)) }
    s.erreurs = jugerRecuperation(c.t, { ...s, pieces: s.envois.length }, (champs as Partial<FormulaireRecu>).erreurs)
    if (s.erreurs.length) return { statut: 422, page: vue(c, await charger(c, s.structure), s) }
    try {
      const id = await demanderRecuperation(c as ContexteDuParcours, { structure: s.structure, motif: s.motif, envoi: s.envois[0]!.id })
      return { rediriger: `${CHEMIN}/${id}` }
    } catch (e) {
      if (!estRefus(e) || ![409, 422].includes(e.probleme.status)) throw e
      const erreurs = e.probleme.champs ?? [{ champ: 'structure', message: c.t.gouvernance.recuperation.enCours }]
      return { statut: e.probleme.status, page: vue(c, await charger(c, s.structure), { ...s, erreurs }) }
    }
  },
})
