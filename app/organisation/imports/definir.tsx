import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { creerContexte, estUuid, type Contexte, type Programme } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { aFaire, type Genre } from '#app/organisation/imports/genre.ts'
import { importsRecents, lireImport, TRIS_LIGNES, type FiltreLignes, type Import, type LigneImportee } from '#app/organisation/imports/lister.ts'
import { LignesDImport, type ListeDeLignes } from '#app/organisation/imports/parties.tsx'
import { textesImport } from '#app/organisation/imports/refus.ts'
import { definirAction, definirPage, definirRoute, envoyerPage, type Domaine, type Reponse } from '#app/page.ts'
import { annulerDemande, refus, soumettre } from '#demandes/index.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { estRefus } from '#platform/http/problem.ts'
import { toFile } from '#platform/spreadsheets.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Colonnes, Formulaire, Icone, ListeLiens, Page, Resume, ResumeErreurs, Succes, Telecharger } from '#ui/index.ts'
import { quand, taille } from '#ui/textes/format.ts'

const RAFRAICHIR_SECONDES = 3
const TAILLES = [20, 50, 100, 200]
const FORMATS = ['xlsx', 'ods', 'csv'] as const

interface Erreur { message: string; alerte?: boolean; champ?: string }

/** Larger than the file allowed, so that somewhat too large is answered by the form itself. */
export const limiteDuCorps = (programme: Programme) => 2 * programme.settings.TAILLE_FICHIER_MAX + 100_000

const choisi = <T extends string>(v: string | null, parmi: readonly T[]) => parmi.find((p) => p === v)

