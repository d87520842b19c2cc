import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { Reprendre } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Brouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { DEMANDER } from '#app/organisation/rattachements/adresses.ts'
import type { StructureDemandee } from '#app/organisation/rattachements/demander.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { grouper, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { rechercherStructures, type StructureTrouvee } from '#app/organisation/structures/recherche/rechercher.ts'
import { definirRoute } from '#app/page.ts'
import type { Probleme } from '#platform/http/problem.ts'
import { Alerte, Bouton, Carte, Champ, ListeLiens, Page, optionsDe } from '#ui/index.ts'

/** Which structure one asks for, as far as it is known, and why it cannot be. */
export interface Objet {
  type: TypeIdentifiant | null
  saisi: string
  structure: StructureDemandee | null
  recherche: string
  trouvees: StructureTrouvee[]
  refus: Probleme | null
}

/** Issued by the portal to an individual, never told to anyone else: not asked for here (STR-02). */
const TYPES_DEMANDABLES = TYPES_IDENTIFIANT.filter((v) => v !== 'PARTICULIER')

/** First by identifier, which opens any structure, or by name, which finds public ones only. */
export function ChoisirStructure({
  c,
  d,
  refus,
  ancien = null,
}: {
  c: ContexteDuParcours
  d: Objet
  refus: Probleme | null
  ancien?: Brouillon | null
}): JSX.Element {
  const { t } = c
  const x = t.rattachements.demander
  const erreurs = refus?.champs ?? []
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={filDesUtilisateurs(c, { nom: x.titre })}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, refus)}
      aide="/documentation/organisation/utilisateurs/demander-un-rattachement"
    >
      <div class="split split--wide">
        <div class="stack">
          <Reprendre c={c} ancien={ancien} />
          {erreurs.some((e) => e.code === 'identifiant-inconnu') ? (
            <Alerte genre="warn" titre={t.structures.creer.quoiFaire}>
              <p>{x.inconnuTexte}</p>
              <p>
                <a href="/organisation/structures/creer">{t.structures.fil.creer}</a>
              </p>
            </Alerte>
          ) : null}
          <Carte titre={x.parIdentifiant} id="par-identifiant">
            <form method="get" action={DEMANDER} noValidate>
              <div class="fields">
                <Champ
                  nom="typeIdentifiant"
                  type="select"
                  libelle={t.champs.libelles.typeIdentifiant}
                  largeur="w2"
                  valeur={d.type ?? 'SIRET'}
                  options={optionsDe(TYPES_DEMANDABLES, t.structures.types)}
                  erreur={erreur('typeIdentifiant')}
                />
                <Champ
                  nom="identifiant"
                  libelle={t.champs.libelles.identifiant}
                  aide={x.identifiantAide}
                  largeur="w4"
                  valeur={d.saisi}
                  erreur={erreur('identifiant')}
                  maxLength={100}
                  autoComplete="off"
                />
              </div>
              <p class="mt4">
                <Bouton>{t.structures.gerer.continuer}</Bouton>
              </p>
            </form>
          </Carte>
          <Carte titre={x.parNom} id="par-nom">
            <form method="get" action={DEMANDER} role="search" aria-label={x.parNom} noValidate>
              <Champ
                nom="recherche"
                type="search"
                libelle={x.nom}
                aide={x.nomAide}
                valeur={d.recherche}
                suggestions={`${DEMANDER}/suggestions.json`}
                maxLength={200}
              />
              <p class="mt4">
                <Bouton genre="second">{t.structures.rechercher.bouton}</Bouton>
              </p>
            </form>
            {d.recherche.trim() ? (
              <div class="mt4">
                <p role="status">{d.trouvees.length ? t.structures.rechercher.resultats(d.trouvees.length) : x.aucune}</p>
                <ListeLiens
                  liens={d.trouvees.map((s) => ({
                    libelle: s.libelle || s.raisonSociale,
                    detail: `${grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)} · ${s.codePostal} ${s.ville}`,
                    href: `${DEMANDER}?typeIdentifiant=${s.typeIdentifiant}&identifiant=${encodeURIComponent(s.identifiant)}`,
                  }))}
                />
              </div>
            ) : null}
          </Carte>
        </div>
        <aside aria-labelledby="apres">
          <h2 id="apres">{x.apres}</h2>
          <p class="muted">{x.apresTexte}</p>
        </aside>
      </div>
    </Page>
  )
}

/** The structure that one asks for, and the way to another. */
export function Entete({
  c,
  s,
  fixe,
}: {
  c: ContexteDuParcours
  s: { typeIdentifiant: string; identifiant: string; raisonSociale: string }
  fixe?: boolean
}) {
  return (
    <div class="card">
      <p>
        <strong>{s.raisonSociale}</strong>
      </p>
      <p class="muted">
        {c.t.structures.types[s.typeIdentifiant]}{' '}
        <span class="num nowrap">{grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}</span>
      </p>
      {fixe ? null : (
        <p class="small mt2">
          <a href={DEMANDER}>{c.t.structures.gerer.autreStructure}</a>
        </p>
      )}
    </div>
  )
}

/** What the combobox proposes: public structures, by name, town or identifier. */
export const routeSuggestionsPubliques = definirRoute({
  chemin: `${DEMANDER}/suggestions.json`,
  acces: 'session',
  repondre: async (c) => {
    const texte = (c.url.searchParams.get('recherche') ?? c.url.searchParams.get('q') ?? '').slice(0, 200)
    const trouvees = await rechercherStructures(c.db, { texte, publiquesSeulement: true, statut: 'ACTIVE', limite: 10 })
    const elements = trouvees.map((s) => {
      const identifiant = grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)
      return {
        valeur: `${identifiant} — ${s.raisonSociale}`,
        libelle: s.libelle || s.raisonSociale,
        detail: `${identifiant} · ${s.codePostal} ${s.ville}`,
      }
    })
    return { brut: JSON.stringify({ elements }), type: 'application/json; charset=utf-8' }
  },
})
