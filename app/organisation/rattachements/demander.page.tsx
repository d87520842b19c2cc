import { lireBrouillon } from '#app/demandes/brouillon.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { DEMANDER } from '#app/organisation/rattachements/adresses.ts'
import { ChoisirStructure, type Objet } from '#app/organisation/rattachements/demander.choisir.tsx'
import { demanderRattachement, identifierStructure } from '#app/organisation/rattachements/demander.ts'
import { FormulaireDemande, Verification } from '#app/organisation/rattachements/demander.vue.tsx'
import { saisieEnCours } from '#app/demandes/saisie-en-cours.ts'
import { TYPES_IDENTIFIANT } from '#app/organisation/structures/identifiants/index.ts'
import { rechercherStructures } from '#app/organisation/structures/recherche/rechercher.ts'
import { definirRoute } from '#app/page.ts'
import type { Demande } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

async function charger(c: ContexteDuParcours): Promise<Objet> {
  const s = await saisieEnCours(c, demanderRattachement.type)
  const demande = String(s.brouillon?.typeIdentifiant ?? s.lire('typeIdentifiant'))
  const saisi = String(s.brouillon?.identifiant ?? s.lire('identifiant')).slice(0, 100)
  const recherche = s.lire('recherche').slice(0, 200)
  const d: Objet = {
    type: TYPES_IDENTIFIANT.find((x) => x === demande) ?? null,
    saisi,
    structure: null,
    recherche,
    trouvees: [],
    refus: null,
  }
  // The list proposes « 213 500 016 00019 — Name »: what stands before the dash is enough.
  if (recherche.trim())
    d.trouvees = await rechercherStructures(c.db, {
      texte: recherche.split(' — ')[0]!,
      publiquesSeulement: true,
      statut: 'ACTIVE',
      limite: 20,
    })
  if (!d.type || (!saisi && recherche)) return d
  try {
    d.structure = await identifierStructure(c.db, c.t, { type: d.type, saisi, auteur: c.utilisateur.id })
  } catch (e) {
    if (!estRefus(e)) throw e
    d.refus = e.probleme
  }
  return d
}

const parcours = definirParcours<Objet>({
  chemin: DEMANDER,
  definition: demanderRattachement as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, { codeService: _, ...saisie }) => ({
    ...saisie,
    ...(champs.get('maille')?.[0] === 'service' ? { codeService: champs.get('codeService')?.[0] ?? '' } : {}),
  }),
  formulaire: (c, d, etat) =>
    d.structure ? (
      <FormulaireDemande c={c} d={d} s={d.structure} etat={etat} />
    ) : (
      <ChoisirStructure c={c} d={d} refus={etat.erreurs.length ? { status: 422, code: '', detail: '', champs: etat.erreurs } : null} />
    ),
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

const page = definirRoute({
  chemin: DEMANDER,
  acces: 'session',
  repondre: async (contexte) => {
    const c = contexte as ContexteDuParcours
    if (c.url.searchParams.has('brouillon')) return parcours.page.repondre(c)
    const d = await charger(c)
    if (d.structure) return parcours.page.repondre(c)
    const exacte = d.trouvees.length === 1 && d.recherche.includes(' — ') ? d.trouvees[0]! : null
    if (exacte)
      return { rediriger: `${DEMANDER}?typeIdentifiant=${exacte.typeIdentifiant}&identifiant=${encodeURIComponent(exacte.identifiant)}` }
    const trouve =
      d.refus || d.recherche
        ? null
        : await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: demanderRattachement.type, structure: null })
    const vue = <ChoisirStructure c={c} d={d} refus={d.refus} ancien={trouve && 'brouillon' in trouve ? trouve.brouillon : null} />
    return d.refus ? { statut: d.refus.status, page: vue } : vue
  },
})

export const parcoursDemander = { page, action: parcours.action }
