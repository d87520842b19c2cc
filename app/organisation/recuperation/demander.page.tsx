import type { FastifyInstance } from 'fastify'
import { cadre } from '#app/cadre.ts'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { creerContexte, estUuid, type Contexte, type Programme } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { demanderRecuperation } from '#app/organisation/recuperation/demander.ts'
import { mesRecuperations, recuperables, type Recuperables, type Recuperation } from '#app/organisation/recuperation/lire.ts'
import { lireMultipart, reconnaitre, type FormulaireAvecFichier } from '#app/organisation/recuperation/piece.ts'
import { definirRoute, envoyerPage } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Actions, Bouton, Carte, Champ, Etiquette, Formulaire, ListeLiens, Page, ResumeErreurs, Vide } from '#ui/index.ts'
import { date, taille } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/recuperation'
const MOTIF_MAX = 1000

interface Saisie { structure: string; motif: string; erreurs: { champ: string; message: string }[] }
interface Donnees { structures: Recuperables[]; miennes: Recuperation[] }

export const filDeRecuperation = (c: Contexte, dernier?: string) => [{ nom: c.t.structures.fil.organisation, href: '/organisation' }, { nom: c.t.gouvernance.recuperation.titre, ...(dernier ? { href: CHEMIN } : {}) }, ...(dernier ? [{ nom: dernier }] : [])]
export const GENRES = { 'en-attente': 'plan', acceptee: 'ok', refusee: 'err', annulee: 'neutre' } as const

const charger = async (c: Contexte): Promise<Donnees> => ({ structures: await recuperables(c.db, c.utilisateur!.id), miennes: await mesRecuperations(c.db, c.utilisateur!.id) })

export const pageRecuperer = definirRoute({
  chemin: CHEMIN, acces: 'session',
  repondre: async (c) => vue(c, await charger(c), { structure: c.url.searchParams.get('structure') ?? '', motif: '', erreurs: [] }),
})

function vue(c: Contexte, d: Donnees, s: Saisie) {
  const x = c.t.gouvernance.recuperation
  const erreur = (champ: string) => s.erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page c={cadre(c)} titre={x.titre} chapo={x.chapo(c.settings.RECUPERATION_JOURS)} fil={filDeRecuperation(c)} erreur={s.erreurs.length > 0} aide="/documentation/organisation/structures/gestionnaire-introuvable" resume={s.erreurs.length ? <ResumeErreurs titre={c.t.champs.resume(s.erreurs.length)} erreurs={s.erreurs} /> : null}>
      <div class="narrow stack">
        {d.miennes.length ? <Carte titre={x.mesDemandes} id="demandes"><ListeLiens liens={d.miennes.map((r) => ({ libelle: r.structure.raisonSociale, detail: `${x.creeLe} ${date(r.creeLe, c.langue)}`, href: `${CHEMIN}/${r.id}`, marque: <Etiquette genre={GENRES[r.etat]}>{x.etats[r.etat]}</Etiquette> }))} /></Carte> : null}
        {d.structures.length ? (
          <Formulaire action={CHEMIN} class="stack" attrs={{ enctype: 'multipart/form-data' }}>
            <Champ nom="structure" type="select" libelle={x.structure} aide={x.structureAide} valeur={s.structure} erreur={erreur('structure')} options={[{ valeur: '', libelle: x.choisirStructure }, ...d.structures.map((r) => ({ valeur: r.id, libelle: `${r.nom} (${r.identifiant}), ${r.gestionnaire ? x.gestionnaire(r.gestionnaire) : x.sansGestionnaire}` }))]} />
            <Champ nom="motif" type="textarea" libelle={x.motif} aide={x.motifAide} valeur={s.motif} erreur={erreur('motif')} maxLength={MOTIF_MAX} />
            <Champ nom="piece" type="file" libelle={x.piece} aide={x.pieceAide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))} erreur={erreur('piece')} attrs={{ accept: '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg' }} />
            <Actions><Bouton>{x.envoyer}</Bouton><Bouton genre="discret" href="/organisation">{c.t.structures.modifier.abandonner}</Bouton></Actions>
          </Formulaire>
        ) : d.miennes.length ? null : <Vide titre={x.aucune} texte={x.aucuneTexte} action={<Bouton href="/organisation/utilisateurs/rattachement">{x.rattachement}</Bouton>} />}
      </div>
    </Page>
  )
}

/** The file comes in one piece with the form: nothing else is needed for it to work without script. */
export function recevoirRecuperation(app: FastifyInstance, programme: Programme) {
  const max = programme.settings.TAILLE_FICHIER_MAX
  app.register(async (portee) => {
    // Larger than the file allowed, so that somewhat too large is answered by the form itself.
    const bodyLimit = 2 * max + 100_000
    portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
      lireMultipart(corps as Buffer, requete.headers['content-type']!, 'piece').then((lu) => fait(null, lu), (e: Error) => fait(e))
    })
    portee.post(CHEMIN, { schema: { hide: true } as object, config: { formulaire: true } as object, bodyLimit }, async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse)
      if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(CHEMIN)}`, 303)
      if (doitActiverSecondFacteur(c)) return reponse.redirect(`/compte/second-facteur?retour=${encodeURIComponent(CHEMIN)}`, 303)
      const lu = (requete.body ?? new Map()) as FormulaireAvecFichier
      const s: Saisie = { structure: lu.get('structure')?.[0] ?? '', motif: (lu.get('motif')?.[0] ?? '').replaceAll('\r\n', '\n').trim(), erreurs: [] }
      const piece = lu.fichier ? reconnaitre(lu.fichier.nom, lu.fichier.contenu) : null
      s.erreurs = juger(c, s, lu.fichier?.contenu ?? null, piece !== null)
      if (s.erreurs.length) return envoyerPage(c, 422, vue(c, await charger(c), s))
      try {
        const id = await demanderRecuperation(c as ContexteDuParcours, { structure: s.structure, motif: s.motif, piece: piece! })
        return reponse.redirect(`${CHEMIN}/${id}`, 303)
      } catch (e) {
        if (!estRefus(e) || e.probleme.status !== 409) throw e
        return envoyerPage(c, 409, vue(c, await charger(c), { ...s, erreurs: [{ champ: 'structure', message: c.t.gouvernance.recuperation.enCours }] }))
      }
    })
  })
}

function juger(c: Contexte, s: Saisie, fichier: Buffer | null, reconnu: boolean): Saisie['erreurs'] {
  const x = c.t.gouvernance.recuperation
  const max = c.settings.TAILLE_FICHIER_MAX
  const piece = !fichier ? x.pieceManquante : fichier.length > max ? x.pieceGrande(taille(max, c.langue)) : reconnu ? null : x.pieceRefusee
  const motif = !s.motif ? x.motifManquant : s.motif.length > MOTIF_MAX ? x.motifLong : /[^\P{Cc}\n\t]/u.test(s.motif) ? c.t.champs.erreur('caracteres-interdits', x.motif) : null
  return [...(estUuid(s.structure) ? [] : [{ champ: 'structure', message: x.choisirStructure }]), ...(motif ? [{ champ: 'motif', message: motif }] : []), ...(piece ? [{ champ: 'piece', message: piece }] : [])]
}
