import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { lireFiltre } from '#app/organisation/annuaire/adresse.ts'
import { Exigences } from '#app/organisation/annuaire/exigences.tsx'
import { FichiersDeLaSemaine, lireFichiers } from '#app/organisation/annuaire/fichiers.vue.tsx'
import { EXIGENCES } from '#app/organisation/annuaire/filtre.ts'
import { listerAnnuaire } from '#app/organisation/annuaire/lister.ts'
import { erreurIdentifiant } from '#app/organisation/structures/creer/controle.ts'
import { definirPage } from '#app/page.ts'
import {
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Exports,
  Icone,
  Identifiant,
  Outils,
  Page,
  Pages,
  Pastilles,
  Tableau,
  TriDesCartes,
  Vide,
  optionsDe,
} from '#ui/index.ts'

const FILTRES = ['ville', 'codePostal', 'departement', 'codeService'] as const

/** POR-10: anybody's search over public structures; the state of the list is its address. */
export const pageAnnuaire = definirPage({
  chemin: '/annuaire',
  acces: 'public',
  charger: async (c) => {
    const filtre = lireFiltre(c.url.searchParams)
    return { filtre, liste: await listerAnnuaire(c.db, filtre), fichiers: await lireFichiers(c) }
  },
  vue: ({ filtre, liste, fichiers }, c) => {
    const x = c.t.annuaire
    const tri = filtre.tri ?? (filtre.recherche ? 'pertinence' : 'raisonSociale')
    const etat = {
      page: liste.page,
      taille: liste.taille,
      tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const colonnes = [
      { nom: 'raisonSociale', libelle: x.structure, tri: true, entete: true },
      { nom: 'ville', libelle: x.ville, tri: true },
      { nom: 'codePostal', libelle: x.codePostal, tri: true },
      { nom: 'exige', libelle: x.exige },
      { nom: 'services', libelle: x.services, num: true },
    ]
    const pastilles = [
      ...FILTRES.flatMap((nom) =>
        filtre[nom] ? [{ libelle: `${x[nom]}${c.t.commun.deuxPoints}${filtre[nom]}`, href: adresseAvec(c.url, { [nom]: null }) }] : [],
      ),
      ...(filtre.exige ? [{ libelle: x.exigences[filtre.exige]!, href: adresseAvec(c.url, { exige: null }) }] : []),
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        chapo={x.chapo}
        fil={[{ nom: x.organisation, href: '/organisation' }, { nom: x.titre }]}
        aide="/documentation/organisation/annuaire-des-structures-publiques"
        styles={['annuaire']}
      >
        <form class="bigsearch" role="search" aria-label={x.formulaire} action="/annuaire">
          <div class="field">
            <label for="recherche">{x.champ}</label>
            <div class="with-button">
              <input
                class="input"
                id="recherche"
                name="recherche"
                type="search"
                value={filtre.recherche}
                maxLength={200}
                autocomplete="off"
              />
              <Bouton icone="loupe">{x.chercher}</Bouton>
            </div>
          </div>
        </form>
        <div class="split split--start mt5">
          <details class="facets-fold">
            <summary>
              {c.t.commun.liste.filtrerPar(pastilles.length)} <Icone nom="chevron" class="chevron" />
            </summary>
            <form class="facets" id="affiner" aria-label={x.affiner} action="/annuaire">
              {filtre.recherche ? <input type="hidden" name="recherche" value={filtre.recherche} /> : null}
              {filtre.tri ? <input type="hidden" name="tri" value={filtre.tri} /> : null}
              <Champ
                nom="exige"
                type="select"
                libelle={x.exige}
                facultatif={false}
                valeur={filtre.exige ?? ''}
                sansChoix={x.toutes}
                options={optionsDe(EXIGENCES, x.exigences)}
                attrs={{ required: false }}
              />
              {FILTRES.map((nom) => (
                <Champ
                  key={nom}
                  nom={nom}
                  type="search"
                  libelle={x[nom]}
                  valeur={filtre[nom] ?? ''}
                  attrs={{ required: false }}
                  {...(nom === 'departement' ? { aide: x.departementAide } : {})}
                />
              ))}
              <Bouton genre="second" bloc>
                {x.affiner}
              </Bouton>
            </form>
          </details>
          <div class="stack">
            <Carte nue>
              {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser="/annuaire" /> : null}
              {liste.elements.length ? (
                <>
                  <Outils actions={<Exports href={adresseDuResultat(c)} formats={['csv', 'xlsx', 'ods', 'json']} />}>
                    <b>{x.resultats(liste.total, liste.totalExact)}</b>
                    {liste.total < 2 ? '' : tri === 'pertinence' ? `, ${x.proches}` : tri === 'raisonSociale' ? `, ${x.parNom}` : ''}
                  </Outils>
                  <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                  <Tableau
                    colonnes={colonnes}
                    etat={etat}
                    url={c.url}
                    legende={x.legende}
                    lignes={liste.elements.map((s) => ({
                      cle: s.id,
                      cellules: [
                        <>
                          <a href={`/annuaire/${s.id}`}>{s.raisonSociale}</a>
                          <span class="sub">
                            <Identifiant valeur={s.identifiant} type={s.typeIdentifiant} />
                          </span>
                          {s.service ? <span class="sub">{x.service(s.service.nom, s.service.code)}</span> : null}
                        </>,
                        s.ville,
                        s.codePostal,
                        <Exigences s={s} x={x} />,
                        String(s.nombreServices),
                      ],
                    }))}
                  />
                  <Pages etat={etat} url={c.url} />
                </>
              ) : (
                <Rien c={c} recherche={filtre.recherche ?? ''} tropLoin={liste.total > 0} />
              )}
            </Carte>
            <FichiersDeLaSemaine c={c} fichiers={fichiers} />
          </div>
        </div>
      </Page>
    )
  },
})

/** Why nothing is listed: a page past the last, a SIRET that cannot be one or that no public structure bears, or words that nothing bears. */
function Rien({ c, recherche, tropLoin }: { c: Contexte; recherche: string; tropLoin: boolean }) {
  const x = c.t.annuaire
  if (tropLoin)
    return (
      <Vide
        titre={x.tropLoin}
        texte={x.tropLoinTexte}
        action={
          <Bouton genre="second" href={adresseAvec(c.url, { page: null, apres: null })}>
            {x.premierePage}
          </Bouton>
        }
      />
    )
  const siret = /^(?:\d\s*){13,15}$/.test(recherche.trim())
  const texte = siret ? (erreurIdentifiant('SIRET', recherche, c.t)?.message ?? x.videSiret) : x.videTexte
  return (
    <Vide
      titre={x.vide}
      texte={texte}
      action={
        <Bouton genre="second" href="/annuaire">
          {x.toutAfficher}
        </Bouton>
      }
    />
  )
}

/** Of this result: the whole directory has its weekly files. */
const adresseDuResultat = (c: Contexte) => (format: string) =>
  adresseAvec(new URL('/annuaire/resultat', c.url), { ...Object.fromEntries(c.url.searchParams), page: null, apres: null, format })
