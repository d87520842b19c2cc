import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { ONGLETS, PRIORITES, STATUTS_TICKET } from '#app/support/tickets/champs.ts'
import { GROUPES, type NomGroupe } from '#app/support/tickets/criteres.ts'
import { NOMS_DES_FILTRES, requeteDesRecus } from '#app/support/tickets/destinataire/filtre.ts'
import { type Donnees, Resultats } from '#app/support/tickets/destinataire/liste.resultats.tsx'
import { SUIVANT } from '#app/support/tickets/destinataire/suivant.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { Groupes, nomDuMois } from '#app/support/tickets/groupes.tsx'
import {
  adresseAvec,
  Alerte,
  Bouton,
  Carte,
  Champ,
  Filtres,
  Formulaire,
  Onglets,
  Page,
  Pastilles,
  Succes,
  Vide,
  optionsDe,
} from '#ui/index.ts'

export const CHEMIN = '/support/tickets/recus'

export function Recus({ c, d }: { c: Contexte; d: Donnees }): JSX.Element {
  const { f, liste } = d
  const x = c.t.tickets
  const parti = /^transferer\.(CPROCS\d{7,12})$/.exec(c.url.searchParams.get('fait') ?? '')?.[1]
  const filtree = NOMS_DES_FILTRES.some((n) => f[n])
  const actions = (
    <div class="row">
      {d.choix.repond && f.onglet !== 'clotures' ? (
        <Formulaire action={SUIVANT}>
          <input type="hidden" name="_cle" value={randomUUID()} />
          <input type="hidden" name="filtre" value={requeteDesRecus(f).toString()} />
          <Bouton attrs={{ 'data-touche': 's', 'aria-keyshortcuts': 's' }}>{c.t.traitement.prendreLeSuivant}</Bouton>
        </Formulaire>
      ) : null}
      <Bouton genre="discret" href="/support/chiffres">
        {c.t.chiffres.voir}
      </Bouton>
      {d.choix.repond ? (
        <Bouton genre="second" href="/support/reponses">
          {c.t.traitement.reponses.titre}
        </Bouton>
      ) : null}
    </div>
  )
  return (
    <Page
      c={cadre(c)}
      titre={x.recus}
      large
      chapo={x.liste.chapoRecus}
      actions={actions}
      fil={[{ nom: x.support, href: '/support' }, { nom: x.recus }]}
      aide="/documentation/support/traiter-un-ticket"
    >
      {parti ? <Succes>{x.parti(parti)}</Succes> : null}
      {c.url.searchParams.get('fait') === 'aucun' ? (
        <Alerte genre="info" role="status">
          {c.t.traitement.aucunLibre}
        </Alerte>
      ) : null}
      <Carte nue>
        <Onglets
          libelle={x.recus}
          onglets={ONGLETS.map((o) => ({
            libelle: x.onglets[o],
            href: adresseAvec(c.url, { onglet: o, page: null, apres: null }),
            courant: f.onglet === o,
            ...liste.onglets[o],
          }))}
        />
        <Recherche c={c} d={d} />
        {filtree ? (
          <Pastilles
            reinitialiser={adresseAvec(c.url, Object.fromEntries([...NOMS_DES_FILTRES, 'page', 'apres'].map((n) => [n, null])))}
            pastilles={pastilles(c, d)}
          />
        ) : null}
        {f.grouper ? <Groupes c={c} par={f.grouper} groupes={liste.groupes} /> : null}
        {liste.elements.length ? (
          <Resultats c={c} d={d} />
        ) : filtree ? (
          <Vide titre={x.liste.vide} texte={x.liste.videTexte} />
        ) : (
          <Vide titre={x.liste.aucun[f.onglet]} texte={x.liste.aucunRecuTexte} />
        )}
      </Carte>
    </Page>
  )
}

