import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import type { AvecStructure } from '#app/organisation/habilitations/gouvernees.ts'
import { lireFiltreTableau } from '#app/organisation/habilitations/qui-peut-quoi/filtre.ts'
import { APPLICATIONS } from '#app/organisation/habilitations/qui-peut-quoi/groupes.ts'
import { CHERCHE_STRUCTURE, ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { adresseAvec, Champ, Filtres, Pastilles, optionsDe } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

export const QUI_PEUT_QUOI = `${GERER}/qui-peut-quoi`

const CHAMPS = ['structure', CHERCHE_STRUCTURE, 'recherche', 'service', 'application', 'niveau', 'au', 'detient']

export type Filtre = ReturnType<typeof lireFiltreTableau>

export function FiltresDuTableau({ c, gouvernees, filtre, au }: { c: Contexte; gouvernees: AvecStructure; filtre: Filtre; au: Date }) {
  const x = c.t.droits.tableau
  const { services } = gouvernees
  const service = services.find((s) => s.id === filtre.service)
  const pastilles = [
    ...(filtre.recherche ? [{ libelle: `« ${filtre.recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
    ...(service ? [{ libelle: service.nom, href: adresseAvec(c.url, { service: null }) }] : []),
    ...(filtre.application
      ? [{ libelle: c.t.catalogue.applications[filtre.application]!, href: adresseAvec(c.url, { application: null }) }]
      : []),
    ...(filtre.niveau ? [{ libelle: x.niveau.modification, href: adresseAvec(c.url, { niveau: null }) }] : []),
    ...(filtre.detient ? [{ libelle: x.detient, href: adresseAvec(c.url, { detient: null }) }] : []),
    ...(filtre.au ? [{ libelle: x.pastilleAu(dateHeure(au, c.langue)), href: adresseAvec(c.url, { au: null }) }] : []),
  ]
  return (
    <>
      <Filtres libelle={x.filtrer} url={c.url} noms={CHAMPS}>
        <ChampStructure c={c} {...gouvernees} choisie={gouvernees.structure} libelle={c.t.champs.libelles.structure} />
        <Champ nom="recherche" type="search" libelle={x.personne} valeur={filtre.recherche ?? ''} autoComplete="off" />
        <Champ
          nom="application"
          type="select"
          libelle={c.t.champs.libelles.application}
          valeur={filtre.application ?? ''}
          sansChoix={x.toutes(APPLICATIONS.length)}
          options={optionsDe(APPLICATIONS, c.t.catalogue.applications)}
        />
        <Champ
          nom="niveau"
          type="select"
          libelle={x.niveau.libelle}
          valeur={filtre.niveau ? 'modification' : ''}
          sansChoix={x.niveau.tous}
          options={[{ valeur: 'modification', libelle: x.niveau.modification }]}
        />
        {services.length ? (
          <Champ
            nom="service"
            type="select"
            libelle={c.t.champs.libelles.service}
            valeur={filtre.service ?? ''}
            sansChoix={c.t.habilitations.touteLaStructure}
            options={services.map((s) => ({ valeur: s.id, libelle: s.nom }))}
          />
        ) : null}
        <Champ
          nom="au"
          type="datetime-local"
          libelle={x.au}
          valeur={filtre.au ? momentLocal(filtre.au) : ''}
          {...(filtre.momentIllisible ? { erreur: x.auIllisible } : {})}
        />
        {filtre.application ? null : <Champ nom="detient" type="checkbox" libelle={x.detient} valeur={filtre.detient ?? false} />}
      </Filtres>
      {pastilles.length ? (
        <Pastilles pastilles={pastilles} reinitialiser={`${QUI_PEUT_QUOI}?structure=${gouvernees.structure.id}`} />
      ) : null}
    </>
  )
}

/** As a field of date and hour wants it; a day alone begins at midnight. */
const momentLocal = (au: string) => (au.length === 10 ? `${au}T00:00` : au.slice(0, 16))
