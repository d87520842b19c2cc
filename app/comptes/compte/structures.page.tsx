import type { JSX } from 'preact'
import { groupesDe, type GroupeStructures } from '#app/accueil/groupes/groupes.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { refaire } from '#app/demandes/refaire.ts'
import { entier } from '#app/listes/entier.ts'
import { definirPage } from '#app/page.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import {
  adresseAvec,
  Bouton,
  Cache,
  Carte,
  Champ,
  Etiquette,
  Filtres,
  Identifiant,
  Outils,
  Page,
  Pages,
  Pastilles,
  Resume,
  Vide,
  optionsDe,
} from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'
import { demandeesAilleurs, mesStructures, type Demandee, type FiltreStructures, type MaStructure } from './structures.ts'

function filtreDe(url: URL): FiltreStructures {
  const q = url.searchParams
  const taille = entier(q, 'taille', 20, 200)
  const role = q.get('role')
  return {
    taille,
    page: entier(q, 'page', 1, Math.ceil(10_000 / taille)),
    recherche: q.get('recherche')?.trim().slice(0, 100) || undefined,
    role: role === 'gestionnaire' || role === 'utilisateur' ? role : undefined,
  }
}

/** « Mes structures » (CPT-05): role, services, profiles and pending demandes in each. */
export const pageStructures = definirPage({
  chemin: '/compte/structures',
  acces: 'session',
  async charger(c) {
    const filtre = filtreDe(c.url)
    const moi = c.utilisateur!.id
    const [liste, groupes, demandees] = await Promise.all([
      mesStructures(c.db, moi, filtre),
      groupesDe(c.db, moi),
      demandeesAilleurs(c.db, moi),
    ])
    return { filtre, liste, groupes, demandees }
  },
  vue({ filtre, liste, groupes, demandees }, c) {
    const t = c.t.comptes.structures
    const etat = { page: filtre.page, taille: filtre.taille, tri: '', total: liste.total, totalExact: liste.totalExact }
    const filtree = Boolean(filtre.recherche || filtre.role)
    const sans = liste.total === 0 && !filtree
    const pastilles = [
      ...(filtre.role ? [{ libelle: t.roles[filtre.role]!, href: adresseAvec(c.url, { role: null, page: null }) }] : []),
      ...(filtre.recherche ? [{ libelle: filtre.recherche, href: adresseAvec(c.url, { recherche: null, page: null }) }] : []),
    ]
    return (
      <Page
        c={cadre(c)}
        titre={t.titre}
        fil={[{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: t.titre }]}
        actions={
          sans ? undefined : (
            <Bouton genre="second" href="/compte/groupes">
              {c.t.accueil.groupes.titre}
            </Bouton>
          )
        }
      >
        <Ailleurs c={c} demandees={demandees} />
        {sans ? (
          <SansStructure c={c} />
        ) : (
          <>
            <Groupes c={c} groupes={groupes} />
            <Carte nue>
              <Filtres libelle={t.filtrer} url={c.url} noms={['recherche', 'role']}>
                <Champ nom="recherche" libelle={t.recherche} type="search" valeur={filtre.recherche} maxLength={100} />
                <Champ
                  nom="role"
                  libelle={t.role}
                  type="select"
                  valeur={filtre.role ?? ''}
                  sansChoix={t.tous}
                  options={optionsDe(Object.keys(t.roles), t.roles)}
                />
              </Filtres>
              <Pastilles pastilles={pastilles} reinitialiser={c.url.pathname} />
              <Outils>{t.nombre(liste.total, liste.totalExact)}</Outils>
            </Carte>
            {liste.elements.length === 0 ? (
              <Vide titre={t.aucunResultat} texte={c.t.comptes.demandes.aucunResultatTexte} />
            ) : (
              <div class="columns columns--cards mt4">
                {liste.elements.map((s) => (
                  <UneStructure key={s.id} c={c} s={s} />
                ))}
              </div>
            )}
            <Pages etat={etat} url={c.url} />
          </>
        )}
      </Page>
    )
  },
})

/** Why not, and how to ask again. */
function SansSuite({ c, d }: { c: Contexte; d: Demandee }) {
  const href = refaire(d)[0]?.href
  return (
    <>
      {d.termineeLe ? <span class="small muted"> {date(d.termineeLe, c.langue)}</span> : null}
      {d.motif ? (
        <>
          <br />
          <span class="small">{d.motif}</span>
        </>
      ) : null}
      {href ? (
        <>
          <br />
          <a href={href}>
            {c.t.demandes.recu.refaire.bouton}
            <Cache> {d.structure}</Cache>
          </a>
        </>
      ) : null}
    </>
  )
}

