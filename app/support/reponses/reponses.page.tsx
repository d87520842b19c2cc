import { randomUUID } from 'node:crypto'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue } from '#app/communication/apercu.tsx'
import { depasse, type EtatDePublication } from '#app/communication/publication.ts'
import { VERSION, type Saisie } from '#app/communication/saisie.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { creerReponse, modifierReponse, PORTAIL, supprimerReponse } from '#app/support/reponses/changer.ts'
import { lireLieux, lireReponse, listerReponses, TRIS_REPONSES, type Lieu, type ReponseType } from '#app/support/reponses/lire.ts'
import { CHEMIN, AIDE, fil, nomDe, formulaire } from '#app/support/reponses/reponses.vue.tsx'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Bouton, ListeFiltree, Page, Succes, Temps } from '#ui/index.ts'

/** Where one answers; for anybody else these screens say what is missing. */
async function exigerLieux(c: Contexte): Promise<Lieu[]> {
  const lieux = await lireLieux(c.db, c.utilisateur!)
  if (!lieux.length)
    throw refus(c.t, 'acces-refuse', { raison: c.t.tickets.pasVotreCote.destinataire, remede: c.t.tickets.pasVotreCoteRemede })
  return lieux
}

const debut = ({ texte, langTexte }: ReturnType<typeof dansLaLangue>) => (
  <span lang={langTexte}>{texte.length > 120 ? `${texte.slice(0, 119)}…` : texte}</span>
)

export const pageReponses = definirPage({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => {
    const lieux = await exigerLieux(c)
    const p = c.url.searchParams
    const f = {
      ...etatDeListe(p, TRIS_REPONSES, 'titre'),
      structure: lieux.map((l) => l.id ?? PORTAIL).find((v) => v === p.get('structure')),
    }
    return { lieux, f, liste: await listerReponses(c.db, c.utilisateur!, f) }
  },
  vue: ({ lieux, f, liste }, c) => {
    const x = c.t.traitement.reponses
    const fait = c.url.searchParams.get('fait')
    const colonnes = [
      { nom: 'titre', libelle: x.nom, tri: true, entete: true },
      { nom: 'texte', libelle: x.texte, cache: true },
      { nom: 'pour', libelle: x.pour },
      { nom: 'modifieLe', libelle: x.modifiee, tri: true },
    ]
    const creer = (genre?: 'second') => (
      <Bouton genre={genre} icone="plus" href={`${CHEMIN}/creer`}>
        {x.creer}
      </Bouton>
    )
    return (
      <Page c={cadre(c)} titre={x.titre} chapo={x.chapo} large actions={creer()} fil={fil(c)} aide={AIDE}>
        {fait === 'enregistree' ? <Succes>{x.enregistree}</Succes> : fait === 'supprimee' ? <Succes>{x.supprimee}</Succes> : null}
        <ListeFiltree
          titre={x.titre}
          legende={x.legende}
          url={c.url}
          filtres={[
            { nom: 'recherche', libelle: x.recherche, valeur: f.recherche },
            ...(lieux.length > 1
              ? [
                  {
                    nom: 'structure',
                    libelle: x.pour,
                    valeur: f.structure,
                    options: lieux.map((l) => ({ valeur: l.id ?? PORTAIL, libelle: nomDe(c, l) })),
                    tous: c.t.traitement.liste.tous,
                  },
                ]
              : []),
          ]}
          colonnes={colonnes}
          liste={liste}
          tri={f.tri}
          compte={x.compte(liste.total)}
          exporter={{ adresse: '/api/v1/reponses-types' }}
          lignes={liste.elements.map((r) => ({
            cle: r.id,
            cellules: [
              <a href={`${CHEMIN}/${r.id}`} lang={dansLaLangue(c, r).langTitre}>
                {dansLaLangue(c, r).titre}
              </a>,
              debut(dansLaLangue(c, r)),
              r.structure?.raisonSociale ?? x.portail,
              <Temps date={r.modifieLe} forme="courte" />,
            ],
          }))}
          vide={{ titre: x.vide, texte: x.videTexte, action: creer('second') }}
        />
      </Page>
    )
  },
})

const CHAMPS = ['pour', 'titre', 'texte', 'titreEn', 'texteEn'] as const

const vierge = (saisie: Saisie, id: string | null = null): EtatDePublication => ({
  cle: randomUUID(),
  id,
  saisie,
  erreurs: [],
  refus: null,
})

function recue(champs: Map<string, string[]>, id: string | null): EtatDePublication {
  const cle = champs.get('_cle')?.[0]
  const saisie = Object.fromEntries([...CHAMPS, VERSION].map((n) => [n, champs.get(n)?.[0] ?? '']))
  return { ...vierge(saisie, id), ...(estUuid(cle) ? { cle } : {}) }
}

const enSaisie = (r: ReponseType): Saisie => ({
  titre: r.titre,
  texte: r.texte,
  titreEn: r.titreEn ?? '',
  texteEn: r.texteEn ?? '',
  [VERSION]: r.modifieLe.toISOString(),
})

export const pageCreerReponse = definirRoute({
  chemin: `${CHEMIN}/creer`,
  acces: 'session',
  repondre: async (c) => {
    const lieux = await exigerLieux(c)
    return formulaire(c, lieux, null, vierge({ pour: lieux[0]!.id ?? PORTAIL }))
  },
})

export const actionCreerReponse = definirAction({
  chemin: `${CHEMIN}/creer`,
  acces: 'session',
  executer: async (c, champs) => {
    const lieux = await exigerLieux(c)
    const etat = recue(champs, null)
    try {
      await creerReponse(c, etat.cle, etat.saisie)
      return { rediriger: `${CHEMIN}?fait=enregistree` }
    } catch (e) {
      if (!estRefus(e) || !e.probleme.champs) throw e
      return { statut: 422, page: formulaire(c, lieux, null, { ...etat, erreurs: e.probleme.champs }) }
    }
  },
})

async function exigerReponse(c: Contexte): Promise<ReponseType> {
  const r = await lireReponse(c.db, c.utilisateur!, c.params.id)
  if (!r) throw refus(c.t, 'introuvable')
  return r
}

export const pageReponse = definirRoute({
  chemin: `${CHEMIN}/:id`,
  acces: 'session',
  repondre: async (c) => {
    const r = await exigerReponse(c)
    return formulaire(c, null, r, vierge(enSaisie(r), r.id))
  },
})

export const actionModifierReponse = definirAction({
  chemin: `${CHEMIN}/:id`,
  acces: 'session',
  executer: async (c, champs) => {
    const r = await exigerReponse(c)
    const etat = recue(champs, r.id)
    try {
      await modifierReponse(c, r.id, etat.saisie)
      return { rediriger: `${CHEMIN}?fait=enregistree` }
    } catch (e) {
      if (estRefus(e) && e.probleme.code === 'version-perimee')
        return { statut: 412, page: formulaire(c, null, r, depasse(etat, enSaisie(await exigerReponse(c)), e.probleme.detail, c.chemin)) }
      if (!estRefus(e) || !e.probleme.champs) throw e
      return { statut: 422, page: formulaire(c, null, r, { ...etat, erreurs: e.probleme.champs }) }
    }
  },
})

export const actionSupprimerReponse = definirAction({
  chemin: `${CHEMIN}/:id/supprimer`,
  acces: 'session',
  executer: async (c) => {
    await supprimerReponse(c, c.params.id ?? '')
    return { rediriger: `${CHEMIN}?fait=supprimee` }
  },
})
