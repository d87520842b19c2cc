import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid } from '#app/contexte.ts'
import { definirParcours } from '#app/demandes/parcours.ts'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { blocsDesLignes, erreursDesBlocs, lignesDesBlocs, lireBlocs, type Bloc } from '#app/organisation/habilitations/blocs.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { chargerChoix, envoyes, filDe, lignesDuBrouillon, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { aQuiDemander } from '#app/organisation/structures/a-qui-demander.ts'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { BlocDeLignes } from '#app/organisation/habilitations/champs.tsx'
import { ChercherUnContact, chercheDe } from '#app/organisation/habilitations/chercher.tsx'
import type { Choix } from '#app/organisation/habilitations/choix.ts'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { qualitesSur } from '#acces/index.ts'
import { refus, type Demande } from '#demandes/index.ts'
import { Bouton, Formulaire, Groupe, Page } from '#ui/index.ts'

interface Donnees {
  choix: Choix
  octroi: boolean
}

/** HAB-03 « Ajouter une ligne »: a contact, a service, profiles; another line with « Ajouter une autre ligne », without script too. */
export const parcoursAjouter = definirParcours<Donnees>({
  chemin: `${GERER}/ajouter`,
  definition: ajouterHabilitation as unknown as Demande,
  charger: async (c) => {
    const gardees = await lignesDuBrouillon(c)
    const choisis = [...gardees.map((l) => l.utilisateur), ...envoyes(c, /^utilisateur\.\d+$/)].filter(estUuid)
    const choix = await chargerChoix(
      c,
      uuidDe(c, 'structure') ?? gardees[0]?.structure ?? null,
      uuidDe(c, 'utilisateur') ?? gardees[0]?.utilisateur ?? null,
      { recherche: chercheDe(c), choisis },
    )
    if (!choix.structure)
      throw refus(c.t, 'acces-refuse', {
        raison: c.t.habilitations.gerer.rien,
        remede: c.t.acces.remedeGestionnaire(await aQuiDemander(c, c.utilisateur.id)),
      })
    return { choix, octroi: (await qualitesSur(c.db, c.utilisateur.id, [choix.structure.id])).size > 0 }
  },
  structureDe: () => null,
  adapter: (champs, _saisie, { choix }) => ({
    lignes: lignesDesBlocs(
      lireBlocs((nom) => champs.get(nom) ?? []),
      choix.structure!.id,
    ),
  }),
  apres: retourALaListe,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="ajouter" />,

  formulaire: (c, { choix, octroi }, etat) => {
    const x = c.t.habilitations
    const structure = choix.structure!
    const p = c.url.searchParams
    const typees = etat.saisie?.lignes as Parameters<typeof blocsDesLignes>[0] | undefined
    const { blocs, rangs } = typees
      ? blocsDesLignes(typees)
      : {
          blocs: lireBlocs((nom) => p.getAll(nom)).map((b, i): Bloc =>
            i === 0 && !b.utilisateur
              ? { ...b, utilisateur: choix.contact?.id ?? '', service: b.service || (uuidDe(c, 'service') ?? '') }
              : b,
          ),
          rangs: [],
        }
    const erreurs = erreursDesBlocs(c.t, etat.erreurs, rangs).map((e) =>
      e.champ.startsWith('utilisateur.') && e.code === 'champ-manquant'
        ? { ...e, message: c.t.champs.erreur('choix-manquant', x.ajouter.contact) }
        : e,
    )
    return (
      <Page
        c={cadre(c)}
        titre={x.ajouter.titre}
        pour={pourLaStructure(c, structure)}
        fil={filDe(c, x.ajouter.titre)}
        etapes={{ liste: x.ajouter.etapes, courante: 0 }}
        {...fautesDe(c, erreurs, etat.refus)}
        aide="/documentation/organisation/utilisateurs/gerer-les-habilitations"
      >
        <div class="narrow" data-en-dialogue>
          <Formulaire action={`${GERER}/ajouter?structure=${structure.id}`} class="stack">
            <RefusAvecRemede refus={etat.refus} />
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="structure" value={structure.id} />
            <ChercherUnContact c={c} choix={choix} attrs={{ formmethod: 'get', 'data-turbo': 'false' }} />
            {blocs.map((bloc, i) =>
              blocs.length > 1 ? (
                <Groupe key={i} titre={x.ajouter.ligne(i + 1)} premier={i === 0}>
                  <BlocDeLignes c={c} rang={i} bloc={bloc} choix={choix} erreurs={erreurs} octroi={octroi} />
                </Groupe>
              ) : (
                <BlocDeLignes key={i} c={c} rang={i} bloc={bloc} choix={choix} erreurs={erreurs} octroi={octroi} />
              ),
            )}
            <p>
              <Bouton
                genre="discret"
                petit
                icone="plus"
                name="nombre"
                value={String(blocs.length + 1)}
                attrs={{ formmethod: 'get', 'data-turbo': 'false' }}
              >
                {x.ajouter.encore}
              </Bouton>
            </p>
            <input type="hidden" name="nombre" value={blocs.length} />
            <PiedDuFormulaire
              c={c}
              verifier={x.ajouter.verifier}
              retour={`${GERER}?structure=${structure.id}${choix.contact ? `&utilisateur=${choix.contact.id}` : ''}`}
              note={x.ajouter.note}
            />
          </Formulaire>
        </div>
      </Page>
    )
  },
})
