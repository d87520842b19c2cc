import { COLONNES, DEMANDES, ETAT_LISTE } from '#ui/apercu.donnees.ts'
import {
  ActionsGroupees,
  Bouton,
  Carte,
  Champ,
  Etiquette,
  Exports,
  Filtres,
  FormulaireDeSelection,
  Identifiant,
  Onglets,
  Outils,
  Pages,
  Pastilles,
  Section,
  Tableau,
  Temps,
  TriDesCartes,
  type LigneTableau,
} from '#ui/index.ts'

const LIGNES: LigneTableau[] = DEMANDES.map((d) => ({
  cle: d.numero,
  etat: 'ligne' in d ? d.ligne : undefined,
  selection: d.choix ? d.numero : undefined,
  cellules: [
    <Etiquette genre={d.genre}>{d.etat}</Etiquette>,
    <>
      <a href={`/approbations/${d.numero}`}>{d.titre}</a>
      <span class="sub">
        {d.numero} · {d.detail}
      </span>
    </>,
    <Identifiant valeur={d.structure} />,
    d.service,
    <Temps date={d.creeLe} forme="courte" />,
    <a href={`/approbations/${d.numero}/historique`}>Historique</a>,
  ],
}))

/** A list with everything a list can have. */
export function ApercuListe({ url }: { url: URL }) {
  return (
    <Section id="liste" titre="Liste">
      <Carte nue>
        <Onglets
          libelle="Approbations"
          onglets={[
            { libelle: 'À décider', href: '?onglet=a-decider', courant: true, nombre: 5 },
            { libelle: 'Toutes', href: '?onglet=toutes', courant: false, nombre: 143 },
          ]}
        />
        <Filtres libelle="Filtrer les approbations" url={url} noms={['recherche', 'etat']}>
          <Champ nom="recherche" libelle="Demandeur, structure ou numéro" type="search" valeur={url.searchParams.get('recherche')} />
          <Champ
            nom="etat"
            libelle="État"
            type="select"
            options={[
              { valeur: '', libelle: 'Tous' },
              { valeur: 'demande', libelle: 'Demandé' },
            ]}
          />
        </Filtres>
        <Pastilles pastilles={[{ libelle: 'Créé depuis le 01/08/2026', href: '?etat=' }]} reinitialiser="?" />
        <TriDesCartes colonnes={COLONNES} etat={ETAT_LISTE} url={url} />
        <FormulaireDeSelection action="/ui">
          <Outils actions={<Exports href={(f) => `/ui.${f}`} />}>
            <b>Plus de 10 000 approbations</b>, dont 5 à décider
          </Outils>
          <ActionsGroupees>
            <Bouton petit>Approuver la sélection…</Bouton>
            <Bouton petit genre="second">
              Refuser…
            </Bouton>
          </ActionsGroupees>
          <Tableau
            colonnes={COLONNES}
            lignes={LIGNES}
            etat={ETAT_LISTE}
            url={url}
            legende="Liste des approbations"
            selection={{ nom: 'choix' }}
          />
        </FormulaireDeSelection>
        <Pages etat={ETAT_LISTE} url={url} />
      </Carte>
    </Section>
  )
}
