import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { lireBrouillon } from '#app/demandes/brouillon.ts'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { ChampsStructure } from '#app/organisation/structures/champs.page.tsx'
import { champsDe, type NomChamp } from '#app/organisation/structures/champs.ts'
import { creerStructure } from '#app/organisation/structures/creer/creer.ts'
import { CeQuiSuit, filCreer, FormulaireIdentifiant, PagePremiere, RefusCreation } from '#app/organisation/structures/creer/identifier.tsx'
import { CHEMIN, identificationDe, type Identification } from '#app/organisation/structures/creer/identification.ts'
import { VerificationCreation } from '#app/organisation/structures/creer/verification.tsx'
import { valeursDuRegistre } from '#app/organisation/structures/registre.ts'
import { BlocRegistre } from '#app/organisation/structures/registre.page.tsx'
import { definirRoute, type Page as PageDuPortail } from '#app/page.ts'
import type { Demande } from '#demandes/index.ts'
import { Alerte, Champ, Champs, Formulaire, Groupe, Page } from '#ui/index.ts'

const parcours = definirParcours<Identification>({
  chemin: CHEMIN,
  definition: creerStructure as unknown as Demande,
  charger: identificationDe,
  structureDe: () => null,
  formulaire: (c, d, etat) => <FormulaireCreation c={c} d={d} etat={etat} />,
  verification: (c, etat) => <VerificationCreation c={c} {...etat} />,
})

/** Nothing identified yet, or what was typed cannot be created: the first step, by itself. */
const premiere = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (contexte) => {
    const c = contexte as ContexteDuParcours
    if (c.url.searchParams.has('brouillon')) return parcours.page.repondre(c)
    const d = await identificationDe(c)
    if (d.type && !d.refus) return parcours.page.repondre(c)
    const trouve = d.refus ? null : await lireBrouillon(c.db, { auteur: c.utilisateur.id, type: 'structure.creer', structure: null })
    const page = <PagePremiere c={c} d={d} ancien={trouve && 'brouillon' in trouve ? trouve.brouillon : null} />
    return d.refus ? { statut: d.refus.status, page } : page
  },
})

export const parcoursCreer: { page: PageDuPortail; action: typeof parcours.action } = { page: premiere, action: parcours.action }

function FormulaireCreation({ c, d, etat }: { c: ContexteDuParcours; d: Identification; etat: EtatDuFormulaire }): JSX.Element {
  const { t } = c
  const x = t.structures.creer
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={filCreer(c)}
      etapes={{ liste: x.etapes, courante: 1 }}
      {...fautesDe(c, etat.erreurs, etat.refus)}
      aide="/documentation/organisation/structures/creer"
    >
      <div class="split split--wide">
        <div class="stack">
          <RefusCreation c={c} etat={etat} />
          <FormulaireIdentifiant c={c} d={d} erreur={etat.erreurs.find((e) => e.champ === 'identifiant')?.message} change />
          {d.registre && etat.refus?.code !== 'registre-injoignable' ? (
            <BlocRegistre
              c={c}
              reponse={d.registre}
              siret={d.identifiant}
              entete={{ fort: t.structures.registre.absente, texte: t.structures.registre.verifiez }}
            />
          ) : null}
          {d.registre && 'etablissement' in d.registre && d.registre.etablissement.nonDiffusible ? (
            <Alerte genre="info" titre={x.nonDiffusible}>
              {x.nonDiffusibleTexte}
            </Alerte>
          ) : null}
          {d.type === 'AUTRE' ? (
            <Alerte genre="info" titre={x.enCours}>
              {x.enCoursTexte}
            </Alerte>
          ) : null}
          <Formulaire action={CHEMIN} class="mt5">
            <AlertesDuFormulaire c={c} etat={{ ...etat, refus: null }} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="typeIdentifiant" value={d.type ?? ''} />
            <input type="hidden" name="identifiant" value={d.identifiant} />
            {d.type === 'PARTICULIER' ? <Particulier c={c} etat={etat} /> : null}
            <ChampsStructure
              c={c}
              noms={nomsDe(d)}
              valeurs={{ ...valeursProposees(d), ...etat.saisie }}
              erreurs={etat.erreurs}
              facultatifs={peutEtrePhysique(d) ? ['raisonSociale', 'nom', 'prenom'] : []}
              avant={peutEtrePhysique(d) ? <p class="muted">{x.nomsAide}</p> : undefined}
            />
            <PiedDuFormulaire c={c} verifier={x.verifier} retour="/organisation/structures" note={x.note} />
          </Formulaire>
        </div>
        <CeQuiSuit c={c} />
      </div>
    </Page>
  )
}

