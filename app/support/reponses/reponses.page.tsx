import { randomUUID } from 'node:crypto'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue } from '#app/communication/apercu.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { definirAction, definirPage, definirRoute } from '#app/page.ts'
import { creerReponse, modifierReponse, PORTAIL, supprimerReponse } from '#app/support/reponses/changer.ts'
import { lireLieux, lireReponse, listerReponses, TRIS_REPONSES, type Lieu, type ReponseType } from '#app/support/reponses/lire.ts'
import { CHEMIN, AIDE, fil, nomDe, formulaire } from '#app/support/reponses/reponses.vue.tsx'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import {
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Exports,
  Filtres,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
} from '#ui/index.ts'

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
      tri: TRIS_REPONSES.find((v) => v === p.get('tri')) ?? ('titre' as const),
      recherche: (p.get('recherche') ?? '').slice(0, 200),
      structure: lieux.map((l) => l.id ?? PORTAIL).find((v) => v === p.get('structure')),
    }
    return {
      lieux,
      f,
      liste: await listerReponses(c.db, c.utilisateur!, { ...f, page: entier(p, 'page', 1, 500), taille: entier(p, 'taille', 20, 200) }),
    }
  },
  vue: ({ lieux, f, liste }, c) => {
    const x = c.t.traitement.reponses
    const fait = c.url.searchParams.get('fait')
    const etat = { page: liste.page, taille: liste.taille, tri: f.tri, total: liste.total, totalExact: liste.totalExact }
    const colonnes = [
      { nom: 'titre', libelle: x.nom, tri: true, entete: true },
      { nom: 'texte', libelle: x.texte, cache: true },
      { nom: 'pour', libelle: x.pour },
      { nom: 'modifieLe', libelle: x.modifiee, tri: true },
    ]
    const creer = (
      <Bouton icone="plus" href={`${CHEMIN}/creer`}>
        {x.creer}
      </Bouton>
    )
    const lieu = lieux.find((l) => (l.id ?? PORTAIL) === f.structure)
    const requete = new URLSearchParams({
      tri: f.tri,
      ...(f.recherche ? { recherche: f.recherche } : {}),
      ...(f.structure ? { structure: f.structure } : {}),
    })
    return (
      <Page c={cadre(c)} titre={x.titre} chapo={x.chapo} large actions={creer} fil={fil(c)} aide={AIDE}>
        {fait === 'enregistree' ? <Succes>{x.enregistree}</Succes> : fait === 'supprimee' ? <Succes>{x.supprimee}</Succes> : null}
        <Carte nue>
          <Filtres libelle={x.titre} url={c.url} noms={['recherche', 'structure']}>
            <Champ nom="recherche" type="search" libelle={x.recherche} valeur={f.recherche} />
            {lieux.length > 1 ? (
              <Champ
                nom="structure"
                type="select"
                libelle={x.pour}
                valeur={f.structure ?? ''}
                options={[
                  { valeur: '', libelle: c.t.traitement.liste.tous },
                  ...lieux.map((l) => ({ valeur: l.id ?? PORTAIL, libelle: nomDe(c, l) })),
                ]}
              />
            ) : null}
          </Filtres>
          {f.recherche || lieu ? (
            <Pastilles
              reinitialiser={adresseAvec(c.url, { recherche: null, structure: null, page: null })}
              pastilles={[
                ...(f.recherche ? [{ libelle: `« ${f.recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
                ...(lieu ? [{ libelle: nomDe(c, lieu), href: adresseAvec(c.url, { structure: null }) }] : []),
              ]}
            />
          ) : null}
          {liste.elements.length ? (
            <>
              <Outils actions={<Exports href={(n) => `/api/v1/reponses-types?format=${n}&${requete}`} />}>{x.compte(liste.total)}</Outils>
              <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
              <Tableau
                colonnes={colonnes}
                etat={etat}
                url={c.url}
                legende={x.legende}
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
              />
              <Pages etat={etat} url={c.url} />
            </>
          ) : (
            <Vide titre={x.vide} texte={x.videTexte} action={creer} />
          )}
        </Carte>
      </Page>
    )
  },
})

const recu = (champs: Map<string, string[]>) => {
  const de = (n: string) => champs.get(n)?.[0] ?? ''
  const cle = de('_cle')
  return {
    cle: estUuid(cle) ? cle : randomUUID(),
    pour: de('pour'),
    titre: de('titre'),
    texte: de('texte'),
    titreEn: de('titreEn'),
    texteEn: de('texteEn'),
    version: de('_version') || undefined,
  }
}

export const pageCreerReponse = definirRoute({
  chemin: `${CHEMIN}/creer`,
  acces: 'session',
  repondre: async (c) => {
    const lieux = await exigerLieux(c)
    return formulaire(c, lieux, null, {
      cle: randomUUID(),
      pour: lieux[0]!.id ?? PORTAIL,
      titre: '',
      texte: '',
      titreEn: '',
      texteEn: '',
      erreurs: [],
    })
  },
})

export const actionCreerReponse = definirAction({
  chemin: `${CHEMIN}/creer`,
  acces: 'session',
  executer: async (c, champs) => {
    const lieux = await exigerLieux(c)
    const saisie = recu(champs)
    try {
      await creerReponse(c, saisie.cle, saisie)
      return { rediriger: `${CHEMIN}?fait=enregistree` }
    } catch (e) {
      if (!estRefus(e) || !e.probleme.champs) throw e
      return { statut: 422, page: formulaire(c, lieux, null, { ...saisie, erreurs: e.probleme.champs }) }
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
    return formulaire(c, null, r, {
      cle: randomUUID(),
      pour: '',
      titre: r.titre,
      texte: r.texte,
      titreEn: r.titreEn ?? '',
      texteEn: r.texteEn ?? '',
      version: r.modifieLe.toISOString(),
      erreurs: [],
    })
  },
})

export const actionModifierReponse = definirAction({
  chemin: `${CHEMIN}/:id`,
  acces: 'session',
  executer: async (c, champs) => {
    const r = await exigerReponse(c)
    const saisie = recu(champs)
    try {
      await modifierReponse(c, r.id, saisie)
      return { rediriger: `${CHEMIN}?fait=enregistree` }
    } catch (e) {
      if (estRefus(e) && e.probleme.code === 'version-perimee') {
        const { modifieLe } = await exigerReponse(c)
        const etat = { ...saisie, version: modifieLe.toISOString(), autre: e.probleme.detail, erreurs: [] }
        return { statut: 412, page: formulaire(c, null, r, etat) }
      }
      if (!estRefus(e) || !e.probleme.champs) throw e
      return { statut: 422, page: formulaire(c, null, r, { ...saisie, erreurs: e.probleme.champs }) }
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
