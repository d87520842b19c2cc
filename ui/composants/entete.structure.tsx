import { Bouton } from '#ui/composants/bouton.tsx'
import { adresseAvec, type CadrePage, type StructureDuCadre } from '#ui/composants/cadre.ts'
import { Icone } from '#ui/icones.tsx'
import { Cache } from '#ui/langue.tsx'
import { identifiantGroupe } from '#ui/textes/format.ts'

const numero = (s: StructureDuCadre) => identifiantGroupe(s.identifiant, s.typeIdentifiant)

/** The choice is in the address; a hover must not choose, hence no prefetch (POR-13). */
export function ChoixStructure({ c }: { c: CadrePage }) {
  const t = c.t.commun.structures
  const nombre = c.nombreStructures ?? c.structures.length
  // Of one's only structure, « all » would say less.
  const seule = nombre === 1 ? c.structures[0] : undefined
  const active = seule ?? c.structureActive
  const typeCourt = (s: StructureDuCadre) => (s.typeIdentifiant === 'SIRET' ? 'SIRET ' : '') + numero(s)
  return (
    <details class="menu switcher" name="menus">
      <summary>
        <Icone nom="structure" />
        <span>
          <Cache>{t.active}</Cache>
          <span class="switcher__name">{active ? active.nom : t.toutes}</span>
          <small>{active ? typeCourt(active) : t.combien(nombre)}</small>
        </span>
        <Icone nom="chevron" class="chevron" />
      </summary>
      <div class="panel" data-turbo-prefetch="false">
        {nombre > c.structures.length && !c.voirComme ? (
          <form class="switcher__search" role="search" action="/compte/structures" method="get" aria-label={t.chercher}>
            <input class="input" type="search" name="recherche" aria-label={t.chercherPar} placeholder={t.chercherPar} autocomplete="off" />
            <Bouton genre="second">{t.chercherBouton}</Bouton>
          </form>
        ) : null}
        <ul class="switcher__list">
          {seule ? null : (
            <li>
              <a href={adresseAvec(c.url, { structure: 'toutes' })} aria-current={active ? undefined : 'true'}>
                <Icone nom={active ? 'structure' : 'coche'} />
                <span>
                  {t.toutes}
                  <small>{t.combien(nombre)}</small>
                </span>
              </a>
            </li>
          )}
          {c.structures.map((s) => (
            <li key={s.id}>
              <a href={adresseAvec(c.url, { structure: s.id })} aria-current={s.id === active?.id ? 'true' : undefined}>
                <Icone nom={s.id === active?.id ? 'coche' : 'structure'} />
                <span>
                  {s.nom}
                  <small>
                    {numero(s)} · {s.statut === 'INACTIVE' ? t.inactive : t.role[s.role]}
                  </small>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <hr />
        <ul>
          {c.voirComme ? null : (
            <li>
              <a href="/compte/structures">{t.voir(nombre)}</a>
            </li>
          )}
          <li>
            <a href="/organisation/utilisateurs/rattachement">{t.rattachement}</a>
          </li>
        </ul>
      </div>
    </details>
  )
}
