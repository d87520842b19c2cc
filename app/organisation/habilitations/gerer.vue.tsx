import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { CHOIX_MAXIMUM, type Choix } from '#app/organisation/habilitations/choix.ts'
import { ETATS_HABILITATIONS, listerHabilitations } from '#app/organisation/habilitations/lister.ts'
import { CHERCHE_STRUCTURE, ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { optionsDePersonnes } from '#app/organisation/utilisateurs/homonymes.ts'
import { adresseAvec, Bouton, Champ, Filtres, optionsDe, Pastilles } from '#ui/index.ts'

type Filtre = Parameters<typeof listerHabilitations>[2]

export function FiltresHabilitations({ c, choix, filtre }: { c: Contexte; choix: Choix; filtre: Filtre }) {
  const x = c.t.habilitations
  const beaucoup = choix.contacts.length > CHOIX_MAXIMUM
  const pastilles = [
    ...(filtre.recherche ? [{ libelle: `« ${filtre.recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
    ...(filtre.profil
      ? [{ libelle: c.t.catalogue.applications[filtre.profil] ?? filtre.profil, href: adresseAvec(c.url, { profil: null }) }]
      : []),
    ...(filtre.etat ? [{ libelle: x.etats[filtre.etat] ?? filtre.etat, href: adresseAvec(c.url, { etat: null }) }] : []),
    ...(choix.contact
      ? [{ libelle: `${choix.contact.prenom} ${choix.contact.nom}`, href: adresseAvec(c.url, { utilisateur: null }) }]
      : []),
  ]
  return (
    <>
      <Filtres
        libelle={x.gerer.choisir}
        url={c.url}
        noms={[
          'structure',
          CHERCHE_STRUCTURE,
          'service',
          ...(beaucoup ? ['recherche'] : ['utilisateur']),
          'profil',
          'etat',
          'recu',
          'export',
        ]}
      >
        <ChampStructure c={c} parmi={choix.parmi} structures={choix.structures} choisie={choix.structure} libelle={x.colonnes.structure} />
        <Champ
          nom="service"
          type="select"
          libelle={x.colonnes.service}
          valeur={filtre.service ?? ''}
          sansChoix={x.gerer.tousServices}
          options={choix.services.map((s) => ({
            valeur: s.id,
            libelle: s.statut === 'ACTIF' ? s.nom : `${s.nom} (${(x.statutService[s.statut] ?? s.statut).toLowerCase()})`,
          }))}
        />
        {beaucoup ? (
          <Champ nom="recherche" type="search" libelle={x.gerer.recherche} valeur={filtre.recherche ?? ''} />
        ) : (
          <Champ
            nom="utilisateur"
            type="select"
            libelle={c.t.champs.libelles.utilisateur}
            valeur={filtre.utilisateur ?? ''}
            sansChoix={x.gerer.tous}
            options={optionsDePersonnes(choix.contacts)}
          />
        )}
        <Champ
          nom="profil"
          type="select"
          libelle={x.colonnes.profil}
          valeur={filtre.profil ?? ''}
          sansChoix={x.gerer.tousProfils}
          options={optionsDe(Object.keys(c.t.catalogue.applications), c.t.catalogue.applications)}
        />
        <Champ
          nom="etat"
          type="select"
          libelle={x.gerer.etat}
          valeur={filtre.etat ?? ''}
          sansChoix={x.gerer.etatCourant}
          options={optionsDe(ETATS_HABILITATIONS, x.etats)}
        />
      </Filtres>
      {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser={`${GERER}?structure=${choix.structure!.id}`} /> : null}
    </>
  )
}

export const suiteDe = ({ structure, contact }: Choix, utilisateur: string | undefined) =>
  new URLSearchParams({ structure: structure!.id, ...(utilisateur && contact ? { utilisateur } : {}) }).toString()

export const Ajouter = ({ c, suite }: { c: Contexte; suite: string }) => (
  <Bouton petit icone="plus" href={`${GERER}/ajouter?${suite}`} attrs={{ 'data-dialogue-page': true }}>
    {c.t.habilitations.gerer.ajouter}
  </Bouton>
)

/** Of whom these are, and what one may do for that person. */
export function Entete({ c, choix, utilisateur }: { c: Contexte; choix: Choix; utilisateur: string | undefined }) {
  const x = c.t.habilitations.gerer
  const { contact } = choix
  const suite = suiteDe(choix, utilisateur)
  return (
    <div class="toolbar">
      {contact ? (
        <div class="person">
          <span class="avatar" aria-hidden="true">
            {(contact.prenom.slice(0, 1) + contact.nom.slice(0, 1)).toLocaleUpperCase('fr')}
          </span>
          <div>
            <h2 class="h3">
              {contact.prenom} {contact.nom}
            </h2>
            <p>
              {contact.adresseElectronique} · {contact.entiere ? x.maille.structure : x.maille.service(contact.services.join(', '))}
            </p>
          </div>
        </div>
      ) : (
        <span />
      )}
      <div class="row">
        <Ajouter c={c} suite={suite} />
        {contact ? (
          <Bouton petit genre="danger-second" href={`${GERER}/retirer?${suite}`}>
            {x.supprimerTout}
          </Bouton>
        ) : null}
      </div>
    </div>
  )
}
