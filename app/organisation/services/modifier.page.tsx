import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { TeteDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { champsDe, type NomChamp } from '#app/organisation/services/champs.ts'
import { ChampsService } from '#app/organisation/services/champs.page.tsx'
import { adresseDe, chargerService, filDuService, pourLeService, type ServiceEtAttente } from '#app/organisation/services/fil.ts'
import { estReservee } from '#app/organisation/services/lire.ts'
import { modifierService } from '#app/organisation/services/modifier.ts'
import { PriseEffet, VerificationDeModification } from '#app/organisation/structures/modifier.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Formulaire, Page } from '#ui/index.ts'

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
            <TeteDuFormulaire c={c} etat={etat} attente={attente} perimee={c.t.services.modifier.perimee} version={s.version} />
            <ChampsService c={c} structure={s.structure} valeurs={{ ...s, ...etat.saisie }} erreurs={etat.erreurs} fixes={fixes} />
            <PriseEffet c={c} etat={etat} aide={x.aPartirDuAide} />
            <PiedDuFormulaire c={c} verifier={t.structures.modifier.verifier} retour={adresseDe(s)} note={t.structures.modifier.note} />
          </Formulaire>
        </div>
      </Page>
    )
  },
  verification: (c, { cle, recu }) => {
    const { titre, modifier } = c.t.services
    const fil = [{ nom: titre, href: c.chemin.replace(/\/[^/]+\/modifier$/, '') }, { nom: modifier.titre }]
    return <VerificationDeModification c={c} fil={fil} etapes={modifier.etapes} cle={cle} recu={recu} />
  },
})
