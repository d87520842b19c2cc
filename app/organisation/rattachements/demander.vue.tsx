import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { AlertesDuFormulaire } from '#app/demandes/alertes.tsx'
import type { ContexteDuParcours, EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { BoutonsDeVerification, lignePrevenus, PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { DEMANDER } from '#app/organisation/rattachements/adresses.ts'
import { Entete, type Objet } from '#app/organisation/rattachements/demander.choisir.tsx'
import { SERVICES_MONTRES, type StructureDemandee } from '#app/organisation/rattachements/demander.ts'
import { filDesUtilisateurs } from '#app/organisation/utilisateurs/fil.ts'
import type { RefSv } from '#app/organisation/rattachements/references.ts'
import type { Recu } from '#demandes/index.ts'
import { Champ, Formulaire, Page, Resume } from '#ui/index.ts'
import { majuscule } from '#ui/textes/format.ts'

export function FormulaireDemande({
  c,
  d,
  s,
  etat,
}: {
  c: ContexteDuParcours
  d: Objet
  s: StructureDemandee
  etat: EtatDuFormulaire
}): JSX.Element {
  const x = c.t.rattachements
  // Asked again, what was asked is in the address.
  const lu = (champ: string) => (etat.saisie ? etat.saisie[champ] : (c.url.searchParams.get(champ) ?? undefined))
  const code = lu('codeService')
  const maille = code === undefined || code === null ? 'structure' : 'service'
  // Chosen from a list: the code is not what was left out.
  const erreurs = etat.erreurs.map((e) =>
    e.champ === 'codeService' && e.code === 'champ-manquant' && s.services.length ? { ...e, message: x.demander.serviceManquant } : e,
  )
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={x.demander.titre}
      fil={filDesUtilisateurs(c, { nom: x.demander.titre })}
      etapes={{ liste: x.demander.etapes, courante: 1 }}
      {...fautesDe(c, erreurs, etat.refus)}
      aide="/documentation/organisation/utilisateurs/demander-un-rattachement"
    >
      <div class="split split--wide">
        <div class="stack">
          <Entete c={c} s={s} />
          <Formulaire action={DEMANDER} class="stack">
            <AlertesDuFormulaire c={c} etat={etat} attente={[]} />
            <input type="hidden" name="_cle" value={etat.cle} />
            <input type="hidden" name="typeIdentifiant" value={d.type ?? ''} />
            <input type="hidden" name="identifiant" value={s.identifiant} />
            {s.services.length ? (
              <>
                <Champ
                  nom="maille"
                  type="radios"
                  libelle={x.maille}
                  valeur={maille}
                  options={[
                    { valeur: 'structure', libelle: x.demander.mailleStructure, aide: x.demander.mailleStructureAide },
                    { valeur: 'service', libelle: x.demander.mailleService, aide: x.demander.mailleServiceAide },
                  ]}
                />
                {s.services.length > SERVICES_MONTRES ? (
                  <Champ
                    nom="codeService"
                    libelle={c.t.champs.libelles.codeService}
                    aide={x.demander.codeAide}
                    facultatif
                    largeur="w4"
                    valeur={typeof code === 'string' ? code : ''}
                    erreur={erreur('codeService')}
                    maxLength={100}
                    autoComplete="off"
                  />
                ) : (
                  <Champ
                    nom="codeService"
                    type="select"
                    libelle={c.t.champs.libelles.service}
                    aide={x.demander.serviceAide}
                    facultatif
                    valeur={typeof code === 'string' ? code : ''}
                    erreur={erreur('codeService')}
                    sansChoix={x.choisirService}
                    options={s.services.map((v) => ({ valeur: v.code, libelle: `${v.code} — ${v.nom}` }))}
                  />
                )}
              </>
            ) : null}
            <Champ
              nom="commentaire"
              type="textarea"
              libelle={c.t.champs.libelles.commentaire}
              facultatif
              aide={x.demander.commentaireAide}
              valeur={String(lu('commentaire') ?? '').slice(0, 500)}
              erreur={erreur('commentaire')}
              maxLength={500}
            />
            <PiedDuFormulaire c={c} verifier={x.demander.verifier} retour="/organisation/utilisateurs" note={x.note} />
          </Formulaire>
        </div>
        <aside aria-labelledby="apres">
          <h2 id="apres">{x.demander.apres}</h2>
          <p class="muted">{x.demander.apresTexte}</p>
        </aside>
      </div>
    </Page>
  )
}

/** Who decides is said by their role: their name, once it is submitted (APP-04). */
export function Verification({ c, cle, recu }: { c: ContexteDuParcours; cle: string; recu: Recu }) {
  const x = c.t.rattachements
  const s = recu.saisie as unknown as {
    typeIdentifiant: string
    identifiant: string
    raisonSociale: string
    service: RefSv | null
    commentaire: string | null
  }
  const corriger = { href: `${DEMANDER}?brouillon=${cle}` }
  return (
    <Page
      c={cadre(c)}
      titre={c.t.structures.modifier.titreVerifier}
      fil={filDesUtilisateurs(c, { nom: x.demander.titre })}
      etapes={{ liste: x.demander.etapes, courante: 2 }}
    >
      <div class="narrow stack">
        <Entete c={c} s={s} fixe />
        <Resume
          lignes={[
            {
              cle: x.maille,
              valeur: majuscule(s.service ? x.surService(s.service.code, s.service.nom) : x.surStructure),
              action: { ...corriger, complement: x.maille },
            },
            {
              cle: c.t.champs.libelles.commentaire,
              valeur: s.commentaire,
              action: { ...corriger, complement: c.t.champs.libelles.commentaire },
            },
            { cle: x.demander.quiDecide, valeur: x.demander.gestionnaire },
            lignePrevenus(c, recu),
            { cle: x.demander.siAccepte, valeur: x.demander.siAccepteTexte },
          ]}
        />
        <BoutonsDeVerification c={c} cle={cle} bouton={x.demander.bouton} />
      </div>
    </Page>
  )
}
