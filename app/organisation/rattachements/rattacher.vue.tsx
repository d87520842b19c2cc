import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import type { ServiceOffert, StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { Champ, Formulaire, Groupe, Page } from '#ui/index.ts'

export const CHEMIN = '/organisation/utilisateurs/rattacher'

export interface Objet {
  /** Those that one may choose from; then those chosen. */
  gerees: StructureGeree[]
  choisies: StructureGeree[]
  services: ServiceOffert[]
  recherche: string
}

export interface LigneSaisie {
  structure: string
  service?: string | null
}

export const lignesDe = (saisie: Record<string, unknown> | null) => (saisie?.lignes as LigneSaisie[] | undefined) ?? []

/** One governs services only, somewhere: nothing else is offered. */
export const auService = (d: Objet) => d.choisies.some((s) => !s.entiere)

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

export function FormulaireRattacher({ c, d, etat }: { c: ContexteDuParcours; d: Objet; etat: EtatDuFormulaire }): JSX.Element {
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
      fil={filDesUtilisateurs(c, { nom: x.rattacher.titre })}
      etapes={{ liste: x.rattacher.etapes, courante: 0 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide="/documentation/organisation/utilisateurs/rattacher-un-utilisateur"
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
          <PiedDuFormulaire c={c} verifier={x.rattacher.verifier} retour="/organisation/utilisateurs" note={x.note} />
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
