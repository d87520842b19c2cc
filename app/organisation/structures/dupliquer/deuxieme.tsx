import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { choixDePays } from '#ui/textes/pays.ts'
import type { NomChamp } from '#app/organisation/structures/champs.ts'
import { RefusCreation } from '#app/organisation/structures/creer/identifier.tsx'
import { CeQuiVient, cochesDe, JamaisRepris } from '#app/organisation/structures/dupliquer/choix.tsx'
import { AIDE, Identifier } from '#app/organisation/structures/dupliquer/premiere.tsx'
import { proposerNouvelle } from '#app/organisation/structures/dupliquer/proposer.ts'
import { CHEMIN, filDupliquer, type Duplication } from '#app/organisation/structures/dupliquer/situer.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { BlocRegistre } from '#app/organisation/structures/registre.page.tsx'
import { Alerte, Champ, Champs, Formulaire, Groupe, Page, Resume } from '#ui/index.ts'

export function Deuxieme({ c, d, etat }: { c: ContexteDuParcours; d: Duplication; etat: EtatDuFormulaire }): JSX.Element {
  const { t } = c
  const x = t.dupliquer
  const ancienne = d.ancienne!
  const e = d.registre && 'etablissement' in d.registre ? d.registre.etablissement : null
  const valeurs: Record<string, unknown> = { ...proposerNouvelle(ancienne, d.type, d.identifiant, e), ...etat.saisie }
  const coches = cochesDe(etat, d.emportables!)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      pour={pourLaStructure(c, ancienne)}
      styles={['dupliquer']}
      fil={filDupliquer(c)}
      etapes={{ liste: x.etapes, courante: 1 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide={AIDE}
    >
      <div
        class="split split--wide"
        data-controller="comptage"
        data-action="change->comptage#compter turbo:morph@document->comptage#compter"
      >
        <div class="stack">
          <RefusCreation c={c} etat={etat} />
          <Identifier c={c} d={d} erreurs={etat.erreurs} change />
          {etat.refus?.code === 'registre-injoignable' ? null : d.registre ? (
            <BlocRegistre
              c={c}
              reponse={d.registre}
              siret={d.identifiant}
              entete={{ fort: t.structures.registre.absente, texte: t.structures.registre.verifiez }}
            />
          ) : (
            <Alerte genre="ok" titre={t.structures.registre.absente}>
              {t.structures.registre.verifiez}
            </Alerte>
          )}
          {d.type === 'SIRET' && ancienne.typeIdentifiant === 'SIRET' ? (
            ancienne.identifiant.slice(0, 9) === d.identifiant.slice(0, 9) ? (
              <p class="small muted">{x.memeSiren}</p>
            ) : (
              <Alerte genre="warn" titre={x.autreSiren}>
                {x.autreSirenSuite}
              </Alerte>
            )
          ) : null}
          <Formulaire action={CHEMIN} class="mt5">
            <AlertesDuFormulaire c={c} etat={{ ...etat, refus: null }} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="structure" value={ancienne.id} />
            <input type="hidden" name="typeIdentifiant" value={d.type} />
            <input type="hidden" name="identifiant" value={d.identifiant} />
            <Nouvelle c={c} d={d} valeurs={valeurs} erreurs={etat.erreurs} />
            <CeQuiVient c={c} e={d.emportables!} etat={etat} />
            <JamaisRepris c={c} mandats={d.emportables!.mandats} />
            <Ensuite c={c} d={d} etat={etat} />
            <PiedDuFormulaire c={c} verifier={x.verifier} retour="/organisation/structures" note={x.note} />
          </Formulaire>
        </div>
        <aside aria-labelledby="recap">
          <section class="card sticky">
            <h2 id="recap">{x.resume}</h2>
            <Resume
              serre
              lignes={[
                {
                  cle: x.structure,
                  valeur: (
                    <>
                      {nomDe({ ...valeurs, libelle: null }) || e?.raisonSociale}
                      <br />
                      {grouper(d.type, d.identifiant)}
                    </>
                  ),
                },
                { cle: x.gestionnaire, valeur: x.vous(`${c.utilisateur.prenom} ${c.utilisateur.nom}`) },
                ...(['services', 'coordonneesBancaires', 'piecesJointes', 'utilisateurs'] as const).map((g) => ({
                  cle: x.genres[g],
                  valeur: <span data-compte={g}>{coches[g].length}</span>,
                })),
                { cle: x.effet, valeur: x.immediat },
              ]}
            />
          </section>
        </aside>
      </div>
    </Page>
  )
}

interface Trait {
  largeur?: 'w2' | 'w3'
  facultatif?: boolean
  type?: 'email' | 'tel' | 'select'
  maxLength?: number
}

const TRAITS: Partial<Record<NomChamp, Trait>> = {
  raisonSociale: { largeur: 'w3', maxLength: 200 },
  nom: { largeur: 'w3', maxLength: 100 },
  prenom: { largeur: 'w3', maxLength: 100 },
  libelle: { largeur: 'w3', facultatif: true, maxLength: 200 },
  adresseElectronique: { largeur: 'w3', facultatif: true, type: 'email' },
  telephone: { largeur: 'w3', facultatif: true, type: 'tel' },
  adresse: { maxLength: 200 },
  complementAdresse1: { largeur: 'w3', facultatif: true },
  complementAdresse2: { largeur: 'w3', facultatif: true },
  codePostal: { largeur: 'w2', maxLength: 10 },
  ville: { largeur: 'w2', maxLength: 100 },
  pays: { largeur: 'w2', type: 'select' },
}

function Nouvelle({
  c,
  d,
  valeurs,
  erreurs,
}: {
  c: ContexteDuParcours
  d: Duplication
  valeurs: Record<string, unknown>
  erreurs: { champ: string; message: string }[]
}) {
  const { t } = c
  const x = t.dupliquer
  const libelles: Partial<Record<NomChamp, string>> = { raisonSociale: x.raisonSociale, libelle: x.libelle }
  const champ = (n: NomChamp) => (
    <Champ
      key={n}
      nom={n}
      libelle={libelles[n] ?? t.champs.libelles[n]}
      {...TRAITS[n]}
      valeur={typeof valeurs[n] === 'string' ? valeurs[n] : ''}
      erreur={erreurs.find((e) => e.champ === n)?.message}
      {...(n === 'pays' ? { options: choixDePays(c.langue) } : {})}
    />
  )
  const noms: NomChamp[] = typeof valeurs.nom === 'string' && valeurs.nom ? ['nom', 'prenom'] : ['raisonSociale']
  return (
    <>
      <Groupe titre={x.nouvelle} id="nouvelle">
        <Champs>
          <Champ
            nom="typeStructure"
            libelle={t.champs.libelles.typeStructure}
            largeur="w3"
            valeur={t.structures.typeStructure[d.ancienne!.typeStructure]}
            verrou={{ pourquoi: x.typeFixe }}
          />
          {[...noms, 'libelle' as const, 'adresseElectronique' as const, 'telephone' as const].map(champ)}
        </Champs>
      </Groupe>
      <Groupe titre={x.siege} id="siege">
        <Champs>
          {(['adresse', 'complementAdresse1', 'complementAdresse2', 'codePostal', 'ville', 'pays'] as const).map(champ)}
          <Champ
            nom="nonDiffusibleInsee"
            type="checkbox"
            libelle={t.champs.libelles.nonDiffusibleInsee}
            valeur={valeurs.nonDiffusibleInsee === true}
            erreur={erreurs.find((e) => e.champ === 'nonDiffusibleInsee')?.message}
          />
        </Champs>
      </Groupe>
    </>
  )
}

function Ensuite({ c, d, etat }: { c: ContexteDuParcours; d: Duplication; etat: EtatDuFormulaire }) {
  const x = c.t.dupliquer
  if (d.ancienne!.statut === 'INACTIVE')
    return (
      <Groupe titre={x.ensuite} id="apres">
        <p class="muted">{x.dejaInactive}</p>
      </Groupe>
    )
  const le = etat.saisie?.desactiverLe
  return (
    <Groupe titre={x.ensuite} id="groupe-apres">
      <Champ
        nom="apres"
        type="radios"
        libelle={x.devient}
        valeur={le === null || le === undefined ? 'garder' : 'desactiver'}
        options={[
          { valeur: 'garder', libelle: x.garder, aide: x.garderAide },
          { valeur: 'desactiver', libelle: x.desactiver, aide: x.desactiverAide },
        ]}
      />
      <div class="at-date mt4">
        <Champs>
          <Champ
            nom="desactiverLe"
            type="date"
            libelle={x.desactiverLe}
            largeur="w2"
            attrs={{ required: undefined }}
            valeur={typeof le === 'string' ? le : ''}
            erreur={etat.erreurs.find((e) => e.champ === 'desactiverLe')?.message}
          />
        </Champs>
      </div>
    </Groupe>
  )
}
