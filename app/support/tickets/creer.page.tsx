import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { ChampFichiers, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { TEXTE_MAX, TITRE_MAX, TYPES_OBJET } from '#app/support/tickets/champs.ts'
import { CHAMPS_TICKET, creerTicket, lireCategories, type Categorie, type SaisieTicket } from '#app/support/tickets/creer.ts'
import { fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import { nomDansLaLangue } from '#app/support/tickets/liste.page.tsx'
import { estRefus, type ErreurChamp } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Champs, Formulaire, Groupe, ListeLiens, Page, ResumeErreurs } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

const CHEMIN = '/support/tickets/creer'

interface Etat { cle: string; saisie: SaisieTicket; erreurs: ErreurChamp[]; refus: string | null; envois: Envoi[] }

const fil = (c: Contexte) => [{ nom: c.t.tickets.support, href: '/support' }, { nom: c.t.tickets.emis, href: '/support/tickets' }, { nom: c.t.tickets.creer }]

/** « Créer un ticket » (TIC-02, TIC-03): the category first, since the rest depends on it; works without a script. */
export const pageCreerTicket = definirRoute({
  chemin: CHEMIN, acces: 'session',
  repondre: async (c) => {
    const categories = await lireCategories(c.db)
    const choisie = categories.find((k) => k.code === c.url.searchParams.get('categorie'))
    return choisie ? formulaire(c, choisie, { cle: randomUUID(), saisie: { structure: c.structureActive?.id ?? (c.structures.length === 1 ? c.structures[0]!.id : '') }, erreurs: [], refus: null, envois: [] }) : choisir(c, categories)
  },
})

export const actionCreerTicket = definirAction({
  chemin: CHEMIN, acces: 'session', fichiers: 'envois',
  executer: async (c, champs) => {
    const categories = await lireCategories(c.db)
    const recue = champs.get('_cle')?.[0]
    const cle = estUuid(recue) ? recue : randomUUID()
    const saisie: SaisieTicket = Object.fromEntries(CHAMPS_TICKET.map((n) => [n, champs.get(n)?.[0] ?? '']))
    const { ids, envois, erreurs } = await fichiersRecus(c, c.utilisateur!.id, champs)
    try {
      return { rediriger: `/support/tickets/${await creerTicket(c, cle, saisie, ids, erreurs)}` }
    } catch (e) {
      if (!estRefus(e)) throw e
      const categorie = categories.find((k) => k.code === champs.get('categorie')?.[0]) ?? categories.find((k) => k.sousCategories.some((s) => s.code === saisie.sousCategorie)) ?? categories[0]!
      return { statut: e.probleme.status, page: formulaire(c, categorie, { cle, saisie, erreurs: e.probleme.champs ?? [], refus: e.probleme.champs ? null : e.probleme.detail, envois }) }
    }
  },
})

function choisir(c: Contexte, categories: Categorie[]): JSX.Element {
  const x = c.t.tickets
  return (
    <Page c={cadre(c)} titre={x.creer} chapo={x.formulaire.chapo} fil={fil(c)} etapes={{ liste: x.formulaire.etapes, courante: 0 }} aide="/documentation/support/tickets">
      <div class="narrow stack">
        <h2>{x.formulaire.choisir}</h2>
        <ListeLiens liens={categories.map((k) => ({ libelle: nomDansLaLangue(c, k), detail: k.sousCategories.map((s) => nomDansLaLangue(c, s)).join(', '), href: `${CHEMIN}?categorie=${k.code}` }))} />
        <ListeLiens liens={[{ libelle: x.contact.reponses, href: '/documentation' }]} />
      </div>
    </Page>
  )
}

function formulaire(c: Contexte, categorie: Categorie, etat: Etat): JSX.Element {
  const x = c.t.tickets.formulaire
  const metier = categorie.sousCategories.some((s) => s.metier)
  const avecObjet = categorie.sousCategories.some((s) => s.avecObjet)
  const champ = (nom: keyof SaisieTicket) => { const erreur = etat.erreurs.find((e) => e.champ === nom)?.message; return { nom, valeur: etat.saisie[nom] ?? '', ...(erreur ? { erreur } : {}) } }
  const vide = { valeur: '', libelle: x.choisissez }
  return (
    <Page c={cadre(c)} titre={c.t.tickets.creer} fil={fil(c)} etapes={{ liste: x.etapes, courante: 1 }} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide="/documentation/support/tickets"
      resume={etat.erreurs.length ? <ResumeErreurs titre={c.t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
      <div class="narrow stack">
        {etat.refus ? <Alerte genre="err" role="alert">{etat.refus}</Alerte> : null}
        <p>{c.t.tickets.categorie} : <strong>{nomDansLaLangue(c, categorie)}</strong>. <a href={CHEMIN}>{x.changer}</a></p>
        <Formulaire action={CHEMIN} attrs={{ enctype: 'multipart/form-data' }}>
          <input type="hidden" name="_cle" value={etat.cle} /><input type="hidden" name="categorie" value={categorie.code} />
          <Groupe titre={x.generales} premier>
            <Champs>
              <Champ {...champ('sousCategorie')} type="select" libelle={c.t.tickets.sousCategorie} aide={x.sousCategorieAide} options={[vide, ...categorie.sousCategories.map((s) => ({ valeur: s.code, libelle: nomDansLaLangue(c, s) }))]} />
              {avecObjet ? <><Champ {...champ('typeObjet')} type="select" facultatif largeur="w3" libelle={x.typeObjet} aide={x.objetAide} options={[vide, ...TYPES_OBJET.map((o) => ({ valeur: o, libelle: c.t.tickets.typesObjet[o]! }))]} /><Champ {...champ('numeroObjet')} facultatif largeur="w3" libelle={x.numeroObjet} aide={x.objetAide} maxLength={100} /></> : null}
              {metier ? <><Champ {...champ('destinataire')} facultatif largeur="w3" libelle={c.t.tickets.destinataire} aide={x.destinataireAide} maxLength={100} /><Champ {...champ('codeService')} facultatif largeur="w3" libelle={x.codeService} maxLength={100} /></> : null}
            </Champs>
          </Groupe>
          <Groupe titre={x.emetteur}>
            <Champs>
              {c.structures.length ? <Champ {...champ('structure')} type="select" facultatif libelle={x.structure} aide={metier ? x.structureAide : undefined} options={[{ valeur: '', libelle: x.pourMoi }, ...c.structures.map((s) => ({ valeur: s.id, libelle: `${s.nom} (${identifiantGroupe(s.identifiant)})` }))]} /> : null}
              <Champ {...champ('courriel')} valeur={etat.saisie.courriel ?? c.utilisateur!.adresseElectronique} type="email" largeur="w3" libelle={x.courriel} maxLength={254} />
              <Champ {...champ('telephone')} type="tel" facultatif largeur="w3" libelle={x.telephone} maxLength={30} />
            </Champs>
          </Groupe>
          <Groupe titre={x.probleme}>
            <Champs>
              <Champ {...champ('titre')} libelle={x.titre} maxLength={TITRE_MAX} />
              <Champ {...champ('description')} type="textarea" libelle={x.description} aide={x.descriptionAide} maxLength={TEXTE_MAX} />
            </Champs>
            <div class="mt4"><ChampFichiers c={c} nom="envois" libelle={c.t.emission.fichiers.libelle} multiple facultatif etat={etat} /></div>
          </Groupe>
          <Actions><Bouton>{x.soumettre}</Bouton><Bouton genre="discret" href="/support/tickets">{x.abandonner}</Bouton></Actions>
        </Formulaire>
      </div>
    </Page>
  )
}
