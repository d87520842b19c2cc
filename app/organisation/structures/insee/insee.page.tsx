import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { definirParcours } from '#app/demandes/parcours.ts'
import { consulterSiret } from '#app/organisation/sirene/index.ts'
import { mettreAJourInsee } from '#app/organisation/structures/insee/insee.ts'
import { type Comparaison, Inconnu, Demenagement, Comparer } from '#app/organisation/structures/insee/vue.tsx'
import { exigerAction } from '#app/organisation/structures/exiger.ts'
import { filDeLaStructure, pourLaStructure } from '#app/organisation/structures/fil.ts'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { BlocRegistre } from '#app/organisation/structures/registre.page.tsx'
import { VerificationDeModification } from '#app/organisation/structures/modifier.parties.tsx'
import type { Demande } from '#demandes/index.ts'
import { Alerte, Bouton, Page } from '#ui/index.ts'

/** STR-08: the portal's value beside the register's, field by field; what is ticked is taken over. */
export const parcoursInsee = definirParcours<Comparaison>({
  chemin: '/organisation/structures/:id/insee',
  definition: mettreAJourInsee as unknown as Demande,
  charger: async (c) => {
    const structure = await exigerAction(c, c.params.id, 'mettreAJourInsee')
    return {
      structure,
      attente: [],
      registre: structure.typeIdentifiant === 'SIRET' ? await consulterSiret(c.db, c.settings, structure.identifiant) : null,
    }
  },
  structureDe: ({ structure }) => structure,

  formulaire: (c, d, etat) => {
    const { t } = c
    const x = t.structures.insee
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        pour={pourLaStructure(c, d.structure)}
        fil={filDeLaStructure(c, d.structure, x.titre)}
        etapes={{ liste: x.etapes, courante: 0 }}
        aide="/documentation/organisation/structures/mettre-a-jour-insee"
        {...fautesDe(c, etat.erreurs, etat.refus, (champ) => (champ === 'aPartirDu' ? champ : 'champs'))}
      >
        <div class="stack">
          {d.registre?.etat === 'injoignable' ? null : <RefusAvecRemede refus={etat.refus} />}
          {d.registre?.etat === 'inconnu' ? (
            <Inconnu c={c} structure={d.structure} />
          ) : d.registre ? (
            <BlocRegistre c={c} reponse={d.registre} siret={d.structure.identifiant} entete={{ fort: x.dit }} sansRemede />
          ) : (
            <Alerte genre="info">{x.seulementSiret}</Alerte>
          )}
          <Demenagement c={c} d={d} />
          {d.registre?.etat === 'ouvert' ? <Comparer c={c} d={d} etat={etat} /> : null}
          {d.registre?.etat === 'ouvert' ? null : (
            <p class="row">
              <Bouton genre="second" href={`/organisation/structures/${d.structure.id}`}>
                {x.revenir}
              </Bouton>
              {d.registre?.etat === 'injoignable' ? (
                <Bouton genre="discret" href={c.chemin}>
                  {x.redemander}
                </Bouton>
              ) : null}
            </p>
          )}
        </div>
      </Page>
    )
  },

  verification: (c, { cle, recu }) => {
    const { titre, etapes } = c.t.structures.insee
    const fil = filDeLaStructure(c, recu.structure!, titre)
    return <VerificationDeModification c={c} fil={fil} etapes={etapes} cle={cle} recu={recu} ancre={null} />
  },
})
