import { nomDe } from '#app/organisation/structures/lire.ts'
import type { ComponentProps } from 'preact'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import type { Candidats, Nommee } from '#app/organisation/structures/transferer/lire.ts'
import { Alerte, Bouton, Champ, Filtres, Formulaire, Page, Vide } from '#ui/index.ts'

/** As many as an address bears. */
const OUVERTES = 50

type PropsPage = Pick<ComponentProps<typeof Page>, 'pour' | 'fil' | 'etapes'>
interface Props extends PropsPage {
  c: ContexteDuParcours
  etat: EtatDuFormulaire
  candidats: Candidats
  recherche: string
  /** More than one: shown. */
  structures: Nommee[]
  seule?: Pick<Nommee, 'id' | 'statut'>
  retour: string
}

/** « Nom utilisateur »: one of those attached to every structure concerned; many of them are searched by the server. */
export function Successeur({ c, etat, candidats: { personnes, total, presque }, recherche, structures, seule, retour, ...page }: Props) {
  const { t } = c
  const x = t.gouvernance.transferer
  const lesquelles = structures.filter((s) => presque?.manque.includes(s.id))
  const ou = seule ? [seule.id] : lesquelles.map((s) => s.id).slice(0, OUVERTES)
  const rattacher = `/organisation/utilisateurs/rattacher${ou.length ? `?${new URLSearchParams(ou.map((id) => ['structure', id]))}` : ''}`
  // Nobody is attached to what is inactive: it is activated first.
  const inactives = (presque ? lesquelles : structures).filter((s) => s.statut === 'INACTIVE')
  const activer = `/organisation/structures/${seule?.id ?? inactives[0]?.id}/activer`
  const erreurs = etat.erreurs.map((e) => ({ ...e, champ: e.champ === 'structure' || e.champ === 'structures' ? 'utilisateur' : e.champ }))
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      {...page}
      {...fautesDe(c, erreurs, etat.refus)}
      aide="/documentation/organisation/structures/transferer-le-gestionnaire-principal"
    >
      <div class="narrow stack">
        <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
        {structures.length ? (
          <Alerte genre="info" titre={x.concernees(structures.length)}>
            <p>{x.premieres(structures.map((s) => nomDe(s)))}</p>
            <p>
              <a href={retour}>{x.changerStructures}</a>
            </p>
          </Alerte>
        ) : null}
        {total > personnes.length || recherche ? (
          <Filtres libelle={x.chercher} url={c.url} noms={['nom']}>
            <Champ nom="nom" type="search" libelle={x.chercher} valeur={recherche} />
          </Filtres>
        ) : null}
        {personnes.length ? (
          <Formulaire class="stack" action={`${c.chemin}`}>
            <input type="hidden" name="_cle" value={etat.cle} />
            <Champ
              nom="utilisateur"
              type="radios"
              libelle={x.nomUtilisateur}
              aide={x.nomUtilisateurAide}
              valeur={String(etat.saisie?.utilisateur ?? '')}
              erreur={erreurs.find((e) => e.champ === 'utilisateur')?.message}
              options={personnes.map((p) => ({ valeur: p.id, libelle: `${p.prenom} ${p.nom}`, aide: p.adresseElectronique }))}
            />
            {total > personnes.length ? <p class="small muted">{x.autres(total)}</p> : null}
            <section class="card" aria-labelledby="consequences">
              <h2 id="consequences">{x.consequences}</h2>
              <ul>
                {x.liste(null, structures.length).map((l) => (
                  <li key={l}>{l}</li>
                ))}
              </ul>
            </section>
            <PiedDuFormulaire c={c} verifier={x.verifier} retour={retour} note={t.structures.modifier.note} />
          </Formulaire>
        ) : recherche ? (
          <Vide titre={x.personneTrouvee} texte={x.personneTrouveeTexte} />
        ) : (
          <Vide
            titre={x.personne(structures.length || 1)}
            texte={
              inactives.length
                ? x.inactives(inactives.map(nomDe))
                : seule?.statut === 'INACTIVE'
                  ? x.inactive
                  : presque
                    ? x.presque(`${presque.prenom} ${presque.nom}`, lesquelles.map(nomDe))
                    : x.personneTexte
            }
            action={
              inactives.length || seule?.statut === 'INACTIVE' ? (
                <Bouton href={activer}>{x.activer}</Bouton>
              ) : (
                <Bouton href={rattacher}>{x.rattacher}</Bouton>
              )
            }
          />
        )}
      </div>
    </Page>
  )
}
