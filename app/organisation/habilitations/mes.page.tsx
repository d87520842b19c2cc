import { nomDe } from '#app/organisation/structures/lire.ts'
import { cadre } from '#app/cadre.ts'
import { etatDeListe } from '#app/listes/lister.ts'
import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, PROFIL, profilDe, uuidDe, Vigueur } from '#app/organisation/habilitations/cadre.tsx'
import { listerHabilitations, TRIS_HABILITATIONS, type HabilitationEnListe } from '#app/organisation/habilitations/lister.ts'
import { lireMesStructures, type EnAttente } from '#app/organisation/habilitations/mes.ts'
import { CHERCHE_STRUCTURE, ChampStructure, chercheStructureDe } from '#app/organisation/structures/parmi.tsx'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Alerte, Bouton, Carte, Filtres, Outils, Page, Pages, Tableau, TriDesCartes, Vide } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** HAB-06 « Gérer mes habilitations »: what I hold for each structure, what waits, « Demander un profil », « Renoncer ». */
export const pageMes = definirPage({
  chemin: `${GERER}/mes`,
  acces: 'session',
  charger: async (c) => {
    const structure = uuidDe(c, 'structure')
    const { structures, parmi, attente } = await lireMesStructures(c.db, c.utilisateur!.id, structure, chercheStructureDe(c))
    if (structure && !structures.some((s) => s.id === structure)) throw refus(c.t, 'introuvable')
    const f = etatDeListe(c.url.searchParams, TRIS_HABILITATIONS, 'structure')
    return {
      structures,
      parmi,
      attente,
      structure,
      tri: f.tri,
      liste: await listerHabilitations(c.db, c.utilisateur!.id, {
        ...f,
        recherche: undefined,
        miennes: true,
        utilisateur: c.utilisateur!.id,
        structure: structure ?? undefined,
      }),
    }
  },
  vue: ({ structures, parmi, attente, structure, tri, liste }, c) => {
    const x = c.t.habilitations
    const commun = {
      c: cadre(c),
      titre: x.mes.titre,
      chapo: x.mes.chapo,
      fil: filDe(c, x.mes.titre, false),
      aide: '/documentation/organisation/utilisateurs/gerer-mes-habilitations',
    }
    if (!parmi.nombre)
      return (
        <Page {...commun}>
          <Vide
            titre={x.mes.sansStructure}
            texte={x.mes.sansStructureTexte}
            action={<Bouton href="/organisation/utilisateurs/rattachement">{x.mes.rattachement}</Bouton>}
          />
        </Page>
      )
    const profil = profilVoulu(c, attente, structure)
    const demander = `${GERER}/mes/demander?structure=${structure ?? c.structureActive?.id ?? structures[0]?.id ?? ''}${profil ? `&profil=${profil.code}` : ''}`
    const colonnes = [
      { nom: 'structure', libelle: x.colonnes.structure, tri: true },
      { nom: 'service', libelle: x.colonnes.service, tri: true },
      { nom: 'profil', libelle: x.colonnes.profil, tri: true, entete: true },
      { nom: 'debut', libelle: x.colonnes.enVigueur, tri: true },
      { nom: 'actions', libelle: x.colonnes.actions, muette: true },
    ]
    const etat = { page: liste.page, taille: liste.taille, tri, total: liste.total, totalExact: liste.totalExact }
    return (
      <Page
        {...commun}
        actions={
          <Bouton href={demander} icone="plus" agit>
            {profil ? x.mes.demanderLe(profil.nom) : x.mes.demander}
          </Bouton>
        }
      >
        <div class="stack">
          {attente.length ? <Attente c={c} attente={attente} /> : null}
          <Carte nue>
            {parmi.nombre > 1 ? (
              <Filtres libelle={x.mes.structure} url={c.url} noms={['structure', CHERCHE_STRUCTURE]}>
                <ChampStructure
                  c={c}
                  parmi={parmi}
                  structures={structures}
                  choisie={structures.find((s) => s.id === structure) ?? null}
                  toutes={x.mes.toutes}
                  libelle={x.mes.structure}
                />
              </Filtres>
            ) : null}
            {liste.elements.length ? (
              <>
                <Outils exact={liste.totalExact}>{x.gerer.nombre(liste.total)}</Outils>
                <TriDesCartes colonnes={colonnes} etat={etat} url={c.url} />
                <Tableau
                  colonnes={colonnes}
                  etat={etat}
                  url={c.url}
                  legende={x.mes.titre}
                  lignes={liste.elements.map((l) => ({
                    cle: l.id,
                    ...(l.changement ? { etat: 'programmee' as const } : {}),
                    cellules: [
                      <>{nomDe(l.structure)}</>,
                      l.service ? <>{l.service.nom}</> : <span class="muted">{x.touteLaStructure}</span>,
                      <>{profilDe(c, l.application, l.niveau)}</>,
                      <Vigueur c={c} l={l} />,
                      <Renoncer c={c} l={l} attente={attente} />,
                    ],
                  }))}
                />
                <Pages etat={etat} url={c.url} />
              </>
            ) : (
              <Vide
                titre={x.mes.vide}
                texte={x.mes.videTexte}
                action={
                  <Bouton genre="second" href={demander} agit>
                    {x.mes.demander}
                  </Bouton>
                }
              />
            )}
          </Carte>
        </div>
      </Page>
    )
  },
})

