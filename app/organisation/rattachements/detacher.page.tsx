import type { JSX } from 'preact'
import { accesAuxStructures } from '#acces/index.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { ChoisirPersonne } from '#app/organisation/rattachements/choisir-personne.tsx'
import { ChoisirStructures } from '#app/organisation/rattachements/choisir-structures.tsx'
import { filUtilisateurs, pourDe } from '#app/organisation/rattachements/fil.ts'
import type { RefS, RefSv, RefU } from '#app/organisation/rattachements/references.ts'
import { saisieEnCours } from '#app/organisation/rattachements/saisie-en-cours.ts'
import { rattachesDe, structuresGerees, type Rattache, type StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { terminerRattachement } from '#app/organisation/rattachements/terminer.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { refus, type Demande, type Recu } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Formulaire, Page, Personne, Resume, ResumeErreurs } from '#ui/index.ts'
import { majuscule } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/utilisateurs/detacher'

interface Objet {
  gerees: StructureGeree[]
  structure: StructureGeree | null
  personnes: Rattache[]
  personne: Rattache | null
  recherche: string
}

async function charger(c: ContexteDuParcours): Promise<Objet> {
  const s = await saisieEnCours(c, terminerRattachement.type)
  const lire = (nom: string) => String(s.brouillon?.[nom] ?? s.lire(nom)).toLowerCase()
  const [id, qui, recherche] = [lire('structure'), lire('utilisateur'), s.lire('recherche').slice(0, 200)]
  if (!estUuid(id)) {
    const gerees = await structuresGerees(c.db, c.utilisateur.id, { recherche, memeInactive: true })
    return { gerees, structure: null, personnes: [], personne: null, recherche }
  }
  const structure =
    (await structuresGerees(c.db, c.utilisateur.id, { parmi: [id], memeInactive: true }))[0] ??
    (qui === c.utilisateur.id ? await laMienne(c, id) : null)
  if (!structure) throw refus(c.t, 'introuvable')
  const personnes = await rattachesDe(c.db, structure, { recherche, seul: estUuid(qui) ? qui : null })
  return { gerees: [], structure, personnes, personne: estUuid(qui) ? (personnes[0] ?? null) : null, recherche }
}

/** To leave a structure, one need not govern it. */
async function laMienne(c: ContexteDuParcours, id: string): Promise<StructureGeree | null> {
  if (!(await accesAuxStructures(c.db, c.utilisateur.id, [id])).has(id)) return null
  return {
    id,
    typeIdentifiant: '',
    identifiant: '',
    raisonSociale: c.structures.find((s) => s.id === id)?.nom ?? '',
    libelle: null,
    statut: 'ACTIVE',
    entiere: true,
    services: [],
  }
}

export const parcoursDetacher = definirParcours<Objet>({
  chemin: CHEMIN,
  definition: terminerRattachement as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, lue) => ({
    structure: lue.structure,
    utilisateur: lue.utilisateur,
    commentaire: lue.commentaire,
    ...(estUuid(champs.get('maille')?.[0]) ? { service: champs.get('maille')![0] } : {}),
  }),
  formulaire: (c, d, etat) => {
    const x = c.t.rattachements.terminer
    if (d.structure && d.personne?.estGestionnaire && d.personne.rattachements.every((r) => !r.service))
      return <GestionnairePrincipal c={c} s={d.structure} p={d.personne} />
    if (d.structure && d.personne) return <FormulaireDetacher c={c} s={d.structure} p={d.personne} etat={etat} />
    if (d.structure)
      return (
        <ChoisirPersonne
          c={c}
          s={d.structure}
          personnes={d.personnes}
          recherche={d.recherche}
          chemin={CHEMIN}
          partie={c.url.searchParams.has('utilisateur')}
        />
      )
    return (
      <ChoisirStructures
        c={c}
        gerees={d.gerees}
        recherche={d.recherche}
        chemin={CHEMIN}
        titre={x.titre}
        etapes={x.etapes}
        aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
      />
    )
  },
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

function FormulaireDetacher({
  c,
  s,
  p,
  etat,
}: {
  c: ContexteDuParcours
  s: StructureGeree
  p: Rattache
  etat: EtatDuFormulaire
}): JSX.Element {
  const { t } = c
  const x = t.rattachements
  const soi = p.id === c.utilisateur.id
  const mailles = p.rattachements.map(({ service }) =>
    service
      ? { valeur: service.id, libelle: majuscule(x.surService(service.code, service.nom)), aide: x.terminer.serviceAide }
      : { valeur: 'structure', libelle: majuscule(x.surStructure), aide: x.terminer.structureAide },
  )
  const choisie = String(etat.saisie?.service ?? (etat.saisie ? 'structure' : (mailles[0]?.valeur ?? 'structure')))
  const erreur = (champ: string) => etat.erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={soi ? x.terminer.titreSoi : x.terminer.titre}
      pour={pourDe(c, s)}
      fil={filUtilisateurs(c, x.terminer.titre)}
      etapes={{ liste: x.terminer.etapes, courante: 1 }}
      erreur={etat.erreurs.length > 0 || etat.refus !== null}
      aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
      resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}
    >
      <div class="split split--wide">
        <Formulaire action={CHEMIN} class="stack">
          <RefusAvecRemede refus={etat.refus} />
          {p.estGestionnaire && !etat.refus ? (
            <Alerte genre="warn" titre={x.refus['gestionnaire-principal']}>
              <p>
                <a href={`/organisation/structures/${s.id}/transferer`}>{x.terminer.transferer}</a>
              </p>
            </Alerte>
          ) : null}
          <Personne prenom={p.prenom} nom={p.nom} detail={p.adresseElectronique} />
          {soi ? null : (
            <p class="small">
              <a href={`${CHEMIN}?structure=${s.id}`}>{x.choisir.autrePersonne}</a>
            </p>
          )}
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="structure" value={s.id} />
          <input type="hidden" name="utilisateur" value={p.id} />
          {erreur('utilisateur') ? (
            <p class="error" id="utilisateur" tabIndex={-1}>
              {erreur('utilisateur')}
            </p>
          ) : null}
          <Champ nom="maille" type="radios" libelle={x.rattacher.niveaux} valeur={choisie} options={mailles} />
          <Champ
            nom="commentaire"
            type="textarea"
            libelle={t.champs.libelles.commentaire}
            aide={x.terminer.commentaireAide}
            valeur={String(etat.saisie?.commentaire ?? '')}
            erreur={erreur('commentaire')}
            maxLength={500}
          />
          <Actions note={x.note}>
            <Bouton name="_etape" value="verifier">
              {x.terminer.verifier}
            </Bouton>
            <Bouton genre="discret" href={`/organisation/structures/${s.id}`}>
              {t.structures.modifier.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
        <aside aria-labelledby="consequences">
          <h2 id="consequences">{x.terminer.consequences}</h2>
          <ul>
            {x.terminer.liste.map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
        </aside>
      </div>
    </Page>
  )
}

/** Nothing to fill in: the role is handed on first. */
function GestionnairePrincipal({ c, s, p }: { c: ContexteDuParcours; s: StructureGeree; p: Rattache }) {
  const x = c.t.rattachements
  return (
    <Page
      c={cadre(c)}
      titre={x.terminer.titre}
      pour={pourDe(c, s)}
      fil={filUtilisateurs(c, x.terminer.titre)}
      aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
    >
      <div class="narrow stack">
        <Personne prenom={p.prenom} nom={p.nom} detail={c.t.structures.consulter.role.gestionnaire} />
        <Alerte genre="warn" titre={x.refus['gestionnaire-principal']}>
          <p>
            <a href={`/organisation/structures/${s.id}/transferer`}>{x.terminer.transferer}</a>
          </p>
        </Alerte>
        <p class="small">
          <a href={`${CHEMIN}?structure=${s.id}`}>{x.choisir.autrePersonne}</a>
        </p>
      </div>
    </Page>
  )
}

interface Suites {
  services: RefSv[]
  profils: string[]
  demandesAnnulees: string[]
}

/** What follows is named before the button: attachments, profiles, and what is programmed. */
function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.rattachements
  const { utilisateur, structure, service, commentaire } = recu.saisie as unknown as {
    utilisateur: RefU
    structure: RefS
    service: RefSv | null
    commentaire: string
  }
  const suites = recu.resultat as unknown as Suites
  const action = (complement: string) => ({ href: `${CHEMIN}?brouillon=${cle}`, complement })
  const nom = `${utilisateur.prenom} ${utilisateur.nom}`
  return (
    <Page
      c={cadre(c)}
      titre={c.t.structures.modifier.titreVerifier}
      pour={pourDe(c, structure)}
      fil={filUtilisateurs(c, x.terminer.titre)}
      etapes={{ liste: x.terminer.etapes, courante: 2 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            { cle: c.t.champs.libelles.utilisateur, valeur: nom },
            {
              cle: x.terminer.rattachement,
              valeur: majuscule(service ? x.surService(service.code, service.nom) : x.surStructure),
              action: action(x.terminer.rattachement),
            },
            ...(suites.services.length ? [{ cle: x.terminer.services, valeur: suites.services.map((v) => v.code).join(', ') }] : []),
            { cle: x.terminer.profils, valeur: x.terminer.profilsNombre(suites.profils.length) },
            ...(suites.demandesAnnulees.length
              ? [
                  {
                    cle: c.t.structures.desactiver.annulees,
                    valeur: (
                      <>
                        {suites.demandesAnnulees.map((n) => (
                          <span key={n}>
                            <a href={`/demandes/${n}`}>{n}</a>
                            <br />
                          </span>
                        ))}
                      </>
                    ),
                  },
                ]
              : []),
            { cle: c.t.champs.libelles.commentaire, valeur: commentaire, action: action(c.t.champs.libelles.commentaire) },
            { cle: c.t.demandes.verification.effet, valeur: c.t.demandes.verification.toutDeSuite },
            {
              cle: c.t.demandes.verification.prevenus,
              valeur: utilisateur.id === c.utilisateur.id ? c.t.demandes.verification.vous : c.t.demandes.verification.vousEt(nom),
            },
          ]}
        />
        <BoutonsDeVerification
          c={c}
          cle={cle}
          bouton={utilisateur.id === c.utilisateur.id ? x.terminer.boutonSoi : x.terminer.bouton(nom)}
          genre="danger"
        />
      </div>
    </Page>
  )
}
