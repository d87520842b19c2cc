import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { lireMandats, structuresMandataires, type Mandat } from '#app/facturation/mandats.ts'
import { souscrireMandat } from '#app/facturation/souscrire.ts'
import { TYPES_IDENTIFIANT } from '#app/organisation/structures/identifiants/index.ts'
import type { Demande, Recu } from '#demandes/index.ts'
import { Actions, Bouton, Carte, Champ, Champs, Etiquette, Formulaire, Page, Resume, ResumeErreurs, Tableau, Vide, type Genre } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

const CHEMIN = '/facturation/mandats'
const GENRES: Record<Mandat['etat'], Genre> = { enAttente: 'action', enVigueur: 'ok', aVenir: 'plan', termine: 'neutre' }

interface Donnees { mandats: Mandat[]; structures: { id: string; nom: string }[] }

/** « Mandats de facturation » (APP-01): those given and received, and the form to ask for one. */
export const parcoursMandat = definirParcours<Donnees>({
  chemin: CHEMIN,
  definition: souscrireMandat as unknown as Demande,
  charger: async (c) => ({ mandats: await lireMandats(c.db, c.utilisateur.id), structures: await structuresMandataires(c.db, c.utilisateur.id) }),
  structureDe: () => null,
  adapter: (_champs, { mandant: _, ...saisie }) => saisie,
  formulaire: (c, d, etat) => <Mandats c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

const fil = (c: ContexteDuParcours) => [{ nom: c.t.mandats.fil, href: '/domaines/facturation' }, { nom: c.t.mandats.titre }]

function Mandats({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.mandats
  return (
    <Page c={cadre(c)} titre={x.titre} chapo={x.chapo} fil={fil(c)} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide="/documentation/facturation/mandats"
      resume={etat.erreurs.length ? <ResumeErreurs titre={c.t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
      <div class="stack stack--loose">
        <Carte nue titre={x.mesMandats}>{d.mandats.length ? <Table c={c} mandats={d.mandats} /> : <Vide niveau="h3" titre={x.aucun} texte={x.chapo} />}</Carte>
        {d.structures.length ? <Carte titre={x.souscrire}><div class="narrow"><FormulaireMandat c={c} structures={d.structures} etat={etat} /></div></Carte> : <Vide titre={x.sansDroit} texte={x.sansDroitTexte} action={<Bouton genre="second" href="/organisation/habilitations/mes?profil=mandats-de-facturation.modification">{c.t.accueil.tuile.profilRemede}</Bouton>} />}
      </div>
    </Page>
  )
}

function FormulaireMandat({ c, structures, etat }: { c: ContexteDuParcours; structures: Donnees['structures']; etat: EtatDuFormulaire }) {
  const x = c.t.mandats
  const valeur = (n: string) => String(etat.saisie?.[n] ?? '')
  const erreur = (n: string) => { const message = etat.erreurs.find((e) => e.champ === n)?.message; return message ? { erreur: message } : {} }
  const choisie = valeur('mandataire') || (structures.some((s) => s.id === c.structureActive?.id) ? c.structureActive!.id : structures.length === 1 ? structures[0]!.id : '')
  return (
    <Formulaire action={CHEMIN}>
      <div class="stack"><AlertesDuFormulaire c={c} etat={etat} attente={[]} /></div>
      <input type="hidden" name="_cle" value={etat.cle} />
      <Champs>
        <Champ nom="mandataire" type="select" libelle={x.mandataire} aide={x.mandataireAide} valeur={choisie} {...erreur('mandataire')} options={[{ valeur: '', libelle: x.choisir }, ...structures.map((s) => ({ valeur: s.id, libelle: s.nom }))]} />
        <Champ nom="typeIdentifiant" type="select" largeur="w3" libelle={x.typeIdentifiant} valeur={valeur('typeIdentifiant') || 'SIRET'} {...erreur('typeIdentifiant')} options={TYPES_IDENTIFIANT.filter((n) => n !== 'PARTICULIER').map((n) => ({ valeur: n, libelle: c.t.structures.types[n] ?? n }))} />
        <Champ nom="identifiant" largeur="w3" libelle={x.identifiant} aide={x.identifiantAide} valeur={valeur('identifiant')} {...erreur('identifiant')} maxLength={100} />
        <Champ nom="debut" type="date" largeur="w2" libelle={x.debut} aide={x.debutAide} valeur={valeur('debut')} {...erreur('debut')} />
        <Champ nom="fin" type="date" largeur="w2" libelle={x.fin} aide={x.finAide} facultatif valeur={valeur('fin')} {...erreur('fin')} />
        <Champ nom="commentaire" type="textarea" libelle={x.commentaire} aide={x.commentaireAide} facultatif valeur={valeur('commentaire')} {...erreur('commentaire')} maxLength={500} />
      </Champs>
      <Actions><Bouton name="_etape" value="verifier">{x.verifier}</Bouton></Actions>
    </Formulaire>
  )
}

const periodeDe = (c: ContexteDuParcours, debut: Date, fin: Date | null) => c.t.approbations.decrire.periode(date(debut, c.langue), fin ? date(new Date(fin.getTime() - 1), c.langue) : null)

function Table({ c, mandats }: { c: ContexteDuParcours; mandats: Mandat[] }) {
  const x = c.t.mandats
  const colonnes = [{ nom: 'avec', libelle: x.colonnes.avec, entete: true }, { nom: 'sens', libelle: x.colonnes.sens }, { nom: 'structure', libelle: x.colonnes.structure }, { nom: 'periode', libelle: x.colonnes.periode }, { nom: 'etat', libelle: x.colonnes.etat }]
  return (
    <Tableau legende={x.legende} colonnes={colonnes} url={c.url} etat={{ page: 1, taille: mandats.length, tri: '', total: mandats.length, totalExact: true }} lignes={mandats.map((m) => ({
      cle: m.cle, ...(m.etat === 'termine' ? { etat: 'hors-jeu' as const } : {}),
      cellules: [m.numero ? <a href={`/demandes/${m.numero}`}>{m.autre.raisonSociale}</a> : m.autre.raisonSociale, x[m.sens], m.mienne.raisonSociale, periodeDe(c, m.debut, m.fin), <Etiquette genre={GENRES[m.etat]}>{x[m.etat]}</Etiquette>],
    }))} />
  )
}

function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.mandats
  const s = recu.saisie as { mandant: { raisonSociale: string }; mandataire: { raisonSociale: string }; debut: string; fin: string | null; commentaire: string | null }
  const decideur = recu.resultat?.decideur as string | null | undefined
  return (
    <Page c={cadre(c)} titre={x.titreVerifier} fil={[...fil(c).slice(0, 1), { nom: x.titre, href: CHEMIN }, { nom: x.souscrire }]} etapes={{ liste: x.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Resume lignes={[
          { cle: x.mandant, valeur: s.mandant.raisonSociale }, { cle: x.leMandataire, valeur: s.mandataire.raisonSociale }, { cle: x.periode, valeur: c.t.approbations.decrire.periode(date(s.debut, c.langue), s.fin ? date(s.fin, c.langue) : null) },
          ...(s.commentaire ? [{ cle: x.commentaire, valeur: s.commentaire }] : []), { cle: x.quiDecide, valeur: decideur ? x.decide(decideur) : x.decideOperateur },
        ]} />
        <p>{x.ensuite}</p>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.soumettre} />
      </div>
    </Page>
  )
}
