import type { Contexte } from '#app/contexte.ts'
import { ARRETS } from '#app/organisation/structures/historique.tsx'
import type {
  EvenementDePersonne,
  HabilitationDePersonne,
  Personne,
  PersonneEnStructure,
  RattachementDePersonne,
} from '#app/organisation/utilisateurs/personne.ts'
import { Bouton, Carte, Etiquette, Icone, Resume } from '#ui/index.ts'
import { datesDUnTenant, quand } from '#ui/textes/format.ts'

/** What a manager does next with this person. */
export function ActionsSurPersonne({ c, u, ici }: { c: Contexte; u: Personne; ici: PersonneEnStructure }) {
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
  const estFini = l.etat === 'termine' || l.etat === 'terminee'
  const bornes = [
    l.etat === 'a-venir' ? h.aPartirDe(debut, c.heure) : h.depuis(debut),
    ...(fin ? [estFini ? x.termine(quand(fin, c.heure, c.langue)) : h.jusqua(fin, c.heure)] : []),
  ]
  return (
    <>
      <Etiquette genre={GENRES[l.etat]}>{x.etats[l.etat]}</Etiquette> {datesDUnTenant(bornes.join(', '))}
    </>
  )
}

export function Rattachement({ c, r }: { c: Contexte; r: RattachementDePersonne }) {
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
export function Habilitations({ c, lignes }: { c: Contexte; lignes: HabilitationDePersonne[] }) {
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

export function evenement(c: Contexte, e: EvenementDePersonne) {
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
