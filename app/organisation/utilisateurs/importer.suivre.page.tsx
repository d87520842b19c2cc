import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { importerUtilisateurs } from '#app/organisation/utilisateurs/importer.ts'
import { lignesEnFeuille } from '#app/organisation/utilisateurs/importer.feuille.ts'
import { LignesDImport, type ListeDeLignes } from '#app/organisation/utilisateurs/importer.lignes.tsx'
import { lireImport, listerLignes, ISSUES, RESULTATS, TRIS_LIGNES, type FiltreLignes, type Import, type LigneDImport } from '#app/organisation/utilisateurs/importer.lister.ts'
import { filImport, IMPORTER } from '#app/organisation/utilisateurs/importer.page.tsx'
import { definirAction, definirRoute, type Reponse } from '#app/page.ts'
import { annulerDemande, refus, soumettre } from '#demandes/index.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import { estRefus } from '#platform/http/problem.ts'
import { toFile } from '#platform/spreadsheets.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Colonnes, Formulaire, ListeLiens, Page, Resume, Succes } from '#ui/index.ts'

const RAFRAICHIR_SECONDES = 3
const TAILLES = [20, 50, 100, 200]

const choisi = <T extends string>(v: string | null, parmi: readonly T[]) => parmi.find((p) => p === v)

function lireFiltre(p: URLSearchParams): FiltreLignes & { page: number; taille: number } {
  return {
    page: Math.min(Math.max(Number(p.get('page')) || 1, 1), 10_000), taille: TAILLES.find((t) => t === Number(p.get('taille'))) ?? 20, tri: choisi(p.get('tri'), TRIS_LIGNES) ?? 'erreurs',
    resultat: choisi(p.get('resultat'), RESULTATS), issue: choisi(p.get('issue'), ISSUES), recherche: p.get('recherche')?.slice(0, 200), apres: p.get('apres')?.slice(0, 200),
  }
}

async function lire(c: Contexte): Promise<Import> {
  const i = estUuid(c.params.id) ? await lireImport(c.db, c.utilisateur!.id, c.params.id) : null
  if (!i) throw refus(c.t, 'introuvable')
  return i
}

async function lister(c: Contexte, i: Import): Promise<ListeDeLignes> {
  const filtre = lireFiltre(c.url.searchParams)
  return { filtre, liste: await listerLignes(c.db, i.id, filtre) }
}

/** One import, from what it would do to what came of it. While it works, the page comes back by itself. */
export const pageImport = definirRoute({
  chemin: `${IMPORTER}/:id`,
  acces: 'session',
  repondre: async (c) => {
    const i = await lire(c)
    const enCours = i.demande?.etat === 'programmee'
    if (enCours) c.reponse.header('refresh', String(RAFRAICHIR_SECONDES))
    return enCours ? <EnCours c={c} i={i} /> : i.demande ? <CompteRendu c={c} i={i} d={await lister(c, i)} /> : <Verification c={c} i={i} d={await lister(c, i)} erreur={null} />
  },
})

const titreDuFichier = (i: Import, suite: string) => <><b>{i.nom}</b>, {suite}</>
const aFaire = (i: Import) => i.aRattacher + i.aInviter + i.aCompleter

function Verification({ c, i, d, erreur }: { c: Contexte; i: Import; d: ListeDeLignes; erreur: string | null }): JSX.Element {
  const x = c.t.imports
  const v = x.verification
  return (
    <Page c={cadre(c)} titre={v.titre} fil={filImport(c, v.titre)} chapo={titreDuFichier(i, v.lues(i.lignes))} etapes={{ liste: x.etapes, courante: 1 }} aide={x.aide} erreur={erreur !== null}>
      <div class="stack stack--loose">
        {erreur ? <Alerte genre="err" role="alert" titre={erreur}>{null}</Alerte> : null}
        {i.ignorees.length ? <Alerte genre="info" titre={v.ignorees(i.ignorees)}><p>{v.ignoreesTexte}</p></Alerte> : null}
        <LignesDImport c={c} i={i} d={d} />
        {aFaire(i) ? <Choisir c={c} i={i} /> : (
          <Alerte genre="info" titre={v.rien}><p>{i.inchangees ? v.rienInchangees : v.rienErreurs}</p><p><a href={IMPORTER}>{v.redeposer}</a></p></Alerte>
        )}
      </div>
    </Page>
  )
}

function Choisir({ c, i }: { c: Contexte; i: Import }) {
  const x = c.t.imports
  const v = x.verification
  const n = aFaire(i)
  const options = [
    ...(i.erreurs ? [{ valeur: 'valides', libelle: v.valides, aide: v.validesAide(n, i.erreurs) }] : []),
    { valeur: 'toutes', libelle: v.toutes, aide: i.erreurs ? v.toutesFerme : v.toutesAide(n), ...(i.erreurs ? { desactivee: true } : {}) },
  ]
  return (
    <Colonnes large nomAside={v.prevenus} aCote={(
      <Carte titre={v.prevenus}>
        <Resume serre lignes={[
          ...(i.aInviter ? [{ cle: v.invites(i.aInviter), valeur: v.invitesTexte }] : []), ...(i.aRattacher ? [{ cle: v.rattaches(i.aRattacher), valeur: v.rattachesTexte }] : []),
          ...(i.aCompleter ? [{ cle: v.completes(i.aCompleter), valeur: v.completesTexte }] : []), { cle: v.vous, valeur: v.vousTexte },
        ]} />
      </Carte>
    )}>
      <Formulaire class="stack" attrs={{ 'data-turbo': 'false' }}>
        <Champ nom="lignes" type="radios" libelle={v.que} valeur={i.erreurs ? 'valides' : 'toutes'} options={options} />
        <input type="hidden" name="_cle" value={randomUUID()} />
        <Actions note={v.note}>
          <Bouton>{v.importer(n)}</Bouton>
          <Bouton genre="second" href={IMPORTER}>{v.redeposer}</Bouton>
        </Actions>
      </Formulaire>
    </Colonnes>
  )
}

