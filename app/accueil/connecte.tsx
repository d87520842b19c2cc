import type { JSX } from 'preact'
import type { AFaireLu } from '#app/accueil/a-faire.ts'
import { DernieresActualites } from '#app/accueil/actualites.tsx'
import { aDecider, sonTravail } from '#app/accueil/connecte.taches.tsx'
import { domainesPour, frequentes, publics, type Accueil } from '#app/accueil/publics.tsx'
import { TuileDomaine } from '#app/accueil/catalogue/tuile.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { estFermee } from '#app/voir-comme/permis.ts'
import {
  AFaire,
  Bouton,
  Cache,
  Carte,
  Colonnes,
  Etiquette,
  ListeLiens,
  Onglets,
  Page,
  Section,
  Tuiles,
  Vide,
  type ElementAFaire,
} from '#ui/index.ts'
import { dateLongue, identifiantGroupe, jourIso, quand } from '#ui/textes/format.ts'

const majuscule = (s: string) => s.charAt(0).toUpperCase() + s.slice(1)

/** Seen as somebody else, nothing leads where their view does not show (PLUS-12). */
const ouvert = (c: Contexte) => (l: { href: string }) => !c.voirComme || !estFermee(l.href)

/** The home page of a person signed in: what waits, what will change, then the rest (POR-12). */
export function AccueilConnecte({ c, d, aFaire }: { c: Contexte; d: Accueil; aFaire: AFaireLu }): JSX.Element {
  const t = c.t.accueil
  const u = c.utilisateur!
  const elements = aDecider(c, aFaire).filter(ouvert(c))
  // Whoever has one only is told of that one.
  const [premiere, ...autres] = c.structures
  const ou = premiere ? ((autres.length ? c.structureActive : premiere)?.nom ?? t.connecte.toutes) : ''
  const sujets = (
    <span class="muted small">{[ou, elements.length ? t.connecte.sujets(elements.length) : ''].filter(Boolean).join(' · ')}</span>
  )
  return (
    <Page
      c={cadre(c)}
      titre={t.connecte.bonjour(u.prenom, u.nom)}
      surtitre={<time datetime={jourIso(aFaire.maintenant)}>{majuscule(dateLongue(aFaire.maintenant, c.langue))}</time>}
      aide="/documentation/portail/accueil"
    >
      <Colonnes large aCote={<ACote c={c} d={d} />}>
        <div class="stack">
          <Carte nue titre={t.connecte.titre} entete={sujets} id="afaire">
            {elements.length ? <AFaire elements={elements} /> : <Vide niveau="h3" titre={t.connecte.rien} texte={t.connecte.rienTexte} />}
          </Carte>
          <Programmes c={c} aFaire={aFaire} />
        </div>
      </Colonnes>
      <Section titre={t.domaines}>
        <div data-turbo-prefetch="false">
          <Onglets libelle={t.profils.titre} onglets={publics(c, d.profil)} />
        </div>
        <div class="mt4">
          <Tuiles rangees>
            {domainesPour(d.catalogue, d.profil).map((x) => (
              <TuileDomaine key={x.code} c={c} domaine={x} rangee />
            ))}
          </Tuiles>
        </div>
      </Section>
      <DernieresActualites c={c} />
    </Page>
  )
}

function Programmes({ c, aFaire: { programmes, maintenant } }: { c: Contexte; aFaire: AFaireLu }) {
  const t = c.t.accueil.connecte
  const elements = programmes.map((p): ElementAFaire => ({
    marque: 'horloge',
    genre: 'plan',
    titre: c.t.demandes.phrases[p.type] ?? p.type,
    href: `/demandes/${p.numero}`,
    texte: t.effet(p.structure, p.numero, quand(p.effetLe, maintenant, c.langue)),
    cote: c.voirComme ? null : (
      <Bouton genre="discret" petit href={`/demandes/${p.numero}/annuler`}>
        {t.annuler}
        <Cache>{t.annulerSuite(p.numero)}</Cache>
      </Bouton>
    ),
  }))
  return (
    <Carte
      nue
      titre={t.programmes}
      entete={
        c.voirComme ? undefined : (
          <a class="small" href="/compte/demandes">
            {t.mesDemandes}
          </a>
        )
      }
      id="programmes"
    >
      <AFaire elements={elements} vide={t.aucunProgramme} />
    </Carte>
  )
}

/** Beside: what one does most, and for whom. */
function ACote({ c, d }: { c: Contexte; d: Accueil }) {
  const t = c.t.accueil.connecte
  const liens = [...sonTravail(c), ...frequentes(c, d.catalogue, d.profil, d.droits)].filter(ouvert(c)).slice(0, 6)
  return (
    <>
      <section aria-labelledby="acces">
        <h2 id="acces">{t.accesRapides}</h2>
        <ListeLiens liens={liens} />
      </section>
      {c.structures.length ? (
        <section aria-labelledby="mes">
          <h2 id="mes">{t.mesStructures}</h2>
          <ListeLiens
            liens={c.structures.slice(0, 6).map((s) => ({
              libelle: s.nom,
              href: `/organisation/structures/${s.id}`,
              detail: `${identifiantGroupe(s.identifiant, s.typeIdentifiant)} · ${t.role[s.role]}`,
              marque: s.statut === 'ACTIVE' ? <Etiquette genre="ok">{t.actif}</Etiquette> : <Etiquette>{t.inactif}</Etiquette>,
            }))}
          />
          {c.voirComme ? null : (
            <p class="small mt4 row">
              <a href="/compte/structures">{t.voirToutes(c.nombreStructures)}</a>
              <a href="/compte/groupes">{t.groupes}</a>
            </p>
          )}
        </section>
      ) : null}
    </>
  )
}