/** Not mine yet: what I have asked there, until when it waits, or why it was refused. */
function Ailleurs({ c, demandees }: { c: Contexte; demandees: Demandee[] }) {
  const t = c.t.comptes.structures
  if (demandees.length === 0) return null
  return (
    <Carte titre={t.demandees} id="demandees">
      <ul class="plain stack">
        {demandees.map((d) => (
          <li key={d.numero}>
            <strong>{d.structure}</strong>{' '}
            <span class="muted">
              <Identifiant valeur={d.identifiant} />
            </span>
            <br />
            <a href={`/demandes/${d.numero}`}>{d.numero}</a> {c.t.demandes.phrases[d.type] ?? d.type}{' '}
            <Etiquette genre={d.etat === 'demandee' ? 'action' : d.etat === 'refusee' ? 'err' : 'warn'}>
              {c.t.demandes.etats[d.etat]}
            </Etiquette>
            {d.etat !== 'demandee' ? (
              <SansSuite c={c} d={d} />
            ) : d.expireLe ? (
              <span class="small muted"> {t.attend(date(d.creeLe, c.langue), date(d.expireLe, c.langue))}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Carte>
  )
}

/** One's groups, under their own names (POR-13). */
function Groupes({ c, groupes }: { c: Contexte; groupes: GroupeStructures[] }) {
  if (groupes.length === 0) return null
  return (
    <p class="row">
      {groupes.map((g) => (
        <span key={g.id}>
          <a href={`/compte/groupes/${g.id}`}>{g.nom}</a> <span class="muted small">{c.t.accueil.groupes.nombre(g.nombre)}</span>
        </span>
      ))}
    </p>
  )
}

function UneStructure({ c, s }: { c: Contexte; s: MaStructure }): JSX.Element {
  const t = c.t.comptes.structures
  const codes = s.services.map((v) => v.code)
  const rattachement = s.entiere ? (codes.length ? t.entiereEt(t.services(codes)) : t.entiere) : t.services(codes)
  return (
    <Carte titre={s.nom} id={`structure-${s.id}`}>
      <p class="row">
        <Etiquette genre={s.role === 'gestionnaire' ? 'action' : 'neutre'}>{t.roles[s.role]}</Etiquette>
        {s.statut === 'INACTIVE' ? <Etiquette>{c.t.structures.statut.INACTIVE}</Etiquette> : null}
        <span class="muted">
          {s.typeIdentifiant === 'SIRET' ? 'SIRET ' : ''}
          <Identifiant valeur={s.identifiant} />
        </span>
      </p>
      <div class="mt4">
        <Resume
          grille
          lignes={[
            { cle: t.rattachement, valeur: rattachement },
            { cle: t.profils, valeur: <Profils c={c} profils={s.profils} /> },
            { cle: t.enCours, valeur: <EnCours c={c} demandes={s.demandes} /> },
          ]}
        />
      </div>
      <p class="row mt4">
        <Bouton genre="second" petit href={`/organisation/structures/${s.id}`}>
          {t.ouvrir}
          <Cache> {s.nom}</Cache>
        </Bouton>
        <Bouton genre="discret" petit href={`/?structure=${s.id}`} attrs={{ 'data-turbo-prefetch': 'false' }}>
          {t.choisir}
          <Cache> {s.nom}</Cache>
        </Bouton>
      </p>
    </Carte>
  )
}

function Profils({ c, profils }: { c: Contexte; profils: MaStructure['profils'] }) {
  const t = c.t.comptes.structures
  if (profils.length === 0) return <span class="muted">{t.aucunProfil}</span>
  const liste = (
    <ul class="plain">
      {profils.map((p) => (
        <li key={`${p.application}${p.service}`}>
          {c.t.catalogue.profil(p.application, p.niveau)}
          {p.service ? `, ${t.pourService(p.service)}` : ''}
        </li>
      ))}
    </ul>
  )
  return profils.length <= 4 ? (
    liste
  ) : (
    <details>
      <summary>{t.nombreProfils(profils.length)}</summary>
      {liste}
    </details>
  )
}

function EnCours({ c, demandes }: { c: Contexte; demandes: MaStructure['demandes'] }) {
  const t = c.t.comptes.structures
  if (demandes.length === 0) return <span class="muted">{t.aucuneDemande}</span>
  return (
    <ul class="plain stack">
      {demandes.map((d) => (
        <li key={d.numero}>
          <a href={`/demandes/${d.numero}`}>{d.numero}</a> {c.t.demandes.phrases[d.type] ?? d.type}{' '}
          <Etiquette genre={d.etat === 'programmee' ? 'plan' : 'action'}>{c.t.demandes.etats[d.etat]}</Etiquette>
          {d.effetLe ? <span class="small muted"> {t.prendEffet(new Date(d.effetLe))}</span> : null}
        </li>
      ))}
    </ul>
  )
}
