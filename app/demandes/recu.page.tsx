import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { Details } from '#app/demandes/details.tsx'
import { etapes } from '#app/demandes/etapes.ts'
import { lieuDe } from '#app/demandes/lieux.ts'
import { lireMonAvis } from '#app/demandes/mon-avis.ts'
import { avisDe, DonnerMonAvis } from '#app/demandes/mon-avis.tsx'
import { ouDe } from '#app/demandes/ou.ts'
import { recepisse } from '#app/demandes/recepisse.ts'
import { EtMaintenant } from '#app/demandes/refaire.tsx'
import { donneSonAvis } from '#app/demandes/recu.avis.page.tsx'
import { charger, filDe, peutAnnuler } from '#app/demandes/recu.charger.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { InvitationsEnvoyees, mene } from '#app/organisation/rattachements/recu.tsx'
import { DuplicationFaite } from '#app/organisation/structures/dupliquer/recu.tsx'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { definirPage, definirRoute } from '#app/page.ts'
import type { RecuVisible } from '#demandes/index.ts'
import { Bouton, Chronologie, Confirmation, Imprimer, ListeLiens, Page, Section, Telecharger } from '#ui/index.ts'
import { jusqua, quand } from '#ui/textes/format.ts'

function titreDe(c: Contexte, d: RecuVisible): string {
  const x = c.t.demandes.recu
  const y = c.t.approbations.recu
  const sienne = d.auteur.id === c.utilisateur?.id
  if (d.etat === 'demandee') return sienne ? y.titreAttente : x.deQuelquUn.recue
  if (d.etat === 'programmee')
    return d.approbation ? (sienne ? y.prisParApprobation : x.deQuelquUn.approuvee) : sienne ? x.titre : x.deQuelquUn.recue
  return d.etat === 'effective'
    ? sienne
      ? x.titreEffective
      : x.deQuelquUn.effective
    : x.titreTerminee(c.t.demandes.etats[d.etat] ?? d.etat)
}

/** The identifier that the portal issued for what was created without one: told with the number, it is what will be asked for. */
const identifiantDelivre = (c: Contexte, d: RecuVisible) =>
  d.type === 'structure.creer' && d.structure && !d.saisie.identifiant
    ? [
        {
          nom: c.t.champs.libelles.identifiant,
          valeur: grouper(d.structure.typeIdentifiant as TypeIdentifiant, d.structure.identifiant),
        },
      ]
    : []

/** The receipt of a demande (POR-16): its number, what happens next and when, how to cancel it, what it asked. */
export const pageRecu = definirPage({
  chemin: '/demandes/:numero',
  acces: 'session',
  charger: async (c) => {
    const d = await charger(c)
    return { d, avis: donneSonAvis(c, d) ? avisDe(await lireMonAvis(c.db, d.numero!, c.utilisateur!.id)) : null }
  },
  vue: ({ d, avis }, c) => {
    const { t } = c
    const x = t.demandes.recu
    const quoi = t.demandes.phrases[d.type] ?? d.type
    const titre = titreDe(c, d)
    const ou = ouDe(t, d)
    const annule = peutAnnuler(c, d)
    const decide = d.approbation?.etat === 'demandee' && d.approbation.decideurs.some((q) => q.id === c.utilisateur?.id)
    return (
      <Page c={cadre(c)} titre={`${titre}, ${d.numero}`} fil={filDe(c, d)} sansTitre>
        <Confirmation
          titre={titre}
          texte={
            <>
              {quoi}
              {d.nomObjet ? (
                <>
                  , <b>{d.nomObjet}</b>
                </>
              ) : null}
              {ou ? (
                <>
                  , <b>{ou}</b>
                </>
              ) : null}
            </>
          }
          references={[
            { nom: x.numero, valeur: d.numero },
            ...(d.effetLe && ['programmee', 'effective'].includes(d.etat)
              ? [
                  {
                    nom: d.etat === 'programmee' ? x.prendEffet : x.priseEffet,
                    valeur: quand(d.etat === 'effective' ? (d.termineeLe ?? d.effetLe) : d.effetLe, c.heure, c.langue),
                  },
                ]
              : []),
            { nom: x.etat, valeur: t.demandes.etats[d.etat] },
            ...identifiantDelivre(c, d),
          ]}
        />
        <div class="split split--wide mt6">
          <div>
            <div class="row">
              {decide ? <Bouton href={`/approbations/${d.numero}`}>{c.t.approbations.recu.voirApprobation}</Bouton> : null}
              <Telecharger href={`/demandes/${d.numero}/recepisse.pdf`}>{x.recepisse}</Telecharger>
              <Imprimer />
              {annule ? (
                <Bouton genre="danger-second" icone="annuler" href={`/demandes/${d.numero}/annuler`}>
                  {x.annuler}
                </Bouton>
              ) : null}
            </div>
            <p class="small muted mt2">
              {annule ? `${d.effetLe ? x.annulable(jusqua(d.effetLe, c.heure, c.langue)) : c.t.approbations.recu.annulerPossible} ` : null}
              {d.auteur.id === c.utilisateur?.id && d.etat !== 'refusee' ? x.courriel(d.auteur.adresseElectronique) : null}
            </p>
            <Section titre={['demandee', 'programmee'].includes(d.etat) ? x.suite : x.passe}>
              <Chronologie evenements={etapes(c, d)} />
            </Section>
            <EtMaintenant c={c} d={d} />
            <InvitationsEnvoyees c={c} d={d} />
            <DuplicationFaite c={c} d={d} />
            <Details c={c} d={d} />
          </div>
          <Ensuite c={c} d={d} />
        </div>
        {avis ? (
          <div class="split split--wide mt6 no-print">
            <div>
              <DonnerMonAvis c={c} numero={d.numero!} {...avis} />
            </div>
          </div>
        ) : null}
      </Page>
    )
  },
})

function Ensuite({ c, d }: { c: Contexte; d: RecuVisible }) {
  const x = c.t.demandes.recu
  return (
    <div class="no-print stack stack--loose">
      {d.type === 'structure.creer' && d.structure ? (
        <section aria-labelledby="premiers-pas">
          <h2 id="premiers-pas">{x.premiersPas}</h2>
          <ListeLiens
            liens={[
              { libelle: x.service, href: `/organisation/services/creer?structure=${d.structure.id}` },
              { libelle: x.banque, href: `/organisation/coordonnees-bancaires/creer?structure=${d.structure.id}` },
              { libelle: x.collegues, href: `/organisation/utilisateurs/rattacher?structure=${d.structure.id}` },
            ]}
          />
        </section>
      ) : null}
      <nav aria-labelledby="ensuite">
        <h2 id="ensuite">{x.ensuite}</h2>
        <ListeLiens
          liens={[
            ...(d.structure && mene(c, d)
              ? [{ libelle: x.voir(nomDe(d.structure)), href: `/organisation/structures/${d.structure.id}` }]
              : []),
            ...lieuDe(c, d).suites,
            ...(c.voirComme ? [] : [{ libelle: x.mesDemandes, href: '/compte/demandes' }]),
          ]}
        />
      </nav>
    </div>
  )
}

export const routeRecepisse = definirRoute({
  chemin: '/demandes/:numero/recepisse.pdf',
  acces: 'session',
  repondre: async (c) => {
    const d = await charger(c)
    return { brut: await recepisse(c, d), type: 'application/pdf', nom: `${d.numero}.pdf` }
  },
})
