import type { Contexte } from '#app/contexte.ts'
import { definitionDe, type Prevenu } from '#demandes/definir.ts'
import type { Recu } from '#demandes/index.ts'
import { Actions, adresseAvec, Bouton, Formulaire, Resume, type Enfant, type LigneResume } from '#ui/index.ts'
import { liste, majuscule, quand } from '#ui/textes/format.ts'

/** Beyond, they are counted: a structure that is duplicated may bring hundreds of people along. */
const NOMMES = 10

/** « Qui est prévenu »: exactly those whom a mail or a notice will reach, as `lirePrevenus` found them. */
export function lignePrevenus(c: Contexte, { type, prevenus = [] }: Recu): LigneResume {
  const x = c.t.demandes.verification
  const dire = (p: Prevenu) =>
    'id' in p
      ? p.id === c.utilisateur?.id
        ? x.vous
        : x.aSesAdresses(`${p.prenom} ${p.nom}`, p.adresses ?? 1)
      : 'adresse' in p
        ? x.adresses[p.quoi](p.adresse)
        : x.decideurs
  const enTrop = prevenus.length > NOMMES + 1 ? prevenus.length - NOMMES : 0
  const noms = [...prevenus.slice(0, enTrop ? NOMMES : undefined).map(dire), ...(enTrop ? [x.autres(enTrop)] : [])]
  // Mails of its own are about the account, and no setting stops them.
  const toujours = typeof definitionDe(type)?.avisPropre === 'function'
  return {
    cle: x.prevenus,
    valeur: (
      <>
        {liste(noms, c.langue)}
        <br />
        <span class="muted">{toujours ? x.parCourriel : x.selonReglages}</span>
      </>
    ),
  }
}

/** Date of effect, who is told, who can cancel: said before the button (POR-16). */
export function CeQuiSePasse({ c, recu }: { c: Contexte; recu: Recu }) {
  const x = c.t.demandes.verification
  const { gestionnaire } = recu
  const autre = gestionnaire && gestionnaire.id !== c.utilisateur?.id ? `${gestionnaire.prenom} ${gestionnaire.nom}` : null
  return (
    <Resume
      lignes={[
        {
          cle: x.effet,
          valeur: recu.etat === 'programmee' && recu.effetLe ? majuscule(quand(recu.effetLe, c.heure, c.langue)) : x.toutDeSuite,
        },
        lignePrevenus(c, recu),
        ...(recu.etat === 'programmee' ? [{ cle: x.annulable, valeur: autre ? x.vousOu(autre) : x.vousSeul }] : []),
      ]}
    />
  )
}

/** The foot of a demande's form: on to « Vérifier vos réponses », or away. */
export function PiedDuFormulaire(p: { c: Contexte; verifier: string; retour: string; abandonner?: string; note?: Enfant }) {
  return (
    <Actions note={p.note}>
      <Bouton name="_etape" value="verifier">
        {p.verifier}
      </Bouton>
      <Bouton genre="discret" href={p.retour}>
        {p.abandonner ?? p.c.t.structures.modifier.abandonner}
      </Bouton>
    </Actions>
  )
}

/** Only the key travels: what is submitted is the draft that was just read. */
export function BoutonsDeVerification({ c, cle, bouton, genre }: { c: Contexte; cle: string; bouton: string; genre?: 'danger' }) {
  return (
    <Formulaire>
      <input type="hidden" name="_cle" value={cle} />
      <Actions>
        <Bouton name="_etape" value="confirmer" {...(genre ? { genre } : {})}>
          {bouton}
        </Bouton>
        <Bouton genre="discret" href={adresseAvec(c.url, { brouillon: cle, etape: null })}>
          {c.t.structures.modifier.corriger}
        </Bouton>
      </Actions>
    </Formulaire>
  )
}
