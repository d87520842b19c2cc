import type { JSX } from 'preact'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { droitsQuiSuivent, type Emportables, type PersonneEmportable } from '#app/organisation/structures/dupliquer/lire.ts'
import { Icone, type NomIcone } from '#ui/index.ts'
import { taille } from '#ui/textes/format.ts'

type Genre = 'services' | 'coordonneesBancaires' | 'piecesJointes' | 'utilisateurs'
const ICONES: Record<Genre, NomIcone> = {
  services: 'structure',
  coordonneesBancaires: 'banque',
  piecesJointes: 'joindre',
  utilisateurs: 'personnes',
}
interface Choisissable {
  id: string
  nom: string
  detail: string
}

/** What was ticked; at first, all that is in use. */
export function cochesDe(etat: EtatDuFormulaire, e: Emportables): Record<Genre, string[]> {
  const saisis = (g: Genre) => (Array.isArray(etat.saisie?.[g]) ? (etat.saisie[g] as string[]) : [])
  if (etat.saisie)
    return {
      services: saisis('services'),
      coordonneesBancaires: saisis('coordonneesBancaires'),
      piecesJointes: saisis('piecesJointes'),
      utilisateurs: saisis('utilisateurs'),
    }
  const services = e.services.filter((s) => s.statut === 'ACTIF').map((s) => s.id)
  return {
    services,
    coordonneesBancaires: e.coordonneesBancaires.filter((d) => d.statut === 'ACTIVE').map((d) => d.id),
    piecesJointes: e.piecesJointes.map((p) => p.id),
    utilisateurs: e.utilisateurs.filter((p) => p.entiere || p.services.some((s) => services.includes(s))).map((p) => p.id),
  }
}

/** « Ce qui vient avec elle »: each thing can be left behind. */
export function CeQuiVient({ c, e, etat }: { c: ContexteDuParcours; e: Emportables; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.dupliquer
  const coches = cochesDe(etat, e)
  const listes: Record<Genre, Choisissable[]> = {
    services: e.services.map((s) => ({ id: s.id, nom: s.nom, detail: x.code(s.code, c.t.dupliquer.statuts[s.statut] ?? s.statut) })),
    coordonneesBancaires: e.coordonneesBancaires.map((d) => ({
      id: d.id,
      nom: d.nom,
      detail: `${d.compte}, ${(c.t.structures.statut[d.statut] ?? d.statut).toLowerCase()}`,
    })),
    piecesJointes: e.piecesJointes.map((p) => ({
      id: p.id,
      nom: p.designation || p.nom,
      detail: `${p.nom}, ${taille(Number(p.taille), c.langue)}`,
    })),
    utilisateurs: e.utilisateurs.map((p) => ({ id: p.id, nom: `${p.prenom} ${p.nom}`, detail: detailDe(c, e, p) })),
  }
  return (
    <fieldset class="group" id="avec-elle">
      <legend class="h2">{x.avecElle}</legend>
      <p class="muted">{x.avecElleAide}</p>
      {(Object.keys(listes) as Genre[]).map((g) => (
        <Paquet key={g} c={c} genre={g} liste={listes[g]} coches={coches[g]} erreur={etat.erreurs.find((er) => er.champ === g)?.message} />
      ))}
    </fieldset>
  )
}

function Paquet({
  c,
  genre,
  liste,
  coches,
  erreur,
}: {
  c: ContexteDuParcours
  genre: Genre
  liste: Choisissable[]
  coches: string[]
  erreur?: string | undefined
}) {
  const x = c.t.dupliquer
  return (
    <details class="pack" id={genre} open={liste.length <= 20 || Boolean(erreur)}>
      <summary>
        <Icone nom={ICONES[genre]} />
        <span>
          <b>{x.genres[genre]}</b>
          <small>
            <span data-compte={genre}>{liste.filter((l) => coches.includes(l.id)).length}</span> {x.sur(liste.length)}
          </small>
        </span>
        <Icone nom="chevron" class="chevron" />
      </summary>
      <ul>
        {erreur ? (
          <li>
            <p class="error" id={`${genre}-erreur`}>
              <Icone nom="erreur" />
              <span>{erreur}</span>
            </p>
          </li>
        ) : null}
        {liste.length ? (
          liste.map((l) => (
            <li key={l.id}>
              <label class="choice">
                <input
                  type="checkbox"
                  name={genre}
                  value={l.id}
                  checked={coches.includes(l.id)}
                  aria-describedby={erreur ? `${genre}-erreur` : undefined}
                />
                <span>
                  {l.nom}
                  <small>{l.detail}</small>
                </span>
              </label>
            </li>
          ))
        ) : (
          <li class="muted">{x.rien[genre]}</li>
        )}
      </ul>
    </details>
  )
}

function detailDe(c: ContexteDuParcours, e: Emportables, p: PersonneEmportable): string {
  const x = c.t.dupliquer
  const droits = x.droits(
    droitsQuiSuivent(
      p,
      e.services.map((s) => s.id),
    ),
    p.programmes,
  )
  if (p.entiere) return droits
  const noms = e.services.filter((s) => p.services.includes(s.id)).map((s) => s.nom)
  return `${droits}, ${noms.length === 1 ? x.unServiceSeul(noms[0]!) : x.serviceSeul(noms)}`
}

/** « Ce qui ne suit jamais », said before and after. */
export function JamaisRepris({ c, mandats }: { c: ContexteDuParcours; mandats: number }): JSX.Element {
  const x = c.t.dupliquer
  return (
    <section class="never" aria-labelledby="jamais">
      <h2 id="jamais">{x.jamais}</h2>
      <ul>
        {x.jamaisListe(mandats).map((l) => (
          <li key={l.fort}>
            <Icone nom="verrou" />
            <span>
              <b>{l.fort}</b>
              {c.langue === 'fr' ? '\u00A0: ' : ': '}
              {l.texte}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
