import { defautDeLecture } from '#acces/index.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { ChangementProgramme } from '#app/demandes/alertes.tsx'
import { CarteCoordonnees } from '#app/organisation/coordonnees-bancaires/carte.tsx'
import { CartePieces } from '#app/organisation/pieces-jointes/carte.tsx'
import { lireAnnexes, type Annexes } from '#app/organisation/structures/annexes.ts'
import { champsDe, GROUPES } from '#app/organisation/structures/champs.ts'
import { ActionsPossibles, Services, Utilisateurs } from '#app/organisation/structures/consulter.parties.tsx'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import { filDesStructures, typeEtIdentifiant } from '#app/organisation/structures/fil.ts'
import { Historique } from '#app/organisation/structures/historique.tsx'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { Informations } from '#app/organisation/structures/informations.tsx'
import { nomDe, type StructureVue } from '#app/organisation/structures/lire.ts'
import { definirPage } from '#app/page.ts'
import { lireHistorique, type LigneJournal } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { Alerte, Bouton, Etiquette, Page, SurCettePage, Vide } from '#ui/index.ts'

interface Donnees {
  structure: StructureVue
  annexes: Annexes
  historique: LigneJournal[]
}

const fil = (c: Contexte, ...suite: { nom: string; href?: string }[]) => [
  ...filDesStructures(c),
  { nom: c.t.structures.fil.gerer, href: '/organisation/structures/gerer' },
  ...suite,
]

/** The latest events, beside what they changed; the others on a page of their own. */
const DERNIERS = 6

/** STR-05: everything of STR-01, read only, with services, users, what waits and the history. */
export const pageStructure = definirPage<Donnees>({
  chemin: '/organisation/structures/:id',
  acces: 'session',
  charger: async (c) => {
    const structure = await exigerStructure(c, c.params.id)
    const [annexes, historique] = await Promise.all([
      lireAnnexes(c.db, structure.id, { gere: structure.acces.organisation === 2, lecteur: c.utilisateur!.id }),
      structure.acces.entiere
        ? lireHistorique(c.db, structure.id, { limite: DERNIERS, personnes: structure.acces.organisation === 2 })
        : [],
    ])
    // What waits and what was done concern the whole structure.
    return { structure, annexes: structure.acces.entiere ? annexes : { ...annexes, attente: [] }, historique }
  },
  vue: ({ structure: s, annexes, historique }, c) => {
    const { t } = c
    const x = t.structures
    const groupes = GROUPES.map((g) => ({ ...g, champs: g.champs.filter((n) => champsDe(s).includes(n)) })).filter((g) => g.champs.length)
    const peutLire = defautDeLecture(s.acces) === null
    const parties = [
      { libelle: x.consulter.informations, href: '#generales' },
      ...(groupes.some((g) => g.cle === 'exigences') ? [{ libelle: x.groupes.exigences, href: '#exigences' }] : []),
      { libelle: x.groupes.services, href: '#services', nombre: annexes.nombreServices },
      { libelle: x.groupes.utilisateurs, href: '#utilisateurs', nombre: annexes.nombreUtilisateurs },
      { libelle: x.groupes.banque, href: '#banque', ...(peutLire ? { nombre: annexes.nombreCoordonnees } : {}) },
      { libelle: x.groupes.pieces, href: '#pieces', ...(peutLire ? { nombre: annexes.nombrePieces } : {}) },
      { libelle: x.consulter.actions, href: '#actions' },
      { libelle: x.groupes.historique, href: '#historique' },
    ]
    return (
      <Page
        c={cadre(c)}
        titre={nomDe(s)}
        fil={fil(c, { nom: nomDe(s) })}
        aide="/documentation/organisation/structures/consulter"
        surtitre={
          <>
            <Etiquette genre={s.statut === 'ACTIVE' ? 'ok' : 'neutre'}>{x.statut[s.statut]}</Etiquette>{' '}
            <span>
              {x.types[s.typeIdentifiant]} <span data-copie>{grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}</span>
            </span>
          </>
        }
        actions={
          s.actions.modifier === true ? <Bouton href={`/organisation/structures/${s.id}/modifier`}>{x.consulter.modifier}</Bouton> : null
        }
      >
        <SurCettePage rangee liens={parties} />
        <div class="split">
          <div class="stack">
            {s.typeIdentifiant === 'AUTRE' && s.actions.dupliquer === true ? (
              <Alerte genre="info" titre={t.dupliquer.enCours}>
                <p>{t.dupliquer.enCoursTexte}</p>
                <p>
                  <a href={`/organisation/structures/dupliquer?structure=${s.id}`}>{t.dupliquer.lien}</a>
                </p>
              </Alerte>
            ) : null}
            {annexes.attente.map((d) => (
              <ChangementProgramme key={d.numero} c={c} demande={d} />
            ))}
            <Informations c={c} s={s} groupes={groupes} />
            <div class="columns columns--cards">
              <Services c={c} s={s} annexes={annexes} />
              <Utilisateurs c={c} s={s} annexes={annexes} />
              <CarteCoordonnees c={c} s={s} coordonnees={annexes.coordonnees} nombre={annexes.nombreCoordonnees} />
              <CartePieces c={c} s={s} pieces={annexes.pieces} nombre={annexes.nombrePieces} />
            </div>
          </div>
          <div class="stack stack--loose">
            <ActionsPossibles c={c} s={s} />
            <section id="historique" aria-labelledby="historique-titre">
              <h2 id="historique-titre">{x.groupes.historique}</h2>
              <div class="mt4">
                {s.acces.entiere ? <Historique c={c} lignes={historique} /> : <p class="muted">{t.acces.raison('autre-service', null)}</p>}
              </div>
              {historique.length === DERNIERS ? (
                <p>
                  <a href={`/organisation/structures/${s.id}/historique`}>{x.consulter.historique}</a>
                </p>
              ) : null}
            </section>
          </div>
        </div>
      </Page>
    )
  },
})

const PAS = 50

/** The whole history, page by page by key. */
export const pageHistorique = definirPage({
  chemin: '/organisation/structures/:id/historique',
  acces: 'session',
  charger: async (c) => {
    const structure = await exigerStructure(c, c.params.id)
    if (!structure.acces.entiere) throw refusAcces(c.t, 'autre-service', null, structure.acces.gestionnaire)
    const apres = Number(c.url.searchParams.get('apres'))
    const lignes = await lireHistorique(c.db, structure.id, {
      limite: PAS,
      personnes: structure.acces.organisation === 2,
      ...(Number.isSafeInteger(apres) && apres > 0 ? { avantRang: apres } : {}),
    })
    return { structure, lignes }
  },
  vue: ({ structure: s, lignes }, c) => {
    const x = c.t.structures
    return (
      <Page
        c={cadre(c)}
        titre={x.groupes.historique}
        pour={{
          libelle: nomDe(s),
          detail: typeEtIdentifiant(c.t, s),
        }}
        fil={fil(c, { nom: nomDe(s), href: `/organisation/structures/${s.id}` }, { nom: x.groupes.historique })}
      >
        {lignes.length ? <Historique c={c} lignes={lignes} /> : <Vide titre={x.groupes.historique} texte={x.consulter.aucunAttente} />}
        {lignes.length === PAS ? (
          <p class="mt5">
            <Bouton genre="second" href={`${c.chemin}?apres=${lignes.at(-1)!.rang}`}>
              {x.consulter.plusAncien}
            </Bouton>
          </p>
        ) : null}
      </Page>
    )
  },
})
