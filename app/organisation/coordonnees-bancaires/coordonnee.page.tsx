import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { exigerPreuve } from '#app/comptes/preuve.ts'
import type { Contexte } from '#app/contexte.ts'
import { ChangementProgramme } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { enGroupes, libelleDe, Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { PourInformation } from '#app/organisation/coordonnees-bancaires/champs.page.tsx'
import { adresseDe, chargerCoordonnee, filDeLaCoordonnee, type CoordonneeEtAttente } from '#app/organisation/coordonnees-bancaires/fil.ts'
import type { ActionCoordonnee } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { afficherNumeros, servirRib } from '#app/organisation/coordonnees-bancaires/montrer.ts'
import type { Numeros } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { Fermee } from '#app/organisation/structures/fermee.tsx'
import { Historique } from '#app/organisation/structures/historique.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { lireHistorique, type LigneJournal } from '#demandes/index.ts'
import { Alerte, Bouton, Carte, Etiquette, Formulaire, Page, Resume, Section } from '#ui/index.ts'

const CHEMIN = '/organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire'

async function charger(c: Contexte) {
  const d = await chargerCoordonnee(c as ContexteDuParcours)
  return { ...d, historique: await lireHistorique(c.db, d.coordonnee.structure.id, { limite: 20, objet: d.coordonnee.id }) }
}

/** BAN-02 Consulter: everything but the number, what waits, the history. */
export const pageCoordonnee = definirPage({ chemin: CHEMIN, acces: 'session', charger, vue: (d, c) => vue(c, d) })

/** BAN-04: shown once, in the answer to this very request; the same address, asked again, shows it masked. */
export const actionAfficher = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  executer: async (c) => {
    const { coordonnee } = await chargerCoordonnee(c as ContexteDuParcours, 'afficher')
    const preuve = exigerPreuve(c, `${adresseDe(coordonnee)}?preuve=faite`)
    if (preuve) return preuve
    const numeros = await afficherNumeros(c, coordonnee, c.utilisateur!.id)
    return { statut: 200, page: vue(c, await charger(c), numeros) }
  },
})

/** The RIB, on the same terms. */
export const actionRib = definirAction({
  chemin: `${CHEMIN}/rib`,
  acces: 'session',
  executer: async (c) => {
    const { coordonnee } = await chargerCoordonnee(c as ContexteDuParcours, 'afficher')
    return exigerPreuve(c, `${adresseDe(coordonnee)}?preuve=faite`) ?? servirRib(c, coordonnee)
  },
})

