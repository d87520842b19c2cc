import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { chargerChoix, filDe, GERER, pourDe, profilDe, uuidDe, Vigueur } from '#app/organisation/habilitations/cadre.tsx'
import { CHOIX_MAXIMUM, type Choix } from '#app/organisation/habilitations/choix.ts'
import { ExportPret } from '#app/listes/fichier.tsx'
import { adresseExport, filtreDe } from '#app/organisation/habilitations/exporter.ts'
import { ETATS_HABILITATIONS, listerHabilitations, type HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { LiensVoisins } from '#app/organisation/habilitations/liens.tsx'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { CHERCHE_STRUCTURE, ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { definirPage } from '#app/page.ts'
import {
  adresseAvec,
  Alerte,
  Bouton,
  Cache,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  Icone,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  TriDesCartes,
  Vide,
} from '#ui/index.ts'

/** HAB-02: the structure, optionally the service, then the user; what each holds, since when, from when, until when. */
export const pageGerer = definirPage({
  chemin: GERER,
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const utilisateur = uuidDe(c, 'utilisateur')
    const choix = await chargerChoix(c, uuidDe(c, 'structure'), utilisateur)
    const filtre = {
      page: entier(p, 'page', 1, 500),
      taille: entier(p, 'taille', 20, 200),
      apres: p.get('apres')?.slice(0, 300),
      ...filtreDe(c),
      structure: choix.structure?.id,
    }
    return { choix, filtre, liste: choix.structure ? await listerHabilitations(c.db, c.utilisateur!.id, filtre) : null }
  },
  vue: ({ choix, filtre, liste }, c) => {
    const x = c.t.habilitations
    const commun = {
      c: cadre(c),
      titre: x.gerer.titre,
      fil: filDe(c, x.gerer.titre, false),
      aide: '/documentation/organisation/utilisateurs/gerer-les-habilitations',
    }
    if (!choix.structure || !liste)
      return (
        <Page {...commun}>
          <Vide
            titre={x.gerer.rien}
            texte={x.gerer.rienTexte}
            action={<Bouton href="/organisation/habilitations/mes">{x.gerer.mes}</Bouton>}
          />
        </Page>
      )
    const recu = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('recu') ?? '')?.[0]
    const etat = {
      page: liste.page,
      taille: liste.taille,
      tri: filtre.tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const colonnes = colonnesDe(c)
    const { id } = choix.structure
    return (
      <Page
        {...commun}
        large
        pour={pourDe(c, choix.structure)}
        actions={
          choix.structure.entiere ? (
            <LiensVoisins c={c} structure={choix.structure.id} mes />
          ) : (
            <Bouton genre="discret" href={`${GERER}/mes`}>
              {x.gerer.mes}
            </Bouton>
          )
        }
      >
        <div class="stack">
          <ExportPret c={c} libelle={c.t.droits.tableau.exporter} adresse={(format) => adresseExport(c, id, format)} />
          {recu ? (
            <Succes>
              <p>
                {x.gerer.enregistree(recu)} <a href={`/demandes/${recu}`}>{x.gerer.voirRecu}</a>
              </p>
            </Succes>
          ) : null}
          {liste.programmees ? (
            <Alerte genre="plan" titre={x.gerer.programmes(liste.programmees)}>
              {x.gerer.programmesTexte(c.settings.DELAI_EFFET_MINUTES.habilitation)}
            </Alerte>
          ) : null}
          <Carte nue>
            <FiltresHabilitations c={c} choix={choix} filtre={filtre} />
            {choix.contact ? <Entete c={c} choix={choix} utilisateur={filtre.utilisateur} /> : null}
            {liste.elements.length ? (
              <>
                <Outils
                  actions={
                    <>
                      <Exports href={(f) => adresseExport(c, choix.structure!.id, f)} />
                      {choix.contact ? null : <Ajouter c={c} suite={suiteDe(choix, filtre.utilisateur)} />}
                    </>
                  }
                >
                  {x.gerer.nombre(liste.total)}
                </Outils>
                <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                <Tableau
                  colonnes={colonnes}
                  etat={etat}
                  url={c.url}
                  legende={choix.contact ? x.gerer.legendeDe(`${choix.contact.prenom} ${choix.contact.nom}`) : x.gerer.legende}
                  lignes={liste.elements.map((l) => ({
                    cle: l.id,
                    ...(l.changement ? { etat: 'programmee' as const } : {}),
                    cellules: cellules(c, l),
                  }))}
                />
                <Pages etat={etat} url={c.url} />
              </>
            ) : (
              <Vide
                titre={x.gerer.vide}
                texte={choix.contact || !filtre.utilisateur ? x.gerer.videTexte : x.gerer.inconnu}
                action={choix.contact ? null : <Ajouter c={c} suite={suiteDe(choix, filtre.utilisateur)} />}
              />
            )}
          </Carte>
        </div>
      </Page>
    )
  },
})

type Filtre = Parameters<typeof listerHabilitations>[2]

const colonnesDe = (c: Contexte) => {
  const { colonnes } = c.t.habilitations
  return [
    { nom: 'actions', libelle: colonnes.actions, muette: true, visible: true },
    { nom: 'structure', libelle: colonnes.structure, tri: true, num: true, cache: true },
    { nom: 'contact', libelle: colonnes.contact, tri: true },
    { nom: 'service', libelle: colonnes.service, tri: true },
    { nom: 'statutService', libelle: colonnes.statutService, tri: true },
    { nom: 'profil', libelle: colonnes.profil, tri: true, entete: true },
    { nom: 'debut', libelle: colonnes.enVigueur, tri: true },
  ]
}

function cellules(c: Contexte, l: HabilitationEnListe) {
  const x = c.t.habilitations
  const profil = profilDe(c, l.application, l.niveau)
  return [
    <ActionsDeLigne c={c} l={l} profil={profil} />,
    <>{grouper(l.structure.typeIdentifiant as TypeIdentifiant, l.structure.identifiant)}</>,
    <a href={adresseAvec(c.url, { structure: l.structure.id, utilisateur: l.utilisateur.id, recherche: null, recu: null })}>
      {l.utilisateur.prenom} {l.utilisateur.nom}
    </a>,
    l.service ? <>{l.service.nom}</> : <span class="muted">{x.touteLaStructure}</span>,
    l.service ? (
      <Etiquette genre={l.service.statut === 'ACTIF' ? 'ok' : 'neutre'}>{x.statutService[l.service.statut] ?? l.service.statut}</Etiquette>
    ) : (
      <span class="muted">{x.sansObjet}</span>
    ),
    <>{profil}</>,
    <Vigueur c={c} l={l} />,
  ]
}

/** The pencil and the cross; where they are missing, why (PLUS-07). What is programmed can still be removed at once. */
function ActionsDeLigne({ c, l, profil }: { c: Contexte; l: HabilitationEnListe; profil: string }) {
  const x = c.t.habilitations.gerer
  const croix = (
    <a
      class="icon-button icon-button--danger"
      href={`${GERER}/retirer?ligne=${l.id}`}
      data-dialogue-page
      aria-label={x.retirer(profil)}
      title={x.retirer(profil)}
    >
      <Icone nom="croix" />
    </a>
  )
  if (l.action === 'possible')
    return (
      <>
        <a
          class="icon-button"
          href={`${GERER}/modifier?ligne=${l.id}`}
          data-dialogue-page
          aria-label={x.modifier(profil)}
          title={x.modifier(profil)}
        >
          <Icone nom="modifier" />
        </a>{' '}
        {croix}
      </>
    )
  if (l.action === 'programmee') return croix
  const { raison, remede } = c.t.habilitations.pourquoi(l.action, null)
  return (
    <span class="muted" title={`${raison} ${remede}`}>
      <Icone nom="verrou" />
      <Cache>
        {raison} {remede}
      </Cache>
    </span>
  )
}

function FiltresHabilitations({ c, choix, filtre }: { c: Contexte; choix: Choix; filtre: Filtre }) {
  const x = c.t.habilitations
  const tous = { valeur: '', libelle: x.gerer.tous }
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
          facultatif
          valeur={filtre.service ?? ''}
          options={[
            { valeur: '', libelle: x.gerer.tousServices },
            ...choix.services.map((s) => ({
              valeur: s.id,
              libelle: s.statut === 'ACTIF' ? s.nom : `${s.nom} (${(x.statutService[s.statut] ?? s.statut).toLowerCase()})`,
            })),
          ]}
        />
        {beaucoup ? (
          <Champ nom="recherche" type="search" libelle={x.gerer.recherche} valeur={filtre.recherche ?? ''} />
        ) : (
          <Champ
            nom="utilisateur"
            type="select"
            libelle={c.t.champs.libelles.utilisateur}
            valeur={filtre.utilisateur ?? ''}
            options={[tous, ...choix.contacts.map((u) => ({ valeur: u.id, libelle: `${u.prenom} ${u.nom}` }))]}
          />
        )}
        <Champ
          nom="profil"
          type="select"
          libelle={x.colonnes.profil}
          valeur={filtre.profil ?? ''}
          options={[
            { valeur: '', libelle: x.gerer.tousProfils },
            ...Object.entries(c.t.catalogue.applications).map(([valeur, libelle]) => ({ valeur, libelle })),
          ]}
        />
        <Champ
          nom="etat"
          type="select"
          libelle={x.gerer.etat}
          valeur={filtre.etat ?? ''}
          options={[{ valeur: '', libelle: x.gerer.etatCourant }, ...ETATS_HABILITATIONS.map((e) => ({ valeur: e, libelle: x.etats[e]! }))]}
        />
      </Filtres>
      {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser={`${GERER}?structure=${choix.structure!.id}`} /> : null}
    </>
  )
}

const suiteDe = ({ structure, contact }: Choix, utilisateur: string | undefined) =>
  new URLSearchParams({ structure: structure!.id, ...(utilisateur && contact ? { utilisateur } : {}) }).toString()
const Ajouter = ({ c, suite }: { c: Contexte; suite: string }) => (
  <Bouton petit icone="plus" href={`${GERER}/ajouter?${suite}`} attrs={{ 'data-dialogue-page': true }}>
    {c.t.habilitations.gerer.ajouter}
  </Bouton>
)

/** Of whom these are, and what one may do for that person. */
function Entete({ c, choix, utilisateur }: { c: Contexte; choix: Choix; utilisateur: string | undefined }) {
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
