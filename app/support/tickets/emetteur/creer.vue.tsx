import { cadre } from '#app/cadre.ts'
import { ChampFichiers } from '#app/organisation/pieces-jointes/index.ts'
import { TEXTE_MAX, TITRE_MAX } from '#app/support/tickets/champs.ts'
import { Fiches, IncidentsConnus } from '#app/support/tickets/emetteur/aides.tsx'
import { BROUILLON_JOURS } from '#app/support/tickets/emetteur/brouillons.ts'
import { type Props, champDe, Generales, Emetteur } from '#app/support/tickets/emetteur/creer.champs.tsx'
import type { Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { PhraseDuDelai } from '#app/support/tickets/emetteur/delai.vue.tsx'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { Actions, Alerte, Bouton, Champ, Champs, Formulaire, Groupe, Page, ResumeErreurs } from '#ui/index.ts'

/** The form of a ticket: as it is typed, the controller « ticket » keeps the draft and proposes sheets. */
export function FormulaireDeTicket({ c, chemin, fil, categorie, etat, delai }: Props) {
  const x = c.t.tickets.formulaire
  const b = c.t.emission.brouillons
  return (
    <Page
      c={cadre(c)}
      titre={c.t.tickets.creer}
      fil={fil}
      etapes={{ liste: x.etapes, courante: 1 }}
      erreur={etat.erreurs.length > 0 || etat.refus !== null}
      aide="/documentation/support/demander-de-l-aide"
      resume={<ResumeErreurs erreurs={etat.erreurs} />}
    >
      <div class="narrow stack">
        {etat.refus ? (
          <Alerte genre="err" role="alert">
            {etat.refus}
          </Alerte>
        ) : null}
        <IncidentsConnus c={c} />
        <p>
          {c.t.tickets.categorie}
          {c.t.commun.deuxPoints}
          <strong>{nomDansLaLangue(c, categorie)}</strong>. <a href={chemin}>{x.changer}</a>
        </p>
        {delai === undefined ? null : <PhraseDuDelai c={c} delai={delai} />}
        <Formulaire
          action={chemin}
          attrs={{
            enctype: 'multipart/form-data',
            'data-controller': 'ticket',
            'data-action': 'input->ticket#differer change->ticket#differer',
            'data-ticket-cle-value': etat.cle,
            'data-ticket-garde-value': b.garde,
            'data-ticket-objet-value': codes(categorie, 'avecObjet'),
            'data-ticket-metier-value': codes(categorie, 'metier'),
          }}
        >
          <input type="hidden" name="_cle" value={etat.cle} />
          <input type="hidden" name="categorie" value={categorie.code} />
          <Groupe titre={x.generales} premier>
            <Generales c={c} categorie={categorie} etat={etat} />
          </Groupe>
          <Groupe titre={x.emetteur}>
            <Emetteur c={c} categorie={categorie} etat={etat} />
          </Groupe>
          <Groupe titre={x.probleme}>
            <Champs>
              <Champ {...champDe(etat, 'titre')} libelle={x.titre} maxLength={TITRE_MAX} />
              <Champ
                {...champDe(etat, 'description')}
                type="textarea"
                libelle={x.description}
                aide={x.descriptionAide}
                maxLength={TEXTE_MAX}
              />
            </Champs>
            <Fiches c={c} fiches={etat.fiches} />
            <div class="mt4">
              <ChampFichiers c={c} nom="envois" libelle={c.t.emission.fichiers.libelle} multiple facultatif etat={etat} />
            </div>
          </Groupe>
          <Actions
            note={
              <span role="status" data-ticket-target="etat">
                {b.jours(BROUILLON_JOURS)}
              </span>
            }
          >
            <Bouton>{x.soumettre}</Bouton>
            <Bouton genre="second" name="action" value="brouillon">
              {b.garder}
            </Bouton>
            {categorie.sousCategories.some((s) => s.avecObjet) && c.settings.FACTURATION_URL ? (
              <Bouton genre="discret" name="action" value="destinataire">
                {c.t.emission.objet.trouver}
              </Bouton>
            ) : null}
            <Bouton genre="discret" name="action" value="fiches">
              {c.t.emission.aides.voir}
            </Bouton>
            <Bouton genre="discret" href="/support/tickets">
              {x.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

/** The sub-categories that ask for it. */
const codes = (categorie: Categorie, quoi: 'avecObjet' | 'metier') =>
  categorie.sousCategories
    .filter((s) => s[quoi])
    .map((s) => s.code)
    .join(' ')
