import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import {
  historiqueDePersonne,
  lirePersonne,
  type EvenementDePersonne,
  type HabilitationDePersonne,
  type Personne,
  type PersonneEnStructure,
  type RattachementDePersonne,
} from '#app/organisation/utilisateurs/personne.ts'
import { LISTE } from '#app/organisation/utilisateurs/adresses.ts'
import { ARRETS } from '#app/organisation/structures/historique.tsx'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Carte, Chronologie, Etiquette, Icone, Onglets, Page, Resume, Section, Temps } from '#ui/index.ts'
import { identifiantGroupe, quand } from '#ui/textes/format.ts'

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
        fil={[
          { nom: x.fil.organisation, href: '/organisation' },
          { nom: x.fil.utilisateurs, href: '/organisation/utilisateurs' },
          { nom: x.liste.titre, href: `${LISTE}?structure=${ici.structure.id}` },
          { nom },
        ]}
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

/** What a manager does next with this person. */
function ActionsSurPersonne({ c, u, ici }: { c: Contexte; u: Personne; ici: PersonneEnStructure }) {
  if (!ici.gere) return null
  const x = c.t.utilisateurs.personne
  const moi = u.id === c.utilisateur!.id
  const suite = `?utilisateur=${u.id}&structure=${ici.structure.id}`
  return (
    <>
      <Bouton genre="second" href={`/organisation/habilitations${suite}`}>
        {x.habiliter}
      </Bouton>
      {moi ? null : (
        <Bouton genre="second" href={`/voir-comme${suite}`}>
          {x.voirComme}
        </Bouton>
      )}
      {ici.role === 'gestionnaire' ? null : (
        <Bouton genre="danger-second" href={`/organisation/utilisateurs/detacher${suite}`}>
          {x.detacher}
        </Bouton>
      )}
    </>
  )
}

const GENRES = { 'en-vigueur': 'ok', 'a-venir': 'plan', termine: 'neutre', terminee: 'neutre' } as const

/** Since when, from when, or until when: what is programmed says its hour. */
function Bornes({ c, l }: { c: Contexte; l: { etat: keyof typeof GENRES; debut: string; fin: string | null } }) {
  const x = c.t.utilisateurs.personne
  const h = c.t.habilitations
  const [debut, fin] = [new Date(l.debut), l.fin ? new Date(l.fin) : null]
  return (
    <>
      <Etiquette genre={GENRES[l.etat]}>{x.etats[l.etat]}</Etiquette> {l.etat === 'a-venir' ? h.aPartirDe(debut, c.heure) : h.depuis(debut)}
      {fin ? ',' : ''}
      {fin ? ` ${l.etat === 'termine' || l.etat === 'terminee' ? x.termine(quand(fin, c.heure, c.langue)) : h.jusqua(fin, c.heure)}` : ''}
    </>
  )
}

function Rattachement({ c, r }: { c: Contexte; r: RattachementDePersonne }) {
  return (
    <>
      <Bornes c={c} l={r} />
      {r.motif ? (
        <>
          <br />
          <span class="muted">{r.motif}</span>
        </>
      ) : null}
    </>
  )
}

/** In force first, then programmed; what has ended is folded. */
function Habilitations({ c, lignes }: { c: Contexte; lignes: HabilitationDePersonne[] }) {
  const x = c.t.utilisateurs.personne
  const courantes = lignes.filter((h) => h.etat !== 'terminee')
  const finies = lignes.filter((h) => h.etat === 'terminee')
  const resume = (liste: HabilitationDePersonne[]) => (
    <Resume
      grille
      lignes={liste.map((h) => ({
        cle: `${c.t.catalogue.profil(h.application, h.niveau)}${h.service ? `, ${h.service.code}` : ''}`,
        valeur: <Bornes c={c} l={h} />,
      }))}
    />
  )
  return (
    <Carte titre={x.habilitations(courantes.length)}>
      {courantes.length ? resume(courantes) : <p class="muted">{x.sansHabilitation}</p>}
      {finies.length ? (
        <details class="values mt4">
          <summary>
            {x.terminees(finies.length)} <Icone nom="chevron" class="chevron" />
          </summary>
          {resume(finies)}
        </details>
      ) : null}
    </Carte>
  )
}

function evenement(c: Contexte, e: EvenementDePersonne) {
  const { t } = c
  const etat = e.evenement.split(':')[1] ?? ''
  const genre =
    etat === 'programmee'
      ? ('plan' as const)
      : etat === 'effective' || etat === 'approuvee'
        ? ('ok' as const)
        : etat === 'echouee'
          ? ('err' as const)
          : ('neutre' as const)
  return {
    genre,
    icone:
      genre === 'plan' || etat === 'demandee'
        ? ('horloge' as const)
        : genre === 'ok'
          ? ('coche' as const)
          : ARRETS.has(etat)
            ? ('croix' as const)
            : ('oeil' as const),
    titre: (
      <>
        {(t.structures.evenements as Record<string, string>)[e.evenement] ?? t.demandes.phrases[e.type ?? ''] ?? e.evenement}
        {e.numero ? (
          <>
            {' '}
            <a href={`/demandes/${e.numero}`}>{e.numero}</a>
          </>
        ) : null}
      </>
    ),
    quand: t.demandes.recu.parQui(
      quand(e.le, c.heure, c.langue),
      e.auteur ? `${e.auteur.prenom} ${e.auteur.nom}` : t.structures.consulter.portail,
    ),
    texte: e.motif ?? undefined,
  }
}