function EnCours({ c, i }: { c: Contexte; i: Import }): JSX.Element {
  const x = c.t.imports
  const e = x.enCours
  const n = aFaire(i)
  return (
    <Page c={cadre(c)} titre={e.titre} fil={filImport(c, e.titre)} chapo={titreDuFichier(i, e.demande(i.demande!.numero))} etapes={{ liste: x.etapes, courante: 2 }} aide={x.aide}>
      <Colonnes large nomAside={e.quitter} aCote={<Alerte genre="info" titre={e.quitter}><p>{e.quitterTexte}</p></Alerte>}>
        <Carte>
          <p role="status"><b class="big">{e.avance(i.traitees, n)}</b></p>
          <progress max={n} value={i.traitees} aria-label={e.progression} class="mt2">{e.avance(i.traitees, n)}</progress>
          <Formulaire action={`${IMPORTER}/${i.id}/arreter`} class="mt5">
            <div class="row"><Bouton genre="danger-second">{e.arreter}</Bouton> <a href={`${IMPORTER}/${i.id}`} data-turbo="false">{e.actualiser}</a></div>
            <p class="small muted mt2">{e.arreterNote}</p>
          </Formulaire>
        </Carte>
      </Colonnes>
    </Page>
  )
}

function CompteRendu({ c, i, d }: { c: Contexte; i: Import; d: ListeDeLignes }): JSX.Element {
  const x = c.t.imports
  const r = x.rendu
  // Those to mend, and those that were still to be done when it was stopped.
  const restees = aFaire(i) - i.traitees + i.erreurs
  const faits = [...(i.rattachees || !i.invitees ? [r.rattachees(i.rattachees)] : []), ...(i.invitees ? [r.invitees(i.invitees)] : []), ...(i.completees ? [r.completees(i.completees)] : []), ...(i.habilitations ? [r.habilitations(i.habilitations)] : []), ...(i.echouees ? [r.echouees(i.echouees)] : []), ...(restees ? [r.restees(restees)] : [])]
  const arrete = i.demande!.etat !== 'effective'
  return (
    <Page c={cadre(c)} titre={r.titre} fil={filImport(c, r.titre)} chapo={titreDuFichier(i, x.enCours.demande(i.demande!.numero))} etapes={{ liste: x.etapes, courante: 2 }} aide={x.aide}>
      <div class="stack stack--loose">
        {arrete ? <Alerte genre="warn" role="status" titre={r.arrete}><p>{faits.join(' · ')}</p></Alerte> : <Succes><p><strong>{r.fini}</strong></p><p>{faits.join(' · ')}</p></Succes>}
        <ListeLiens liens={[{ libelle: r.autre, href: IMPORTER }, { libelle: r.liste, href: '/organisation/utilisateurs/liste' }, ...(i.invitees ? [{ libelle: r.invitations, href: '/organisation/utilisateurs/invitations' }] : []), { libelle: r.recu, href: `/demandes/${i.demande!.numero}` }]} />
        <LignesDImport c={c} i={i} d={d} />
      </div>
    </Page>
  )
}

const retourner = (i: Pick<Import, 'id'>): Reponse => ({ rediriger: `${IMPORTER}/${i.id}` })

export const actionImport = definirAction({
  chemin: `${IMPORTER}/:id`,
  acces: 'session',
  executer: async (c, champs) => {
    const i = await lire(c)
    const cle = champs.get('_cle')?.[0]
    try {
      await soumettre(c, { definition: importerUtilisateurs as never, auteur: c.utilisateur!, corps: { import: i.id, lignes: champs.get('lignes')?.[0] ?? '' }, ...(estUuid(cle) ? { cle } : {}) })
      return retourner(i)
    } catch (e) {
      if (!estRefus(e)) throw e
      // Sent twice: it is under way, the page says so.
      if (e.probleme.code === 'import-deja-lance') return retourner(i)
      return { statut: e.probleme.status, page: <Verification c={c} i={i} d={await lister(c, i)} erreur={e.probleme.detail} /> }
    }
  },
})

/** Between two batches: what is done stays. */
export const actionArreter = definirAction({
  chemin: `${IMPORTER}/:id/arreter`,
  acces: 'session',
  executer: async (c) => {
    const i = await lire(c)
    try {
      if (i.demande) await annulerDemande(c, i.demande.numero, c.utilisateur!, c.t.imports.rendu.arrete)
    } catch (e) {
      // It was done meanwhile: the report says so.
      if (!estRefus(e) || e.probleme.status !== 409) throw e
    }
    return retourner(i)
  },
})

/** The lines to mend, or any others that the address filters, as a file that can be sent again once mended. */
export const routeLignes = definirRoute({
  chemin: `${IMPORTER}/:id/lignes.xlsx`,
  acces: 'session',
  repondre: async (c) => {
    const i = await lire(c)
    return toFile('xlsx', lignesEnFeuille(await toutesLesLignes(c, i.id, lireFiltre(c.url.searchParams))))
  },
})

async function toutesLesLignes(c: Contexte, id: string, filtre: FiltreLignes): Promise<LigneDImport[]> {
  const page = await listerLignes(c.db, id, { ...filtre, tri: 'ligne', page: 1, taille: EXPORT_LIMIT, apres: undefined })
  return page.elements
}
