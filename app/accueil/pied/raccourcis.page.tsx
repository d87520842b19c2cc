import { sql } from 'kysely'
import type { JSX } from 'preact'
import { retenir } from '#app/accueil/preferences.ts'
import { cadre } from '#app/cadre.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { Actions, Bouton, Champ, Formulaire, Page, Section, Succes, TableSimple } from '#ui/index.ts'

const CHEMIN = '/raccourcis'

/** The shortcuts there are, and whether those of a single key work (POR-14, WCAG 2.1.4). */
export const pageRaccourcis = definirPage({
  chemin: CHEMIN,
  acces: 'public',
  charger: async () => null,
  vue: (_d, c): JSX.Element => {
    const t = c.t.accueil.raccourcis
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]} aide="/documentation/portail/rechercher">
        {c.url.searchParams.has('fait') ? <Succes>{t.fait}</Succes> : null}
        <TableSimple
          legende={t.tableau}
          colonnes={[t.touches, t.effet]}
          lignes={[
            [
              <>
                <kbd>Ctrl</kbd> <kbd>K</kbd> {t.ou} <kbd>⌘</kbd> <kbd>K</kbd>
              </>,
              t.liste.palette,
            ],
            [<kbd>/</kbd>, t.liste.seule],
            [<kbd>?</kbd>, t.liste.aide],
            [<kbd>s</kbd>, t.liste.suivant],
            [<kbd>{c.langue === 'fr' ? 'Échap' : 'Esc'}</kbd>, t.liste.fermer],
          ]}
        />
        <Section titre={t.choix}>
          <Formulaire action={CHEMIN} class="narrow">
            <Champ
              nom="actifs"
              libelle={t.legende}
              type="radios"
              valeur={c.raccourcis ? 'oui' : 'non'}
              options={[
                { valeur: 'oui', libelle: t.oui },
                { valeur: 'non', libelle: t.non, aide: t.nonAide },
              ]}
            />
            <Actions note={c.utilisateur ? t.compte : t.appareil}>
              <Bouton>{t.enregistrer}</Bouton>
            </Actions>
          </Formulaire>
        </Section>
      </Page>
    )
  },
})

/** Kept in the account; on the device for a visitor. */
export const actionRaccourcis = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  executer: async (c, champs) => {
    const actifs = champs.get('actifs')?.[0] !== 'non'
    if (c.utilisateur) await sql`update utilisateur set raccourcis = ${actifs} where id = ${c.utilisateur.id}::uuid`.execute(c.db)
    else retenir(c.reponse, c.settings.PUBLIC_URL, 'choral.raccourcis', actifs ? null : 'non')
    return { rediriger: `${CHEMIN}?fait=oui` }
  },
})
