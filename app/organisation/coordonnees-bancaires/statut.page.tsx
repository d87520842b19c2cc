import { cadre } from '#app/cadre.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { libelleDe, Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import { adresseDe, chargerCoordonnee, filDeLaCoordonnee, filDeVerification, pourLaCoordonnee, type CoordonneeEtAttente } from '#app/organisation/coordonnees-bancaires/fil.ts'
import { activerCoordonnee, desactiverCoordonnee } from '#app/organisation/coordonnees-bancaires/statut.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { pourDe } from '#app/organisation/structures/modifier.page.tsx'
import type { Demande } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Champs, Diff, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** « Voulez-vous désactiver ces informations bancaires ? », and the way back (BAN-02). */
const definirStatut = (action: 'activer' | 'desactiver', definition: Demande) => definirParcours<CoordonneeEtAttente>({
  chemin: `/organisation/structures/:id/coordonnees-bancaires/:coordonneeBancaire/${action}`,
  definition,
  charger: (c) => chargerCoordonnee(c, action),
  structureDe: ({ coordonnee: d }) => ({ id: d.structure.id, version: d.version }),
  objetDe: ({ coordonnee: d }) => ({ champ: 'coordonneeBancaire', id: d.id, version: d.version }),
  adapter: (_champs, { structure: _s, coordonneeBancaire: _c, ...saisie }) => saisie,
  formulaire: (c, { coordonnee: d, attente }, etat) => {
    const { t } = c
    const x = t.coordonnees[action]
    const inverse = action === 'activer' ? 'desactiver' : 'activer'
    return (
      <Page c={cadre(c)} titre={x.titre} pour={pourLaCoordonnee(d)} fil={filDeLaCoordonnee(c, d, x.titre)} etapes={{ liste: x.etapes, courante: 0 }} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide="/documentation/organisation/structures/gerer-une-coordonnee-bancaire"
        resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
        <div class="narrow">
          {d.statut === (action === 'activer' ? 'ACTIVE' : 'INACTIVE') ? <Alerte genre="warn" titre={x.deja}><p><a href={`${adresseDe(d)}/${inverse}`}>{t.coordonnees[inverse].titre}</a></p></Alerte> : (
            <Formulaire class="stack">
              <AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={t.coordonnees.modifier.perimee} />
              <h2>{x.question}</h2>
              <Resume lignes={[...(['nom', 'type', 'pays', 'bic'] as const).map((n) => ({ cle: libelleDe(t, n), valeur: afficher(t, c.langue, n, d[n]) })), { cle: t.coordonnees.numero, valeur: <Masque c={c} compte={d.compte} /> }]} />
              <section class="card" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2><ul>{x.liste.map((l) => <li key={l}>{l}</li>)}</ul></section>
              <input type="hidden" name="_cle" value={etat.cle} />
              <input type="hidden" name="_version" value={d.version} />
              <Champs><Champ nom="aPartirDu" type="date" libelle={t.champs.libelles.aPartirDu} facultatif aide={t.coordonnees.aides.aPartirDu} largeur="w2" valeur={String(etat.saisie?.aPartirDu ?? '')} erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message} /></Champs>
              <Actions note={t.coordonnees.creer.note}><Bouton name="_etape" value="verifier">{x.verifier}</Bouton><Bouton genre="discret" href={adresseDe(d)}>{t.structures.modifier.abandonner}</Bouton></Actions>
            </Formulaire>
          )}
        </div>
      </Page>
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.coordonnees[action]
    return (
      <Page c={cadre(c)} titre={t.structures.modifier.titreVerifier} pour={pourDe(c, recu.structure!)} fil={filDeVerification(c, recu.structure!, x.titre)} etapes={{ liste: x.etapes, courante: 1 }}>
        <div class="narrow stack">
          <p class="lead">{x.question}</p>
          <Diff legende={t.structures.modifier.changement} lignes={[{ nom: t.champs.libelles.statut, avant: afficher(t, c.langue, 'statut', recu.avant?.statut), apres: afficher(t, c.langue, 'statut', recu.saisie.statut) }]} />
          <CeQuiSePasse c={c} recu={recu} />
          <p class="small muted">{t.coordonnees.annonce}</p>
          <BoutonsDeVerification c={c} cle={cle} bouton={recu.etat === 'programmee' ? x.bouton(quand(recu.effetLe!, c.heure, c.langue)) : x.immediat} {...(action === 'desactiver' ? { genre: 'danger' as const } : {})} />
        </div>
      </Page>
    )
  },
})

export const parcoursActiver = definirStatut('activer', activerCoordonnee as unknown as Demande)
export const parcoursDesactiver = definirStatut('desactiver', desactiverCoordonnee as unknown as Demande)
