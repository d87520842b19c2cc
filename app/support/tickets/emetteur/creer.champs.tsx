import type { Contexte } from '#app/contexte.ts'
import type { Envoi } from '#app/organisation/pieces-jointes/index.ts'
import { TYPES_OBJET } from '#app/support/tickets/champs.ts'
import type { Fiche } from '#app/support/tickets/emetteur/aides.tsx'
import type { SaisieGardee } from '#app/support/tickets/emetteur/brouillons.ts'
import type { Categorie } from '#app/support/tickets/emetteur/creer.ts'
import type { Delai } from '#app/support/tickets/emetteur/delai.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { Alerte, Champ, Champs, optionsDe } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

export interface EtatDeCreation {
  cle: string
  saisie: SaisieGardee
  erreurs: ErreurChamp[]
  refus: string | null
  envois: Envoi[]
  fiches: Fiche[] | null
  objet: string | null
  /** Where the portal writes to them. */ contact: string
  /** Name of the structure that is chosen. */ designation: string | null
}

export interface Props {
  c: Contexte
  chemin: string
  fil: { nom: string; href?: string }[]
  categorie: Categorie
  etat: EtatDeCreation
  /** Undefined: nobody yet to say it of. */ delai: Delai | null | undefined
}

type Parties = Omit<Props, 'chemin' | 'fil' | 'delai'>

const choisieDans = (categorie: Categorie, etat: EtatDeCreation) =>
  categorie.sousCategories.find((s) => s.code === etat.saisie.sousCategorie)

export function champDe(etat: Pick<EtatDeCreation, 'erreurs' | 'saisie'>, nom: keyof SaisieGardee) {
  const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
  return { nom, valeur: etat.saisie[nom] ?? '', ...(erreur ? { erreur } : {}) }
}

export function Generales({ c, categorie, etat }: Parties) {
  const x = c.t.tickets.formulaire
  const o = c.t.emission.objet
  const avecObjet = categorie.sousCategories.some((s) => s.avecObjet)
  const choisie = choisieDans(categorie, etat)
  const issue =
    etat.objet === 'trouve'
      ? o.trouve(identifiantGroupe(etat.saisie.destinataire ?? ''))
      : etat.objet === 'inconnu' || etat.objet === 'muet' || etat.objet === 'manque'
        ? o[etat.objet]
        : null
  return (
    <>
      <Champs>
        <Champ
          {...champDe(etat, 'sousCategorie')}
          type="select"
          libelle={c.t.tickets.sousCategorie}
          aide={x.sousCategorieAide}
          sansChoix={x.choisissez}
          options={categorie.sousCategories.map((s) => ({ valeur: s.code, libelle: nomDansLaLangue(c, s) }))}
        />
        {avecObjet ? (
          <>
            <Champ
              {...champDe(etat, 'typeObjet')}
              type="select"
              facultatif={!choisie?.avecObjet}
              largeur="w3"
              libelle={x.typeObjet}
              aide={x.objetAide}
              sansChoix={x.choisissez}
              options={optionsDe(TYPES_OBJET, c.t.tickets.typesObjet)}
            />
            <Champ
              {...champDe(etat, 'numeroObjet')}
              facultatif={!choisie?.avecObjet}
              largeur="w3"
              libelle={x.numeroObjet}
              aide={x.objetAide}
              maxLength={100}
            />
          </>
        ) : null}
        {categorie.sousCategories.some((s) => s.metier) ? (
          <>
            <Champ
              {...champDe(etat, 'destinataire')}
              facultatif={!choisie?.metier}
              largeur="w3"
              libelle={c.t.tickets.destinataire}
              aide={avecObjet && c.settings.FACTURATION_URL ? `${x.destinataireAide} ${o.aide}` : x.destinataireAide}
              maxLength={100}
            />
            <Champ {...champDe(etat, 'codeService')} facultatif largeur="w3" libelle={x.codeService} maxLength={100} />
          </>
        ) : null}
      </Champs>
      {issue ? (
        <Alerte genre={etat.objet === 'trouve' ? 'ok' : 'warn'} role="status">
          {issue}
        </Alerte>
      ) : null}
    </>
  )
}

export function Emetteur({ c, categorie, etat }: Parties) {
  const x = c.t.tickets.formulaire
  const metier = categorie.sousCategories.some((s) => s.metier)
  return (
    <Champs>
      {c.structures.length ? (
        <>
          <Structure c={c} etat={etat} aide={metier ? x.structureAide : undefined} facultatif={!choisieDans(categorie, etat)?.metier} />
          <Champ
            nom="designation"
            libelle={x.designation}
            largeur="w3"
            valeur={etat.designation ?? ''}
            verrou={{ pourquoi: x.designationSeule }}
            attrs={{ 'data-ticket-target': 'designation', 'data-seul': `${c.utilisateur!.prenom} ${c.utilisateur!.nom}` }}
          />
          <Champ {...champDe(etat, 'service')} facultatif libelle={c.t.emission.service} aide={c.t.emission.serviceAide} maxLength={100} />
        </>
      ) : null}
      <Champ
        {...champDe(etat, 'courriel')}
        valeur={etat.saisie.courriel ?? etat.contact}
        type="email"
        largeur="w3"
        libelle={x.courriel}
        maxLength={254}
      />
      <Champ {...champDe(etat, 'telephone')} type="tel" facultatif largeur="w3" libelle={x.telephone} maxLength={30} />
    </Champs>
  )
}

/** Chosen while the list holds them all; past that, typed: whoever acts for two hundred structures knows their numbers. */
function Structure({ c, etat, aide, facultatif }: { c: Contexte; etat: EtatDeCreation; aide: string | undefined; facultatif: boolean }) {
  const x = c.t.tickets.formulaire
  const champ = champDe(etat, 'structure')
  if (c.nombreStructures > c.structures.length)
    return (
      <Champ
        {...champ}
        valeur={c.structures.find((s) => s.id === champ.valeur)?.identifiant ?? champ.valeur}
        facultatif={facultatif}
        largeur="w3"
        libelle={x.structure}
        aide={[aide, x.structureTapee(c.nombreStructures)].filter(Boolean).join(' ')}
        maxLength={100}
      />
    )
  const choisie = c.structures.find((s) => s.identifiant === champ.valeur)?.id ?? champ.valeur
  return (
    <Champ
      {...champ}
      valeur={choisie}
      type="select"
      facultatif={facultatif}
      libelle={x.structure}
      aide={aide}
      sansChoix={x.pourMoi}
      options={c.structures.map((s) => ({ valeur: s.id, libelle: `${s.nom} (${identifiantGroupe(s.identifiant)})` }))}
    />
  )
}
