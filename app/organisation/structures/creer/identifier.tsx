import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { Reprendre } from '#app/demandes/alertes.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Brouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { CHEMIN, type Identification } from '#app/organisation/structures/creer/identification.ts'
import { refusDoublon } from '#app/organisation/structures/creer/creer.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { grouper, TYPES_IDENTIFIANT } from '#app/organisation/structures/identifiants/index.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { BlocRegistre } from '#app/organisation/structures/registre.page.tsx'
import type { Probleme } from '#platform/http/problem.ts'
import { Bouton, Champ, Page, optionsDe } from '#ui/index.ts'

export const filCreer = (c: ContexteDuParcours) => [...filDesStructures(c), { nom: c.t.structures.creer.titre }]

/** Beside both steps of the form. */
export function CeQuiSuit({ c: { t } }: { c: ContexteDuParcours }): JSX.Element {
  const x = t.structures.creer
  return (
    <aside aria-labelledby="apres">
      <h2 id="apres">{x.apres}</h2>
      <p class="muted">{x.apresTexte}</p>
      <p class="mt5">
        <a href="/documentation/organisation/structures/creer">{x.aide}</a>
      </p>
    </aside>
  )
}

/** The first step: type and identifier, sent by the address so that it can be kept, shared and gone back to. */
export function PagePremiere({ c, d, ancien }: { c: ContexteDuParcours; d: Identification; ancien: Brouillon | null }): JSX.Element {
  const { t } = c
  const x = t.structures.creer
  const champs = d.refus?.champs ?? []
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={filCreer(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, champs, d.refus)}
      aide="/documentation/organisation/structures/creer"
    >
      <div class="split split--wide">
        <div class="stack">
          <Reprendre c={c} ancien={ancien} />
          {d.registre && ['ferme', 'inconnu'].includes(d.registre.etat) ? null : (
            <QueFaire c={c} refus={d.refus} saisi={{ typeIdentifiant: d.type, identifiant: d.identifiant }} />
          )}
          <FormulaireIdentifiant
            c={c}
            d={d}
            erreur={champs.find((e) => e.champ === 'identifiant')?.message}
            erreurType={champs.find((e) => e.champ === 'typeIdentifiant')?.message}
          />
          {d.registre ? (
            <BlocRegistre c={c} reponse={d.registre} siret={d.identifiant} entete={{ fort: t.structures.insee.dit }} ditAilleurs />
          ) : null}
        </div>
        <CeQuiSuit c={c} />
      </div>
    </Page>
  )
}

export function FormulaireIdentifiant({
  c,
  d,
  erreur,
  erreurType,
  change,
}: {
  c: ContexteDuParcours
  d: Identification
  erreur?: string
  erreurType?: string
  change?: boolean
}) {
  const { t } = c
  const x = t.structures.creer
  const lisible = d.type && d.type !== 'PARTICULIER' && d.identifiant && !erreur ? grouper(d.type, d.identifiant) : d.identifiant
  return (
    <form method="get" action={CHEMIN} class="card" noValidate>
      <div class="fields">
        <Champ
          nom="typeIdentifiant"
          libelle={t.champs.libelles.typeIdentifiant}
          type="select"
          largeur="w3"
          valeur={d.type ?? 'SIRET'}
          options={optionsDe(TYPES_IDENTIFIANT, t.structures.types)}
          erreur={erreurType}
        />
        <Champ
          nom="identifiant"
          libelle={t.champs.libelles.identifiant}
          largeur="w4"
          valeur={lisible}
          aide={x.aideIdentifiant}
          erreur={erreur}
          maxLength={60}
          autoComplete="off"
          facultatif={d.type === 'AUTRE' || d.type === 'PARTICULIER'}
        />
      </div>
      <p class="mt4">
        <Bouton genre={change ? 'second' : 'premier'}>{change ? x.changer : x.interroger}</Bouton>
      </p>
    </form>
  )
}

/** A refusal of the whole form, or the way on when the error on the field is not enough. */
export function RefusCreation({ c, etat }: { c: ContexteDuParcours; etat: EtatDuFormulaire }) {
  if (etat.refus) return <RefusAvecRemede refus={etat.refus} />
  return etat.erreurs.some((e) => e.code === 'identifiant-deja-present') ? (
    <QueFaire c={c} refus={refusDoublon(c.t).probleme} saisi={etat.saisie ?? {}} />
  ) : null
}

/** Already there: its manager attaches, or, when whoever created it had no title to, one disputes it. */
function QueFaire({ c, refus, saisi }: { c: ContexteDuParcours; refus: Probleme | null; saisi: Record<string, unknown> }) {
  const x = c.t.structures.creer
  if (!refus?.champs) return <RefusAvecRemede refus={refus} />
  return refus.remede ? (
    <RefusAvecRemede refus={refus} titre={x.quoiFaire} avis>
      {refus.champs.some((e) => e.code === 'identifiant-deja-present') ? (
        <p>
          {refus.plus?.publique ? (
            x.dejaPubliqueTexte
          ) : (
            <>
              {x.dejaTexte}{' '}
              <a
                href={`/organisation/recuperation/contester?${new URLSearchParams({ typeIdentifiant: String(saisi.typeIdentifiant ?? ''), identifiant: String(saisi.identifiant ?? '') })}`}
              >
                {c.t.gouvernance.contestation.lien}
              </a>
            </>
          )}
        </p>
      ) : null}
    </RefusAvecRemede>
  ) : null
}
