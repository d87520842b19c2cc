import { sql } from 'kysely'
import { cadre } from '#app/cadre.ts'
import { desactiverCompte } from '#app/comptes/compte/desactiver.ts'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import { definirParcours, type ContexteDuParcours, type EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { definirPage } from '#app/page.ts'
import type { Demande, Recu } from '#demandes/index.ts'
import { Actions, Alerte, Bouton, Champ, Formulaire, Page, Resume, ResumeErreurs } from '#ui/index.ts'

/** Beyond, one transfers them all first: a page of two hundred lists helps nobody. */
const MONTREES = 20
const PROPOSES = 50

interface ARemettre { id: string; nom: string; candidats: { id: string; nom: string }[] }
interface Donnees { structures: ARemettre[]; total: number }

const lire = async (c: ContexteDuParcours): Promise<Donnees> => {
  const { rows } = await sql<ARemettre & { total: number }>`select s.id, nom_structure(s) as nom, count(*) over ()::int as total,
      coalesce((select json_agg(x) from (select u.id, u.prenom || ' ' || u.nom as nom from rattachement r join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
        where r.structure = s.id and r.service is null and r.utilisateur <> ${c.utilisateur.id}::uuid and r.retire_le is null and r.periode @> maintenant() order by r.tri, u.id limit ${PROPOSES}) x), '[]') as candidats
    from structure s where s.gestionnaire_principal = ${c.utilisateur.id}::uuid order by s.statut, plier(nom_structure(s)) collate "C", s.id limit ${MONTREES}`.execute(c.db)
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
    return { successeurs: choix.filter((x) => x.utilisateur && x.utilisateur !== 'oui'), desactivees: choix.filter((x) => x.utilisateur === 'oui').map((x) => x.structure) }
  },
  apres: (recu) => `/compte-desactive?numero=${recu.numero}`,
  formulaire: (c, d, etat) => <FormulaireDesactiver c={c} d={d} etat={etat} />,
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

function FormulaireDesactiver({ c, d, etat }: { c: ContexteDuParcours; d: Donnees; etat: EtatDuFormulaire }) {
  const { t } = c
  const x = t.gouvernance.desactiver
  return (
    <Page c={cadre(c)} titre={x.titre} chapo={x.chapo} fil={fil(c)} etapes={{ liste: x.etapes, courante: 0 }} erreur={etat.erreurs.length > 0 || etat.refus !== null} aide="/documentation/comptes/desactiver-mon-compte" resume={etat.erreurs.length ? <ResumeErreurs titre={t.champs.resume(etat.erreurs.length)} erreurs={etat.erreurs} /> : null}>
      <div class="narrow">
        {d.total > d.structures.length ? <Alerte genre="warn" titre={x.trop(d.total)}><p>{x.tropTexte} <a href="/organisation/structures/transferer">{t.gouvernance.transferer.titre}</a></p></Alerte> : (
          <Formulaire class="stack">
            <AlertesDuFormulaire c={c} etat={{ ...etat, ancien: null }} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            {d.structures.length ? <section class="card stack" aria-labelledby="successeurs"><h2 id="successeurs">{x.successeurs}</h2>{d.structures.map((s) => <UnSuccesseur key={s.id} c={c} s={s} etat={etat} />)}</section> : <p>{x.aucune}</p>}
            <section class="card" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2><ul>{x.liste.map((l) => <li key={l}>{l}</li>)}</ul></section>
            <Actions note={t.structures.modifier.note}>
              <Bouton name="_etape" value="verifier">{x.verifier}</Bouton>
              <Bouton genre="discret" href="/compte">{x.abandonner}</Bouton>
            </Actions>
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

function UnSuccesseur({ c, s, etat }: { c: ContexteDuParcours; s: ARemettre; etat: EtatDuFormulaire }) {
  const x = c.t.gouvernance.desactiver
  const nom = `successeurs.${s.id}`
  const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
  const saisie = etat.saisie as { successeurs?: { structure: string; utilisateur: string }[]; desactivees?: string[] } | null
  if (!s.candidats.length) return <Champ nom={nom} type="checkbox" libelle={x.desactiver} aide={x.seul(s.nom)} valeur={saisie?.desactivees?.includes(s.id) ?? false} erreur={erreur} />
  return (
    <Champ nom={nom} type="select" libelle={x.successeur(s.nom)} aide={s.candidats.length === PROPOSES ? x.beaucoup : undefined} valeur={saisie?.successeurs?.find((l) => l.structure === s.id)?.utilisateur ?? ''} erreur={erreur}
      options={[{ valeur: '', libelle: x.choisir }, ...s.candidats.map((u) => ({ valeur: u.id, libelle: u.nom }))]} />
  )
}

function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.gouvernance.desactiver
  const { successeurs, desactivees } = recu.saisie as { successeurs: { structure: { raisonSociale: string }; utilisateur: { prenom: string; nom: string } }[]; desactivees: { raisonSociale: string }[] }
  return (
    <Page c={cadre(c)} titre={c.t.structures.modifier.titreVerifier} fil={fil(c)} etapes={{ liste: x.etapes, courante: 1 }}>
      <div class="narrow stack">
        <Resume lignes={[
          { cle: x.compte, valeur: c.utilisateur.adresseElectronique },
          ...successeurs.map((s) => ({ cle: s.structure.raisonSociale, valeur: `${x.passeA} ${s.utilisateur.prenom} ${s.utilisateur.nom}` })),
          ...desactivees.map((s) => ({ cle: s.raisonSociale, valeur: x.desactivee })),
        ]} />
        <section class="card card--danger" aria-labelledby="consequences"><h2 id="consequences">{x.consequences}</h2><ul>{x.liste.map((l) => <li key={l}>{l}</li>)}</ul></section>
        <BoutonsDeVerification c={c} cle={cle} bouton={x.bouton} genre="danger" />
      </div>
    </Page>
  )
}

/** Where one lands: nobody is signed in any more. */
export const pageCompteDesactive = definirPage({
  chemin: '/compte-desactive', acces: 'public',
  charger: async () => null,
  vue: (_d, c) => {
    const x = c.t.gouvernance.desactiver
    const numero = /^RITM\d{7,12}$/.exec(c.url.searchParams.get('numero') ?? '')?.[0]
    return <Page c={cadre(c)} titre={x.faite} chapo={x.faiteTexte}>{numero ? <Resume lignes={[{ cle: c.t.demandes.recu.numero, valeur: numero }]} /> : null}<p class="mt5"><Bouton genre="second" href="/">{c.t.erreurs.page.accueil}</Bouton></p></Page>
  },
})
