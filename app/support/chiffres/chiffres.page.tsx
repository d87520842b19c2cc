import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirRoute } from '#app/page.ts'
import { calculerChiffres, SEMAINES } from '#app/support/chiffres/calculer.ts'
import { choisir, perimetresDe } from '#app/support/chiffres/perimetre.ts'
import { FigureDuFlux, FigureDUneMesure, ParCategorie, ReperesDesTickets } from '#app/support/chiffres/vue.tsx'
import { lireCategories } from '#app/support/tickets/emetteur/creer.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import { refus } from '#demandes/index.ts'
import { Carte, Champ, Exports, Filtres, Page, Vide } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

async function charger(c: Contexte, defaut: string | null) {
  const p = c.url.searchParams
  const perimetres = await perimetresDe(c as typeof c & { utilisateur: NonNullable<typeof c.utilisateur> })
  const choix = choisir(
    perimetres,
    {
      perimetre: p.get('perimetre') || undefined,
      service: p.get('service') ?? undefined,
      semaines: Number(p.get('semaines')) || undefined,
    },
    defaut ?? c.structureActive?.id,
  )
  // Nobody's figures but those one may see exist; whoever has none is told what it takes.
  if (!choix && (perimetres.length || p.get('perimetre'))) throw refus(c.t, 'introuvable')
  if (!choix) return null
  const categories = await lireCategories(c.db)
  const categorie = categories.find((k) => k.code === p.get('categorie'))?.code
  return {
    ...choix,
    perimetres,
    categories,
    categorie,
    d: await calculerChiffres(c.db, choix.perimetre.champ, { semaines: choix.semaines, categorie, service: choix.service }),
  }
}
type Donnees = NonNullable<Awaited<ReturnType<typeof charger>>>

/** « Chiffres » of what one's structures receive, and of the portal for its agents and its operator (TIC-09). */
export const pageChiffres = definirRoute({
  chemin: '/support/chiffres',
  acces: 'session',
  repondre: async (c) => {
    const v = await charger(c, null)
    const fil = [
      { nom: c.t.tickets.support, href: '/support' },
      { nom: c.t.tickets.recus, href: '/support/tickets/recus' },
      { nom: c.t.chiffres.titre },
    ]
    return v ? (
      <Vue c={c} v={v} fil={fil} />
    ) : (
      <Page c={cadre(c)} titre={c.t.chiffres.titre} fil={fil} aide="/documentation/support/chiffres">
        <Carte nue>
          <Vide titre={c.t.chiffres.aucun} texte={c.t.chiffres.aucunTexte} />
        </Carte>
      </Page>
    )
  },
})

/** The figures, whatever the way there. */
export function Vue({ c, v, fil }: { c: Contexte; v: Donnees; fil: { nom: string; href?: string }[] }): JSX.Element {
  const x = c.t.chiffres
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo(v.perimetre.nom, date(v.d.du, c.langue), date(v.d.au, c.langue))}
      large
      styles={['chiffres']}
      fil={fil}
      aide="/documentation/support/chiffres"
      actions={<ExportsDeLaListe v={v} />}
    >
      <div class="stack stack--loose">
        <Carte nue>
          <Choix c={c} v={v} />
        </Carte>
        <ReperesDesTickets c={c} d={v.d} semaines={v.semaines} />
        {v.d.total.recus || v.d.total.resolus ? (
          <>
            <div class="duo">
              <FigureDuFlux c={c} d={v.d} />
              <FigureDUneMesure c={c} d={v.d} mesure="resolution" />
            </div>
            <div class="duo">
              <FigureDUneMesure c={c} d={v.d} mesure="premiere" />
              <FigureDUneMesure c={c} d={v.d} mesure="satisfaction" />
            </div>
            <ParCategorie c={c} d={v.d} />
          </>
        ) : (
          <Carte nue>
            <Vide titre={x.vide} texte={x.videTexte(v.semaines < Math.max(...SEMAINES))} />
          </Carte>
        )}
      </div>
    </Page>
  )
}

export const chargerChiffres = charger

function Choix({ c, v }: { c: Contexte; v: Donnees }) {
  const x = c.t.chiffres
  return (
    <Filtres libelle={x.titre} url={c.url} noms={['perimetre', 'semaines', 'service', 'categorie']}>
      {v.perimetres.length > 1 ? (
        <Champ
          nom="perimetre"
          type="select"
          libelle={x.perimetre}
          valeur={v.perimetre.cle}
          options={v.perimetres.map((p) => ({ valeur: p.cle, libelle: p.nom }))}
        />
      ) : null}
      <Champ
        nom="semaines"
        type="select"
        libelle={x.periode}
        valeur={String(v.semaines)}
        options={SEMAINES.map((n) => ({ valeur: String(n), libelle: x.semaines(n) }))}
      />
      {v.perimetre.services.length ? (
        <Champ
          nom="service"
          type="select"
          libelle={x.service}
          valeur={v.service ?? ''}
          sansChoix={x.tousServices}
          options={v.perimetre.services.map((s) => ({ valeur: s.id, libelle: s.nom }))}
        />
      ) : null}
      <Champ
        nom="categorie"
        type="select"
        libelle={x.categorie}
        valeur={v.categorie ?? ''}
        sansChoix={x.toutes}
        options={v.categories.map((k) => ({ valeur: k.code, libelle: nomDansLaLangue(c, k) }))}
      />
    </Filtres>
  )
}

function ExportsDeLaListe({ v }: { v: Donnees }) {
  const adresse = (format: string) =>
    `/api/v1/tickets/chiffres?${new URLSearchParams({ perimetre: v.perimetre.cle, semaines: String(v.semaines), ...(v.service ? { service: v.service } : {}), ...(v.categorie ? { categorie: v.categorie } : {}), format })}`
  return <Exports href={adresse} />
}
