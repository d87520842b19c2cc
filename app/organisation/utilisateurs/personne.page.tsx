import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { LISTE } from '#app/organisation/utilisateurs/adresses.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import { ActionsSurPersonne, Rattachement, Habilitations, evenement } from '#app/organisation/utilisateurs/personne.parties.tsx'
import {
  historiqueDePersonne,
  lirePersonne,
  type EvenementDePersonne,
  type Personne,
  type PersonneEnStructure,
} from '#app/organisation/utilisateurs/personne.ts'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Carte, Chronologie, Onglets, Page, Resume, Section, Temps } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

interface Donnees {
  personne: Personne
  ici: PersonneEnStructure
  historique: EvenementDePersonne[]
}

/** UTI-05 « Afficher un utilisateur »: only through a structure that the reader shares with them. */
export const pagePersonne = definirPage<Donnees>({
  chemin: '/organisation/utilisateurs/personnes/:id',
  acces: 'session',
  charger: async (c) => {
    const moi = c.utilisateur!.id
    const personne = estUuid(c.params.id) ? await lirePersonne(c.db, moi, c.params.id.toLowerCase()) : null
    const nommee = c.url.searchParams.get('structure')
    const ici =
      personne?.structures.find((s) => s.structure.id === (nommee ?? c.structureActive?.id)?.toLowerCase()) ??
      (nommee === null ? personne?.structures[0] : undefined)
    if (!personne || !ici) throw refus(c.t, 'introuvable')
    return { personne, ici, historique: ici.habilitations ? await historiqueDePersonne(c.db, moi, personne.id, ici.structure.id) : [] }
  },
  vue: ({ personne: u, ici, historique }, c) => {
    const x = c.t.utilisateurs
    const nom = `${u.prenom} ${u.nom}`
    const adresse = (s: PersonneEnStructure) => `${c.chemin}?structure=${s.structure.id}`
    return (
      <Page
        c={cadre(c)}
        titre={nom}
        fil={filDesUtilisateurs(c, { nom: x.liste.titre, href: `${LISTE}?structure=${ici.structure.id}` }, { nom })}
        pour={{
          libelle: nomDe(ici.structure),
          detail: `${c.t.structures.types[ici.structure.typeIdentifiant]} ${identifiantGroupe(ici.structure.identifiant, ici.structure.typeIdentifiant)}`,
        }}
        aide="/documentation/organisation/utilisateurs/afficher-un-utilisateur"
        actions={<ActionsSurPersonne c={c} u={u} ici={ici} />}
      >
        {u.structures.length > 1 ? (
          <Onglets
            libelle={x.personne.autres}
            onglets={u.structures.map((s) => ({ libelle: nomDe(s.structure), href: adresse(s), courant: s === ici }))}
          />
        ) : null}
        <div class="stack mt4">
          <Carte titre={x.personne.identite}>
            <Resume
              grille
              lignes={[
                { cle: x.colonnes.prenom, valeur: u.prenom },
                { cle: x.colonnes.nomSeul, valeur: u.nom },
                { cle: x.colonnes.role, valeur: x.role[ici.role] },
                ...(ici.habilitations
                  ? [
                      { cle: x.colonnes.adresseElectronique, valeur: u.adresseElectronique },
                      {
                        cle: x.colonnes.derniereConnexionLe,
                        valeur: u.derniereConnexionLe ? <Temps date={u.derniereConnexionLe} /> : x.liste.jamais,
                      },
                    ]
                  : []),
              ]}
            />
            {ici.habilitations ? null : <p class="small muted mt2">{x.liste.reserve}</p>}
          </Carte>
          <Carte titre={x.personne.rattachements}>
            <Resume
              grille
              lignes={ici.rattachements.map((r) => ({
                cle: r.service ? `${r.service.code}, ${r.service.nom}` : x.mailles.structure!,
                valeur: <Rattachement c={c} r={r} />,
              }))}
            />
          </Carte>
          {ici.habilitations ? <Habilitations c={c} lignes={ici.habilitations} /> : null}
          {ici.habilitations ? (
            <Section titre={x.personne.historique}>
              {historique.length ? (
                <Chronologie evenements={historique.map((e) => evenement(c, e))} />
              ) : (
                <p class="muted">{x.personne.sansHistorique}</p>
              )}
            </Section>
          ) : null}
        </div>
      </Page>
    )
  },
})
