import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Annulee } from '#app/comptes/compte/desactiver.annulees.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { NumerosAnnules } from '#app/demandes/annulees.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { Recu } from '#demandes/index.ts'
import { optionsDePersonnes } from '#app/organisation/utilisateurs/homonymes.ts'
import { Alerte, Bouton, Champ, Formulaire, Page, Resume } from '#ui/index.ts'

export const PROPOSES = 50
/** Named one by one before the form; the others are counted, and named before the button. */
const NOMMEES = 20

export interface ARemettre {
  id: string
  nom: string
  inactive: boolean
  candidats: { id: string; prenom: string; nom: string; adresseElectronique: string }[]
  nombreux: boolean
}

export interface Donnees {
  structures: ARemettre[]
  total: number
  annulees: Annulee[]
}

export const chercheDe = (c: ContexteDuParcours) => (c.url.searchParams.get('cherche') ?? '').trim().slice(0, 100)

const fil = (c: ContexteDuParcours) => [{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: c.t.gouvernance.desactiver.titre }]

export function FormulaireDesactiver({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }) {
  const { t } = c
  const x = t.gouvernance.desactiver
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={fil(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/comptes/desactiver-mon-compte"
    >
      <div class="narrow">
        {d.total > d.structures.length ? (
          <Alerte genre="warn" titre={x.trop(d.total)}>
            <p>
              {x.tropTexte} <a href="/organisation/structures/transferer">{t.gouvernance.transferer.titre}</a>
            </p>
          </Alerte>
        ) : (
          <Formulaire class="stack">
            <AlertesDuFormulaire c={c} etat={{ ...etat, ancien: null }} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            {d.structures.length ? (
              <section class="card stack" aria-labelledby="successeurs">
                <h2 id="successeurs">{x.successeurs}</h2>
                <Chercher c={c} structures={d.structures} />
                {d.structures.map((s) => (
                  <UnSuccesseur key={s.id} c={c} s={s} etat={etat} />
                ))}
              </section>
            ) : (
              <p>{x.aucune}</p>
            )}
            <section class="card" aria-labelledby="consequences">
              <h2 id="consequences">{x.consequences}</h2>
              <Consequences c={c} nombre={d.annulees.length} annulees={d.annulees} />
            </section>
            <PiedDuFormulaire c={c} verifier={x.verifier} retour="/compte" abandonner={x.abandonner} note={t.structures.modifier.note} />
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

/** Many people: those of every list below are searched by the server, within the form, so that nothing chosen is lost. */
function Chercher({ c, structures }: { c: ContexteDuParcours; structures: ARemettre[] }) {
  if (!structures.some((s) => s.nombreux)) return null
  const x = c.t.gouvernance.desactiver
  return (
    <div class="field">
      <label for="cherche">{x.chercher}</label>
      <div class="with-button">
        <input class="input" id="cherche" type="search" name="cherche" value={chercheDe(c)} maxLength={100} autocomplete="off" />
        <Bouton genre="second" attrs={{ formmethod: 'get', 'data-turbo': 'false' }}>
          {c.t.habilitations.chercher.bouton}
        </Bouton>
      </div>
    </div>
  )
}

function UnSuccesseur({ c, s, etat }: { c: ContexteDuParcours; s: ARemettre; etat: EtatDuFormulaire }) {
  const x = c.t.gouvernance.desactiver
  const nom = `successeurs.${s.id}`
  const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
  const saisie = etat.saisie as { successeurs?: { structure: string; utilisateur: string }[]; desactivees?: string[] } | null
  if (!s.candidats.length && !s.nombreux)
    return (
      <Champ
        nom={nom}
        type="checkbox"
        libelle={s.inactive ? x.laisser(s.nom) : x.desactiver(s.nom)}
        aide={s.inactive ? x.seulInactive : x.seul}
        valeur={saisie?.desactivees?.includes(s.id) ?? c.url.searchParams.get(nom) === 'oui'}
        erreur={erreur}
      />
    )
  return (
    <Champ
      nom={nom}
      type="select"
      libelle={x.successeur(s.nom)}
      aide={s.nombreux && s.candidats.length === PROPOSES ? x.beaucoup(PROPOSES) : undefined}
      valeur={saisie?.successeurs?.find((l) => l.structure === s.id)?.utilisateur ?? c.url.searchParams.get(nom) ?? ''}
      erreur={erreur}
      sansChoix={x.choisir}
      options={optionsDePersonnes(s.candidats)}
    />
  )
}

/** What ends with the account; what waits, one by one where it is given. */
function Consequences({ c, nombre, annulees = [] }: { c: ContexteDuParcours; nombre: number; annulees?: Annulee[] }) {
  const x = c.t.gouvernance.desactiver
  return (
    <ul>
      <li>{x.droits}</li>
      <li>
        {x.annulees(nombre)}
        {annulees.length ? (
          <ul>
            {annulees.slice(0, NOMMEES).map((d) => (
              <li key={d.numero}>
                <a href={`/demandes/${d.numero}`}>{d.numero}</a>
                {[c.t.demandes.phrases[d.type] ?? d.type, d.structure].map((mots) => (mots ? ` · ${mots}` : ''))}
              </li>
            ))}
            {annulees.length > NOMMEES ? <li>{c.t.gouvernance.transferer.etAutres(annulees.length - NOMMEES)}</li> : null}
          </ul>
        ) : null}
      </li>
      {x.suites.map((l) => (
        <li key={l}>{l}</li>
      ))}
    </ul>
  )
}

export function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.gouvernance.desactiver
  const { successeurs, desactivees } = recu.saisie as {
    successeurs: { structure: { raisonSociale: string; libelle?: string | null }; utilisateur: { prenom: string; nom: string } }[]
    desactivees: { raisonSociale: string; libelle?: string | null }[]
  }
  const annulees = recu.resultat?.demandesAnnulees as string[]
  return (
    <Page c={cadre(c)} titre={c.t.structures.modifier.titreVerifier} fil={fil(c)} etapes={{ liste: x.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Resume
          lignes={[
            { cle: x.compte, valeur: c.utilisateur.adresseElectronique },
            ...successeurs.map((s) => ({
              cle: nomDe(s.structure),
              valeur: `${x.passeA} ${s.utilisateur.prenom} ${s.utilisateur.nom}`,
            })),
            ...desactivees.map((s) => ({ cle: nomDe(s), valeur: x.desactivee })),
            ...(annulees.length ? [{ cle: c.t.structures.desactiver.annulees, valeur: <NumerosAnnules numeros={annulees} /> }] : []),
            lignePrevenus(c, recu),
          ]}
        />
        <section class="card card--danger" aria-labelledby="consequences">
          <h2 id="consequences">{x.consequences}</h2>
          <Consequences c={c} nombre={annulees.length} />
        </section>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} genre="danger" />
      </div>
    </Page>
  )
}
