import { nomDe } from '#app/organisation/structures/lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { creerRattachement } from '#app/organisation/rattachements/creer.ts'
import { filUtilisateurs } from '#app/organisation/rattachements/fil.ts'
import type { Ligne } from '#app/organisation/rattachements/references.ts'
import { saisieEnCours } from '#app/organisation/rattachements/saisie-en-cours.ts'
import { ChoisirStructures } from '#app/organisation/rattachements/choisir-structures.tsx'
import {
  servicesOfferts,
  structuresGerees,
  type ServiceOffert,
  type StructureGeree,
} from '#app/organisation/rattachements/structures-gerees.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { refus, type Demande, type Recu } from '#demandes/index.ts'
import { Actions, Bouton, Champ, Formulaire, Groupe, Page, Resume, ResumeErreurs } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

const CHEMIN = '/organisation/utilisateurs/rattacher'

interface Objet {
  /** Those that one may choose from; then those chosen. */
  gerees: StructureGeree[]
  choisies: StructureGeree[]
  services: ServiceOffert[]
  recherche: string
}

interface LigneSaisie {
  structure: string
  service?: string | null
}
const lignesDe = (saisie: Record<string, unknown> | null) => (saisie?.lignes as LigneSaisie[] | undefined) ?? []

async function charger(c: ContexteDuParcours): Promise<Objet> {
  const s = await saisieEnCours(c, creerRattachement.type)
  const nommees = [...new Set(s.brouillon ? lignesDe(s.brouillon).map((l) => l.structure) : s.tous('structure'))].filter(estUuid)
  const recherche = s.lire('recherche').slice(0, 200)
  const gerees = await structuresGerees(c.db, c.utilisateur.id, nommees.length ? { parmi: nommees } : { recherche })
  // Named and not governed: as if it did not exist.
  if (nommees.length && gerees.length < nommees.length) throw refus(c.t, 'introuvable')
  const choisies = nommees.length || (gerees.length === 1 && !recherche) ? gerees : []
  return { gerees, choisies, services: choisies.length ? await servicesOfferts(c.db, choisies) : [], recherche }
}

