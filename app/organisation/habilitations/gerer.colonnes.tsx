import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { profilDe, Vigueur } from '#app/organisation/habilitations/cadre.tsx'
import type { HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { adresseAvec, Cache, Etiquette, Icone } from '#ui/index.ts'

export const colonnesDe = (c: Contexte) => {
  const { colonnes } = c.t.habilitations
  return [
    { nom: 'actions', libelle: colonnes.actions, muette: true, visible: true },
    { nom: 'structure', libelle: colonnes.structure, tri: true, num: true, cache: true },
    { nom: 'contact', libelle: colonnes.contact, tri: true },
    { nom: 'service', libelle: colonnes.service, tri: true },
    { nom: 'statutService', libelle: colonnes.statutService, tri: true },
    { nom: 'profil', libelle: colonnes.profil, tri: true, entete: true },
    { nom: 'debut', libelle: colonnes.enVigueur, tri: true },
  ]
}

export function cellules(c: Contexte, l: HabilitationEnListe) {
  const x = c.t.habilitations
  const profil = profilDe(c, l.application, l.niveau)
  return [
    <ActionsDeLigne c={c} l={l} profil={profil} />,
    <>{grouper(l.structure.typeIdentifiant as TypeIdentifiant, l.structure.identifiant)}</>,
    <a href={adresseAvec(c.url, { structure: l.structure.id, utilisateur: l.utilisateur.id, recherche: null, recu: null })}>
      {l.utilisateur.prenom} {l.utilisateur.nom}
    </a>,
    l.service ? <>{l.service.nom}</> : <span class="muted">{x.touteLaStructure}</span>,
    l.service ? (
      <Etiquette genre={l.service.statut === 'ACTIF' ? 'ok' : 'neutre'}>{x.statutService[l.service.statut] ?? l.service.statut}</Etiquette>
    ) : (
      <span class="muted">{x.sansObjet}</span>
    ),
    <>{profil}</>,
    <Vigueur c={c} l={l} />,
  ]
}

/** The pencil and the cross; where they are missing, why (PLUS-07). What is programmed can still be removed at once. */
function ActionsDeLigne({ c, l, profil }: { c: Contexte; l: HabilitationEnListe; profil: string }) {
  const x = c.t.habilitations.gerer
  const croix = (
    <a
      class="icon-button icon-button--danger"
      href={`${GERER}/retirer?ligne=${l.id}`}
      data-dialogue-page
      aria-label={x.retirer(profil)}
      title={x.retirer(profil)}
    >
      <Icone nom="croix" />
    </a>
  )
  if (l.action === 'possible')
    return (
      <>
        <a
          class="icon-button"
          href={`${GERER}/modifier?ligne=${l.id}`}
          data-dialogue-page
          aria-label={x.modifier(profil)}
          title={x.modifier(profil)}
        >
          <Icone nom="modifier" />
        </a>{' '}
        {croix}
      </>
    )
  if (l.action === 'programmee') return croix
  const { raison, remede } = c.t.habilitations.pourquoi(l.action, null)
  return (
    <span class="muted" title={`${raison} ${remede}`}>
      <Icone nom="verrou" />
      <Cache>
        {raison} {remede}
      </Cache>
    </span>
  )
}
