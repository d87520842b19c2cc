import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { listerServices, servicesLisibles, type ServiceEnListe } from '#app/organisation/services/lister.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { listerStructures, type StructureEnListe } from '#app/organisation/structures/lister.ts'
import { definirRoute } from '#app/page.ts'
import { accesAuxStructures } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { Actions, Bouton, Champ, Page, ResumeErreurs, Vide } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

const TYPES = { consulter: '', modifier: '/modifier', activer: '/activer', desactiver: '/desactiver' } as const
type Type = keyof typeof TYPES
const estType = (v: string | null): v is Type => v !== null && v in TYPES

/** « Gérer un service » begins with « Type de demande », then structure and service: a form that only leads on, so a GET. */
export const routeGerer = definirRoute({
  chemin: '/organisation/services/gerer',
  acces: 'session',
  repondre: async (c) => {
    const p = c.url.searchParams
    const [type, structure, texte] = [p.get('type'), p.get('structure'), (p.get('texte') ?? '').trim().slice(0, 200)]
    const x = c.t.services.gerer
    const { elements: structures } = await listerStructures(c.db, c.utilisateur!.id, { taille: 200 })
    if (!p.has('texte')) return formulaire(c, structures, [])
    if (!estType(type)) return { statut: 422, page: formulaire(c, structures, [{ champ: 'type', message: x.choisirType }]) }
    if (!estUuid(structure)) return { statut: 422, page: formulaire(c, structures, [{ champ: 'structure', message: x.choisirStructure }]) }
    const acces = (await accesAuxStructures(c.db, c.utilisateur!.id, [structure])).get(structure.toLowerCase())
    if (!acces) throw refus(c.t, 'introuvable')
    const liste = `/organisation/structures/${acces.structure}/services`
    if (!texte && type === 'consulter') return { rediriger: liste }
    if (!texte) return { statut: 422, page: formulaire(c, structures, [{ champ: 'texte', message: x.choisir }]) }
    const { elements } = await listerServices(c.db, acces.structure, await servicesLisibles(c.db, c.t, c.utilisateur!.id, acces), { recherche: texte, taille: 20 })
    const exacts = elements.filter((s) => s.code === texte)
    const trouves = exacts.length ? exacts : elements
    if (trouves.length === 1) return { rediriger: `${liste}/${trouves[0]!.id}${TYPES[type]}` }
    return { statut: 422, page: formulaire(c, structures, [{ champ: 'texte', message: trouves.length ? x.plusieurs(trouves.length) : x.inconnu }], trouves.map((s) => ({ s, href: `${liste}/${s.id}${TYPES[type]}` }))) }
  },
})

function formulaire(c: Contexte, structures: StructureEnListe[], erreurs: { champ: string; message: string }[], proches: { s: ServiceEnListe; href: string }[] = []) {
  const { t } = c
  const x = t.services.gerer
  const p = c.url.searchParams
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page c={cadre(c)} titre={x.titre} erreur={erreurs.length > 0} aide="/documentation/organisation/structures/gerer-un-service" fil={[...filDesStructures(c), { nom: x.titre }]}
      resume={erreurs.length ? <ResumeErreurs titre={t.champs.resume(erreurs.length)} erreurs={erreurs} /> : null}>
      {structures.length ? (
        <form class="narrow stack" method="get" action={c.chemin} novalidate>
          <Champ nom="type" type="radios" libelle={x.type} valeur={p.get('type') ?? 'consulter'} erreur={erreur('type')} options={Object.keys(TYPES).map((v) => ({ valeur: v, libelle: x.types[v] ?? v }))} />
          <Champ nom="structure" type="select" libelle={x.structure} valeur={p.get('structure') ?? c.structureActive?.id ?? structures[0]!.id} erreur={erreur('structure')} options={structures.map((s) => ({ valeur: s.id, libelle: `${s.libelle || s.raisonSociale}, ${identifiantGroupe(s.identifiant)}` }))} />
          <Champ nom="texte" libelle={x.service} aide={x.serviceAide} valeur={p.get('texte') ?? ''} erreur={erreur('texte')} />
          {proches.length ? <ul class="links">{proches.map(({ s, href }) => <li key={s.id}><a href={href}>{s.code}, {s.nom}</a></li>)}</ul> : null}
          <Actions><Bouton>{x.continuer}</Bouton></Actions>
        </form>
      ) : <Vide titre={x.aucune} texte={x.aucuneTexte} action={<Bouton href="/organisation/structures/creer">{t.structures.fil.creer}</Bouton>} />}
    </Page>
  )
}
