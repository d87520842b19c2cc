import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { revientSelon } from '#app/organisation/habilitations/blocs.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, profilDe, Vigueur } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { Ensuite } from '#app/organisation/habilitations/champs.tsx'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { modifierHabilitation } from '#app/organisation/habilitations/modifier.ts'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { enSaisie, lignesVisees } from '#app/organisation/habilitations/visees.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { refus, type Demande } from '#demandes/index.ts'
import { Alerte, Champ, Champs, Formulaire, Page, Resume } from '#ui/index.ts'
import { dernierJour } from '#ui/textes/format.ts'

/** What lasts on the line: what comes back already at its end, else what it holds. */
const durable = (c: ContexteDuParcours, l: HabilitationEnListe) =>
  profilDe(c, l.application, (l.retour?.profil ?? l.profil).endsWith('modification') ? 2 : 1)

/** HAB-04 « Modifier la ligne »: the other level, or another end. */
export const parcoursModifier = definirParcours<HabilitationEnListe | null>({
  chemin: `${GERER}/modifier`,
  definition: modifierHabilitation as unknown as Demande,
  charger: async (c) => (await lignesVisees(c))[0] ?? null,
  structureDe: () => null,
  adapter: (champs, _saisie, ligne) => ({
    lignes: ligne
      ? [
          {
            ...enSaisie(ligne),
            profil: `${ligne.application}.${champs.get('niveau')?.[0] ?? ''}`,
            fin: champs.get('fin')?.[0] || null,
            revenir: revientSelon(champs.get('ensuite')?.[0]),
          },
        ]
      : [],
  }),
  apres: retourALaListe,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="modifier" />,

  formulaire: (c, ligne, etat) => {
    if (!ligne) throw refus(c.t, 'introuvable')
    const x = c.t.habilitations
    const typee = (etat.saisie?.lignes as { profil: string; fin: string | null; revenir?: boolean }[] | undefined)?.[0]
    const erreurs = etat.erreurs.map((e) => ({ ...e, champ: e.champ.endsWith('fin') ? 'fin' : 'niveau' }))
    const retour = `${GERER}?structure=${ligne.structure.id}&utilisateur=${ligne.utilisateur.id}`
    const bloque = ligne.action === 'possible' ? null : x.pourquoi(ligne.action, ligne.changement?.demande ?? null)
    const erreur = (nom: string) => erreurs.find((e) => e.champ === nom)?.message
    return (
      <Page
        c={cadre(c)}
        titre={x.modifier.titre}
        pour={pourLaStructure(c, ligne.structure)}
        fil={filDe(c, x.modifier.titre)}
        etapes={{ liste: x.modifier.etapes, courante: 0 }}
        {...fautesDe(c, erreurs, etat.refus)}
        aide="/documentation/organisation/utilisateurs/gerer-les-habilitations"
      >
        <div class="narrow stack" data-en-dialogue>
          <RefusAvecRemede refus={etat.refus} />
          <Resume
            lignes={[
              { cle: x.colonnes.contact, valeur: `${ligne.utilisateur.prenom} ${ligne.utilisateur.nom}` },
              {
                cle: x.colonnes.service,
                valeur: ligne.service
                  ? `${ligne.service.nom} (${(x.statutService[ligne.service.statut] ?? '').toLowerCase()})`
                  : x.touteLaStructure,
              },
              { cle: x.colonnes.profil, valeur: profilDe(c, ligne.application, ligne.niveau) },
              { cle: x.colonnes.enVigueur, valeur: <Vigueur c={c} l={ligne} /> },
            ]}
          />
          {bloque ? (
            <Alerte genre="warn" titre={bloque.raison}>
              <p>
                {bloque.remede} <a href={retour}>{x.retirer.retour}</a>
              </p>
            </Alerte>
          ) : (
            <Formulaire action={`${GERER}/modifier?ligne=${ligne.id}`}>
              <input type="hidden" name="_cle" value={etat.cle} />
              <Champs>
                <Champ
                  nom="niveau"
                  type="radios"
                  libelle={x.modifier.nouveau}
                  valeur={typee?.profil.split('.')[1] ?? (ligne.niveau === 1 && ligne.niveaux > 1 ? 'modification' : 'consultation')}
                  erreur={erreur('niveau')}
                  options={([1, 2] as const)
                    .slice(0, ligne.niveaux)
                    .map((n) => ({ valeur: n === 2 ? 'modification' : 'consultation', libelle: profilDe(c, ligne.application, n) }))}
                />
                <Champ
                  nom="fin"
                  type="date"
                  largeur="w3"
                  libelle={x.ajouter.fin}
                  facultatif
                  aide={x.ajouter.finAide}
                  valeur={typee ? (typee.fin ?? '') : dernierJour(ligne.fin)}
                  erreur={erreur('fin')}
                  attrs={{ max: '2099-12-31' }}
                />
                <Ensuite c={c} nom="ensuite" revenir={typee?.revenir ?? true} profil={durable(c, ligne)} />
              </Champs>
              <PiedDuFormulaire c={c} verifier={x.modifier.enregistrer} retour={retour} note={x.modifier.note} />
            </Formulaire>
          )}
        </div>
      </Page>
    )
  },
})