function Recherche({ c, d: { f, categories, choix } }: { c: Contexte; d: Donnees }) {
  const x = c.t.traitement
  const tous = { valeur: '', libelle: x.liste.tous }
  const toutes = { valeur: '', libelle: x.liste.toutes }
  return (
    <Filtres
      libelle={c.t.tickets.recus}
      url={c.url}
      noms={['recherche', 'categorie', 'statut', 'priorite', 'attribue', 'retard', 'service', 'suivis', 'grouper']}
    >
      <Champ nom="recherche" type="search" libelle={c.t.tickets.liste.recherche} valeur={f.recherche ?? ''} />
      <Champ
        nom="priorite"
        type="select"
        libelle={x.priorite}
        valeur={f.priorite ?? ''}
        options={[toutes, ...optionsDe(PRIORITES, x.priorites)]}
      />
      <Champ
        nom="attribue"
        type="select"
        libelle={x.attribue}
        valeur={f.attribue ?? ''}
        options={[
          tous,
          { valeur: 'moi', libelle: x.liste.aMoi },
          { valeur: 'personne', libelle: x.liste.personne },
          ...choix.personnes.map((u) => ({ valeur: u.id, libelle: u.nom })),
        ]}
      />
      <Champ
        nom="categorie"
        type="select"
        libelle={c.t.tickets.categorie}
        valeur={f.categorie ?? ''}
        options={[toutes, ...categories.map((k) => ({ valeur: k.code, libelle: nomDansLaLangue(c, k) }))]}
      />
      <Champ
        nom="statut"
        type="select"
        libelle={c.t.tickets.statut}
        valeur={f.statut ?? ''}
        options={[tous, ...optionsDe(STATUTS_TICKET, c.t.tickets.statuts)]}
      />
      {choix.services.length ? (
        <Champ
          nom="service"
          type="select"
          libelle={x.service}
          valeur={f.service ?? ''}
          options={[
            tous,
            { valeur: 'aucun', libelle: x.liste.sansService },
            ...choix.services.map((s) => ({ valeur: s.id, libelle: s.nom })),
          ]}
        />
      ) : null}
      <Champ
        nom="grouper"
        type="select"
        libelle={x.liste.grouper}
        valeur={f.grouper ?? ''}
        sansChoix={x.liste.sansGroupe}
        options={GROUPES.map((g) => ({ valeur: g, libelle: nomDuGroupe(c, g) }))}
      />
      <Champ nom="retard" type="checkbox" libelle={x.liste.enRetard} valeur={f.retard === 'oui'} />
      <Champ nom="suivis" type="checkbox" libelle={x.liste.suivis} valeur={f.suivis === 'oui'} />
    </Filtres>
  )
}

const nomDuGroupe = (c: Contexte, g: NomGroupe) =>
  ({
    categorie: c.t.tickets.categorie,
    sousCategorie: c.t.tickets.sousCategorie,
    statut: c.t.tickets.statut,
    creeLe: c.t.emission.liste.colonnes.creeLe,
    priorite: c.t.traitement.priorite,
    agent: c.t.traitement.attribue,
    service: c.t.traitement.service,
  })[g]

function pastilles(c: Contexte, { f, categories, choix }: Donnees) {
  const x = c.t.traitement
  const k = categories.find((y) => y.code === f.categorie)
  const s = categories.flatMap((y) => y.sousCategories).find((y) => y.code === f.sousCategorie)
  const noms: Record<(typeof NOMS_DES_FILTRES)[number], string | null | undefined> = {
    recherche: f.recherche ? `« ${f.recherche} »` : null,
    categorie: k && nomDansLaLangue(c, k),
    sousCategorie: s && nomDansLaLangue(c, s),
    mois: f.mois && nomDuMois(c, f.mois),
    statut: f.statut && c.t.tickets.statuts[f.statut as keyof typeof c.t.tickets.statuts],
    priorite: f.priorite && `${x.priorite}${c.t.commun.deuxPoints}${x.priorites[f.priorite as keyof typeof x.priorites]}`,
    attribue:
      f.attribue &&
      `${x.attribue}${c.t.commun.deuxPoints}${f.attribue === 'moi' ? x.liste.aMoi : f.attribue === 'personne' ? x.liste.personne : (choix.personnes.find((u) => u.id === f.attribue)?.nom ?? '—')}`,
    retard: f.retard && x.liste.enRetard,
    service:
      f.service &&
      (f.service === 'aucun'
        ? x.liste.sansService
        : `${x.service}${c.t.commun.deuxPoints}${choix.services.find((s) => s.id === f.service)?.nom ?? '—'}`),
    incident: f.incident && x.liste.incident(choix.incident?.titre ?? '—'),
    suivis: f.suivis && x.liste.suivis,
  }
  return NOMS_DES_FILTRES.flatMap((n) => (noms[n] ? [{ libelle: noms[n], href: adresseAvec(c.url, { [n]: null, page: null }) }] : []))
}