function vue(
  c: Contexte,
  { coordonnee: d, attente, historique }: CoordonneeEtAttente & { historique: LigneJournal[] },
  numeros?: Numeros,
): JSX.Element {
  const { t } = c
  const x = t.coordonnees
  const actions: [ActionCoordonnee, string][] = [
    ['modifier', x.modifier.titre],
    d.statut === 'ACTIVE' ? ['desactiver', x.desactiver.titre] : ['activer', x.activer.titre],
  ]
  const ligne = (n: 'nom' | 'type' | 'pays' | 'bic' | 'designationAffactureur' | 'identifiantAffactureur') => ({
    cle: libelleDe(t, n),
    valeur: afficher(t, c.langue, n, d[n]),
  })
  return (
    <Page
      c={cadre(c)}
      titre={d.nom}
      pour={{ libelle: nomDe(d.structure) }}
      fil={filDeLaCoordonnee(c as ContexteDuParcours, d)}
      aide="/documentation/organisation/structures/gerer-une-coordonnee-bancaire"
      surtitre={
        <>
          <Etiquette genre={d.statut === 'ACTIVE' ? 'ok' : 'neutre'}>{t.structures.statut[d.statut]}</Etiquette>{' '}
          <Masque c={c} compte={d.compte} />
        </>
      }
      actions={d.actions.modifier === true ? <Bouton href={`${adresseDe(d)}/modifier`}>{x.page.modifier}</Bouton> : null}
    >
      <div class="split">
        <div class="stack">
          {attente.map((a) => (
            <ChangementProgramme key={a.numero} c={c} demande={a} />
          ))}
          <PourInformation c={c} />
          <Carte titre={x.groupes.compte} id="compte">
            <Resume
              lignes={[
                ligne('nom'),
                ligne('type'),
                ...(numeros ? [] : [{ cle: x.numero, valeur: <Masque c={c} compte={d.compte} /> }]),
                ligne('pays'),
                ligne('bic'),
              ]}
            />
            <Numero c={c} d={d} numeros={numeros} />
          </Carte>
          {d.affactureur ? (
            <Carte titre={t.champs.libelles.affactureur} id="affactureur">
              <Resume lignes={[ligne('designationAffactureur'), ligne('identifiantAffactureur')]} />
            </Carte>
          ) : null}
          <Carte titre={x.groupes.rib} id="rib">
            <Rib c={c} d={d} />
          </Carte>
          <Section titre={x.groupes.historique} id="historique">
            {historique.length ? <Historique c={c} lignes={historique} /> : <p class="muted">{x.page.aucunHistorique}</p>}
          </Section>
        </div>
        <aside aria-label={x.actions}>
          <h2>{x.actions}</h2>
          <ul class="links">
            {actions.map(([a, nom]) => {
              const p = d.actions[a]
              return <li key={a}>{p === true ? <a href={`${adresseDe(d)}/${a}`}>{nom}</a> : <Fermee c={c} nom={nom} possible={p} />}</li>
            })}
            <li>
              <a href={`/organisation/structures/${d.structure.id}/coordonnees-bancaires`}>{x.tous}</a>
            </li>
          </ul>
        </aside>
      </div>
    </Page>
  )
}

/** The number: whole just after it was asked; otherwise the way to ask for it, or why not. */
function Numero({ c, d, numeros }: { c: Contexte; d: CoordonneeEtAttente['coordonnee']; numeros: Numeros | undefined }) {
  const x = c.t.coordonnees.page
  const { libelles } = c.t.champs
  if (numeros)
    return (
      <Alerte genre="ok" role="status" titre={x.affiche}>
        <Resume
          lignes={(['iban', 'bban'] as const)
            .filter((n) => numeros[n])
            .map((n) => ({
              cle: libelles[n],
              valeur: (
                <span class="num" data-copie>
                  {enGroupes(numeros[n]!)}
                </span>
              ),
            }))}
        />
        <p class="mt2">
          <Bouton genre="second" petit href={adresseDe(d)}>
            {x.masquer}
          </Bouton>
        </p>
      </Alerte>
    )
  const possible = d.actions.afficher
  if (possible !== true)
    return (
      <p class="small muted mt4">
        {x.pourquoiMasque} {c.t.acces.remede(possible.raison, possible.qui)}
      </p>
    )
  return (
    <Formulaire action={adresseDe(d)} class="mt4" attrs={{ 'data-turbo': 'false' }}>
      {c.url.searchParams.get('preuve') === 'faite' ? (
        <p class="mt2" role="status">
          {x.prouve}
        </p>
      ) : null}
      <p class="row">
        <Bouton genre="second" icone="oeil">
          {x.afficher}
        </Bouton>{' '}
        <span class="small muted">{x.afficherAide}</span>
      </p>
    </Formulaire>
  )
}

function Rib({ c, d }: { c: Contexte; d: CoordonneeEtAttente['coordonnee'] }) {
  const x = c.t.coordonnees.page
  if (!d.rib) return <p class="muted">{x.sansRib}</p>
  if (d.actions.afficher !== true) return <p>{d.rib.nom}</p>
  return (
    <Formulaire action={`${adresseDe(d)}/rib`} attrs={{ 'data-turbo': 'false', 'data-fichier': '' }}>
      <p class="row">
        <Bouton genre="second" icone="telecharger">
          {d.rib.nom}
        </Bouton>{' '}
        <span class="small muted">{x.afficherAide}</span>
      </p>
    </Formulaire>
  )
}
