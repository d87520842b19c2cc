import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { fil } from '#app/organisation/imports/fil.ts'
import { aFaire, type Genre } from '#app/organisation/imports/genre.ts'
import type { Import, LigneImportee } from '#app/organisation/imports/lister.ts'
import { LignesDImport, type ListeDeLignes } from '#app/organisation/imports/parties.tsx'
import { textesImport } from '#app/organisation/imports/refus.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Colonnes, Formulaire, ListeLiens, Page, Resume, Succes } from '#ui/index.ts'
import { fr } from '#ui/textes/index.ts'

const titreDuFichier = (i: Import, suite: string) => (
  <>
    <b>{i.nom}</b>, {suite}
  </>
)

/** What the portal itself writes beside the lines to mend: sent again with them, it is no heading ill-written. */
const titresDuRapport = <L extends LigneImportee>(g: Genre<L>) => {
  const { ligne, resultat, motif, remede } = textesImport(fr, g.genre).colonnes
  return [ligne, resultat, motif, remede]
}

/** What the file would do, and the choice to do it. */
export function Verification<L extends LigneImportee>({
  g,
  c,
  i,
  d,
  erreur,
}: {
  g: Genre<L>
  c: Contexte
  i: Import
  d: ListeDeLignes<L>
  erreur: string | null
}): JSX.Element {
  const x = textesImport(c.t, g.genre)
  const v = x.verification
  const ignorees = i.ignorees.filter((titre) => !titresDuRapport(g).includes(titre))
  return (
    <Page
      c={cadre(c)}
      titre={v.titre}
      fil={fil(g, c, v.titre)}
      chapo={titreDuFichier(i, v.lues(i.lignes))}
      etapes={{ liste: x.etapes, courante: 1 }}
      aide={x.aide}
      erreur={erreur !== null}
    >
      <div class="stack stack--loose">
        {erreur ? (
          <Alerte genre="err" role="alert" titre={erreur}>
            {null}
          </Alerte>
        ) : null}
        {ignorees.length ? (
          <Alerte genre="info" titre={v.ignorees(ignorees)}>
            <p>{v.ignoreesTexte}</p>
          </Alerte>
        ) : null}
        <LignesDImport g={g} c={c} i={i} d={d} />
        {aFaire(i) ? (
          <Choisir g={g} c={c} i={i} />
        ) : (
          <Alerte genre="info" titre={v.rien}>
            <p>{!i.inchangees ? v.rienErreurs : i.erreurs ? v.rienDeValable : v.rienInchangees}</p>
            <p>
              <a href={g.chemin}>{v.redeposer}</a>
            </p>
          </Alerte>
        )}
      </div>
    </Page>
  )
}

function Choisir<L extends LigneImportee>({ g, c, i }: { g: Genre<L>; c: Contexte; i: Import }) {
  const x = textesImport(c.t, g.genre)
  const v = x.verification
  const n = aFaire(i)
  const options = [
    ...(i.erreurs ? [{ valeur: 'valides', libelle: v.valides, aide: v.validesAide(n, i.erreurs) }] : []),
    { valeur: 'toutes', libelle: v.toutes, aide: i.erreurs ? v.toutesFerme : v.toutesAide(n), ...(i.erreurs ? { desactivee: true } : {}) },
  ]
  return (
    <Colonnes
      large
      nomAside={v.prevenus}
      aCote={
        <Carte titre={v.prevenus}>
          <Resume serre lignes={g.effets(c, i)} />
        </Carte>
      }
    >
      <Formulaire class="stack" attrs={{ 'data-turbo': 'false' }}>
        <Champ nom="lignes" type="radios" libelle={v.que} valeur={i.erreurs ? 'valides' : 'toutes'} options={options} />
        <input type="hidden" name="_cle" value={randomUUID()} />
        <Actions note={v.note}>
          <Bouton>{v.importer(n)}</Bouton>
          <Bouton genre="second" href={g.chemin}>
            {v.redeposer}
          </Bouton>
        </Actions>
      </Formulaire>
    </Colonnes>
  )
}

/** While it works, the page comes back by itself. */
export function EnCours<L extends LigneImportee>({ g, c, i }: { g: Genre<L>; c: Contexte; i: Import }): JSX.Element {
  const x = textesImport(c.t, g.genre)
  const e = x.enCours
  const n = aFaire(i)
  return (
    <Page
      c={cadre(c)}
      titre={e.titre}
      fil={fil(g, c, e.titre)}
      chapo={titreDuFichier(i, e.demande(i.demande!.numero))}
      etapes={{ liste: x.etapes, courante: 2 }}
      aide={x.aide}
    >
      <Colonnes
        large
        nomAside={e.quitter}
        aCote={
          <Alerte genre="info" titre={e.quitter}>
            <p>{e.quitterTexte}</p>
          </Alerte>
        }
      >
        <Carte>
          <p role="status">
            <b class="big">{e.avance(i.traitees, n)}</b>
          </p>
          <progress max={n} value={i.traitees} aria-label={e.progression} class="mt2">
            {e.avance(i.traitees, n)}
          </progress>
          <Formulaire action={`${g.chemin}/${i.id}/arreter`} class="mt5">
            <div class="row">
              <Bouton genre="danger-second">{e.arreter}</Bouton>{' '}
              <a href={`${g.chemin}/${i.id}`} data-turbo="false">
                {e.actualiser}
              </a>
            </div>
            <p class="small muted mt2">{e.arreterNote}</p>
          </Formulaire>
        </Carte>
      </Colonnes>
    </Page>
  )
}

/** What came of it, and the lines to mend. */
export function CompteRendu<L extends LigneImportee>({
  g,
  c,
  i,
  d,
}: {
  g: Genre<L>
  c: Contexte
  i: Import
  d: ListeDeLignes<L>
}): JSX.Element {
  const x = textesImport(c.t, g.genre)
  const r = x.rendu
  // Those to mend, and those that were still to be done when it was stopped.
  const restees = aFaire(i) - i.traitees + i.erreurs
  const faits = [...g.bilan(c, i), ...(i.echouees ? [r.echouees(i.echouees)] : []), ...(restees ? [r.restees(restees)] : [])]
  const arrete = i.demande!.etat !== 'effective'
  return (
    <Page
      c={cadre(c)}
      titre={r.titre}
      fil={fil(g, c, r.titre)}
      chapo={titreDuFichier(i, x.enCours.demande(i.demande!.numero))}
      etapes={{ liste: x.etapes, courante: 2 }}
      aide={x.aide}
    >
      <div class="stack stack--loose">
        {arrete ? (
          <Alerte genre="warn" role="status" titre={r.arrete}>
            <p>{faits.join(' · ')}</p>
          </Alerte>
        ) : (
          <Succes>
            <p>
              <strong>{r.fini}</strong>
            </p>
            <p>{faits.join(' · ')}</p>
          </Succes>
        )}
        <ListeLiens
          liens={[{ libelle: r.autre, href: g.chemin }, ...g.liens(c, i), { libelle: r.recu, href: `/demandes/${i.demande!.numero}` }]}
        />
        <LignesDImport g={g} c={c} i={i} d={d} />
      </div>
    </Page>
  )
}
