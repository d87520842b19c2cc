import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import { desactiverCompte } from '#app/comptes/compte/desactiver.ts'
import { estUuid } from '#app/contexte.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { definirPage } from '#app/page.ts'
import type { Demande, Recu } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'

/** Beyond, one transfers them all first: a page of two hundred lists helps nobody. */
const MONTREES = 20
const PROPOSES = 50

interface ARemettre {
  id: string
  nom: string
  inactive: boolean
  candidats: { id: string; nom: string }[]
  nombreux: boolean
}
interface Donnees {
  structures: ARemettre[]
  total: number
}

const chercheDe = (c: ContexteDuParcours) => (c.url.searchParams.get('cherche') ?? '').trim().slice(0, 100)
/** Chosen already, before a search or in what was posted or kept: offered whatever is searched. */
async function choisisDe(c: ContexteDuParcours): Promise<string[]> {
  const recus =
    c.requete.body instanceof Map
      ? [...(c.requete.body as Map<string, string[]>)].flatMap(([k, v]) => v.map((x) => [k, x] as const))
      : [...c.url.searchParams]
  const cle = c.url.searchParams.get('brouillon')
  const { rows } = estUuid(cle)
    ? await sql<{
        id: string
      }>`select l->>'utilisateur' as id from brouillon b, jsonb_array_elements(b.saisie->'successeurs') l where b.cle = ${cle}::uuid and b.auteur = ${c.utilisateur.id}::uuid`.execute(
        c.db,
      )
    : { rows: [] }
  return [...recus.flatMap(([k, v]) => (k.startsWith('successeurs.') ? [v] : [])), ...rows.map((r) => r.id)].filter(estUuid)
}

const lire = async (c: ContexteDuParcours): Promise<Donnees> => {
  const [cherche, choisis] = [chercheDe(c) || null, await choisisDe(c)]
  const { rows } = await sql<
    ARemettre & { total: number }
  >`select s.id, coalesce(nullif(s.libelle, ''), nom_structure(s)) as nom, s.statut = 'INACTIVE' as inactive, count(*) over ()::int as total, coalesce(p.candidats, '[]') as candidats, coalesce(p.nombreux, false) as nombreux
    from structure s cross join lateral (
      with v as materialized (select u.id, u.prenom || ' ' || u.nom as nom, r.tri, u.adresse_electronique, u.id = any(${choisis}::uuid[]) as choisi from rattachement r join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
        where r.structure = s.id and r.service is null and r.utilisateur <> ${c.utilisateur.id}::uuid and r.retire_le is null and r.periode @> maintenant())
      select (select json_agg(json_build_object('id', x.id, 'nom', x.nom)) from (select * from v
          where ${cherche}::text is null or choisi or strpos(tri || ' ' || plier(nom) || ' ' || plier(adresse_electronique::text), plier(${cherche})) > 0 order by choisi desc, tri, id limit ${PROPOSES}) x) as candidats,
        (select count(*) from (select from v limit ${PROPOSES + 1}) x) > ${PROPOSES} as nombreux) p where s.gestionnaire_principal = ${c.utilisateur.id}::uuid order by s.statut, plier(coalesce(nullif(s.libelle, ''), nom_structure(s))) collate "C", s.id limit ${MONTREES}`.execute(
    c.db,
  )
  return { structures: rows, total: rows[0]?.total ?? 0 }
}

const fil = (c: ContexteDuParcours) => [{ nom: c.t.comptes.compte.titre, href: '/compte' }, { nom: c.t.gouvernance.desactiver.titre }]

