import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, CeQuiSePasse } from '#app/demandes/verification.tsx'
import { adresseDe, chargerService, filDuService, pourLeService, type ServiceEtAttente } from '#app/organisation/services/fil.ts'
import { estReservee, type Service } from '#app/organisation/services/lire.ts'
import { activerService, desactiverService } from '#app/organisation/services/statut.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { pourDe } from '#app/organisation/structures/modifier.page.tsx'
import type { Demande } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Champs, Diff, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** « Désactiver » and « Activer » a service: what follows from it, and for whom, is said before anything is sent (SER-02). */
const definirStatut = (action: 'activer' | 'desactiver', definition: Demande) => definirParcours<ServiceEtAttente>({
  chemin: `/organisation/structures/:id/services/:service/${action}`,
  definition,
  charger: (c) => chargerService(c, action),
  structureDe: ({ service: s }) => ({ id: s.structure.id, version: s.version }),
  objetDe: ({ service: s }) => ({ champ: 'service', id: s.id, version: s.version }),
  formulaire: (c, { service: s, attente }, etat) => {
    const { t } = c
    const x = t.services[action]
    const inverse = action === 'activer' ? 'desactiver' : 'activer'
    const deja = estReservee(s) ? t.services.reserveTexte : s.statut === (action === 'activer' ? 'ACTIF' : 'INACTIF') ? x.deja : null
    return (
      <Page c={cadre(c)} titre={x.titre} pour={pourLeService(s)} fil={filDuService(c, s, x.titre)} etapes={{ liste: x.etapes, courante: 0 }} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide="/documentation/organisation/structures/gerer-un-service"
        resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
        <div class="narrow">
          {deja ? <Alerte genre="warn" titre={deja}><p>{estReservee(s) ? <a href={adresseDe(s)}>{s.code}</a> : <a href={`${adresseDe(s)}/${inverse}`}>{t.services[inverse].titre}</a>}</p></Alerte> : (
            <Formulaire class="stack">
              <AlertesDuFormulaire c={c} etat={etat} attente={attente} perimee={c.t.services.modifier.perimee} />
              <section class="card" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2>{action === 'activer' ? <p>{t.services.activer.texte}</p> : <><ul>{t.services.desactiver.liste(attente.length).map((l) => <li key={l}>{l}</li>)}</ul><Seulement c={c} noms={s.seulement} nombre={s.nombreSeulement} /></>}</section>
              <input type="hidden" name="_cle" value={etat.cle} />
              <input type="hidden" name="_version" value={s.version} />
              {action === 'desactiver' ? <Champ nom="motif" type="textarea" libelle={t.services.desactiver.motif} aide={t.services.desactiver.motifAide} valeur={String(etat.saisie?.motif ?? '')} erreur={etat.erreurs.find((e) => e.champ === 'motif')?.message} maxLength={500} /> : null}
              <Champs><Champ nom="aPartirDu" type="date" libelle={t.champs.libelles.aPartirDu} facultatif aide={t.services.modifier.aPartirDuAide} largeur="w2" valeur={String(etat.saisie?.aPartirDu ?? '')} erreur={etat.erreurs.find((e) => e.champ === 'aPartirDu')?.message} /></Champs>
              <Actions note={t.structures.modifier.note}><Bouton name="_etape" value="verifier">{x.verifier}</Bouton><Bouton genre="discret" href={adresseDe(s)}>{t.structures.modifier.abandonner}</Bouton></Actions>
            </Formulaire>
          )}
        </div>
      </Page>
    )
  },
  verification: (c, { cle, recu }) => {
    const { t } = c
    const x = t.services[action]
    const r = (recu.resultat ?? {}) as { rattachesSeulement?: Service['seulement']; nombreRattachesSeulement?: number }
    const dire = (v: unknown) => afficher(t, c.langue, 'statut', v)
    return (
      <Page c={cadre(c)} titre={t.structures.modifier.titreVerifier} pour={pourDe(c, recu.structure!)} fil={[{ nom: t.services.titre, href: c.chemin.replace(/\/[^/]+\/[^/]+$/, '') }, { nom: x.titre }]} etapes={{ liste: x.etapes, courante: 1 }}>
        <div class="narrow stack">
          <Diff legende={t.structures.modifier.changement} lignes={[{ nom: t.champs.libelles.statut, avant: dire(recu.avant?.statut), apres: dire(recu.saisie.statut) }]} />
          {recu.saisie.motif ? <Resume lignes={[{ cle: t.champs.libelles.motif, valeur: String(recu.saisie.motif), action: { href: `${c.chemin}?brouillon=${cle}#motif`, complement: t.champs.libelles.motif } }]} /> : null}
          <Seulement c={c} noms={r.rattachesSeulement ?? []} nombre={r.nombreRattachesSeulement ?? 0} />
          <CeQuiSePasse c={c} recu={recu} />
          <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton(recu.etat === 'programmee' ? quand(recu.effetLe!, c.heure, c.langue) : t.demandes.verification.toutDeSuite.toLowerCase())} {...(action === 'desactiver' ? { genre: 'danger' as const } : {})} />
        </div>
      </Page>
    )
  },
})

/** Who is attached to the structure only through it. */
function Seulement({ c, noms, nombre }: { c: Contexte; noms: Service['seulement']; nombre: number }) {
  if (!nombre) return null
  const reste = nombre - noms.length
  return <Alerte genre="info" titre={c.t.services.desactiver.seulement(nombre)}><p>{noms.map((u) => `${u.prenom} ${u.nom}`).join(', ')}{reste ? ` ${c.t.services.page.autres(reste)}` : ''}</p></Alerte>
}

export const parcoursDesactiver = definirStatut('desactiver', desactiverService as unknown as Demande)
export const parcoursActiver = definirStatut('activer', activerService as unknown as Demande)
