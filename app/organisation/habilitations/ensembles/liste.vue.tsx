import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import type { Ensemble } from '#app/organisation/habilitations/ensembles/lire.ts'
import type { AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { LiensVoisins } from '#app/organisation/habilitations/liens.tsx'
import { CHERCHE_STRUCTURE, ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import type { Probleme } from '#platform/http/problem.ts'
import { Actions, Bouton, Cache, Carte, Champ, Etiquette, Filtres, Formulaire, Icone, Page, Succes, Tableau, Vide } from '#ui/index.ts'

export const ENSEMBLES = `${GERER}/ensembles`

export interface Donnees {
  gouvernees: AvecStructure
  ensembles: Ensemble[]
}

export function Ensembles({ c, d: { gouvernees, ensembles }, refuse }: { c: Contexte; d: Donnees; refuse: Probleme | null }) {
  const x = c.t.droits.ensembles
  const { structure } = gouvernees
  const siens = ensembles.filter((e) => e.structure !== null)
  const portail = ensembles.filter((e) => e.structure === null)
  /** The set that a new attachment receives here. */
  const recu = (siens.find((e) => e.parDefaut) ?? portail.find((e) => e.parDefaut))?.id
  const fait = x.faits[c.url.searchParams.get('fait') ?? '']
  const suite = `?structure=${structure.id}`
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      large
      pour={pourLaStructure(c, structure)}
      fil={filDe(c, x.titre)}
      erreur={refuse !== null}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
      actions={<LiensVoisins c={c} structure={structure.id} sauf="ensembles" />}
    >
      <div class="stack stack--loose">
        {fait ? <Succes>{fait}</Succes> : null}
        <RefusAvecRemede refus={refuse} />
        {gouvernees.parmi.nombre > 1 ? (
          <Carte nue>
            <Filtres libelle={c.t.champs.libelles.structure} url={c.url} noms={['structure', CHERCHE_STRUCTURE, 'fait']}>
              <ChampStructure c={c} {...gouvernees} choisie={structure} libelle={c.t.champs.libelles.structure} />
            </Filtres>
          </Carte>
        ) : null}
        <p class="row">
          <Bouton icone="personnes" href={`${ENSEMBLES}/accorder${suite}`}>
            {x.accorder}
          </Bouton>{' '}
          <Bouton genre="second" href={`${ENSEMBLES}/retirer${suite}`}>
            {x.retirer}
          </Bouton>
        </p>
        <Carte
          nue
          titre={x.deLaStructure}
          entete={
            <Bouton petit genre="second" icone="plus" href={`${ENSEMBLES}/creer${suite}`}>
              {x.creer}
            </Bouton>
          }
        >
          {siens.length ? (
            <Table c={c} ensembles={siens} structure={structure.id} legende={x.deLaStructure} recu={recu} />
          ) : (
            <Vide niveau="h3" titre={x.aucun} texte={x.aucunTexte} />
          )}
        </Carte>
        <Carte nue titre={x.duPortail}>
          <Table c={c} ensembles={portail} structure={structure.id} legende={x.duPortail} recu={recu} />
        </Carte>
        <Carte titre={x.defaut.titre}>
          <p>{x.defaut.texte}</p>
          <Formulaire action={`${ENSEMBLES}/defaut`} class="mt4">
            <input type="hidden" name="structure" value={structure.id} />
            <Champ
              nom="ensemble"
              type="radios"
              libelle={x.defaut.choix}
              valeur={siens.find((e) => e.parDefaut)?.id ?? ''}
              options={[
                {
                  valeur: '',
                  libelle: x.defaut.portail(portail.find((e) => e.parDefaut)?.nom ?? ''),
                  aide: portail.find((e) => e.parDefaut)?.description ?? '',
                },
                ...siens.map((e) => ({ valeur: e.id, libelle: e.nom, aide: e.description || enMots(c, e) })),
              ]}
            />
            <Actions>
              <Bouton genre="second">{x.defaut.bouton}</Bouton>
            </Actions>
          </Formulaire>
        </Carte>
      </div>
    </Page>
  )
}

const MONTRES = 4

const nommer = (c: Contexte, p: string) => c.t.catalogue.profil(p.split('.')[0]!, p.endsWith('.modification') ? 2 : 1)

/** The first of its profiles, and how many there are. */
const enMots = (c: Contexte, e: Ensemble) =>
  `${e.profils
    .slice(0, MONTRES)
    .map((p) => nommer(c, p))
    .join(', ')}${e.profils.length > MONTRES ? '…' : ''}`

function Table({
  c,
  ensembles,
  structure,
  legende,
  recu,
}: {
  c: Contexte
  ensembles: Ensemble[]
  structure: string
  legende: string
  recu: string | undefined
}) {
  const x = c.t.droits.ensembles
  const colonnes = [
    { nom: 'nom', libelle: x.colonnes.nom, entete: true },
    { nom: 'profils', libelle: x.colonnes.profils },
    { nom: 'actions', libelle: x.colonnes.actions, muette: true },
  ]
  return (
    <Tableau
      legende={x.liste(legende)}
      colonnes={colonnes}
      url={c.url}
      etat={{ page: 1, taille: ensembles.length, tri: '', total: ensembles.length, totalExact: true }}
      lignes={ensembles.map((e) => ({
        cle: e.id,
        cellules: [
          <>
            <b>{e.nom}</b> {e.id === recu ? <Etiquette genre="ok">{x.parDefaut}</Etiquette> : null}
            {e.description ? (
              <>
                <br />
                <small class="muted">{e.description}</small>
              </>
            ) : null}
          </>,
          e.profils.length > MONTRES ? (
            <details class="fold">
              <summary>
                {x.profils(e.profils.length)} <Icone nom="chevron" class="chevron" />
              </summary>
              <ul>
                {e.profils.map((p) => (
                  <li key={p}>{nommer(c, p)}</li>
                ))}
              </ul>
            </details>
          ) : (
            <>{e.profils.map((p) => nommer(c, p)).join(', ')}</>
          ),
          <div class="row">
            {e.structure ? (
              <Bouton petit genre="discret" href={`${ENSEMBLES}/${e.id}`}>
                {x.modifier}
                <Cache> {x.copierQuoi(e.nom)}</Cache>
              </Bouton>
            ) : (
              <Bouton petit genre="discret" icone="copier" href={`${ENSEMBLES}/creer?structure=${structure}&modele=${e.id}`}>
                {x.copier}
                <Cache> {x.copierQuoi(e.nom)}</Cache>
              </Bouton>
            )}
          </div>,
        ],
      }))}
    />
  )
}
