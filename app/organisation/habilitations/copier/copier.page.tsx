import { nomDe as nomDeStructure } from '#app/organisation/structures/lire.ts'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { chargerChoix, filDe, GERER, lignesDuBrouillon, pourDe, profilDe, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { ChercherUnContact, chercheDe } from '#app/organisation/habilitations/chercher.tsx'
import type { Choix, Contact } from '#app/organisation/habilitations/choix.ts'
import { proposerCopie, RAISONS, type Proposition } from '#app/organisation/habilitations/copier/proposer.ts'
import { retourALaListe } from '#app/organisation/habilitations/retour.ts'
import { lignesDeSaisie } from '#app/organisation/habilitations/saisie.ts'
import { lireSituations } from '#app/organisation/habilitations/situation.ts'
import { differences, Verification, type LigneDite } from '#app/organisation/habilitations/verification.tsx'
import { ChampStructure } from '#app/organisation/structures/parmi.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { refus, type Demande } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Carte, Champ, Champs, Diff, Formulaire, Icone, Page, ResumeErreurs, Vide } from '#ui/index.ts'

const COPIER = `${GERER}/copier`
const CIBLES_MAXIMUM = 50

type LigneCopiee = LigneDite & { utilisateur: { id: string }; structure: { id: string }; service: { id: string } | null }
interface Donnees {
  choix: Choix
  cibles: string[]
  partout: boolean
  propositions: Proposition[]
  lignes: LigneCopiee[]
}

/** HAB-09 « Copier les habilitations d'un utilisateur »: the difference first, then one demande. */
export const parcoursCopier = definirParcours<Donnees>({
  chemin: COPIER,
  definition: ajouterHabilitation as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (_champs, _saisie, { lignes }) => ({
    lignes: lignes.map((l) => ({
      utilisateur: l.utilisateur.id,
      structure: l.structure.id,
      service: l.service?.id ?? null,
      profil: `${l.application}.${l.apres}`,
      ...(l.fin ? { fin: l.fin } : {}),
    })),
  }),
  apres: retourALaListe,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="ajouter" nom={c.t.droits.copier.titre} />,
  formulaire: (c, d, etat) => <Copier c={c} d={d} etat={etat} />,
})

async function charger(c: ContexteDuParcours): Promise<Donnees> {
  const p = c.url.searchParams
  const [source, brouillon] = [uuidDe(c, 'source'), uuidDe(c, 'brouillon')]
  const gardees = !source && brouillon ? await lignesDuBrouillon(c) : []
  const choix = await chargerChoix(c, uuidDe(c, 'structure') ?? gardees[0]?.structure ?? null, source ?? uuidDe(c, 'utilisateur'), {
    recherche: chercheDe(c),
    choisis: p.getAll('cible').filter(estUuid).slice(0, CIBLES_MAXIMUM),
  })
  if (!choix.structure)
    throw refus(c.t, 'acces-refuse', {
      raison: c.t.habilitations.gerer.rienTexte,
      remede: { libelle: c.t.habilitations.gerer.mes, href: `${GERER}/mes` },
    })
  const cibles = [
    ...new Set(
      p
        .getAll('cible')
        .filter(estUuid)
        .map((v) => v.toLowerCase()),
    ),
  ]
    .filter((id) => id !== source)
    .slice(0, CIBLES_MAXIMUM)
  const partout = p.get('partout') === 'oui'
  const commun = { choix, cibles, partout }
  if (gardees.length) return { ...commun, propositions: [], lignes: await relire(c, gardees) }
  const propositions =
    source && cibles.length
      ? await proposerCopie(c.db, {
          auteur: c.utilisateur.id,
          source,
          cibles,
          structure: partout ? null : choix.structure.id,
          delai: c.settings.DELAI_EFFET_MINUTES.habilitation,
        })
      : []
  return { ...commun, propositions, lignes: propositions.filter((l) => !l.passee).map((l): LigneCopiee => ({ ...l, debut: null })) }
}

/** The lines of the draft, with the names that they have. */
async function relire(c: ContexteDuParcours, gardees: Awaited<ReturnType<typeof lignesDuBrouillon>>): Promise<LigneCopiee[]> {
  const lignes = lignesDeSaisie({ lignes: gardees }, { retrait: false })
  const situations = await lireSituations(c.db, lignes)
  return situations.flatMap((s, i) =>
    s.utilisateur && s.structure
      ? [
          {
            utilisateur: s.utilisateur,
            structure: s.structure,
            service: s.service,
            application: lignes[i]!.application,
            avant: s.niveau === null ? null : s.niveau === 2 ? 'modification' : 'consultation',
            apres: lignes[i]!.niveau,
            debut: null,
            fin: lignes[i]!.fin ?? null,
          } satisfies LigneCopiee,
        ]
      : [],
  )
}

const nomDe = (u: Contact) => `${u.prenom} ${u.nom}${u.entiere ? '' : ` (${u.services.join(', ')})`}`

function Copier({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }): JSX.Element {
  const x = c.t.droits.copier
  const { choix, lignes } = d
  const structure = choix.structure!
  const source = c.url.searchParams.get('source') ?? uuidDe(c, 'utilisateur') ?? ''
  const contacts =
    choix.contact && !choix.contacts.some((u) => u.id === choix.contact!.id) ? [choix.contact, ...choix.contacts] : choix.contacts
  const compare = lignes.length > 0 || (d.cibles.length > 0 && source !== '')
  const adresse = new URLSearchParams([
    ['structure', structure.id],
    ['source', source],
    ...d.cibles.map((id) => ['cible', id]),
    ...(d.partout ? [['partout', 'oui']] : []),
  ] as [string, string][])
  // What was refused names lines that are no fields here.
  const oublis = c.url.searchParams.has('comparer')
    ? [
        ...(source ? [] : [{ champ: 'source', code: 'champ-manquant', message: x.sansSource }]),
        ...(d.cibles.length ? [] : [{ champ: 'cible', code: 'champ-manquant', message: x.sansCible }]),
      ]
    : []
  const oubli = (champ: string) => oublis.find((e) => e.champ === champ)?.message
  const refuse = etat.refus ?? (etat.erreurs[0] ? { status: 422, code: etat.erreurs[0].code, detail: etat.erreurs[0].message } : null)
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      pour={pourDe(c, structure)}
      fil={filDe(c, x.titre)}
      etapes={{ liste: x.etapes, courante: 0 }}
      erreur={refuse !== null || oublis.length > 0}
      resume={oublis.length ? <ResumeErreurs titre={c.t.champs.resume(oublis.length)} erreurs={oublis} /> : null}
      aide="/documentation/organisation/utilisateurs/ensembles-de-profils"
    >
      <div class="stack stack--loose">
        <RefusAvecRemede refus={refuse} />
        <Carte titre={x.choisir}>
          <form method="get" action={COPIER} class="stack">
            <ChercherUnContact c={c} choix={choix} />
            <Champs>
              <ChampStructure
                c={c}
                parmi={choix.parmi}
                structures={choix.structures}
                choisie={structure}
                libelle={c.t.champs.libelles.structure}
                largeur="w3"
                attrs={{}}
              />
              <Champ
                nom="source"
                type="select"
                largeur="w3"
                libelle={x.de}
                valeur={source}
                erreur={oubli('source')}
                options={[
                  { valeur: '', libelle: c.t.habilitations.ajouter.choisir },
                  ...contacts.map((u) => ({ valeur: u.id, libelle: nomDe(u) })),
                ]}
              />
              <Champ
                nom="cible"
                type="cases"
                libelle={x.vers}
                aide={x.versAide}
                valeur={d.cibles}
                erreur={oubli('cible')}
                options={contacts.filter((u) => u.id !== source).map((u) => ({ valeur: u.id, libelle: nomDe(u) }))}
              />
              {choix.parmi.nombre > 1 ? <Champ nom="partout" type="checkbox" libelle={x.partout} valeur={d.partout} /> : null}
            </Champs>
            <Actions>
              <Bouton genre={lignes.length ? 'second' : 'premier'} name="comparer" value="oui">
                {x.comparer}
              </Bouton>
            </Actions>
          </form>
        </Carte>
        {compare ? <Passees c={c} propositions={d.propositions} /> : null}
        {lignes.length ? (
          <Formulaire action={source && d.cibles.length ? `${COPIER}?${adresse}` : `${COPIER}?brouillon=${etat.cle}`} class="stack">
            <input type="hidden" name="_cle" value={etat.cle} />
            <Diff legende={x.difference} lignes={differences(c, lignes)} />
            <Actions note={c.t.habilitations.ajouter.note}>
              <Bouton name="_etape" value="verifier">
                {x.verifier}
              </Bouton>
              <Bouton genre="discret" href={`${COPIER}?structure=${structure.id}`}>
                {x.recommencer}
              </Bouton>
            </Actions>
          </Formulaire>
        ) : compare ? (
          <Vide titre={x.rien} texte={x.rienTexte} />
        ) : null}
      </div>
    </Page>
  )
}

function Passees({ c, propositions }: { c: ContexteDuParcours; propositions: Proposition[] }) {
  const x = c.t.droits.copier
  const parRaison = RAISONS.map((raison) => ({ raison, lignes: propositions.filter((p) => p.passee === raison) })).filter(
    (r) => r.lignes.length,
  )
  if (!parRaison.length) return null
  return (
    <Alerte genre="info" titre={x.passees}>
      <ul>
        {parRaison.map(({ raison, lignes }) => (
          <li key={raison}>
            <details class="fold">
              <summary>
                {x.raisons[raison]!(lignes.length)} <Icone nom="chevron" class="chevron" />
              </summary>
              <ul>
                {lignes.map((l, i) => (
                  <li key={i}>
                    {profilDe(c, l.application, l.apres)} · {l.utilisateur.prenom} {l.utilisateur.nom} ·{' '}
                    {l.service?.nom ?? nomDeStructure(l.structure)}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Alerte>
  )
}
