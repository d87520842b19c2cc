import type { JSX } from 'preact'
import type { Application, DomainePortail } from '#app/accueil/catalogue/index.ts'
import { etatTuile, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import type { Contexte } from '#app/contexte.ts'
import { Etiquette, Tuile, TuileFermee, type NomPicto } from '#ui/index.ts'
import { NOMS_PICTOS } from '#ui/pictos.tsx'

/** An application's tile: open, announced, or closed with its reason (POR-08). */
export function TuileApplication({ c, application: a, droits }: { c: Contexte; application: Application; droits: Droits }): JSX.Element {
  const etat = etatTuile(c, a, droits)
  const titre = a.nom[c.langue]
  const description = a.description[c.langue]
  if (etat.genre === 'ouverte')
    return (
      <Tuile
        titre={titre}
        href={etat.href}
        description={description}
        lien={etat.exterieur ? c.t.accueil.tuile.ouvertureExterne : undefined}
        exterieur={etat.exterieur}
      />
    )
  if (etat.genre === 'fermee') return <TuileFermee titre={titre} raison={etat.raison} pourquoi={etat.pourquoi} remede={etat.remede} />
  return (
    <article class="tile tile--app tile--soon">
      <h3>
        <a href={`/applications/${a.code}`}>{titre}</a>
      </h3>
      <p>{description}</p>
      <span class="tile__go">
        <Etiquette>{c.t.accueil.bientot}</Etiquette>
      </span>
    </article>
  )
}

export function TuileDomaine({ c, domaine: d, rangee }: { c: Contexte; domaine: DomainePortail; rangee?: boolean }): JSX.Element {
  const picto = (NOMS_PICTOS as string[]).includes(d.pictogramme) ? (d.pictogramme as NomPicto) : 'vide'
  return <Tuile titre={d.nom[c.langue]} href={d.adresse} description={d.description[c.langue]} picto={picto} rangee={rangee} />
}