const peutEtrePhysique = (d: Identification) => d.type !== 'PARTICULIER' && nomsDe(d).includes('nom') && nomsDe(d).includes('raisonSociale')

const SIRENE_SEUL: NomChamp[] = ['categorieJuridique', 'nonDiffusibleInsee']
const ENTREPRISE_SEULE: NomChamp[] = ['libelle', 'numeroTva', 'rcs']

/** A legal entity, an individual, or either when nobody has said which. */
function nomsDe(d: Identification): NomChamp[] {
  const e = d.registre && 'etablissement' in d.registre ? d.registre.etablissement : null
  const communs = champsDe({ raisonSociale: '', typeStructure: d.publique ? 'PUBLIQUE' : 'PRIVEE' }).filter(
    (n) =>
      n !== 'raisonSociale' &&
      n !== 'secondFacteurExige' &&
      !(d.type !== 'SIRET' && SIRENE_SEUL.includes(n)) &&
      !(d.type === 'PARTICULIER' && ENTREPRISE_SEULE.includes(n)),
  )
  const physique = d.type === 'PARTICULIER' || e?.categorieJuridique?.startsWith('1')
  return [
    ...(physique ? [] : (['raisonSociale'] as const)),
    ...(physique || !e || !(e.raisonSociale || e.categorieJuridique) ? (['nom', 'prenom'] as const) : []),
    ...communs,
  ]
}

function valeursProposees(d: Identification): Record<string, unknown> {
  const e = d.registre && 'etablissement' in d.registre ? d.registre.etablissement : null
  if (e) return { pays: 'FR', ...valeursDuRegistre(e) }
  const prefixe = d.identifiant.slice(0, 2)
  const pays =
    d.type === 'RIDET'
      ? 'NC'
      : d.type === 'TAHITI'
        ? 'PF'
        : d.type === 'UE_HORS_FRANCE'
          ? prefixe === 'EL'
            ? 'GR'
            : prefixe
          : d.type === 'HORS_UE'
            ? prefixe
            : 'FR'
  return { pays, ...(d.type === 'UE_HORS_FRANCE' ? { numeroTva: d.identifiant } : {}) }
}

function Particulier({ c, etat }: { c: ContexteDuParcours; etat: EtatDuFormulaire }) {
  const x = c.t.structures.creer
  const { libelles } = c.t.champs
  const commun = (nom: 'sexe' | 'anneeNaissance' | 'moisNaissance') => ({
    nom,
    libelle: libelles[nom],
    valeur: String(etat.saisie?.[nom] ?? ''),
    erreur: etat.erreurs.find((e) => e.champ === nom)?.message,
  })
  return (
    <Groupe titre={x.particulier} id="particulier">
      <p class="muted">{x.particulierTexte}</p>
      <Champs>
        <Champ
          {...commun('sexe')}
          type="radios"
          options={[
            { valeur: '2', libelle: x.femme },
            { valeur: '1', libelle: x.homme },
          ]}
        />
        <Champ {...commun('moisNaissance')} largeur="w2" inputMode="numeric" maxLength={2} aide={x.moisAide} autoComplete="off" />
        <Champ {...commun('anneeNaissance')} largeur="w2" inputMode="numeric" maxLength={4} aide={x.anneeAide} autoComplete="off" />
      </Champs>
    </Groupe>
  )
}
