import type { Contexte } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { adresseDe, chargerService, filDuService, pourLeService, type ServiceEtAttente } from '#app/organisation/services/fil.ts'
import { estReservee, type Service } from '#app/organisation/services/lire.ts'
import { activerService, desactiverService } from '#app/organisation/services/statut.ts'
import { FormulaireDeStatut, INVERSE, VerificationDeStatut, type Action } from '#app/organisation/structures/statut.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Alerte } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** « Désactiver » and « Activer » a service: what follows from it, and for whom, is said before anything is sent (SER-02). */
const definirStatut = (action: Action, definition: Demande) =>
  definirParcours<ServiceEtAttente>({
    chemin: `/organisation/structures/:id/services/:service/${action}`,
    definition,
    charger: (c) => chargerService(c, action),
    structureDe: ({ service: s }) => ({ id: s.structure.id, version: s.version }),
    objetDe: ({ service: s }) => ({ champ: 'service', id: s.id, version: s.version }),
    formulaire: (c, { service: s, attente }, etat) => {
      const { services: t, structures } = c.t
      const x = t[action]
      const inverse = INVERSE[action]
      const deja = estReservee(s) ? t.reserveTexte : s.statut === (action === 'activer' ? 'ACTIF' : 'INACTIF') ? x.deja : null
      return (
        <FormulaireDeStatut
          c={c}
          titre={x.titre}
          pour={pourLeService(s)}
          fil={filDuService(c, s, x.titre)}
          etapes={x.etapes}
          etat={etat}
          version={s.version}
          aide="/documentation/organisation/structures/gerer-un-service"
          deja={
            deja
              ? {
                  titre: deja,
                  suite: estReservee(s) ? (
                    <a href={adresseDe(s)}>{s.code}</a>
                  ) : (
                    <a href={`${adresseDe(s)}/${inverse}`}>{t[inverse].titre}</a>
                  ),
                }
              : null
          }
          alertes={<AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={t.modifier.perimee} />}
          consequences={{
            titre: x.consequences,
            texte:
              action === 'activer' ? (
                <p>{t.activer.texte}</p>
              ) : (
                <>
                  <ul>
                    {t.desactiver.liste(attente.length).map((l) => (
                      <li key={l}>{l}</li>
                    ))}
                  </ul>
                  <Seulement c={c} noms={s.seulement} nombre={s.nombreSeulement} />
                </>
              ),
          }}
          motif={action === 'desactiver' ? { libelle: t.desactiver.motif, aide: t.desactiver.motifAide } : null}
          aPartirDu={t.modifier.aPartirDuAide}
          note={structures.modifier.note}
          verifier={x.verifier}
          retour={adresseDe(s)}
        />
      )
    },
    verification: (c, { cle, recu }) => {
      const { t } = c
      const x = t.services[action]
      const r = (recu.resultat ?? {}) as { rattachesSeulement?: Service['seulement']; nombreRattachesSeulement?: number }
      return (
        <VerificationDeStatut
          c={c}
          fil={[{ nom: t.services.titre, href: c.chemin.replace(/\/[^/]+\/[^/]+$/, '') }, { nom: x.titre }]}
          etapes={x.etapes}
          cle={cle}
          recu={recu}
          action={action}
          bouton={x.bouton(
            recu.etat === 'programmee' ? quand(recu.effetLe!, c.heure, c.langue) : t.demandes.verification.toutDeSuite.toLowerCase(),
          )}
        >
          <Seulement c={c} noms={r.rattachesSeulement ?? []} nombre={r.nombreRattachesSeulement ?? 0} />
        </VerificationDeStatut>
      )
    },
  })

/** Who is attached to the structure only through it. */
function Seulement({ c, noms, nombre }: { c: Contexte; noms: Service['seulement']; nombre: number }) {
  if (!nombre) return null
  const reste = nombre - noms.length
  return (
    <Alerte genre="info" titre={c.t.services.desactiver.seulement(nombre)}>
      <p>
        {noms.map((u) => `${u.prenom} ${u.nom}`).join(', ')}
        {reste ? ` ${c.t.services.page.autres(reste)}` : ''}
      </p>
    </Alerte>
  )
}

export const parcoursDesactiver = definirStatut('desactiver', desactiverService as unknown as Demande)
export const parcoursActiver = definirStatut('activer', activerService as unknown as Demande)
