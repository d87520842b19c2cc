import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import { dansLaLangue } from '#app/communication/apercu.tsx'
import { Incidents, incidentsDuService, type IncidentsDuService } from '#app/communication/incidents/etat.tsx'
import type { Contexte } from '#app/contexte.ts'
import { definirPage } from '#app/page.ts'
import { isFull } from '#platform/disk.ts'
import { reachableLately } from '#platform/reachable.ts'
import { Alerte, Etiquette, Page, TableSimple } from '#ui/index.ts'
import { heure } from '#ui/textes/format.ts'

/** `repondent`: what is set outside the portal; null: nothing is. */
interface Mesure {
  le: Date
  ms: number | null
  enRetard: number | null
  plein: boolean
  repondent: { courriels: boolean | null; registre: boolean | null }
  incidents: IncidentsDuService | null
}

const repond = async (adresse: string | undefined) => (adresse ? reachableLately(adresse) : null)

/** One question to the database tells its answer time and whether programmed changes are applied on time. */
async function mesurer(c: Contexte): Promise<Mesure> {
  const [base, courriels, registre] = await Promise.all([mesurerLaBase(c), repond(c.settings.SMTP_URL), repond(c.settings.SIRENE_API_URL)])
  return { ...base, plein: isFull(c.settings.DATA_DIR), repondent: { courriels, registre } }
}

async function mesurerLaBase(c: Contexte): Promise<Pick<Mesure, 'le' | 'ms' | 'enRetard' | 'incidents'>> {
  const debut = performance.now()
  try {
    const { rows } = await sql<{ le: Date; enRetard: number }>`select clock_timestamp() as le,
        (select count(*)
          from (select from demande where etat = 'programmee' and effet_le < maintenant() - interval '2 minutes' limit 1000) x)::int as en_retard`.execute(
      c.db,
    )
    const ms = Math.max(1, Math.round(performance.now() - debut))
    return { le: rows[0]!.le, ms, enRetard: rows[0]!.enRetard, incidents: await incidentsDuService(c) }
  } catch {
    return { le: new Date(), ms: null, enRetard: null, incidents: null }
  }
}

/** What works now, part by part; it answers even when the database does not. */
export const pageEtat = definirPage<Mesure>({
  chemin: '/etat-du-service',
  acces: 'public',
  sansBase: true,
  charger: mesurer,
  vue({ le, ms, enRetard, plein, repondent, incidents }, c) {
    const t = c.t.pages.etat
    const marche = <Etiquette genre="ok">{t.marche}</Etiquette>
    const arret = <Etiquette genre="err">{t.arret}</Etiquette>
    const panne = ms === null || enRetard !== 0 || plein || Object.values(repondent).includes(false)
    const dehors = (r: boolean | null, sansReglage: string) => (r === null ? <Etiquette>{sansReglage}</Etiquette> : r ? marche : arret)
    // What the portal measures of itself may be well while what is announced is not.
    const annonce = incidents?.actuels.find((i) => i.etat === 'en-cours')
    const dite = annonce && dansLaLangue(c, annonce)
    const lignes = [
      [t.elements.pages, marche, t.pagesTexte],
      [t.elements.base, ms === null ? arret : marche, ms === null ? t.baseArret : t.baseTexte(ms)],
      [
        t.elements.changements,
        enRetard === null ? arret : enRetard ? <Etiquette genre="warn">{t.retard}</Etiquette> : marche,
        enRetard === null ? t.inconnu : enRetard ? t.enRetard(enRetard) : t.aJour,
      ],
      [t.elements.enregistrement, plein ? arret : marche, plein ? t.plein : t.place],
      [
        t.elements.courriels,
        dehors(repondent.courriels, t.local),
        repondent.courriels === null ? t.courrielsLocal : repondent.courriels ? t.courrielsTexte : t.courrielsMuet,
      ],
      [
        t.elements.registre,
        dehors(repondent.registre, t.importe),
        repondent.registre === null ? t.registreImporte : repondent.registre ? t.registreTexte : t.registreMuet,
      ],
    ]
    return (
      <Page c={cadre(c)} titre={t.titre} fil={[{ nom: t.titre }]}>
        <div class="stack">
          <Alerte genre={panne || annonce ? 'warn' : 'ok'} titre={panne ? t.panne : annonce ? t.annonces[annonce.genre] : t.ok}>
            {t.mesure(heure(le, c.langue))}
            {dite && annonce ? (
              <>
                {' '}
                <a href={`#i-${annonce.id}`} lang={dite.langTitre}>
                  {dite.titre}
                </a>
              </>
            ) : null}
          </Alerte>
          <TableSimple legende={t.tableau} colonnes={[t.colonnes.quoi, t.colonnes.etat, t.colonnes.detail]} lignes={lignes} />
          <p>
            <a href="/satisfaction">{c.t.qualite.lien}</a>
          </p>
          {incidents ? <Incidents c={c} d={incidents} /> : null}
        </div>
      </Page>
    )
  },
})
