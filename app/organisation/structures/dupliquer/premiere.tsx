import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { Reprendre } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Brouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { TYPES_DUPLIQUES } from '#app/organisation/structures/dupliquer/proposer.ts'
import { CHEMIN, filDupliquer, type Duplication } from '#app/organisation/structures/dupliquer/situer.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { BlocRegistre } from '#app/organisation/structures/registre.page.tsx'
import { adresseDupliquer } from '#app/organisation/structures/registre.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import { Bouton, Champ, Champs, Page, optionsDe } from '#ui/index.ts'

export const AIDE = '/documentation/organisation/structures/dupliquer-une-structure'

export function Premiere({ c, d, ancien }: { c: ContexteDuParcours; d: Duplication; ancien: Brouillon | null }): JSX.Element {
  const { t } = c
  const x = t.dupliquer
  const champs = d.refus?.champs ?? []
  if (!c.nombreStructures)
    return (
      <Page c={cadre(c)} titre={x.titre} chapo={x.chapo} fil={filDupliquer(c)} aide={AIDE}>
        <SansStructure c={c} titre={x.aucune} />
      </Page>
    )
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={filDupliquer(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, champs, d.refus)}
      aide={AIDE}
      {...(d.ancienne ? { pour: pourLaStructure(c, d.ancienne) } : {})}
    >
      <div class="narrow stack">
        <Reprendre c={c} ancien={ancien} />
        {d.refus && !(d.registre && ['ferme', 'inconnu'].includes(d.registre.etat)) && (!d.refus.champs || d.refus.remede) ? (
          <RefusAvecRemede refus={d.refus} {...(d.refus.champs ? { titre: t.structures.creer.quoiFaire, avis: true } : {})} />
        ) : null}
        <Identifier c={c} d={d} erreurs={champs} />
        {d.registre ? (
          <BlocRegistre
            c={c}
            reponse={d.registre}
            siret={d.identifiant}
            entete={{ fort: t.structures.insee.dit }}
            ditAilleurs
            suite={d.ancienne ? adresseDupliquer(d.ancienne.id) : undefined}
          />
        ) : null}
      </div>
    </Page>
  )
}

export function Identifier({
  c,
  d,
  erreurs,
  change,
}: {
  c: ContexteDuParcours
  d: Duplication
  erreurs: { champ: string; message: string }[]
  change?: boolean
}) {
  const { t } = c
  const x = t.dupliquer
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <form method="get" action={CHEMIN} class="card" noValidate>
      <Champs>
        <Champ
          nom="texte"
          libelle={x.ancien}
          aide={x.ancienAide}
          valeur={d.texte}
          erreur={erreur('texte')}
          suggestions="/organisation/structures/suggestions.json"
          autoComplete="off"
          maxLength={300}
        />
      </Champs>
      {d.proches.length ? (
        <ul class="links mt2">
          {d.proches.map((s) => (
            <li key={s.id}>
              <a href={`${CHEMIN}?structure=${s.id}&typeIdentifiant=${d.type}&identifiant=${encodeURIComponent(d.identifiant)}`}>
                {nomDe(s)}, {grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}, {s.ville}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="mt4">
        <Champs>
          <Champ
            nom="typeIdentifiant"
            libelle={x.type}
            type="select"
            largeur="w2"
            valeur={d.type}
            options={optionsDe(TYPES_DUPLIQUES, t.structures.types)}
            erreur={erreur('typeIdentifiant')}
          />
          <Champ
            nom="identifiant"
            libelle={d.type === 'SIRET' ? x.identifiantSiret : x.identifiant}
            largeur="w4"
            aide={x.identifiantAide}
            valeur={d.identifiant && !erreur('identifiant') ? grouper(d.type, d.identifiant) : d.identifiant}
            erreur={erreur('identifiant')}
            maxLength={60}
            autoComplete="off"
          />
        </Champs>
      </div>
      <p class="mt4">
        <Bouton genre={change ? 'second' : 'premier'}>{change ? x.changer : d.type === 'SIRET' ? x.interroger : x.continuer}</Bouton>
      </p>
    </form>
  )
}
