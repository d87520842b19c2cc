import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { Actions, Bouton, Champs, Formulaire, Page, ResumeErreurs, type Enfant } from '#ui/index.ts'
import type { Saisie } from '../saisie.ts'

/** One part of « Mon compte » on a page of its own: its fields, then save or go back. */
export function PageDeCompte({
  c,
  titre,
  chapo,
  action,
  s,
  bouton,
  ancre = '',
  children,
}: {
  c: Contexte
  titre: string
  chapo?: Enfant
  action: string
  s: Saisie
  bouton: string
  ancre?: string
  children: Enfant
}): JSX.Element {
  const t = c.t.comptes.compte
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      chapo={chapo}
      fil={[{ nom: t.titre, href: '/compte' }, { nom: titre }]}
      erreur={s.erreurs.length > 0}
      resume={<ResumeErreurs erreurs={s.erreurs} />}
    >
      <div class="narrow">
        <Formulaire action={action} class="card">
          <Champs>{children}</Champs>
          <Actions>
            <Bouton>{bouton}</Bouton>
            <Bouton genre="discret" href={`/compte${ancre}`}>
              {t.annuler}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

export const revenir = (fait: string, ancre = '') => ({ rediriger: `/compte?fait=${fait}${ancre}` })
