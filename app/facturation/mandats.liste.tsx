import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { MANDATS } from '#app/facturation/adresses.ts'
import { ETATS_MANDATS, SENS_MANDATS, structuresMandataires, type Mandat } from '#app/facturation/mandats.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import { Bouton, Cache, Champ, Etiquette, Exports, Filtres, Outils, Pages, Tableau, Vide, type Genre, optionsDe } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

const GENRES: Record<Mandat['etat'], Genre> = { enAttente: 'action', enVigueur: 'ok', aVenir: 'plan', termine: 'neutre' }

interface Filtre {
  etat: string
  sens: string
  recherche: string
}

export interface Donnees {
  mandats: PageDeListe<Mandat>
  filtre: Filtre
  choix: Awaited<ReturnType<typeof structuresMandataires>>
}

const periodeDe = (c: ContexteDuParcours, debut: Date, fin: Date | null) =>
  fin && fin <= debut
    ? c.t.approbations.decrire.jamaisCommence(date(debut, c.langue))
    : c.t.approbations.decrire.periode(date(debut, c.langue), fin ? date(new Date(fin.getTime() - 1), c.langue) : null)

export function Liste({ c, d: { mandats: liste, filtre, choix } }: { c: ContexteDuParcours; d: Donnees }) {
  const x = c.t.mandats
  const filtree = Object.values(filtre).some(Boolean)
  if (!liste.total && !filtree) return <Vide niveau="h3" titre={x.aucun} texte={choix.parmi.nombre ? x.aucunTexte : ''} />
  const etat = { page: liste.page, taille: liste.taille, tri: '', total: liste.total, totalExact: liste.totalExact }
  const exporter = (format: string) =>
    `/api/v1/mandats?${new URLSearchParams({ format, ...Object.fromEntries(Object.entries(filtre).filter(([, v]) => v)) })}`
  return (
    <>
      <Filtres libelle={x.legende} url={c.url} noms={['recherche', 'sens', 'etat']}>
        <Champ nom="recherche" type="search" libelle={x.recherche} valeur={filtre.recherche} />
        <Champ
          nom="sens"
          type="select"
          libelle={x.colonnes.sens}
          valeur={filtre.sens}
          sansChoix={x.tous}
          options={optionsDe(SENS_MANDATS, x)}
        />
        <Champ
          nom="etat"
          type="select"
          libelle={x.colonnes.etat}
          valeur={filtre.etat}
          sansChoix={x.tous}
          options={optionsDe(ETATS_MANDATS, x)}
        />
      </Filtres>
      {liste.elements.length ? (
        <>
          <Outils actions={<Exports href={exporter} />}>{x.resultats(liste.total, liste.totalExact)}</Outils>
          <Table c={c} mandats={liste.elements} etat={etat} />
          <Pages etat={etat} url={c.url} />
        </>
      ) : (
        <Vide niveau="h3" titre={x.vide} texte={x.videTexte} />
      )}
    </>
  )
}

function Table({ c, mandats, etat }: { c: ContexteDuParcours; mandats: Mandat[]; etat: Parameters<typeof Tableau>[0]['etat'] }) {
  const x = c.t.mandats
  const colonnes = [
    { nom: 'avec', libelle: x.colonnes.avec, entete: true },
    { nom: 'sens', libelle: x.colonnes.sens },
    { nom: 'structure', libelle: x.colonnes.structure },
    { nom: 'periode', libelle: x.colonnes.periode },
    { nom: 'etat', libelle: x.colonnes.etat },
    { nom: 'actions', libelle: x.colonnes.actions, muette: true },
  ]
  return (
    <Tableau
      legende={x.legende}
      colonnes={colonnes}
      url={c.url}
      etat={etat}
      lignes={mandats.map((m) => ({
        cle: m.cle,
        ...(m.etat === 'termine' ? { etat: 'hors-jeu' as const } : {}),
        cellules: [
          m.numero ? <a href={`/demandes/${m.numero}`}>{m.autre.raisonSociale}</a> : m.autre.raisonSociale,
          x[m.sens],
          nomDe(m.mienne),
          periodeDe(c, m.debut, m.fin),
          <Etiquette genre={GENRES[m.etat]}>{x[m.etat]}</Etiquette>,
          m.peutTerminer ? (
            <Bouton petit genre="discret" icone="annuler" href={`${MANDATS}/${m.id}/fin`}>
              {x.terminer.court}
              <Cache>{x.terminer.lien(m.autre.raisonSociale)}</Cache>
            </Bouton>
          ) : (
            ''
          ),
        ],
      }))}
    />
  )
}
