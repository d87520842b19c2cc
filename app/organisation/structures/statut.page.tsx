import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { activerStructure } from '#app/organisation/structures/activer.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { desactiverStructure } from '#app/organisation/structures/desactiver.ts'
import { chargerPour, filDe, pourDe, type Objet } from '#app/organisation/structures/modifier.page.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Demande, Recu } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Champs, Diff, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

type Action = 'desactiver' | 'activer'

/** « Désactiver » and « Activer »: what follows from it is said before anything is sent (STR-07). */
function definirStatut(action: Action, definition: Demande) {
  return definirParcours<Objet>({
    chemin: `/organisation/structures/:id/${action}`,
    definition,
    // Both open on an inactive structure: « already inactive » is said in words, not by a refusal.
    charger: (c) => chargerPour(c, 'activer'),
    structureDe: ({ structure }) => structure,
    formulaire: (c, d, etat) => <FormulaireStatut c={c} d={d} etat={etat} action={action} />,
    verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} action={action} />,
  })
}

export const parcoursDesactiver = definirStatut('desactiver', desactiverStructure as unknown as Demande)
export const parcoursActiver = definirStatut('activer', activerStructure as unknown as Demande)

function FormulaireStatut({ c, d: { structure, attente }, etat, action }: { c: ContexteDuParcours; d: Objet; etat: EtatDuFormulaire; action: Action }): JSX.Element {
  const { t } = c
  const x = t.structures[action]
  const deja = action === 'desactiver' ? structure.statut === 'INACTIVE' && t.structures.desactiver.dejaInactive : structure.statut === 'ACTIVE' && t.structures.activer.dejaActive
  const inverse = action === 'desactiver' ? 'activer' : 'desactiver'
  return (
    <Page c={cadre(c)} titre={x.titre} pour={pourDe(c, structure)} fil={filDe(c, structure, x.titre)} etapes={{ liste: x.etapes, courante: 0 }} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide={`/documentation/organisation/structures/${action}`}
      resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
      <div class="narrow">
        {deja ? <Alerte genre="warn" titre={deja}><p><a href={`/organisation/structures/${structure.id}/${inverse}`}>{t.structures[inverse].titre}</a></p></Alerte> : (
          <Formulaire class="stack">
            <RefusAvecRemede refus={etat.refus} />
            <AlertesDuFormulaire c={c} etat={{ ...etat, refus: null }} attente={attente} />
            <section class="card" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2><Consequences c={c} nombre={attente.length} action={action} siret={structure.typeIdentifiant === 'SIRET'} /></section>
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="_version" value={structure.version} />
            {action === 'desactiver' ? <Champ nom="motif" type="textarea" libelle={t.structures.desactiver.motif} aide={t.structures.desactiver.motifAide} valeur={String(etat.saisie?.motif ?? '')} erreur={etat.erreurs.find((e) => e.champ === 'motif')?.message} maxLength={500} /> : null}
            <Champs><Champ nom="aPartirDu" type="date" libelle={t.champs.libelles.aPartirDu} facultatif aide={t.structures.modifier.aPartirDuAide} largeur="w2" valeur={String(etat.saisie?.aPartirDu ?? '')} erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message} /></Champs>
            <Actions note={t.structures.modifier.note}>
              <Bouton name="_etape" value="verifier">{x.verifier}</Bouton>
              <Bouton genre="discret" href={`/organisation/structures/${structure.id}`}>{t.structures.modifier.abandonner}</Bouton>
            </Actions>
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

function Consequences({ c, nombre, action, siret }: { c: ContexteDuParcours; nombre: number; action: Action; siret: boolean }) {
  const { desactiver, activer } = c.t.structures
  if (action === 'desactiver') return <ul>{desactiver.liste(nombre).map((l) => <li key={l}>{l}</li>)}</ul>
  return <><p>{activer.texte}</p>{siret ? <p>{activer.siret}</p> : null}</>
}

function Verification({ c, cle, recu, action }: { c: ContexteDuParcours; cle: string; recu: Recu; action: Action }) {
  const { t } = c
  const structure = recu.structure!
  const x = t.structures[action]
  const aHeure = recu.etat === 'programmee' ? quand(recu.effetLe!, c.heure, c.langue) : t.demandes.verification.toutDeSuite.toLowerCase()
  const numeros = (recu.resultat?.demandesAnnulees as string[] | undefined) ?? []
  const dire = (v: unknown) => afficher(t, c.langue, 'statut', v)
  return (
    <Page c={cadre(c)} titre={t.structures.modifier.titreVerifier} pour={pourDe(c, structure)} fil={filDe(c, structure, x.titre)} etapes={{ liste: x.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Diff legende={t.structures.modifier.changement} lignes={[{ nom: t.champs.libelles.statut, avant: dire(recu.avant?.statut), apres: dire(recu.saisie.statut) }]} />
        {action === 'desactiver' ? (
          <Resume lignes={[
            { cle: t.champs.libelles.motif, valeur: String(recu.saisie.motif), action: { href: `${c.chemin}?brouillon=${cle}#motif`, complement: t.champs.libelles.motif } },
            ...(numeros.length ? [{ cle: t.structures.desactiver.annulees, valeur: <>{numeros.map((n) => <span key={n}><a href={`/demandes/${n}`}>{n}</a><br /></span>)}</> }] : []),
          ]} />
        ) : null}
        <section class="card" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2><Consequences c={c} nombre={numeros.length} action={action} siret={structure.typeIdentifiant === 'SIRET'} /></section>
        <CeQuiSePasse c={c} recu={recu} />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton(aHeure)} {...(action === 'desactiver' ? { genre: 'danger' as const } : {})} />
      </div>
    </Page>
  )
}
