import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import { estUuid } from '#app/contexte.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { CHEMIN, Etat, Actions } from '#app/organisation/rattachements/invitations.parties.tsx'
import {
  annulerInvitation,
  ETATS_INVITATION,
  listerInvitations,
  renvoyerInvitation,
  TRIS_INVITATIONS,
} from '#app/organisation/rattachements/invitations.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import {
  adresseAvec,
  Bouton,
  Carte,
  Champ,
  Filtres,
  Outils,
  Page,
  Pages,
  Pastilles,
  Succes,
  Tableau,
  Temps,
  TriDesCartes,
  Vide,
  optionsDe,
} from '#ui/index.ts'

const FAITS = ['renvoyee', 'annulee'] as const

/** The invitations that wait, and what became of the others; a mail that did not leave shows. */
export const pageInvitations = definirPage({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => {
    const p = c.url.searchParams
    const f = {
      ...etatDeListe(p, TRIS_INVITATIONS, '-creeLe'),
      etat: p.get('etat') === 'toutes' ? undefined : (ETATS_INVITATION.find((e) => e === p.get('etat')) ?? 'en-attente'),
      structure: estUuid(p.get('structure')) ? p.get('structure')! : undefined,
    }
    return { f, liste: await listerInvitations(c.db, c.utilisateur!.id, f), fait: FAITS.find((x) => x === p.get('fait')) ?? null }
  },
  vue: ({ liste, f: { etat, tri, recherche, structure }, fait }, c) => {
    const { t } = c
    const x = t.rattachements.invitations
    const colonnes = [
      { nom: 'adresseElectronique', libelle: t.champs.libelles.adresseElectronique, tri: true, entete: true },
      { nom: 'structure', libelle: t.champs.libelles.structure },
      { nom: 'etat', libelle: x.etat },
      { nom: 'creeLe', libelle: x.creeLe, tri: true },
      { nom: 'expireLe', libelle: x.expireLe, tri: true },
      { nom: 'actions', libelle: t.structures.consulter.actions },
    ]
    const etatListe = {
      page: liste.page,
      taille: liste.taille,
      tri,
      total: liste.total,
      totalExact: liste.totalExact,
      ...(liste.suivant ? { suivant: liste.suivant } : {}),
    }
    const nomDeStructure = structure
      ? nomDe(liste.elements.find((i) => i.structure.id === structure)?.structure ?? {}) ||
        (c.structures.find((s) => s.id === structure)?.nom ?? t.champs.libelles.structure)
      : null
    const pastilles = [
      ...(recherche ? [{ libelle: `« ${recherche} »`, href: adresseAvec(c.url, { recherche: null }) }] : []),
      ...(nomDeStructure ? [{ libelle: nomDeStructure, href: adresseAvec(c.url, { structure: null }) }] : []),
      ...(etat && etat !== 'en-attente' ? [{ libelle: x.etats[etat] ?? etat, href: adresseAvec(c.url, { etat: null }) }] : []),
    ]
    return (
      <Page
        c={cadre(c)}
        titre={x.titre}
        chapo={x.chapo}
        large
        fil={filDesUtilisateurs(c, { nom: x.titre })}
        actions={
          <Bouton genre="second" href="/organisation/utilisateurs/rattacher">
            {t.rattachements.rattacher.titre}
          </Bouton>
        }
        aide="/documentation/organisation/utilisateurs/rattacher-un-utilisateur"
      >
        {fait ? <Succes>{x.faits[fait]}</Succes> : null}
        <Carte nue>
          <Filtres libelle={x.titre} url={c.url} noms={['recherche', 'etat']}>
            <Champ nom="recherche" type="search" libelle={x.recherche} valeur={recherche} maxLength={200} />
            <Champ
              nom="etat"
              type="select"
              libelle={x.etat}
              valeur={etat ?? 'toutes'}
              options={[...optionsDe(ETATS_INVITATION, x.etats), { valeur: 'toutes', libelle: x.toutes }]}
            />
          </Filtres>
          {pastilles.length ? <Pastilles pastilles={pastilles} reinitialiser={c.chemin} /> : null}
          {liste.elements.length ? (
            <>
              <Outils exact={liste.totalExact}>{x.nombre(liste.total)}</Outils>
              <TriDesCartes colonnes={colonnes} etat={etatListe} url={c.url} />
              <Tableau
                colonnes={colonnes}
                etat={etatListe}
                url={c.url}
                legende={x.titre}
                lignes={liste.elements.map((i) => ({
                  cle: i.id,
                  cellules: [
                    i.adresseElectronique,
                    <>
                      {nomDe(i.structure)}
                      {i.service ? (
                        <>
                          <br />
                          <span class="muted">{t.rattachements.surService(i.service.code, i.service.nom)}</span>
                        </>
                      ) : null}
                    </>,
                    <Etat c={c} i={i} />,
                    <>
                      <Temps date={i.creeLe} forme="courte" />
                      <br />
                      <span class="muted">{x.par(`${i.invitePar.prenom} ${i.invitePar.nom}`)}</span>
                    </>,
                    <Temps date={i.expireLe} forme="date" />,
                    <Actions c={c} i={i} />,
                  ],
                }))}
              />
              <Pages etat={etatListe} url={c.url} />
            </>
          ) : (
            <Vide
              titre={x.vide}
              texte={x.videTexte}
              action={
                <Bouton genre="second" href="/organisation/utilisateurs/rattacher">
                  {t.rattachements.rattacher.titre}
                </Bouton>
              }
            />
          )}
        </Carte>
      </Page>
    )
  },
})

const definirGeste = (chemin: string, fait: (typeof FAITS)[number], agir: typeof renvoyerInvitation) =>
  definirAction({
    chemin: `${CHEMIN}/:id/${chemin}`,
    acces: 'session',
    executer: async (c) => {
      if (!estUuid(c.params.id)) throw refus(c.t, 'introuvable')
      await agir(c, c.params.id, c.utilisateur!)
      return { rediriger: `${CHEMIN}?fait=${fait}` }
    },
  })

export const actionsInvitations = [
  definirGeste('renvoi', 'renvoyee', renvoyerInvitation),
  definirGeste('annulation', 'annulee', annulerInvitation),
]
