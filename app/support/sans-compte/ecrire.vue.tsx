import { cadre } from '#app/cadre.ts'
import type { Lien } from '#app/comptes/lien.ts'
import type { Contexte } from '#app/contexte.ts'
import { ChampFichiers, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import type { TicketDuContact } from '#app/support/sans-compte/contact.ts'
import { filSansCompte } from '#app/support/sans-compte/demander.page.tsx'
import { cheminDuSuivi } from '#app/support/sans-compte/suivi.ts'
import { TEXTE_MAX, TITRE_MAX } from '#app/support/tickets/champs.ts'
import { IncidentsConnus } from '#app/support/tickets/emetteur/aides.tsx'
import type { Categorie } from '#app/support/tickets/emetteur/creer.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Champs, Formulaire, ListeLiens, Page, ResumeErreurs } from '#ui/index.ts'

export const CHEMIN = '/support/sans-compte/ecrire'

export const CHAMPS = ['nom', 'sousCategorie', 'destinataire', 'codeService', 'telephone', 'titre', 'description'] as const

export interface Etat {
  cle: string
  saisie: Partial<Record<(typeof CHAMPS)[number], string>>
  erreurs: ErreurChamp[]
  refus: string | null
  envois: Envoi[]
}

export const jetonDe = (c: Contexte) => c.url.searchParams.get('jeton') ?? ''

export function Vue({
  c,
  lien,
  etat,
  categories,
  tickets,
}: {
  c: Contexte
  lien: Lien
  etat: Etat
  categories: Categorie[]
  tickets: TicketDuContact[]
}) {
  const x = c.t.emission.sansCompte
  const f = c.t.tickets.formulaire
  const champ = (nom: (typeof CHAMPS)[number]) => {
    const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
    return { nom, valeur: etat.saisie[nom] ?? '', ...(erreur ? { erreur } : {}) }
  }
  // About an object, one writes from a structure, with an account.
  const choix = categories.flatMap((k) =>
    k.sousCategories
      .filter((s) => !s.avecObjet)
      .map((s) => ({ valeur: s.code, libelle: `${nomDansLaLangue(c, k)} — ${nomDansLaLangue(c, s)}` })),
  )
  const suite = `?jeton=${encodeURIComponent(jetonDe(c))}`
  return (
    <Page
      c={cadre(c)}
      titre={x.ecrire}
      chapo={x.pour(lien.adresse)}
      fil={filSansCompte(c)}
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
          <Bouton genre="second" href={`/support/clavardage${suite}`}>
            {c.t.clavardage.titre}
          </Bouton>
        </p>
        {tickets.length ? (
          <Carte titre={x.mesDemandes} id="demandes">
            <ListeLiens
              liens={tickets.flatMap((t) =>
                t.suivi
                  ? [
                      {
                        libelle: t.titre,
                        detail: `${t.numero}, ${c.t.tickets.statuts[t.statut]}`,
                        href: cheminDuSuivi(t.suivi, c.settings.SECRET_KEY),
                      },
                    ]
                  : [],
              )}
            />
            {tickets
              .filter((t) => !t.suivi)
              .map((t) => (
                <Formulaire key={t.numero} action={`${CHEMIN}/suivi${suite}`}>
                  <input type="hidden" name="numero" value={t.numero} />
                  <Bouton genre="discret">
                    {t.titre} ({t.numero})
                  </Bouton>
                </Formulaire>
              ))}
          </Carte>
        ) : null}
        <Formulaire action={CHEMIN + suite} class="stack" attrs={{ enctype: 'multipart/form-data' }}>
          <input type="hidden" name="_cle" value={etat.cle} />
          <Champs>
            <Champ
              {...champ('sousCategorie')}
              type="select"
              libelle={c.t.tickets.sousCategorie}
              aide={f.sousCategorieAide}
              sansChoix={f.choisissez}
              options={choix}
            />
            <Champ
              {...champ('destinataire')}
              facultatif
              largeur="w3"
              libelle={c.t.tickets.destinataire}
              aide={x.destinataireAide}
              maxLength={100}
            />
            <Champ {...champ('codeService')} facultatif largeur="w3" libelle={f.codeService} maxLength={100} />
            <Champ {...champ('nom')} facultatif largeur="w3" libelle={x.nom} autoComplete="name" maxLength={100} />
            <Champ {...champ('telephone')} type="tel" facultatif largeur="w3" libelle={f.telephone} maxLength={30} />
            <Champ {...champ('titre')} libelle={f.titre} maxLength={TITRE_MAX} />
            <Champ {...champ('description')} type="textarea" libelle={f.description} aide={f.descriptionAide} maxLength={TEXTE_MAX} />
          </Champs>
          <ChampFichiers c={c} nom="envois" libelle={c.t.emission.fichiers.libelle} multiple facultatif sansScript etat={etat} />
          <Actions>
            <Bouton>{x.soumettre}</Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}
