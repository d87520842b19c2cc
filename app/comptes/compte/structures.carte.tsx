import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Cache, Carte, Etiquette, Identifiant, Resume } from '#ui/index.ts'
import type { MaStructure } from './structures.ts'

/** One of mine: as what I am there, what I may do, what is under way. */
export function UneStructure({ c, s }: { c: Contexte; s: MaStructure }): JSX.Element {
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
