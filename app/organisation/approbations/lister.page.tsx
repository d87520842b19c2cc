import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { filtreDe, NOMS_DES_FILTRES, requeteDe } from '#app/organisation/approbations/filtre.ts'
import { FiltresApprobations, pastillesDe, ExportsDeLaListe, ligne } from '#app/organisation/approbations/lister.parties.tsx'
import { listerApprobations } from '#app/organisation/approbations/lister.ts'
import { situationDeSuppleance } from '#app/organisation/approbations/suppleances.ts'
import { definirPage } from '#app/page.ts'
import {
  ActionsGroupees,
  Bouton,
  Carte,
  FormulaireDeSelection,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  TriDesCartes,
  Vide,
} from '#ui/index.ts'

/** « Approbations » (APP-02): those of the structures one decides for, in every state; the state of the list is its address. */
export const pageApprobations = definirPage({
  chemin: '/approbations',
  acces: 'session',
  async charger(c) {
    const filtre = filtreDe(c.url.searchParams)
    const moi = c.utilisateur!.id
    const [liste, suppleance] = await Promise.all([listerApprobations(c.db, moi, filtre), situationDeSuppleance(c.db, moi)])
    return { filtre, liste, suppleance }
  },
  vue({ filtre, liste, suppleance }, c) {
    const x = c.t.approbations.liste
    const aDecider = c.compteurs.approbations
    const etat = {
      page: liste.page,
      taille: liste.taille,
      tri: filtre.tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const libelles = x.colonnes
    const colonnes = [
      { nom: 'etat', libelle: libelles.etat, tri: true },
      { nom: 'description', libelle: libelles.description, tri: true, entete: true },
      { nom: 'demandeur', libelle: libelles.demandeur, tri: true },
      { nom: 'structure', libelle: libelles.structure, tri: true, num: true, cache: true },
      { nom: 'raisonSociale', libelle: libelles.raisonSociale, tri: true },
      { nom: 'service', libelle: libelles.service, tri: true },
      { nom: 'creeLe', libelle: libelles.creeLe, tri: true },
    ]
    const filtree = NOMS_DES_FILTRES.some((n) => filtre[n])
    return (
      <Page
        c={cadre(c)}
        titre={c.t.approbations.titre}
        chapo={x.chapo(aDecider, c.settings.APPROBATION_JOURS.expiration)}
        fil={[{ nom: c.t.approbations.titre }]}
        large
        aide="/documentation/organisation/utilisateurs/approbations"
        actions={
          suppleance.gouverne || suppleance.suppleant ? (
            <Bouton genre="discret" icone="personnes" href="/approbations/suppleants">
              {suppleance.gouverne ? x.suppleant : x.mesSuppleances}
            </Bouton>
          ) : undefined
        }
      >
        <div class="stack">
          <Fait c={c} />
          <Carte nue>
            <FiltresApprobations c={c} filtre={filtre} />
            <Pastilles pastilles={pastillesDe(c, filtre)} reinitialiser={c.chemin} />
            {liste.elements.length === 0 ? (
              <Vide
                titre={filtree ? x.vide : x.aucune}
                texte={filtree ? x.videTexte : x.aucuneTexte}
                action={
                  c.voirComme && !filtree ? undefined : (
                    <Bouton genre="second" href={filtree ? c.chemin : '/compte/demandes'}>
                      {filtree ? x.reinitialiser : x.mesDemandes}
                    </Bouton>
                  )
                }
              />
            ) : (
              <>
                <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                <FormulaireDeSelection action="/approbations/verifier">
                  <input type="hidden" name="filtre" value={requeteDe(c)} />
                  <Outils actions={<ExportsDeLaListe c={c} tri={filtre.tri} />}>
                    <b>{x.nombre(liste.total, liste.totalExact)}</b>
                    {x.dont(filtree ? 0 : aDecider)}
                  </Outils>
                  <ActionsGroupees>
                    <Bouton petit name="decision" value="approuver">
                      {x.approuver}
                    </Bouton>
                    <Bouton genre="second" petit name="decision" value="refuser">
                      {x.refuser}
                    </Bouton>
                    <Bouton
                      genre="second"
                      petit
                      name="tous"
                      value="oui"
                      attrs={{ 'data-selection-target': 'tous', 'data-nombre': String(filtree ? liste.total : aDecider) }}
                    >
                      {x.toutADecider(filtree ? 0 : aDecider)}
                    </Bouton>
                  </ActionsGroupees>
                  <Tableau
                    dense
                    legende={x.legende}
                    colonnes={colonnes}
                    etat={etat}
                    url={c.url}
                    selection={{ nom: 'choix' }}
                    lignes={liste.elements.map((a) => ligne(c, a))}
                  />
                </FormulaireDeSelection>
                <Pages etat={etat} url={c.url} />
              </>
            )}
          </Carte>
        </div>
      </Page>
    )
  },
})

/** What was just decided, told once on the list one comes back to. */
function Fait({ c }: { c: Contexte }) {
  const [, decision, numero] = /^(approuver|refuser)\.(RITM\d{7,12})$/.exec(c.url.searchParams.get('fait') ?? '') ?? []
  const phrase = decision ? c.t.approbations.fait[decision] : undefined
  return phrase ? <Succes>{phrase(numero!)}</Succes> : null
}
