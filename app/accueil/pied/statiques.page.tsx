import type { JSX } from 'preact'
import { catalogueEnMemoire } from '#app/accueil/catalogue/index.ts'
import { PREFERENCES, retenir } from '#app/accueil/preferences.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { Bouton, Formulaire, Page, Resume, Section, Succes, TableSimple, type Enfant } from '#ui/index.ts'

interface Texte {
  titre: string
  lead: string
  sections?: { titre: string; textes: string[]; liste?: string[] }[]
}

/** A plain page: title, parts, paragraphs. */
function Simple({ c, texte, avant, apres }: { c: Contexte; texte: Texte; avant?: Enfant; apres?: Enfant }): JSX.Element {
  return (
    <Page c={cadre(c)} titre={texte.titre} chapo={texte.lead} fil={[{ nom: texte.titre }]}>
      <div class="prose">
        {avant}
        {texte.sections?.map((s) => (
          <Section key={s.titre} titre={s.titre}>
            {s.textes.map((p) => (
              <p key={p}>{p}</p>
            ))}
            {s.liste ? (
              <ul>
                {s.liste.map((l) => (
                  <li key={l}>{l}</li>
                ))}
              </ul>
            ) : null}
          </Section>
        ))}
        {apres}
      </div>
    </Page>
  )
}

const contact = (c: Contexte) => {
  const adresse = catalogueEnMemoire(c.db).exploitant.contact
  return adresse ? <a href={`mailto:${adresse}`}>{adresse}</a> : <a href="/support">{c.t.pages.liens.support}</a>
}

const accessibilite = definirPage({
  chemin: '/accessibilite',
  acces: 'public',
  charger: async () => null,
  vue: (_d, c) => <Simple c={c} texte={c.t.pages.accessibilite} apres={<p class="mt5">{contact(c)}</p>} />,
})

const mentions = definirPage({
  chemin: '/mentions-legales',
  acces: 'public',
  charger: async (c) => catalogueEnMemoire(c.db).exploitant,
  vue: (e, c) => {
    const t = c.t.pages.mentions
    const inconnu = <span class="muted">{t.inconnu}</span>
    const lignes = [
      { cle: t.cles.editeur, valeur: e.editeur ?? inconnu },
      { cle: t.cles.directeur, valeur: e.directeurPublication ?? inconnu },
      { cle: t.cles.hebergeur, valeur: e.hebergeur ?? inconnu },
      { cle: t.cles.contact, valeur: contact(c) },
      { cle: t.cles.logiciel, valeur: t.logiciel },
      { cle: t.cles.licence, valeur: t.licence },
    ]
    return (
      <Simple
        c={c}
        texte={t}
        avant={
          <>
            <Resume lignes={lignes} />
            {e.editeur ? null : <p class="mt4 muted">{t.operateur}</p>}
          </>
        }
      />
    )
  },
})

const donnees = definirPage({
  chemin: '/donnees-personnelles',
  acces: 'public',
  charger: async (c) => catalogueEnMemoire(c.db).exploitant.delegueProtectionDonnees,
  vue: (delegue, c) => (
    <Simple
      c={c}
      texte={c.t.pages.donnees}
      apres={
        <div class="mt5">
          <Resume
            lignes={[{ cle: c.t.pages.donnees.delegue, valeur: delegue ?? <span class="muted">{c.t.pages.donnees.inconnu}</span> }]}
          />
        </div>
      }
    />
  ),
})

const cookies = definirPage({
  chemin: '/gestion-des-cookies',
  acces: 'public',
  charger: async () => null,
  vue: (_d, c) => {
    const t = c.t.pages.cookies
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]}>
        {c.url.searchParams.has('efface') ? <Succes>{t.efface}</Succes> : null}
        <TableSimple
          legende={t.tableau}
          colonnes={[t.colonnes.nom, t.colonnes.utilite, t.colonnes.duree]}
          lignes={t.liste.map((l) => [<code>{l.nom}</code>, l.utilite, l.duree])}
        />
        <Section titre={t.effacer}>
          <p>{t.effacerTexte}</p>
          <Formulaire action="/gestion-des-cookies" class="mt4">
            <Bouton genre="second">{t.effacer}</Bouton>
          </Formulaire>
        </Section>
      </Page>
    )
  },
})

const effacer = definirAction({
  chemin: '/gestion-des-cookies',
  acces: 'public',
  async executer(c) {
    for (const nom of PREFERENCES) retenir(c.reponse, c.settings.PUBLIC_URL, nom, null)
    return { rediriger: '/gestion-des-cookies?efface=oui' }
  },
})

export const pagesStatiques = [accessibilite, mentions, donnees, cookies]
export const actionsStatiques = [effacer]
