import type { Contexte } from '#app/contexte.ts'
import { decrire } from '#app/demandes/decrire.ts'
import { quiAnnule } from '#app/demandes/etapes.ts'
import { descriptionDe } from '#app/organisation/approbations/afficher.tsx'
import type { ApprobationLue } from '#app/organisation/approbations/lire.ts'
import { Chronologie, Diff, Etiquette, Identifiant, Resume, Section, Temps, type Evenement } from '#ui/index.ts'
import { liste, majuscule, quand } from '#ui/textes/format.ts'

const nom = (p: { prenom: string; nom: string }) => `${p.prenom} ${p.nom}`

/** What is asked for, beside what the person has now: read when the page is, not when it was asked. */
export function CeQuiEstDemande({ c, a }: { c: Contexte; a: ApprobationLue }) {
  const x = c.t.approbations
  const attend = a.peutDecider
  const lignes = decrire(c.t, c.langue, a)
  const demandees = (a.saisie.lignes ?? []) as { application: string; service: { id: string } | null }[]
  /** Today's level, of a line that waits. */
  const aujourdhui = (i: number, avant: string | null) => {
    const l = demandees[i]
    if (!attend || !l) return avant
    const niveau = a.actuels.find((h) => h.application === l.application && (h.service ?? null) === (l.service?.id ?? null))?.niveau
    return niveau ? (c.t.catalogue.niveaux[niveau] ?? null) : null
  }
  const aucun = a.type.startsWith('habilitation.') ? x.decrire.aucunAcces : x.decrire.aucun
  return (
    <>
      <Diff
        legende={x.une.demande(nom(a.demandeur))}
        vide={aucun}
        colonnes={{ champ: x.une.objet, avant: x.une.aujourdhui, apres: attend ? x.une.siApprouve : x.une.apresDecision }}
        lignes={lignes.map((l, i) => ({
          nom: l.objet,
          genre: l.genre === 'change' ? undefined : l.genre,
          avant: aujourdhui(i, l.avant),
          apres: (
            <>
              {l.genre === 'change' ? null : (
                <>
                  <Etiquette genre={l.genre === 'ajout' ? 'ok' : 'err'} icone={l.genre === 'ajout' ? 'plus' : 'moins'}>
                    {l.genre === 'ajout' ? x.une.ajout : x.une.retrait}
                  </Etiquette>{' '}
                </>
              )}
              {l.apres ?? aucun}
            </>
          ),
        }))}
      />
      {a.type.startsWith('habilitation.') ? (
        <p class="small muted mt2">
          {x.une.autres(a.autresProfils)}{' '}
          <a href={`/organisation/habilitations?structure=${a.structure.id}&utilisateur=${a.demandeur.id}`}>{x.une.toutes}</a>
        </p>
      ) : null}
    </>
  )
}

export function Commentaires({ c, a }: { c: Contexte; a: ApprobationLue }) {
  const x = c.t.approbations.une
  const a_ = (d: Date) => majuscule(quand(d, c.heure, c.langue))
  const commentaire = typeof a.saisie.commentaire === 'string' ? a.saisie.commentaire : ''
  const par = a.decideePar ? x.enQualite(a.decideePar.id === c.utilisateur!.id ? x.vous : nom(a.decideePar), a.qualite ?? '') : ''
  const fin: Evenement[] = a.decideeLe
    ? [
        {
          genre: a.etat === 'approuvee' ? 'ok' : 'err',
          icone: a.etat === 'approuvee' ? 'coche' : 'croix',
          titre: a.etat === 'approuvee' ? x.approuvee(par) : x.refusee(par),
          quand: a_(a.decideeLe),
          ...(a.motif ? { texte: a.motif } : {}),
        },
      ]
    : a.etat === 'annulee'
      ? [
          {
            genre: 'neutre',
            icone: 'annuler',
            titre: c.t.demandes.recu.annuleePar(quiAnnule(c.t, a, c.utilisateur!.id)),
            quand: a.termineeLe ? a_(a.termineeLe) : '',
            ...(a.motifDAnnulation ? { texte: a.motifDAnnulation } : {}),
          },
        ]
      : a.peutDecider
        ? [
            {
              genre: 'warn',
              icone: 'horloge',
              titre: majuscule(x.expire(quand(a.expireLe, c.heure, c.langue))),
              quand: a.rappels ? x.rappel(a.rappels) : '',
            },
          ]
        : [{ genre: 'warn', icone: 'horloge', titre: x.expiree(quand(a.expireLe, c.heure, c.langue)), quand: '' }]
  const debut: Evenement[] = [
    ...(commentaire
      ? [
          {
            genre: 'neutre' as const,
            icone: 'bulle' as const,
            titre: nom(a.demandeur),
            quand: x.commentaire(a_(a.creeLe)),
            texte: commentaire,
          },
        ]
      : []),
    {
      genre: 'ok',
      icone: 'courriel',
      titre: x.recue,
      quand: (
        <>
          {a_(a.creeLe)}
          {a.decideurs.length && a.peutDecider ? (
            <>
              <br />
              {x.prevenus(liste(a.decideurs.map(nom), c.langue))}
            </>
          ) : null}
        </>
      ),
    },
  ]
  return (
    <Section titre={x.commentaires}>
      <Chronologie evenements={[...debut, ...fin]} />
    </Section>
  )
}

export function LaDemande({ c, a }: { c: Contexte; a: ApprobationLue }) {
  const t = c.t.approbations
  const x = t.une
  const approbateurs = a.decideePar
    ? x.enQualite(nom(a.decideePar), a.qualite ?? '')
    : liste(
        a.decideurs.map((d) => x.enQualite(nom(d), d.qualite)),
        c.langue,
      )
  return (
    <div>
      <aside class="card" aria-labelledby="demande">
        <h2 id="demande">{x.laDemande}</h2>
        <Resume
          serre
          lignes={[
            { cle: x.description, valeur: descriptionDe(c, a.type) },
            { cle: x.type, valeur: t.genres[a.type] ?? descriptionDe(c, a.type) },
            {
              cle: x.demandeur,
              valeur: (
                <>
                  {nom(a.demandeur)}
                  <br />
                  <span class="small muted">{a.demandeur.adresseElectronique}</span>
                </>
              ),
            },
            { cle: x.structure, valeur: <Identifiant valeur={a.structure.identifiant} type={a.structure.typeIdentifiant} /> },
            { cle: x.raisonSociale, valeur: a.structure.raisonSociale },
            { cle: x.service, valeur: a.service?.nom ?? x.touteLaStructure },
            { cle: x.approbateur, valeur: approbateurs },
            { cle: x.creee, valeur: <Temps date={a.creeLe} /> },
          ]}
        />
        <p class="small mt4">
          <a href={`/demandes/${a.numero}`}>{x.recu}</a>
        </p>
      </aside>
    </div>
  )
}
