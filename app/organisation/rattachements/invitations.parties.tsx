import type { Contexte } from '#app/contexte.ts'
import type { Invitation } from '#app/organisation/rattachements/invitations.ts'
import { Bouton, Etiquette, Formulaire, type Genre } from '#ui/index.ts'

export const CHEMIN = '/organisation/utilisateurs/invitations'

const GENRES: Record<Invitation['etat'], Genre> = {
  'en-attente': 'plan',
  acceptee: 'ok',
  annulee: 'neutre',
  expiree: 'warn',
  'sans-effet': 'err',
}

export function Etat({ c, i }: { c: Contexte; i: Invitation }) {
  const x = c.t.rattachements.invitations
  return (
    <>
      <Etiquette genre={GENRES[i.etat]}>{x.etats[i.etat]}</Etiquette>
      {i.echec && i.etat === 'en-attente' ? (
        <>
          <br />
          <Etiquette genre="err" icone="erreur">
            {x.echec}
          </Etiquette>{' '}
          <span class="small muted">{x.raisonEchec(i.echec)}</span>
        </>
      ) : null}
      {i.motif ? (
        <>
          <br />
          <span class="small muted">{x.motifs[i.motif] ?? i.motif}</span>
        </>
      ) : null}
    </>
  )
}

export function Actions({ c, i }: { c: Contexte; i: Invitation }) {
  const x = c.t.rattachements.invitations
  if (!['en-attente', 'expiree'].includes(i.etat)) return null
  const geste = (chemin: string, libelle: string, genre: 'second' | 'danger-second') => (
    <Formulaire action={`${CHEMIN}/${i.id}/${chemin}`}>
      <Bouton petit genre={genre} attrs={{ 'aria-label': x.geste(libelle, i.adresseElectronique) }}>
        {libelle}
      </Bouton>
    </Formulaire>
  )
  return (
    <div class="row">
      {geste('renvoi', x.renvoyer, 'second')}
      {i.etat === 'en-attente' ? geste('annulation', x.annuler, 'danger-second') : null}
    </div>
  )
}
