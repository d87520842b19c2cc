import { codeDuProfil } from '#acces/index.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Bloc } from '#app/organisation/habilitations/blocs.ts'
import { servicesDe, type Choix } from '#app/organisation/habilitations/choix.ts'
import { optionsDePersonnes } from '#app/organisation/utilisateurs/homonymes.ts'
import { Champ, Champs, Erreur } from '#ui/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { jourIso } from '#ui/textes/format.ts'

export function DatesDeLigne({
  c,
  rang,
  bloc,
  erreurs,
}: {
  c: Contexte
  rang: number
  bloc: Pick<Bloc, 'debut' | 'fin' | 'revenir'>
  erreurs: ErreurChamp[]
}) {
  const x = c.t.habilitations.ajouter
  const erreur = (nom: string) => erreurs.find((e) => e.champ === nom)?.message
  const demain = jourIso(new Date(c.heure.getTime() + 86_400_000))
  return (
    <>
      <Champ
        nom={`debut.${rang}`}
        type="date"
        largeur="w3"
        libelle={x.debut}
        facultatif
        aide={x.debutAide}
        valeur={bloc.debut}
        erreur={erreur(`debut.${rang}`)}
        attrs={{ min: demain, max: '2099-12-31' }}
      />
      <Champ
        nom={`fin.${rang}`}
        type="date"
        largeur="w3"
        libelle={x.fin}
        facultatif
        aide={x.finAide}
        valeur={bloc.fin}
        erreur={erreur(`fin.${rang}`)}
        attrs={{ min: demain, max: '2099-12-31' }}
      />
      <Ensuite c={c} nom={`ensuite.${rang}`} revenir={bloc.revenir} />
    </>
  )
}

/** What follows a temporary profile, where it replaces another: a choice offered, of no consequence elsewhere. */
export function Ensuite({ c, nom, revenir, profil }: { c: Contexte; nom: string; revenir: boolean; profil?: string }) {
  const x = c.t.habilitations.ensuite
  return (
    <Champ
      nom={nom}
      type="select"
      largeur="w3"
      libelle={x.libelle}
      aide={profil ? x.aideLigne : x.aide}
      valeur={revenir ? 'revenir' : 'rien'}
      options={[
        { valeur: 'revenir', libelle: profil ? x.revenirA(profil) : x.revenir },
        { valeur: 'rien', libelle: x.rien },
      ]}
    />
  )
}

/** The applications, and a box for each level: several profiles at once (HAB-03). */
export function GrilleDeProfils({
  c,
  rang,
  profils,
  erreur,
  octroi,
  unNiveau,
}: {
  c: Contexte
  rang: number
  profils: string[]
  erreur: string | undefined
  octroi: boolean
  unNiveau: string[]
}) {
  const x = c.t.habilitations.ajouter
  const id = `profil.${rang}`
  return (
    <fieldset class={erreur ? 'field field--error' : 'field'} id={id} tabindex={-1} aria-describedby={erreur ? `${id}-erreur` : undefined}>
      <legend>{x.profil}</legend>
      <p class="hint">
        {x.profilAide}
        {octroi ? null : <> {x.octroi}</>}
      </p>
      <Erreur id={id} message={erreur} />
      <div class="pick" tabindex={0} role="region" aria-label={rang ? `${x.applications} (${x.ligne(rang + 1)})` : x.applications}>
        <table>
          <thead>
            <tr>
              <th scope="col">{x.application}</th>
              <th scope="col">{x.consultation}</th>
              <th scope="col">{x.modification}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(c.t.catalogue.applications).map(([code, nom]) => (
              <tr key={code}>
                <th scope="row">{nom}</th>
                {([1, 2] as const).map((niveau) => (
                  <td key={niveau}>
                    {niveau === 2 && (unNiveau.includes(code) || (code === 'organisation' && !octroi)) ? null : (
                      <label>
                        <input
                          type="checkbox"
                          name={id}
                          value={codeDuProfil(code, niveau)}
                          checked={profils.includes(codeDuProfil(code, niveau))}
                          aria-label={c.t.catalogue.profil(code, niveau)}
                        />
                      </label>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}

/** Contact, service with its statut, profiles and dates: one block. */
export function BlocDeLignes({
  c,
  rang,
  bloc,
  choix,
  erreurs,
  octroi,
}: {
  c: Contexte
  rang: number
  bloc: Bloc
  choix: Choix
  erreurs: ErreurChamp[]
  octroi: boolean
}) {
  const x = c.t.habilitations
  const erreur = (nom: string) => erreurs.find((e) => e.champ === `${nom}.${rang}`)?.message
  const contacts =
    choix.contact && !choix.contacts.some((u) => u.id === choix.contact!.id) ? [choix.contact, ...choix.contacts] : choix.contacts
  return (
    <Champs>
      <Champ
        nom={`utilisateur.${rang}`}
        type="select"
        largeur="w3"
        libelle={x.ajouter.contact}
        valeur={bloc.utilisateur}
        erreur={erreur('utilisateur')}
        sansChoix={x.ajouter.choisir}
        options={optionsDePersonnes(contacts, servicesDe)}
      />
      <Champ
        nom={`service.${rang}`}
        type="select"
        largeur="w3"
        libelle={x.ajouter.service}
        aide={x.ajouter.serviceAide}
        valeur={bloc.service}
        erreur={erreur('service')}
        sansChoix={choix.structure!.entiere ? x.touteLaStructure : undefined}
        options={choix.services.map((s) => ({
          valeur: s.id,
          libelle: `${s.nom} — ${(x.statutService[s.statut] ?? s.statut).toLowerCase()}`,
        }))}
      />
      <GrilleDeProfils c={c} rang={rang} profils={bloc.profils} erreur={erreur('profil')} octroi={octroi} unNiveau={choix.unNiveau} />
      <DatesDeLigne c={c} rang={rang} bloc={bloc} erreurs={erreurs} />
    </Champs>
  )
}
