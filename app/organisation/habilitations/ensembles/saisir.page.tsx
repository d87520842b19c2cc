import { qualitesSur } from '#acces/index.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { creerEnsemble, modifierEnsemble, supprimerEnsemble } from '#app/organisation/habilitations/ensembles/ecrire.ts'
import { GESTION, lireEnsemble, lireEnsembles, type Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import { ENSEMBLES } from '#app/organisation/habilitations/ensembles/liste.vue.tsx'
import { type Donnees, type Saisie, Saisir } from '#app/organisation/habilitations/ensembles/saisir.vue.tsx'
import { chargerGouvernees } from '#app/organisation/habilitations/gouvernees.ts'
import { definirAction, definirPage, type Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'

const octroiSur = async (c: Contexte, structure: string) => (await qualitesSur(c.db, c.utilisateur!.id, [structure])).size > 0

async function chargerCreation(c: Contexte): Promise<Donnees> {
  const gouvernees = await chargerGouvernees(c)
  const modele = uuidDe(c, 'modele')
  return {
    gouvernees,
    ensemble: null,
    modele: modele ? ((await lireEnsembles(c.db, [gouvernees.structure.id])).find((e) => e.id === modele) ?? null) : null,
    octroi: await octroiSur(c, gouvernees.structure.id),
  }
}

/** A set of a structure that one governs; another's does not exist, the portal's is not changed, the gestionnaire principal's neither. */
async function chargerEnsemble(c: Contexte): Promise<Donnees> {
  const ensemble = estUuid(c.params.id) ? await lireEnsemble(c.db, c.params.id) : null
  if (!ensemble) throw refus(c.t, 'introuvable')
  if (ensemble.structure === null)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.droits.ensembles.refus.duPortail,
      remede: { libelle: c.t.droits.ensembles.refus.duPortailRemede, href: ENSEMBLES },
    })
  const gouvernees = await chargerGouvernees(c, ensemble.structure)
  const octroi = await octroiSur(c, ensemble.structure)
  if (ensemble.profils.includes(GESTION) && !octroi)
    throw refus(c.t, 'acces-refuse', { raison: c.t.habilitations.refus.octroi, remede: c.t.acces.remedeGestionnaire(null) })
  return { gouvernees, ensemble, modele: null, octroi }
}

export const pageCreer = definirPage<Donnees>({
  chemin: `${ENSEMBLES}/creer`,
  acces: 'session',
  charger: chargerCreation,
  vue: (d, c) => <Saisir c={c} d={d} />,
})

export const pageModifier = definirPage<Donnees>({
  chemin: `${ENSEMBLES}/:id`,
  acces: 'session',
  charger: chargerEnsemble,
  vue: (d, c) => <Saisir c={c} d={d} />,
})

const saisieDe = (champs: Map<string, string[]>): Saisie => ({
  nom: champs.get('nom')?.[0] ?? '',
  description: champs.get('description')?.[0] ?? '',
  profils: champs.get('profil.0') ?? [],
  parDefaut: champs.get('parDefaut')?.[0] === 'oui',
})

/** Writes, or brings the form back with what was typed. */
async function ecrire(
  c: Contexte,
  saisie: Saisie,
  charger: (c: Contexte) => Promise<Donnees>,
  travail: (s: Saisie) => Promise<Ensemble>,
  fait: string,
): Promise<Reponse> {
  try {
    return { rediriger: `${ENSEMBLES}?structure=${(await travail(saisie)).structure}&fait=${fait}` }
  } catch (erreur) {
    if (!estRefus(erreur) || erreur.probleme.status === 404) throw erreur
    return { statut: erreur.probleme.status, page: <Saisir c={c} d={await charger(c)} saisie={saisie} refuse={erreur.probleme} /> }
  }
}

export const actionCreer = definirAction({
  chemin: `${ENSEMBLES}/creer`,
  acces: 'session',
  executer: async (c, champs) => {
    const { structure } = await chargerGouvernees(c)
    return ecrire(c, saisieDe(champs), chargerCreation, (s) => creerEnsemble(c, c.utilisateur!, { structure: structure.id, ...s }), 'cree')
  },
})

export const actionModifier = definirAction({
  chemin: `${ENSEMBLES}/:id`,
  acces: 'session',
  executer: async (c, champs) => {
    await chargerEnsemble(c)
    return ecrire(c, saisieDe(champs), chargerEnsemble, (s) => modifierEnsemble(c, c.utilisateur!, c.params.id!, s), 'modifie')
  },
})

export const actionSupprimer = definirAction({
  chemin: `${ENSEMBLES}/:id/suppression`,
  acces: 'session',
  executer: async (c) => {
    await chargerEnsemble(c)
    return { rediriger: `${ENSEMBLES}?structure=${(await supprimerEnsemble(c, c.utilisateur!, c.params.id!)).structure}&fait=supprime` }
  },
})
