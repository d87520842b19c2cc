import { estUuid, type Contexte } from '#app/contexte.ts'
import { ChampFichiers, lireEnvois, type Envoi } from '#app/organisation/pieces-jointes/index.ts'
import { MOTIF_MAX, motifNet } from '#app/organisation/recuperation/juger.ts'
import { Actions, Bouton, Champ } from '#ui/index.ts'

/** Why, and what proves it: what asking for the role and disputing a creation both take. */
export interface Justification {
  motif: string
  envois: Envoi[]
  erreurs: { champ: string; message: string }[]
}

export const lireJustification = async (c: Contexte, champs: Map<string, string[]>): Promise<Justification> => ({
  motif: motifNet(champs.get('motif')?.[0]),
  envois: await lireEnvois(c.db, c.utilisateur!.id, (champs.get('piece') ?? []).filter(estUuid).slice(0, 1)),
  erreurs: [],
})

export const erreurDe = (s: Justification, champ: string) => s.erreurs.find((e) => e.champ === champ)?.message

/** The end of both forms; `mots`: those of the one or the other. */
export function Justifier({ c, s, mots }: { c: Contexte; s: Justification; mots: { motif: string; motifAide: string; envoyer: string } }) {
  const { piece, pieceAide } = c.t.gouvernance.recuperation
  return (
    <>
      <Champ
        nom="motif"
        type="textarea"
        libelle={mots.motif}
        aide={mots.motifAide}
        valeur={s.motif}
        erreur={erreurDe(s, 'motif')}
        maxLength={MOTIF_MAX}
      />
      <ChampFichiers c={c} nom="piece" libelle={piece} aide={pieceAide} etat={s} />
      <Actions>
        <Bouton>{mots.envoyer}</Bouton>
        <Bouton genre="discret" href="/organisation">
          {c.t.structures.modifier.abandonner}
        </Bouton>
      </Actions>
    </>
  )
}