/** The screens of one kind of import: the file and its model, what it would do, what it does, what came of it. */
export function definirImport<L extends LigneImportee>(g: Genre<L>): Domaine {
  const { chemin } = g
  const fil = (c: Contexte, dernier?: string) => [...g.fil(c), ...(dernier ? [{ nom: textesImport(c.t, g.genre).titre, href: chemin }, { nom: dernier }] : [{ nom: textesImport(c.t, g.genre).titre }])]

  async function depot(c: Contexte, erreur: Erreur | null, structure: string | null): Promise<JSX.Element> {
    const x = textesImport(c.t, g.genre)
    const recents = await importsRecents(c.db, c.utilisateur!.id, g.genre)
    const plus = await g.champs?.(c, structure)
    const erreurs = erreur && !erreur.alerte ? [{ champ: erreur.champ ?? 'fichier', message: erreur.message }] : []
    const duFichier = erreurs.some((e) => e.champ === 'fichier')
    return (
      <Page c={cadre(c)} titre={x.titre} fil={fil(c)} chapo={x.chapo} aide={x.aide} etapes={{ liste: x.etapes, courante: 0 }} erreur={erreur !== null} resume={erreurs.length ? <ResumeErreurs erreurs={erreurs} /> : null}>
        <Colonnes large aCote={(
          <>
            <Carte><div class="stack">{FORMATS.map((f) => <Telecharger key={f} href={`${chemin}/modele.${f}`}>{x.modeles(f.toUpperCase())}</Telecharger>)}</div></Carte>
            {recents.length ? <Carte titre={x.recents}><ListeLiens liens={recents.map((i) => ({ libelle: x.recent(i.nom, quand(i.creeLe, c.heure, c.langue), i.lignes), href: `${chemin}/${i.id}` }))} /></Carte> : null}
          </>
        )}>
          {erreur?.alerte ? <Alerte genre="err" role="alert" titre={erreur.message}>{null}</Alerte> : null}
          <Formulaire action={chemin} class="stack" attrs={{ enctype: 'multipart/form-data', 'data-turbo': 'false' }}>
            {plus}
            <div class={duFichier ? 'field field--error' : 'field'}>
              <label for="fichier">{x.fichierLibelle}</label>
              <p class="hint" id="fichier-aide">{x.fichierAide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))}</p>
              {duFichier ? <p class="error" id="fichier-erreur"><Icone nom="erreur" /><span>{erreur!.message}</span></p> : null}
              <input class="input" type="file" id="fichier" name="fichier" required accept=".xlsx,.ods,.csv,.txt" aria-describedby={duFichier ? 'fichier-aide fichier-erreur' : 'fichier-aide'} aria-invalid={duFichier ? 'true' : undefined} />
            </div>
            <Actions><Bouton>{x.verifier}</Bouton></Actions>
          </Formulaire>
          <div class="mt6">
            <Carte titre={x.modele}>
              <p>{x.modeleTexte}</p>
              <Resume lignes={x.colonnesDuModele} serre />
            </Carte>
          </div>
        </Colonnes>
      </Page>
    )
  }

  const pageDepot = definirPage<JSX.Element>({
    chemin, acces: 'session',
    charger: async (c) => {
      await g.exiger(c, c.utilisateur!.id)
      return depot(c, null, c.url.searchParams.get('structure'))
    },
    vue: (page) => page,
  })

  const routesModele = FORMATS.map((format) => definirRoute({ chemin: `${chemin}/modele.${format}`, acces: 'session', repondre: async () => toFile(format, g.modele()) }))

  /** A form with a file, in one piece: it works without script. Who may send one is asked before it is read. */
  function recevoir(app: FastifyInstance, programme: Programme) {
    const bodyLimit = limiteDuCorps(programme)
    app.register(async (portee) => {
      portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
        readMultipart(corps as Buffer, requete.headers['content-type']!, 'fichier').then((lu) => fait(null, lu), (e: Error) => fait(e))
      })
      portee.post(chemin, {
        schema: { hide: true } as object, bodyLimit,
        onRequest: async (requete, reponse) => {
          const c = await creerContexte(programme, requete, reponse)
          if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(chemin)}`, 303)
          if (doitActiverSecondFacteur(c)) return reponse.redirect(`/compte/second-facteur?retour=${encodeURIComponent(chemin)}`, 303)
          await g.exiger(c, c.utilisateur.id)
        },
      }, async (requete, reponse) => {
        const c = await creerContexte(programme, requete, reponse)
        if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(chemin)}`, 303)
        const x = textesImport(c.t, g.genre)
        const { file: fichier, fields = new Map<string, string>() } = (requete.body ?? {}) as Partial<MultipartForm>
        const refuser = async (statut: number, erreur: Erreur) => envoyerPage(c, statut, await depot(c, erreur, fields.get('structure') ?? null))
        if (!fichier) return refuser(422, { message: x.fichier('champ-manquant') })
        if (fichier.content.length > c.settings.TAILLE_FICHIER_MAX) return refuser(422, { message: x.fichierTropGrand(taille(c.settings.TAILLE_FICHIER_MAX, c.langue)) })
        try {
          return reponse.redirect(`${chemin}/${await g.deposer(c, { nom: fichier.name, contenu: fichier.content }, fields)}`, 303)
        } catch (e) {
          if (!estRefus(e)) throw e
          const champ = e.probleme.champs?.[0]
          return refuser(e.probleme.status, champ ? { message: champ.message, champ: champ.champ } : { message: e.probleme.detail, alerte: true })
        }
      })
    })
  }

  const lireFiltre = (p: URLSearchParams): FiltreLignes & { page: number; taille: number } => ({
    page: entier(p, 'page', 1, 10_000), taille: TAILLES.find((t) => t === Number(p.get('taille'))) ?? 20, tri: choisi(p.get('tri'), TRIS_LIGNES) ?? 'erreurs',
    resultat: choisi(p.get('resultat'), g.resultats), issue: choisi(p.get('issue'), g.issues), recherche: p.get('recherche')?.slice(0, 200), apres: p.get('apres')?.slice(0, 200),
  })

  async function lire(c: Contexte): Promise<Import> {
    const i = estUuid(c.params.id) ? await lireImport(c.db, c.utilisateur!.id, c.params.id) : null
    if (i?.genre !== g.genre) throw refus(c.t, 'introuvable')
    return i
  }

  async function lister(c: Contexte, i: Import): Promise<ListeDeLignes<L>> {
    const filtre = lireFiltre(c.url.searchParams)
    return { filtre, liste: await g.lister(c.db, i.id, filtre) }
  }

  /** One import, from what it would do to what came of it. While it works, the page comes back by itself. */
  const pageImport = definirRoute({
    chemin: `${chemin}/:id`,
    acces: 'session',
    repondre: async (c) => {
      const i = await lire(c)
      const enCours = i.demande?.etat === 'programmee'
      if (enCours) c.reponse.header('refresh', String(RAFRAICHIR_SECONDES))
      return enCours ? <EnCours c={c} i={i} /> : i.demande ? <CompteRendu c={c} i={i} d={await lister(c, i)} /> : <Verification c={c} i={i} d={await lister(c, i)} erreur={null} />
    },
  })

  const titreDuFichier = (i: Import, suite: string) => <><b>{i.nom}</b>, {suite}</>

  function Verification({ c, i, d, erreur }: { c: Contexte; i: Import; d: ListeDeLignes<L>; erreur: string | null }): JSX.Element {
    const x = textesImport(c.t, g.genre)
    const v = x.verification
    return (
      <Page c={cadre(c)} titre={v.titre} fil={fil(c, v.titre)} chapo={titreDuFichier(i, v.lues(i.lignes))} etapes={{ liste: x.etapes, courante: 1 }} aide={x.aide} erreur={erreur !== null}>
        <div class="stack stack--loose">
          {erreur ? <Alerte genre="err" role="alert" titre={erreur}>{null}</Alerte> : null}
          {i.ignorees.length ? <Alerte genre="info" titre={v.ignorees(i.ignorees)}><p>{v.ignoreesTexte}</p></Alerte> : null}
          <LignesDImport g={g} c={c} i={i} d={d} />
          {aFaire(i) ? <Choisir c={c} i={i} /> : (
            <Alerte genre="info" titre={v.rien}><p>{i.inchangees ? v.rienInchangees : v.rienErreurs}</p><p><a href={chemin}>{v.redeposer}</a></p></Alerte>
          )}
        </div>
      </Page>
    )
  }

  function Choisir({ c, i }: { c: Contexte; i: Import }) {
    const x = textesImport(c.t, g.genre)
    const v = x.verification
    const n = aFaire(i)
    const options = [
      ...(i.erreurs ? [{ valeur: 'valides', libelle: v.valides, aide: v.validesAide(n, i.erreurs) }] : []),
      { valeur: 'toutes', libelle: v.toutes, aide: i.erreurs ? v.toutesFerme : v.toutesAide(n), ...(i.erreurs ? { desactivee: true } : {}) },
    ]
    return (
      <Colonnes large nomAside={v.prevenus} aCote={(
        <Carte titre={v.prevenus}>
          <Resume serre lignes={g.effets(c, i)} />
        </Carte>
      )}>
        <Formulaire class="stack" attrs={{ 'data-turbo': 'false' }}>
          <Champ nom="lignes" type="radios" libelle={v.que} valeur={i.erreurs ? 'valides' : 'toutes'} options={options} />
          <input type="hidden" name="_cle" value={randomUUID()} />
          <Actions note={v.note}>
            <Bouton>{v.importer(n)}</Bouton>
            <Bouton genre="second" href={chemin}>{v.redeposer}</Bouton>
          </Actions>
        </Formulaire>
      </Colonnes>
    )
  }

  function EnCours({ c, i }: { c: Contexte; i: Import }): JSX.Element {
    const x = textesImport(c.t, g.genre)
    const e = x.enCours
    const n = aFaire(i)
    return (
      <Page c={cadre(c)} titre={e.titre} fil={fil(c, e.titre)} chapo={titreDuFichier(i, e.demande(i.demande!.numero))} etapes={{ liste: x.etapes, courante: 2 }} aide={x.aide}>
        <Colonnes large nomAside={e.quitter} aCote={<Alerte genre="info" titre={e.quitter}><p>{e.quitterTexte}</p></Alerte>}>
          <Carte>
            <p role="status"><b class="big">{e.avance(i.traitees, n)}</b></p>
            <progress max={n} value={i.traitees} aria-label={e.progression} class="mt2">{e.avance(i.traitees, n)}</progress>
            <Formulaire action={`${chemin}/${i.id}/arreter`} class="mt5">
              <div class="row"><Bouton genre="danger-second">{e.arreter}</Bouton> <a href={`${chemin}/${i.id}`} data-turbo="false">{e.actualiser}</a></div>
              <p class="small muted mt2">{e.arreterNote}</p>
            </Formulaire>
          </Carte>
        </Colonnes>
      </Page>
    )
  }

  function CompteRendu({ c, i, d }: { c: Contexte; i: Import; d: ListeDeLignes<L> }): JSX.Element {
    const x = textesImport(c.t, g.genre)
    const r = x.rendu
    // Those to mend, and those that were still to be done when it was stopped.
    const restees = aFaire(i) - i.traitees + i.erreurs
    const faits = [...g.bilan(c, i), ...(i.echouees ? [r.echouees(i.echouees)] : []), ...(restees ? [r.restees(restees)] : [])]
    const arrete = i.demande!.etat !== 'effective'
    return (
      <Page c={cadre(c)} titre={r.titre} fil={fil(c, r.titre)} chapo={titreDuFichier(i, x.enCours.demande(i.demande!.numero))} etapes={{ liste: x.etapes, courante: 2 }} aide={x.aide}>
        <div class="stack stack--loose">
          {arrete ? <Alerte genre="warn" role="status" titre={r.arrete}><p>{faits.join(' · ')}</p></Alerte> : <Succes><p><strong>{r.fini}</strong></p><p>{faits.join(' · ')}</p></Succes>}
          <ListeLiens liens={[{ libelle: r.autre, href: chemin }, ...g.liens(c, i), { libelle: r.recu, href: `/demandes/${i.demande!.numero}` }]} />
          <LignesDImport g={g} c={c} i={i} d={d} />
        </div>
      </Page>
    )
  }

  const retourner = (i: Pick<Import, 'id'>): Reponse => ({ rediriger: `${chemin}/${i.id}` })

  const actionImport = definirAction({
    chemin: `${chemin}/:id`,
    acces: 'session',
    executer: async (c, champs) => {
      const i = await lire(c)
      const cle = champs.get('_cle')?.[0]
      try {
        await soumettre(c, { definition: g.definition as never, auteur: c.utilisateur!, corps: { import: i.id, lignes: champs.get('lignes')?.[0] ?? '' }, ...(estUuid(cle) ? { cle } : {}) })
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
  const actionArreter = definirAction({
    chemin: `${chemin}/:id/arreter`,
    acces: 'session',
    executer: async (c) => {
      const i = await lire(c)
      try {
        if (i.demande) await annulerDemande(c, i.demande.numero, c.utilisateur!, textesImport(c.t, g.genre).rendu.arrete)
      } catch (e) {
        // It was done meanwhile: the report says so.
        if (!estRefus(e) || e.probleme.status !== 409) throw e
      }
      return retourner(i)
    },
  })

  /** The lines to mend, or any others that the address filters, as a file that can be sent again once mended. */
  const routeLignes = definirRoute({
    chemin: `${chemin}/:id/lignes.xlsx`,
    acces: 'session',
    repondre: async (c) => {
      const i = await lire(c)
      return toFile('xlsx', g.feuille(await toutesLesLignes(c, i.id, lireFiltre(c.url.searchParams))))
    },
  })

  async function toutesLesLignes(c: Contexte, id: string, filtre: FiltreLignes): Promise<L[]> {
    const page = await g.lister(c.db, id, { ...filtre, tri: 'ligne', page: 1, taille: EXPORT_LIMIT, apres: undefined })
    return page.elements
  }

  return { pages: [pageDepot, ...routesModele, pageImport, routeLignes], actions: [actionImport, actionArreter], routes: recevoir }
}
