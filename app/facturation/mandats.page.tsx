import { nomDe } from '#app/organisation/structures/lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { ETATS_MANDATS, listerMandats, SENS_MANDATS, structuresMandataires, type Mandat } from '#app/facturation/mandats.ts'
import { entier } from '#app/listes/entier.ts'
import { souscrireMandat } from '#app/facturation/souscrire.ts'
import { champDuBrouillon, envoyes } from '#app/organisation/habilitations/cadre.tsx'
import { TYPES_IDENTIFIANT } from '#app/organisation/structures/identifiants/index.ts'
import { ChercherUneStructure, chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import type { Demande, Recu } from '#demandes/index.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import {
  Actions,
  Bouton,
  Cache,
  Carte,
  Champ,
  Champs,
  Etiquette,
  Exports,
  Filtres,
  Formulaire,
  Outils,
  Page,
  Pages,
  Resume,
  ResumeErreurs,
  Tableau,
  Vide,
  type Genre,
} from '#ui/index.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'

const CHEMIN = '/facturation/mandats'
const GENRES: Record<Mandat['etat'], Genre> = { enAttente: 'action', enVigueur: 'ok', aVenir: 'plan', termine: 'neutre' }

interface Filtre {
  etat: string
  sens: string
  recherche: string
}
interface Donnees {
  mandats: PageDeListe<Mandat>
  filtre: Filtre
  choix: Awaited<ReturnType<typeof structuresMandataires>>
}

