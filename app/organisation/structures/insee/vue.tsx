import type { JSX } from 'preact'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import type { ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { proposer } from '#app/organisation/structures/insee/insee.ts'
import type { StructureEtAttente } from '#app/organisation/structures/fil.ts'
import { autreEtablissement } from '#app/organisation/structures/registre.page.tsx'
import type { ChampRegistre } from '#app/organisation/structures/registre.ts'
import { PriseEffet } from '#app/organisation/structures/modifier.parties.tsx'
import { plier } from '#platform/plier.ts'
import { Alerte, Cache, Formulaire, Icone } from '#ui/index.ts'

export interface Comparaison extends StructureEtAttente {
  registre: ReponseRegistre | null
}

/** It exists here: what may be wrong is its number, which duplicating changes. */
export function Inconnu({ c, structure: { id, identifiant } }: { c: ContexteDuParcours; structure: StructureEtAttente['structure'] }) {
  const { t } = c
  return (
    <Alerte genre="warn" titre={t.structures.registre.inconnu(grouper('SIRET', identifiant))}>
      <p>{t.structures.insee.inconnuRemede}</p>
      <p>
        <a href={`/organisation/structures/dupliquer?structure=${id}`}>{t.dupliquer.lien}</a>
      </p>
    </Alerte>
  )
}

/** Closed, moved or taken over: what to do is not an update. */
export function Demenagement({ c, d: { registre, structure } }: { c: ContexteDuParcours; d: Comparaison }) {
  const x = c.t.structures.insee
  const autre = registre && autreEtablissement(registre)
  const ferme = registre?.etat === 'ferme'
  if (!autre && !ferme) return null
  return (
    <Alerte genre="info" titre={autre ? (autre.genre === 'siege' ? x.siege(autre.siret) : x.successeur(autre.siret)) : x.fermeRemede}>
      {autre && ferme ? <p>{x.fermeRemede}</p> : null}
      <p class="row">
        {ferme ? <a href={`/organisation/structures/${structure.id}/desactiver`}>{x.desactiver}</a> : null}
        <a
          href={`/organisation/structures/dupliquer?structure=${structure.id}${autre ? `&typeIdentifiant=SIRET&identifiant=${autre.siret.replaceAll(/\D/g, '')}` : ''}`}
        >
          {c.t.dupliquer.lien}
        </a>
      </p>
    </Alerte>
  )
}

export function Comparer({
  c,
  d: { registre, structure, attente },
  etat,
}: {
  c: ContexteDuParcours
  d: Comparaison
  etat: EtatDuFormulaire
}): JSX.Element {
  const { t } = c
  const x = t.structures.insee
  const valeurs = proposer(structure, (registre as Extract<ReponseRegistre, { source: string }>).etablissement)
  const noms = Object.keys(valeurs) as ChampRegistre[]
  const change = noms.filter((n) => (valeurs[n] ?? null) !== (structure[n] ?? null))
  // The register writes in capitals, without accents: that alone is nothing to take over.
  const differents = change.filter((n) => plier(String(valeurs[n] ?? '')) !== plier(String(structure[n] ?? '')))
  const coches = Array.isArray(etat.saisie?.champs) ? (etat.saisie.champs as string[]) : []
  const erreur = etat.erreurs.find((e) => e.champ !== 'aPartirDu')?.message
  if (!differents.length) return <Alerte genre="ok">{x.identique}</Alerte>
  return (
    <Formulaire class="stack">
      <AlertesDuFormulaire c={c} etat={{ ...etat, refus: null }} attente={attente} />
      <input type="hidden" name="_cle" value={etat.cle} />
      <input type="hidden" name="_version" value={structure.version} />
      <div id="champs" tabindex={-1} class={erreur ? 'field field--error' : 'field'}>
        <p class="hint">{x.aide}</p>
        {erreur ? (
          <p class="error">
            <Icone nom="erreur" />
            <span>{erreur}</span>
          </p>
        ) : null}
        <table class="diff">
          <caption>
            {x.comparer} <span class="muted">({x.differences(differents.length)})</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{x.champ}</th>
              <th scope="col">{x.portail}</th>
              <th scope="col">{x.registre}</th>
              <th scope="col">{x.reprendre}</th>
            </tr>
          </thead>
          <tbody>
            {noms.map((n) => {
              const differe = differents.includes(n)
              return (
                <tr key={n}>
                  <th scope="row">{t.champs.libelles[n]}</th>
                  <td data-label={x.portail}>{afficher(t, c.langue, n, structure[n])}</td>
                  <td data-label={x.registre}>
                    {differe ? <ins>{afficher(t, c.langue, n, valeurs[n])}</ins> : afficher(t, c.langue, n, valeurs[n])}
                  </td>
                  <td data-label={x.reprendre}>
                    {differe ? (
                      <label class="choice">
                        <input type="checkbox" name="champs" value={n} checked={coches.includes(n)} />
                        <span>
                          <Cache>{x.prendre(t.champs.libelles[n])}</Cache>
                        </span>
                      </label>
                    ) : (
                      <span class="muted">{change.includes(n) ? x.memeValeurAutrement : x.memeValeur}</span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <PriseEffet c={c} etat={etat} aide={t.structures.modifier.aPartirDuAide} />
      <PiedDuFormulaire c={c} verifier={x.verifier} retour={`/organisation/structures/${structure.id}`} note={t.structures.modifier.note} />
    </Formulaire>
  )
}