export const parcoursRattacher = definirParcours<Objet>({
  chemin: CHEMIN,
  definition: creerRattachement as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, lue, d) => ({
    adresseElectronique: lue.adresseElectronique ?? '',
    commentaire: lue.commentaire ?? null,
    lignes:
      champs.get('maille')?.[0] === 'service' || auService(d)
        ? lignesDeServices(d, champs.get('services') ?? [])
        : d.choisies.map((s) => ({ structure: s.id })),
  }),
  formulaire: (c, d, etat) =>
    d.choisies.length ? (
      <FormulaireRattacher c={c} d={d} etat={etat} />
    ) : (
      <ChoisirStructures
        c={c}
        gerees={d.gerees}
        recherche={d.recherche}
        chemin={CHEMIN}
        titre={c.t.rattachements.rattacher.titre}
        etapes={c.t.rattachements.rattacher.etapes}
        aide="/documentation/organisation/utilisateurs/rattacher-un-utilisateur"
        plusieurs
      />
    ),
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

/** One governs services only, somewhere: nothing else is offered. */
const auService = (d: Objet) => d.choisies.some((s) => !s.entiere)

/** A structure of which no service is ticked has an empty one, so that its own rule speaks; where one governs services only, none at all, which is no question about the whole. */
const lignesDeServices = (d: Objet, ids: string[]): LigneSaisie[] =>
  d.choisies.flatMap((s): LigneSaisie[] => {
    const siens = d.services.filter((v) => v.structure === s.id && ids.includes(v.id))
    return siens.length || d.choisies.length > 1 || !s.entiere
      ? siens.map((v) => ({ structure: s.id, service: v.id }))
      : [{ structure: s.id, service: '' }]
  })

/** Errors of lines are told at the field that made them. */
const erreursDuFormulaire = (etat: EtatDuFormulaire, x: ContexteDuParcours['t']['rattachements']['rattacher']) => {
  const dit = new Map(
    etat.erreurs.map((e) =>
      /^(lignes|structure|service)/.test(e.champ)
        ? ['services', { champ: 'services', code: e.code, message: e.code === 'champ-manquant' ? x.choisirService : e.message }]
        : [e.champ, e.champ === 'adresseElectronique' && e.code === 'champ-manquant' ? { ...e, message: x.adresseManquante } : e],
    ),
  )
  return [...dit.values()] as EtatDuFormulaire['erreurs']
}

function FormulaireRattacher({ c, d, etat }: { c: ContexteDuParcours; d: Objet; etat: EtatDuFormulaire }): JSX.Element {
  const { t } = c
  const x = t.rattachements
  const lignes = lignesDe(etat.saisie)
  const services = auService(d)
  const maille = services || lignes.some((l) => l.service !== undefined && l.service !== null) ? 'service' : 'structure'
  const erreurs = erreursDuFormulaire(etat, x.rattacher)
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={x.rattacher.titre}
      fil={filUtilisateurs(c, x.rattacher.titre)}
      etapes={{ liste: x.rattacher.etapes, courante: 0 }}
      erreur={erreurs.length > 0 || etat.refus !== null}
      aide="/documentation/organisation/utilisateurs/rattacher-un-utilisateur"
      resume={erreurs.length ? <ResumeErreurs titre={t.champs.resume(erreurs.length)} erreurs={erreurs} /> : null}
    >
      <div class="split split--wide">
        <Formulaire action={CHEMIN} class="stack">
          <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
          <input type="hidden" name="_cle" value={etat.cle} />
          {d.choisies.map((s) => (
            <input key={s.id} type="hidden" name="structure" value={s.id} />
          ))}
          <Groupe titre={x.rattacher.ou} premier>
            <ul class="stack">
              {d.choisies.map((s) => (
                <li key={s.id}>
                  <strong>{nomDe(s)}</strong>{' '}
                  <span class="muted">
                    {t.structures.types[s.typeIdentifiant]}{' '}
                    <span class="num nowrap">{grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}</span>
                  </span>
                </li>
              ))}
            </ul>
            {c.nombreStructures > 1 ? (
              <p class="small mt2">
                <a href={`${CHEMIN}?recherche=`}>{x.rattacher.autres}</a>
              </p>
            ) : null}
          </Groupe>
          <Champ
            nom="adresseElectronique"
            type="email"
            libelle={x.rattacher.adresse}
            aide={x.rattacher.adresseAide}
            valeur={String(etat.saisie?.adresseElectronique ?? '')}
            erreur={erreur('adresseElectronique')}
            maxLength={254}
            autoComplete="off"
          />
          {services ? (
            <input type="hidden" name="maille" value="service" />
          ) : (
            <Champ
              nom="maille"
              type="radios"
              libelle={x.rattacher.niveaux}
              valeur={maille}
              options={[
                { valeur: 'structure', libelle: x.rattacher.mailleStructure },
                ...(d.services.length ? [{ valeur: 'service', libelle: x.rattacher.mailleService }] : []),
              ]}
            />
          )}
          {d.services.length ? (
            <Champ
              nom="services"
              type="cases"
              libelle={x.rattacher.services}
              aide={services ? undefined : x.rattacher.servicesAide}
              facultatif={!services}
              valeur={lignes.map((l) => l.service ?? '')}
              erreur={erreur('services')}
              options={d.services.map((v) => ({
                valeur: v.id,
                libelle: `${v.code} — ${v.nom}${d.choisies.length > 1 ? `, ${nomDe(d.choisies.find((s) => s.id === v.structure)!)}` : ''}`,
              }))}
            />
          ) : null}
          <Champ
            nom="commentaire"
            type="textarea"
            libelle={t.champs.libelles.commentaire}
            facultatif
            aide={x.rattacher.commentaireAide}
            valeur={String(etat.saisie?.commentaire ?? '')}
            erreur={erreur('commentaire')}
            maxLength={500}
          />
          <Actions note={x.note}>
            <Bouton name="_etape" value="verifier">
              {x.rattacher.verifier}
            </Bouton>
            <Bouton genre="discret" href="/organisation/utilisateurs">
              {t.structures.modifier.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
        <aside class="stack" aria-labelledby="profils">
          <div>
            <h2 id="profils">{x.rattacher.profils}</h2>
            <p class="muted">{x.rattacher.profilsTexte}</p>
          </div>
          <p>
            <a href="/organisation/utilisateurs/invitations">{x.invitations.titre}</a>
          </p>
          <p>
            <a href="/organisation/utilisateurs/importer">{t.imports.titre}</a>
          </p>
        </aside>
      </div>
    </Page>
  )
}

/** Whether the address has an account is not said beforehand: both outcomes are. */
function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.rattachements
  const { utilisateur, adresseElectronique, lignes, commentaire } = recu.saisie as unknown as {
    utilisateur: { prenom: string; nom: string } | null
    adresseElectronique: string
    lignes: Ligne[]
    commentaire: string | null
  }
  const action = (complement: string) => ({ href: `${CHEMIN}?brouillon=${cle}`, complement })
  return (
    <Page
      c={cadre(c)}
      titre={c.t.structures.modifier.titreVerifier}
      fil={filUtilisateurs(c, x.rattacher.titre)}
      etapes={{ liste: x.rattacher.etapes, courante: 1 }}
    >
      <div class="narrow stack">
        <Resume
          lignes={[
            {
              cle: x.rattacher.adresse,
              valeur: (
                <>
                  {utilisateur ? (
                    <>
                      {utilisateur.prenom} {utilisateur.nom}
                      <br />
                    </>
                  ) : null}
                  {adresseElectronique}
                </>
              ),
              action: action(x.rattacher.adresse),
            },
            {
              cle: x.rattacher.ou,
              valeur: (
                <ul>
                  {lignes.map((l) => (
                    <li key={`${l.structure.id}${l.service?.id}`}>
                      {nomDe(l.structure)}, {l.service ? x.surService(l.service.code, l.service.nom) : x.surStructure}
                    </li>
                  ))}
                </ul>
              ),
              action: action(x.rattacher.ou),
            },
            { cle: x.rattacher.profils, valeur: x.rattacher.profilsTexte },
            ...(commentaire
              ? [{ cle: c.t.champs.libelles.commentaire, valeur: commentaire, action: action(c.t.champs.libelles.commentaire) }]
              : []),
            {
              cle: x.rattacher.effet,
              valeur: utilisateur
                ? x.rattacher.effetConnu(`${utilisateur.prenom} ${utilisateur.nom}`)
                : x.rattacher.effetSelon(dateHeure(new Date(recu.creeLe.getTime() + 30 * 86_400_000), c.langue)),
            },
          ]}
        />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.rattacher.bouton} />
      </div>
    </Page>
  )
}
