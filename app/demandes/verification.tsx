import type { Contexte } from '#app/contexte.ts'
import type { Recu } from '#demandes/index.ts'
import { Actions, adresseAvec, Bouton, Formulaire, Resume } from '#ui/index.ts'
import { liste, quand } from '#ui/textes/format.ts'

/** Date of effect, who is told, who can cancel: said before the button (POR-16). */
export function CeQuiSePasse({
  c,
  recu,
  concerne,
}: {
  c: Contexte
  recu: Recu
  concerne?: { id: string; prenom: string; nom: string } | null
}) {
  const x = c.t.demandes.verification
  const { gestionnaire } = recu
  const autre = gestionnaire && gestionnaire.id !== c.utilisateur?.id ? `${gestionnaire.prenom} ${gestionnaire.nom}` : null
  const prevenus = [concerne, gestionnaire]
    .filter((p, i, tous) => p && p.id !== c.utilisateur?.id && tous.findIndex((q) => q?.id === p.id) === i)
    .map((p) => `${p!.prenom} ${p!.nom}`)
  return (
    <Resume
      lignes={[
        { cle: x.effet, valeur: recu.etat === 'programmee' && recu.effetLe ? quand(recu.effetLe, c.heure, c.langue) : x.toutDeSuite },
        { cle: x.prevenus, valeur: prevenus.length ? x.vousEt(liste(prevenus, c.langue)) : x.vous },
        ...(recu.etat === 'programmee' ? [{ cle: x.annulable, valeur: autre ? x.vousOu(autre) : x.vousSeul }] : []),
      ]}
    />
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
