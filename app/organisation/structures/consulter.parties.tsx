import type { ActionStructure } from '#acces/index.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Annexes } from '#app/organisation/structures/annexes.ts'
import { Fermee } from '#app/organisation/structures/fermee.tsx'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { adressePersonne } from '#app/organisation/utilisateurs/index.ts'
import { Carte, Etiquette, Resume } from '#ui/index.ts'

/** What one may do here; what one may not says why and who can give it (PLUS-07). */
export function ActionsPossibles({ c, s }: { c: Contexte; s: StructureVue }) {
  const { t } = c
  const x = t.structures
  const liste: [ActionStructure, string, string][] = [
    ['modifier', x.modifier.titre, 'modifier'],
    s.statut === 'ACTIVE' ? ['desactiver', x.desactiver.titre, 'desactiver'] : ['activer', x.activer.titre, 'activer'],
    ['dupliquer', t.dupliquer.lien, 'dupliquer'],
    ['transferer', x.modifier.transferer, 'transferer'],
    ...(s.typeIdentifiant === 'SIRET' ? ([['mettreAJourInsee', x.insee.titre, 'insee']] as [ActionStructure, string, string][]) : []),
  ]
  return (
    <section class="no-print" id="actions" aria-labelledby="actions-titre">
      <h2 id="actions-titre">{x.consulter.actions}</h2>
      <ul class="links">
        {liste.map(([action, nom, chemin]) => (
          <li key={action}>
            {s.actions[action] === true ? (
              <a
                href={
                  action === 'dupliquer'
                    ? `/organisation/structures/dupliquer?structure=${s.id}`
                    : `/organisation/structures/${s.id}/${chemin}`
                }
              >
                {nom}
              </a>
            ) : (
              <Fermee c={c} nom={nom} possible={s.actions[action]} />
            )}
          </li>
        ))}
        {s.acces.entiere && !s.acces.estGestionnaire && !c.voirComme ? (
          <li>
            <a href={`/organisation/recuperation?structure=${s.id}`}>{t.gouvernance.recuperation.titre}</a>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

export function Services({ c, s, annexes }: { c: Contexte; s: StructureVue; annexes: Annexes }) {
  const x = c.t.structures
  return (
    <Carte titre={`${x.groupes.services} (${annexes.nombreServices})`} id="services" pliee={annexes.nombreServices > 0}>
      {annexes.services.length ? (
        <Resume
          lignes={annexes.services.map((sv) => ({
            cle: sv.code,
            valeur: (
              <>
                <a href={`/organisation/structures/${s.id}/services/${sv.id}`}>{sv.nom}</a>
                {sv.statut === 'ACTIF' ? null : (
                  <>
                    {' '}
                    <Etiquette>{x.statut[sv.statut]}</Etiquette>
                  </>
                )}
              </>
            ),
          }))}
        />
      ) : (
        <p class="muted">{x.consulter.aucunService}</p>
      )}
      <p class="row small mt4">
        {annexes.nombreServices ? (
          <a href={`/organisation/structures/${s.id}/services`}>{c.t.services.liste.voir(annexes.nombreServices)}</a>
        ) : null}
        {s.actions.modifier === true ? <a href={`/organisation/services/creer?structure=${s.id}`}>{c.t.services.creer.titre}</a> : null}
      </p>
    </Carte>
  )
}

export function Utilisateurs({ c, s, annexes }: { c: Contexte; s: StructureVue; annexes: Annexes }) {
  const x = c.t.structures
  return (
    <Carte titre={`${x.groupes.utilisateurs} (${annexes.nombreUtilisateurs})`} id="utilisateurs" pliee>
      <Resume
        lignes={annexes.utilisateurs.map((u) => ({
          cle: `${u.prenom} ${u.nom}`,
          href: adressePersonne({ id: u.id, structure: s }),
          valeur: (
            <>
              {x.consulter.role[u.role]}
              {u.service ? `, ${u.service}` : ''}
              {u.adresseElectronique ? (
                <>
                  <br />
                  <span class="muted">{u.adresseElectronique}</span>
                </>
              ) : null}
            </>
          ),
        }))}
      />
      <p class="row small mt4">
        <a href={`/organisation/utilisateurs/liste?structure=${s.id}`}>{c.t.utilisateurs.liste.titre}</a>
        {s.acces.organisation === 2
          ? gererUtilisateurs(c, s).map(([chemin, nom]) => (
              <a key={chemin} href={`/organisation/utilisateurs/${chemin}?structure=${s.id}`}>
                {nom}
              </a>
            ))
          : null}
      </p>
      {s.acces.organisation === 2 ? null : <p class="small muted mt2">{x.consulter.utilisateursReserve}</p>}
    </Carte>
  )
}

function gererUtilisateurs(c: Contexte, s: StructureVue) {
  const x = c.t.rattachements
  return [
    ...(s.statut === 'ACTIVE'
      ? [
          ['rattacher', x.rattacher.titre],
          ['invitations', x.invitations.titre],
        ]
      : []),
    ['detacher', x.terminer.titre],
  ]
}