/** A closed tile leads here with the profile it lacks, which the button then names; not one that is asked for already. */
function profilVoulu(c: Contexte, attente: EnAttente[], structure: string | null): { code: string; nom: string } | null {
  const code = PROFIL.exec(c.url.searchParams.get('profil') ?? '')?.[0]
  const [application, niveau] = (code?.split('.') ?? []) as [string?, ('consultation' | 'modification')?]
  if (!code || !application || !niveau || !Object.hasOwn(c.t.catalogue.applications, application)) return null
  const demande = attente.some((d) =>
    d.lignes.some((l) => l.application === application && (structure ?? l.structure.id) === l.structure.id),
  )
  return demande ? null : { code, nom: profilDe(c, application, niveau) }
}

/** Nothing to give up where a change, or a request, is on its way. */
function Renoncer({ c, l, attente }: { c: Contexte; l: HabilitationEnListe; attente: EnAttente[] }) {
  const x = c.t.habilitations.mes
  const demandee = attente.some((d) =>
    d.lignes.some(
      (m) => m.structure.id === l.structure.id && m.application === l.application && (m.service?.id ?? null) === (l.service?.id ?? null),
    ),
  )
  if (l.changement || demandee || l.action === 'gestionnaire') return null
  const href = `${GERER}/mes/demander?structure=${l.structure.id}&renoncer=${l.profil}${l.service ? `&service=${l.service.id}` : ''}`
  const nom = (
    <>
      {x.renoncer}
      <span class="visually-hidden"> {x.renoncerA(profilDe(c, l.application, l.niveau))}</span>
    </>
  )
  if (c.voirComme)
    return (
      <Bouton genre="discret" petit href={href} agit>
        {nom}
      </Bouton>
    )
  return (
    <a class="small" href={href}>
      {nom}
    </a>
  )
}

const enPhrase = (s: string) => s.slice(0, 1).toLocaleUpperCase('fr') + s.slice(1)

function Attente({ c, attente }: { c: Contexte; attente: EnAttente[] }) {
  const x = c.t.habilitations.mes
  return (
    <Alerte genre="plan" titre={x.attente}>
      <ul>
        {attente.map((d) => (
          <li key={d.numero}>
            {enPhrase(
              c.t.approbations.decrire.suite(
                d.lignes.map((l) =>
                  l.apres ? x.ajout(profilDe(c, l.application, l.apres)) : x.retrait(profilDe(c, l.application, l.avant ?? 'consultation')),
                ),
              ),
            )}{' '}
            ({d.lignes[0] ? nomDe(d.lignes[0].structure) : ''}),{' '}
            {x.attenteDepuis(quand(new Date(d.creeLe), c.heure, c.langue), d.decideurs.join(', '))}.{' '}
            <a href={`/demandes/${d.numero}`}>{x.voir(d.numero)}</a>
          </li>
        ))}
      </ul>
    </Alerte>
  )
}
