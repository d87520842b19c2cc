import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { champsDe, type NomChamp } from '#app/organisation/services/champs.ts'
import { ChampsService } from '#app/organisation/services/champs.page.tsx'
import { adresseDe, chargerService, filDuService, pourLeService, type ServiceEtAttente } from '#app/organisation/services/fil.ts'
import { estReservee } from '#app/organisation/services/lire.ts'
import { modifierService } from '#app/organisation/services/modifier.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { pourLaDemande } from '#app/organisation/structures/fil.ts'
import type { Demande } from '#demandes/index.ts'
import { Champ, Champs, Diff, Formulaire, Groupe, Page } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

export const parcoursModifier = definirParcours<ServiceEtAttente>({
  chemin: '/organisation/structures/:id/services/:service/modifier',
  definition: modifierService as unknown as Demande,
  charger: (c) => chargerService(c, 'modifier'),
  structureDe: ({ service: s }) => ({ id: s.structure.id, version: s.version }),
  objetDe: ({ service: s }) => ({ champ: 'service', id: s.id, version: s.version }),
  // A box that is not ticked sends nothing: the form says no for those it drew.
  adapter: (champs, saisie, { service }) =>
    Object.fromEntries(
      Object.entries(saisie).filter(
        ([n]) => champsDe(service.structure).includes(n as NomChamp) && (typeof saisie[n] === 'boolean' || champs.has(n)),
      ),
    ),
  formulaire: (c, { service: s, attente }, etat) => {
    const { t } = c
    const x = t.services.modifier
    const fixes = {
      code: x.codeFixe,
      ...(estReservee(s) ? { nom: t.services.reserve, debutValidite: t.services.reserve, finValidite: t.services.reserve } : {}),
    }
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        pour={pourLeService(s)}
        fil={filDuService(c, s, x.titre)}
        etapes={{ liste: x.etapes, courante: 0 }}
        {...fautesDe(c, etat.erreurs, etat.refus)}
        aide="/documentation/organisation/structures/gerer-un-service"
      >
        <div class="narrow">
          <Formulaire>
            <div class="stack">
              <AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={c.t.services.modifier.perimee} />
            </div>
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="_version" value={s.version} />
            <ChampsService c={c} structure={s.structure} valeurs={{ ...s, ...etat.saisie }} erreurs={etat.erreurs} fixes={fixes} />
            <Groupe titre={t.structures.modifier.priseEffet} id="effet">
              <Champs>
                <Champ
                  nom="aPartirDu"
                  type="date"
                  libelle={t.champs.libelles.aPartirDu}
                  facultatif
                  aide={x.aPartirDuAide}
                  largeur="w2"
                  valeur={String(etat.saisie?.aPartirDu ?? '')}
                  erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message}
                />
              </Champs>
            </Groupe>
            <PiedDuFormulaire c={c} verifier={t.structures.modifier.verifier} retour={adresseDe(s)} note={t.structures.modifier.note} />
          </Formulaire>
        </div>
      </Page>
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.structures.modifier
    const nom = (n: string) => libelleDuChamp(t, n)
    return (
      <Page
        c={cadre(c)}
        titre={x.titreVerifier}
        pour={pourLaDemande(c, recu)}
        fil={[{ nom: t.services.titre, href: c.chemin.replace(/\/[^/]+\/modifier$/, '') }, { nom: t.services.modifier.titre }]}
        etapes={{ liste: t.services.modifier.etapes, courante: 1 }}
      >
        <div class="narrow stack">
          <Diff
            legende={x.changement}
            lignes={Object.keys(recu.saisie).map((n) => ({
              nom: nom(n),
              avant: afficher(t, c.langue, n, recu.avant?.[n]),
              apres: afficher(t, c.langue, n, recu.saisie[n]),
              action: { href: `${c.chemin}?brouillon=${cle}#${n}`, complement: nom(n) },
            }))}
          />
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification
            c={c}
            cle={cle}
            bouton={recu.etat === 'programmee' ? x.soumettre(quand(recu.effetLe!, c.heure, c.langue)) : x.soumettreImmediat}
          />
        </div>
      </Page>
    )
  },
})
