import type { Contexte } from '#app/contexte.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import type { GROUPES, NomChamp } from '#app/organisation/structures/champs.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Reference, StructureVue } from '#app/organisation/structures/lire.ts'
import { Carte, Resume, type LigneResume } from '#ui/index.ts'

type Groupe = (typeof GROUPES)[number]

export const estVide = (v: unknown) => v === null || v === undefined || v === ''

/** Everything of STR-01 as it is read: what is known first; what is empty is named on one line, with where to fill it. */
export function Informations({ c, s, groupes }: { c: Contexte; s: StructureVue; groupes: Groupe[] }) {
  const x = c.t.structures
  const lignes = (noms: NomChamp[]): LigneResume[] =>
    noms.filter((n) => !estVide(s[n])).map((n) => ({ cle: c.t.champs.libelles[n], valeur: afficher(c.t, c.langue, n, s[n]) }))
  const grandes = groupes.filter((g) => ['generales', 'exigences'].includes(g.cle))
  const petites = groupes.filter((g) => !grandes.includes(g))
  const groupe = (g: Groupe) => {
    const connues = [...(g.cle === 'generales' ? fixes(c, s) : []), ...lignes(g.champs)]
    return (
      <Carte key={g.cle} titre={x.groupes[g.cle]} id={g.cle} pliee={petites.includes(g) && g.cle !== 'adresse'}>
        {g.cle === 'adresse' ? <AdressePostale c={c} s={s} /> : connues.length ? <Resume grille lignes={connues} /> : null}
        <Manquants
          c={c}
          modifier={s.actions.modifier === true ? `/organisation/structures/${s.id}/modifier` : null}
          noms={g.champs.filter((n) => estVide(s[n]) && g.cle !== 'adresse')}
        />
      </Carte>
    )
  }
  return (
    <>
      {grandes.map(groupe)}
      <div class="columns columns--cards columns--three">{petites.map(groupe)}</div>
    </>
  )
}

/** As on an envelope. */
function AdressePostale({ c, s }: { c: Contexte; s: StructureVue }) {
  const lignes = [
    s.adresse,
    s.complementAdresse1,
    s.complementAdresse2,
    [s.codePostal, s.ville].filter(Boolean).join(' '),
    afficher(c.t, c.langue, 'pays', s.pays),
  ].filter((l): l is string => typeof l === 'string' && l !== '')
  return (
    <address>
      {lignes.map((l, i) => (
        <span key={i}>
          {l}
          <br />
        </span>
      ))}
    </address>
  )
}

/** Fields that are empty, named on one line; `modifier`: the form that fills them, for whoever may. */
export function Manquants({
  c,
  modifier,
  noms,
}: {
  c: Contexte
  modifier: string | null
  noms: (keyof Contexte['t']['champs']['libelles'])[]
}) {
  if (!noms.length) return null
  const x = c.t.structures
  return (
    <p class="small muted summary__missing">
      {x.consulter.manquants(noms.map((n) => c.t.champs.libelles[n]))}{' '}
      {modifier ? <a href={`${modifier}#${noms[0]}`}>{x.consulter.completer}</a> : null}
    </p>
  )
}

function fixes(c: Contexte, s: StructureVue): LigneResume[] {
  const { libelles } = c.t.champs
  const x = c.t.structures
  const lien = (d: Reference) => (
    <a href={`/organisation/structures/${d.id}`}>
      {d.raisonSociale} ({grouper(d.typeIdentifiant as TypeIdentifiant, d.identifiant)})
    </a>
  )
  return [
    { cle: libelles.typeStructure, valeur: x.typeStructure[s.typeStructure] },
    {
      cle: libelles.gestionnairePrincipal,
      valeur: s.gestionnairePrincipal ? `${s.gestionnairePrincipal.prenom} ${s.gestionnairePrincipal.nom}` : x.vide,
    },
    ...(s.structureOrigine ? [{ cle: libelles.structureOrigine, valeur: lien(s.structureOrigine) }] : []),
    ...(s.structuresDupliquees.length
      ? [
          {
            cle: libelles.structuresDupliquees,
            valeur: s.structuresDupliquees.map((d) => (
              <span key={d.id}>
                {lien(d)}
                <br />
              </span>
            )),
          },
        ]
      : []),
  ]
}