/** CPT-04. */
export const parcoursDesactiverCompte = definirParcours<Donnees>({
  chemin: '/compte/desactiver',
  definition: desactiverCompte as unknown as Demande,
  charger: lire,
  structureDe: () => null,
  adapter: (champs, _saisie, { structures }) => {
    const choix = structures.map((s) => ({ structure: s.id, utilisateur: champs.get(`successeurs.${s.id}`)?.[0] ?? '' }))
    return {
      successeurs: choix.filter((x) => x.utilisateur && x.utilisateur !== 'oui'),
      desactivees: choix.filter((x) => x.utilisateur === 'oui').map((x) => x.structure),
    }
  },
  apres: (recu) => `/compte-desactive?numero=${recu.numero}`,
  formulaire: (c, d, etat) => <FormulaireDesactiver c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

function FormulaireDesactiver({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }) {
  const { t } = c
  const x = t.gouvernance.desactiver
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo}
      fil={fil(c)}
      etapes={{ liste: x.etapes, courante: 0 }}
      erreur={etat.erreurs.length > 0 || etat.refus !== null}
      aide="/documentation/comptes/desactiver-mon-compte"
      resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}
    >
      <div class="narrow">
        {d.total > d.structures.length ? (
          <Alerte genre="warn" titre={x.trop(d.total)}>
            <p>
              {x.tropTexte} <a href="/organisation/structures/transferer">{t.gouvernance.transferer.titre}</a>
            </p>
          </Alerte>
        ) : (
          <Formulaire class="stack">
            <AlertesDuFormulaire c={c} etat={{ ...etat, ancien: null }} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            {d.structures.length ? (
              <section class="card stack" aria-labelledby="successeurs">
                <h2 id="successeurs">{x.successeurs}</h2>
                <Chercher c={c} structures={d.structures} />
                {d.structures.map((s) => (
                  <UnSuccesseur key={s.id} c={c} s={s} etat={etat} />
                ))}
              </section>
            ) : (
              <p>{x.aucune}</p>
            )}
            <section class="card" aria-labelledby="consequences">
              <h2 id="consequences">{x.consequences}</h2>
              <ul>
                {x.liste.map((l) => (
                  <li key={l}>{l}</li>
                ))}
              </ul>
            </section>
            <Actions note={t.structures.modifier.note}>
              <Bouton name="_etape" value="verifier">
                {x.verifier}
              </Bouton>
              <Bouton genre="discret" href="/compte">
                {x.abandonner}
              </Bouton>
            </Actions>
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

/** Many people: those of every list below are searched by the server, within the form, so that nothing chosen is lost. */
function Chercher({ c, structures }: { c: ContexteDuParcours; structures: ARemettre[] }) {
  if (!structures.some((s) => s.nombreux)) return null
  const x = c.t.gouvernance.desactiver
  return (
    <div class="field">
      <label for="cherche">{x.chercher}</label>
      <div class="with-button">
        <input class="input" id="cherche" type="search" name="cherche" value={chercheDe(c)} maxLength={100} autocomplete="off" />
        <Bouton genre="second" attrs={{ formmethod: 'get', 'data-turbo': 'false' }}>
          {c.t.habilitations.chercher.bouton}
        </Bouton>
      </div>
    </div>
  )
}

function UnSuccesseur({ c, s, etat }: { c: ContexteDuParcours; s: ARemettre; etat: EtatDuFormulaire }) {
  const x = c.t.gouvernance.desactiver
  const nom = `successeurs.${s.id}`
  const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
  const saisie = etat.saisie as { successeurs?: { structure: string; utilisateur: string }[]; desactivees?: string[] } | null
  if (!s.candidats.length && !s.nombreux)
    return (
      <Champ
        nom={nom}
        type="checkbox"
        libelle={s.inactive ? x.laisser(s.nom) : x.desactiver(s.nom)}
        aide={s.inactive ? x.seulInactive : x.seul}
        valeur={saisie?.desactivees?.includes(s.id) ?? c.url.searchParams.get(nom) === 'oui'}
        erreur={erreur}
      />
    )
  return (
    <Champ
      nom={nom}
      type="select"
      libelle={x.successeur(s.nom)}
      aide={s.nombreux && s.candidats.length === PROPOSES ? x.beaucoup(PROPOSES) : undefined}
      valeur={saisie?.successeurs?.find((l) => l.structure === s.id)?.utilisateur ?? c.url.searchParams.get(nom) ?? ''}
      erreur={erreur}
      options={[{ valeur: '', libelle: x.choisir }, ...s.candidats.map((u) => ({ valeur: u.id, libelle: u.nom }))]}
    />
  )
}

function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.gouvernance.desactiver
  const { successeurs, desactivees } = recu.saisie as {
    successeurs: { structure: { raisonSociale: string; libelle?: string | null }; utilisateur: { prenom: string; nom: string } }[]
    desactivees: { raisonSociale: string; libelle?: string | null }[]
  }
  return (
    <Page c={cadre(c)} titre={c.t.structures.modifier.titreVerifier} fil={fil(c)} etapes={{ liste: x.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Resume
          lignes={[
            { cle: x.compte, valeur: c.utilisateur.adresseElectronique },
            ...successeurs.map((s) => ({
              cle: nomDe(s.structure),
              valeur: `${x.passeA} ${s.utilisateur.prenom} ${s.utilisateur.nom}`,
            })),
            ...desactivees.map((s) => ({ cle: nomDe(s), valeur: x.desactivee })),
          ]}
        />
        <section class="card card--danger" aria-labelledby="consequences">
          <h2 id="consequences">{x.consequences}</h2>
          <ul>
            {x.liste.map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
        </section>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} genre="danger" />
      </div>
    </Page>
  )
}

/** Where one lands: nobody is signed in any more. */
export const pageCompteDesactive = definirPage({
  chemin: '/compte-desactive',
  acces: 'public',
  charger: async () => null,
  vue: (_d, c) => {
    const x = c.t.gouvernance.desactiver
    const numero = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('numero') ?? '')?.[0]
    return (
      <Page c={cadre(c)} titre={x.faite} chapo={x.faiteTexte}>
        {numero ? <Resume lignes={[{ cle: c.t.demandes.recu.numero, valeur: numero }]} /> : null}
        <p class="mt5">
          <Bouton genre="second" href="/">
            {c.t.erreurs.page.accueil}
          </Bouton>
        </p>
      </Page>
    )
  },
})
