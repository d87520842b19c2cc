import type { Contexte } from '#app/contexte.ts'
import { Echeance, Priorite } from '#app/support/tickets/destinataire/echeance.tsx'
import { requeteDesRecus, type ChoixDesRecus, type FiltreRecus } from '#app/support/tickets/destinataire/filtre.ts'
import type { Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { Statut } from '#app/support/tickets/statut.tsx'
import { listerTickets, type TicketEnListe } from '#app/support/tickets/lister.ts'
import { ActionsGroupees, Bouton, Exports, FormulaireDeSelection, Outils, Pages, Tableau, Temps, TriDesCartes } from '#ui/index.ts'

export interface Donnees {
  f: FiltreRecus
  categories: Categorie[]
  choix: ChoixDesRecus
  liste: Awaited<ReturnType<typeof listerTickets>>
}

export function Resultats({ c, d: { f, liste } }: { c: Contexte; d: Donnees }) {
  const x = c.t.tickets
  const y = c.t.traitement
  const etat = {
    page: liste.page,
    taille: liste.taille,
    tri: f.tri,
    total: liste.total,
    totalExact: liste.totalExact,
    ...(liste.suivant ? { suivant: liste.suivant } : {}),
  }
  const ouverts = f.onglet !== 'clotures'
  const colonnes = [
    { nom: 'titre', libelle: y.ticket, tri: true, entete: true },
    { nom: 'emetteur', libelle: y.emetteur },
    { nom: 'categorie', libelle: x.categorie, tri: true, cache: true },
    { nom: 'statut', libelle: x.statut, tri: true },
    { nom: 'priorite', libelle: y.priorite, tri: ouverts },
    { nom: 'agent', libelle: y.attribue },
    ...(ouverts ? [{ nom: 'echeance', libelle: y.echeance, tri: true }] : []),
    { nom: 'creeLe', libelle: x.cree, tri: true },
  ]
  const requete = requeteDesRecus(f).toString()
  const contenu = (
    <>
      <Outils
        actions={
          <>
            <Exports tableau href={(n) => `/api/v1/tickets?cote=recus&format=${n}&${requete}`} />
            {f.incident && ouverts ? (
              <Bouton petit name="tous" value="oui">
                {y.liste.repondreIncident}
              </Bouton>
            ) : null}
          </>
        }
      >
        {x.liste.resultats(liste.total, liste.totalExact)}
      </Outils>
      {ouverts ? (
        <ActionsGroupees>
          <Bouton petit>{y.liste.repondre}</Bouton>
          {liste.total > liste.elements.length ? (
            <Bouton genre="second" petit name="tous" value="oui">
              {y.liste.repondreListe}
            </Bouton>
          ) : null}
        </ActionsGroupees>
      ) : null}
      <Tableau
        colonnes={colonnes}
        etat={etat}
        url={c.url}
        legende={x.liste.legende}
        {...(ouverts ? { selection: { nom: 'choix' } } : {})}
        lignes={liste.elements.map((t) => ({
          cle: t.numero,
          ...(t.statut === 'OUVERT' || t.statut === 'EN_ATTENTE' ? { selection: y.liste.selection(t.numero) } : {}),
          cellules: cellules(c, t, ouverts),
        }))}
      />
      <Pages etat={etat} url={c.url} />
    </>
  )
  return (
    <>
      <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
      {ouverts ? (
        <FormulaireDeSelection action="/support/tickets/recus/lots">
          <input type="hidden" name="filtre" value={requete} />
          {contenu}
        </FormulaireDeSelection>
      ) : (
        contenu
      )}
    </>
  )
}

function cellules(c: Contexte, t: TicketEnListe, ouverts: boolean) {
  const x = c.t.tickets
  return [
    <>
      <a href={`/support/tickets/${t.numero}`}>{t.titre}</a>
      <span class="sub">
        {t.numero}
        {t.service ? ` · ${t.service}` : ''}
      </span>
      {t.presents.length ? (
        <span class="live">
          <span class="live__dot" aria-hidden="true" />
          {c.t.traitement.presence(t.presents)}
        </span>
      ) : null}
    </>,
    t.structure ? (
      <>
        {t.structure}
        <span class="sub">{t.emetteur}</span>
      </>
    ) : (
      t.emetteur
    ),
    nomDansLaLangue(c, { nom: t.categorieNom, nomEn: t.categorieNomEn }),
    <Statut c={c} statut={t.statut} />,
    t.priorite ? <Priorite c={c} priorite={t.priorite} /> : '',
    t.agent ?? <span class="muted">{x.liste.libre}</span>,
    ...(ouverts ? [<Echeance c={c} t={t} forme="courte" />] : []),
    <Temps date={t.creeLe} forme="courte" />,
  ]
}
