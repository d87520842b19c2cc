import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { JSX } from 'preact'
import type { Fiche } from '#app/accueil/documentation/documentation.ts'
import { AVIS_UN_A_UN } from '#app/assistant/avis-liste.page.tsx'
import { titresDesFiches } from '#app/assistant/avis-lister.ts'
import { cadre } from '#app/cadre.ts'
import { blocageDe, noterEchec, reseauDe } from '#app/comptes/tentatives.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { definirPage } from '#app/page.ts'
import { Avis, Bouton, Carte, Champ, Icone, Page, Succes, Tableau, Vide } from '#ui/index.ts'

const COMMENTAIRE_MAXIMUM = 1000

export interface AvisRefuse {
  message: string
  utile: string
  commentaire: string
}

/** « Cette fiche vous a-t-elle été utile ? » under every sheet (COM-01). */
export function AvisSurLaFiche({ c, fiche, refuse }: { c: Contexte; fiche: Fiche; refuse?: AvisRefuse | undefined }): JSX.Element {
  const t = c.t.assistant.avis
  if (c.url.searchParams.get('avis') === 'merci')
    return (
      <div id="avis" class="narrow mt6">
        <Succes>{t.merci}</Succes>
      </div>
    )
  return (
    <form id="avis" class="narrow mt6 no-print" method="post" action="/documentation/avis" noValidate>
      <input type="hidden" name="fiche" value={fiche.chemin} />
      <input type="hidden" name="cle" value={randomUUID()} />
      {refuse ? (
        <p class="error" role="alert">
          <Icone nom="erreur" />
          <span>{refuse.message}</span>
        </p>
      ) : null}
      <Avis
        nom="utile"
        question={t.question}
        valeur={refuse?.utile ?? ''}
        reponses={[
          { valeur: 'oui', libelle: t.oui },
          { valeur: 'non', libelle: t.non },
        ]}
      />
      <div class="mt4">
        <Champ nom="commentaire" type="textarea" libelle={t.manque} aide={t.aide} valeur={refuse?.commentaire ?? ''} />
      </div>
      <p class="mt4">
        <Bouton genre="second">{t.envoyer}</Bouton>
      </p>
    </form>
  )
}

/** Records an opinion, once per form; null when it is recorded. Who gives it is not kept. */
export async function enregistrerAvis(c: Contexte, champs: Map<string, string[]>, fiche: Fiche): Promise<AvisRefuse | null> {
  const t = c.t.assistant.avis
  const [utile, commentaire, cle] = ['utile', 'commentaire', 'cle'].map((nom) => champs.get(nom)?.[0]?.trim() ?? '') as [
    string,
    string,
    string,
  ]
  if (utile !== 'oui' && utile !== 'non') return { message: t.choisir, utile, commentaire }
  if (commentaire.length > COMMENTAIRE_MAXIMUM) return { message: t.tropLong, utile, commentaire }
  const reseau = `reseau:avis:${reseauDe(c.requete.ip)}`
  if (await blocageDe(c.db, [reseau])) return { message: t.trop, utile, commentaire }
  await noterEchec(c.db, [reseau], c.settings.LIMITE_PAR_MINUTE)
  await sql`insert into avis_fiche (id, fiche, utile, commentaire)
    values (${estUuid(cle) ? cle : randomUUID()}::uuid, ${fiche.chemin}, ${utile === 'oui'}, ${commentaire || null})
    on conflict (id) do nothing`.execute(c.db)
  return null
}

interface LigneAvis {
  fiche: string
  utiles: number
  inutiles: number
  dernier: string | null
}

/** What readers say of each sheet, those least useful first: the operator's. */
export const pageAvis = definirPage<LigneAvis[]>({
  chemin: '/exploitation/documentation',
  acces: 'session',
  charger: async (c) => {
    exigerOperateur(c)
    const { rows } =
      await sql<LigneAvis>`select fiche, count(*) filter (where utile)::int as utiles, count(*) filter (where not utile)::int as inutiles,
          (array_agg(commentaire order by cree_le desc) filter (where commentaire is not null))[1] as dernier
        from avis_fiche
        group by fiche
        order by count(*) filter (where not utile) desc, fiche
        limit 200`.execute(c.db)
    return rows
  },
  vue: (lignes, c) => {
    const t = c.t.assistant.avis
    const titre = titresDesFiches()
    const colonnes = [
      { nom: 'fiche', libelle: t.fiche, entete: true },
      { nom: 'utiles', libelle: t.utiles, num: true },
      { nom: 'inutiles', libelle: t.inutiles, num: true },
      { nom: 'dernier', libelle: t.dernier },
    ]
    const etat = { page: 1, taille: 200, tri: '-inutiles', total: lignes.length, totalExact: true }
    return (
      <Page
        c={cadre(c)}
        titre={t.titre}
        chapo={t.lead}
        large
        fil={filDExploitation(c, { nom: t.titre })}
        aide="/documentation/portail/donner-son-avis"
        actions={
          <Bouton genre="second" href={AVIS_UN_A_UN}>
            {t.unAUn}
          </Bouton>
        }
      >
        <Carte nue>
          {lignes.length ? (
            <Tableau
              colonnes={colonnes}
              etat={etat}
              url={c.url}
              legende={t.titre}
              lignes={lignes.map((l) => ({
                cle: l.fiche,
                cellules: [
                  <a href={`/documentation/${l.fiche}`}>{titre(l.fiche)}</a>,
                  String(l.utiles),
                  String(l.inutiles),
                  <>
                    {l.dernier}{' '}
                    <a href={`${AVIS_UN_A_UN}?fiche=${encodeURIComponent(l.fiche)}`} aria-label={t.tousDe(titre(l.fiche))}>
                      {t.lireTous}
                    </a>
                  </>,
                ],
              }))}
            />
          ) : (
            <Vide titre={t.aucun} texte={t.aucunTexte} />
          )}
        </Carte>
      </Page>
    )
  },
})