/** « Mandats de facturation » (APP-01): those given and received, and the form to ask for one. */
export const parcoursMandat = definirParcours<Donnees>({
  chemin: CHEMIN,
  definition: souscrireMandat as unknown as Demande,
  charger: async (c) => {
    const p = c.url.searchParams
    const parmi = (nom: string, valeurs: readonly string[]) => (valeurs.includes(p.get(nom) ?? '') ? p.get(nom)! : '')
    const filtre = {
      etat: parmi('etat', ETATS_MANDATS),
      sens: parmi('sens', SENS_MANDATS),
      recherche: (p.get('recherche') ?? '').trim().slice(0, 200),
    }
    const mandats = await listerMandats(c.db, c.utilisateur.id, {
      page: entier(p, 'page', 1, 500),
      taille: entier(p, 'taille', 20, 200),
      etat: filtre.etat || undefined,
      sens: filtre.sens || undefined,
      recherche: filtre.recherche,
    })
    const choisie = [envoyes(c, /^mandataire$/)[0], await champDuBrouillon(c, 'mandataire'), c.structureActive?.id].find(estUuid) ?? null
    return { mandats, filtre, choix: await structuresMandataires(c.db, c.utilisateur.id, { cherche: chercheStructureDe(c), choisie }) }
  },
  structureDe: () => null,
  adapter: (_champs, { mandant: _, ...saisie }) => saisie,
  formulaire: (c, d, etat) => <Mandats c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

const fil = (c: ContexteDuParcours) => [{ nom: c.t.mandats.fil, href: '/domaines/facturation' }, { nom: c.t.mandats.titre }]

/** Access is judged first, and without a mandataire there is none to judge: what else is missing is said with it, each at its field. */
function avecCeQuiManque(c: ContexteDuParcours, etat: EtatDuFormulaire): EtatDuFormulaire {
  if (!etat.erreurs.some((e) => e.champ === 'structure')) return etat
  const x = c.t.mandats
  const manquants = Object.entries({ mandataire: x.leMandataire, identifiant: x.identifiant, debut: x.debut }).filter(
    ([champ]) => !etat.saisie?.[champ],
  )
  return {
    ...etat,
    erreurs: manquants.map(([champ, libelle]) => ({
      champ,
      code: 'champ-manquant',
      message: c.t.champs.erreur(champ === 'mandataire' ? 'choix-manquant' : 'champ-manquant', libelle),
    })),
  }
}

function Mandats({ c, d, etat: recu }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.mandats
  const etat = avecCeQuiManque(c, recu)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={fil(c)}
      erreur={etat.erreurs.length > 0 || etat.refus !== null}
      aide="/documentation/facturation/mandats"
      resume={etat.erreurs.length ? <ResumeErreurs titre={c.t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}
    >
      <div class="stack stack--loose">
        <Carte nue titre={x.mesMandats}>
          <Liste c={c} d={d} />
        </Carte>
        {d.choix.parmi.nombre ? (
          <Carte titre={x.souscrire}>
            <div class="narrow">
              <FormulaireMandat c={c} choix={d.choix} etat={etat} />
            </div>
          </Carte>
        ) : (
          <Vide
            titre={x.sansDroit}
            texte={x.sansDroitTexte}
            action={
              <Bouton genre="second" href="/organisation/habilitations/mes?profil=mandats-de-facturation.modification">
                {c.t.accueil.tuile.profilRemede}
              </Bouton>
            }
          />
        )}
      </div>
    </Page>
  )
}

function FormulaireMandat({
  c,
  choix: { structures, parmi },
  etat,
}: {
  c: ContexteDuParcours
  choix: Donnees['choix']
  etat: EtatDuFormulaire
}) {
  const x = c.t.mandats
  const valeur = (n: string) => String(etat.saisie?.[n] ?? c.url.searchParams.get(n) ?? '')
  const erreur = (n: string) => {
    const message = etat.erreurs.find((e) => e.champ === n)?.message
    return message ? { erreur: message } : {}
  }
  const choisie =
    valeur('mandataire') ||
    (structures.some((s) => s.id === c.structureActive?.id) ? c.structureActive!.id : structures.length === 1 ? structures[0]!.id : '')
  return (
    <Formulaire action={CHEMIN} class="stack">
      <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
      <input type="hidden" name="_cle" value={etat.cle} />
      <Champs>
        <ChercherUneStructure c={c} parmi={parmi} attrs={{ formmethod: 'get', 'data-turbo': 'false' }} />
        <Champ
          nom="mandataire"
          type="select"
          libelle={x.mandataire}
          aide={x.mandataireAide}
          valeur={choisie}
          {...erreur('mandataire')}
          options={[{ valeur: '', libelle: x.choisir }, ...structures.map((s) => ({ valeur: s.id, libelle: s.raisonSociale }))]}
        />
        <Champ
          nom="typeIdentifiant"
          type="select"
          largeur="w3"
          libelle={x.typeIdentifiant}
          valeur={valeur('typeIdentifiant') || 'SIRET'}
          {...erreur('typeIdentifiant')}
          options={TYPES_IDENTIFIANT.filter((n) => n !== 'PARTICULIER').map((n) => ({ valeur: n, libelle: c.t.structures.types[n] ?? n }))}
        />
        <Champ
          nom="identifiant"
          largeur="w3"
          libelle={x.identifiant}
          aide={x.identifiantAide}
          valeur={valeur('identifiant')}
          {...erreur('identifiant')}
          maxLength={100}
        />
        <Champ nom="debut" type="date" largeur="w2" libelle={x.debut} aide={x.debutAide} valeur={valeur('debut')} {...erreur('debut')} />
        <Champ nom="fin" type="date" largeur="w2" libelle={x.fin} aide={x.finAide} facultatif valeur={valeur('fin')} {...erreur('fin')} />
        <Champ
          nom="commentaire"
          type="textarea"
          libelle={x.commentaire}
          aide={x.commentaireAide}
          facultatif
          valeur={valeur('commentaire')}
          {...erreur('commentaire')}
          maxLength={500}
        />
      </Champs>
      <Actions>
        <Bouton name="_etape" value="verifier">
          {x.verifier}
        </Bouton>
      </Actions>
    </Formulaire>
  )
}

const periodeDe = (c: ContexteDuParcours, debut: Date, fin: Date | null) =>
  fin && fin <= debut
    ? c.t.approbations.decrire.jamaisCommence(date(debut, c.langue))
    : c.t.approbations.decrire.periode(date(debut, c.langue), fin ? date(new Date(fin.getTime() - 1), c.langue) : null)

function Liste({ c, d: { mandats: liste, filtre, choix } }: { c: ContexteDuParcours; d: Donnees }) {
  const x = c.t.mandats
  const filtree = Object.values(filtre).some(Boolean)
  if (!liste.total && !filtree) return <Vide niveau="h3" titre={x.aucun} texte={choix.parmi.nombre ? x.aucunTexte : ''} />
  const tous = { valeur: '', libelle: x.tous }
  const etat = { page: liste.page, taille: liste.taille, tri: '', total: liste.total, totalExact: liste.totalExact }
  const exporter = (format: string) =>
    `/api/v1/mandats?${new URLSearchParams({ format, ...Object.fromEntries(Object.entries(filtre).filter(([, v]) => v)) })}`
  return (
    <>
      <Filtres libelle={x.legende} url={c.url} noms={['recherche', 'sens', 'etat']}>
        <Champ nom="recherche" type="search" libelle={x.recherche} valeur={filtre.recherche} />
        <Champ
          nom="sens"
          type="select"
          libelle={x.colonnes.sens}
          valeur={filtre.sens}
          options={[tous, ...SENS_MANDATS.map((s) => ({ valeur: s, libelle: x[s] }))]}
        />
        <Champ
          nom="etat"
          type="select"
          libelle={x.colonnes.etat}
          valeur={filtre.etat}
          options={[tous, ...ETATS_MANDATS.map((e) => ({ valeur: e, libelle: x[e] }))]}
        />
      </Filtres>
      {liste.elements.length ? (
        <>
          <Outils actions={<Exports href={exporter} />}>{x.resultats(liste.total, liste.totalExact)}</Outils>
          <Table c={c} mandats={liste.elements} etat={etat} />
          <Pages etat={etat} url={c.url} />
        </>
      ) : (
        <Vide niveau="h3" titre={x.vide} texte={x.videTexte} />
      )}
    </>
  )
}

function Table({ c, mandats, etat }: { c: ContexteDuParcours; mandats: Mandat[]; etat: Parameters<typeof Tableau>[0]['etat'] }) {
  const x = c.t.mandats
  const colonnes = [
    { nom: 'avec', libelle: x.colonnes.avec, entete: true },
    { nom: 'sens', libelle: x.colonnes.sens },
    { nom: 'structure', libelle: x.colonnes.structure },
    { nom: 'periode', libelle: x.colonnes.periode },
    { nom: 'etat', libelle: x.colonnes.etat },
    { nom: 'actions', libelle: x.colonnes.actions, muette: true },
  ]
  return (
    <Tableau
      legende={x.legende}
      colonnes={colonnes}
      url={c.url}
      etat={etat}
      lignes={mandats.map((m) => ({
        cle: m.cle,
        ...(m.etat === 'termine' ? { etat: 'hors-jeu' as const } : {}),
        cellules: [
          m.numero ? <a href={`/demandes/${m.numero}`}>{m.autre.raisonSociale}</a> : m.autre.raisonSociale,
          x[m.sens],
          nomDe(m.mienne),
          periodeDe(c, m.debut, m.fin),
          <Etiquette genre={GENRES[m.etat]}>{x[m.etat]}</Etiquette>,
          m.peutTerminer ? (
            <Bouton petit genre="discret" icone="annuler" href={`${CHEMIN}/${m.id}/fin`}>
              {x.terminer.court}
              <Cache>{x.terminer.lien(m.autre.raisonSociale)}</Cache>
            </Bouton>
          ) : (
            ''
          ),
        ],
      }))}
    />
  )
}

type Partie = Pick<Mandat['autre'], 'typeIdentifiant' | 'identifiant' | 'raisonSociale'>

/** Each by its name and its number: neither side knows the other well. */
export const lignesDesParties = (c: ContexteDuParcours, { mandant, mandataire }: { mandant: Partie; mandataire: Partie }) =>
  [[c.t.mandats.mandant, mandant] as const, [c.t.mandats.leMandataire, mandataire] as const].map(([cle, s]) => ({
    cle,
    valeur: `${s.raisonSociale} (${identifiantGroupe(s.identifiant, s.typeIdentifiant)})`,
  }))

function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.mandats
  const s = recu.saisie as {
    mandant: Partie
    mandataire: Partie
    debut: string
    fin: string | null
    commentaire: string | null
  }
  const decideur = recu.resultat?.decideur as string | null | undefined
  return (
    <Page
      c={cadre(c)}
      titre={x.titreVerifier}
      fil={[...fil(c).slice(0, 1), { nom: x.titre, href: CHEMIN }, { nom: x.souscrire }]}
      etapes={{ liste: x.etapes, courante: 1 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            ...lignesDesParties(c, s),
            { cle: x.periode, valeur: c.t.approbations.decrire.periode(date(s.debut, c.langue), s.fin ? date(s.fin, c.langue) : null) },
            ...(s.commentaire ? [{ cle: x.commentaire, valeur: s.commentaire }] : []),
            { cle: x.quiDecide, valeur: decideur ? x.decide(decideur) : x.decideOperateur },
          ]}
        />
        <p>{x.ensuite}</p>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.soumettre} />
      </div>
    </Page>
  )
}
