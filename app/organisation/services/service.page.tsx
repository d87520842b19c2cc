import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { ChangementProgramme } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { CHAMPS_ADRESSE, champsDe, GROUPES, type NomChamp } from '#app/organisation/services/champs.ts'
import { enLigne } from '#app/organisation/services/champs.page.tsx'
import { adresseDe, chargerService, filDuService } from '#app/organisation/services/fil.ts'
import { estReservee, type ActionService, type ServiceVu } from '#app/organisation/services/lire.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { Fermee } from '#app/organisation/structures/fermee.tsx'
import { Historique } from '#app/organisation/structures/historique.tsx'
import { estVide, Manquants } from '#app/organisation/structures/informations.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { adressePersonne } from '#app/organisation/utilisateurs/index.ts'
import { definirPage } from '#app/page.ts'
import { lireHistorique } from '#demandes/index.ts'
import { Alerte, Bouton, Carte, Etiquette, Page, Resume, Section } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

/** SER-02 Consulter: everything of SER-01, what waits, who is attached only through it, the history. */
export const pageService = definirPage({
  chemin: '/organisation/structures/:id/services/:service',
  acces: 'session',
  charger: async (c) => {
    const { service, attente } = await chargerService(c as ContexteDuParcours)
    return { s: service, attente, historique: await lireHistorique(c.db, service.structure.id, { limite: 20, objet: service.id }) }
  },
  vue: ({ s, attente, historique }, c) => {
    const { t } = c
    const x = t.services
    const actions: [ActionService, string][] = [
      ['modifier', x.modifier.titre],
      ...(estReservee(s)
        ? []
        : ([s.statut === 'ACTIF' ? ['desactiver', x.desactiver.titre] : ['activer', x.activer.titre]] as [ActionService, string][])),
    ]
    const reste = s.nombreSeulement - s.seulement.length
    return (
      <Page
        c={cadre(c)}
        titre={s.nom}
        pour={{ libelle: nomDe(s.structure) }}
        fil={filDuService(c as ContexteDuParcours, s)}
        aide="/documentation/organisation/structures/gerer-un-service"
        surtitre={
          <>
            <Etiquette genre={s.statut === 'ACTIF' ? 'ok' : 'neutre'}>{t.structures.statut[s.statut]}</Etiquette>
            {s.validite === 'en-cours' ? null : (
              <>
                {' '}
                <Etiquette genre="warn">{x.validite[s.validite]}</Etiquette>
              </>
            )}{' '}
            <span data-copie>{s.code}</span>
          </>
        }
        actions={s.actions.modifier === true ? <Bouton href={`${adresseDe(s)}/modifier`}>{x.page.modifier}</Bouton> : null}
      >
        <div class="split">
          <div class="stack">
            {attente.map((d) => (
              <ChangementProgramme key={d.numero} c={c} demande={d} />
            ))}
            {estReservee(s) ? (
              <Alerte genre="info" titre={x.reserve}>
                <p>{x.reserveTexte}</p>
              </Alerte>
            ) : null}
            {s.validite === 'en-cours' ? null : (
              <Alerte genre="warn" titre={x.validite[s.validite]}>
                <p>{x.horsDates[s.validite](date(String(s.validite === 'a-venir' ? s.debutValidite : s.finValidite), c.langue))}</p>
              </Alerte>
            )}
            {GROUPES.map((g) => ({ ...g, champs: g.champs.filter((n) => champsDe(s.structure).includes(n)) }))
              .filter((g) => g.champs.length)
              .map((g) => (
                <Groupe key={g.cle} c={c} s={s} titre={x.groupes[g.cle]} cle={g.cle} champs={g.champs} />
              ))}
            <Carte titre={`${x.groupes.rattaches} (${s.nombreSeulement})`} id="rattaches">
              {s.nombreSeulement ? (
                <>
                  <p>{x.page.rattachesTexte}</p>
                  <ul>
                    {s.seulement.map((u) => (
                      <li key={u.id}>
                        <a href={adressePersonne({ id: u.id, structure: s.structure })}>
                          {u.prenom} {u.nom}
                        </a>
                      </li>
                    ))}
                    {reste ? <li>{x.page.autres(reste)}</li> : null}
                  </ul>
                </>
              ) : (
                <p class="muted">{x.page.aucunRattache}</p>
              )}
            </Carte>
            <Section titre={x.groupes.historique} id="historique">
              {historique.length ? <Historique c={c} lignes={historique} /> : <p class="muted">{x.page.aucunHistorique}</p>}
            </Section>
          </div>
          <aside aria-label={x.page.actions}>
            <h2>{x.page.actions}</h2>
            <ul class="links">
              {actions.map(([a, nom]) => {
                const p = s.actions[a]
                return <li key={a}>{p === true ? <a href={`${adresseDe(s)}/${a}`}>{nom}</a> : <Fermee c={c} nom={nom} possible={p} />}</li>
              })}
              <li>
                <a href={`/organisation/structures/${s.structure.id}/services`}>{x.page.tousLesServices}</a>
              </li>
            </ul>
          </aside>
        </div>
      </Page>
    )
  },
})

interface PropsGroupe {
  c: Contexte
  s: ServiceVu
  titre: string
  cle: string
  champs: NomChamp[]
}

/** What is known first; what is empty is named on one line, with where to fill it, as for a structure. */
function Groupe({ c, s, titre, cle, champs }: PropsGroupe) {
  const { t } = c
  const deLaStructure = cle === 'adresse' && CHAMPS_ADRESSE.every((n) => !s[n])
  const vides = deLaStructure ? [] : champs.filter((n) => estVide(s[n]))
  const connues = deLaStructure
    ? [{ cle: t.services.celleDeLaStructure, valeur: enLigne(c, s.structure) }]
    : champs.filter((n) => !vides.includes(n)).map((n) => ({ cle: t.champs.libelles[n], valeur: afficher(t, c.langue, n, s[n]) }))
  return (
    <Carte titre={titre} id={cle}>
      {connues.length ? <Resume grille lignes={connues} /> : null}
      <Manquants c={c} modifier={s.actions.modifier === true ? `${adresseDe(s)}/modifier` : null} noms={vides} />
    </Carte>
  )
}
