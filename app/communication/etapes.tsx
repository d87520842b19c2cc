import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { Caches, Fautes, Redige } from '#app/communication/apercu.tsx'
import type { EtatDePublication } from '#app/communication/publication.ts'
import type { Contexte } from '#app/contexte.ts'
import { BoutonsDeVerification } from '#app/demandes/verification.tsx'
import { Actions, Bouton, Carte, Formulaire, Page, Resume, type Enfant, type LigneResume } from '#ui/index.ts'

interface Etape {
  c: Contexte
  titre: string
  fil: { nom: string; href?: string }[]
  aide: string
  etat: EtatDePublication
}

/** First step of a publication: it is written. */
export const Ecrire = ({
  c,
  titre,
  fil,
  aide,
  etat,
  retour,
  bouton,
  children,
}: Etape & { retour: string; bouton?: string; children: Enfant }): JSX.Element => (
  <Page
    c={cadre(c)}
    titre={titre}
    fil={fil}
    etapes={{ liste: c.t.communication.etapes, courante: 0 }}
    erreur={etat.erreurs.length > 0 || etat.refus !== null}
    resume={<Fautes etat={etat} t={c.t} />}
    aide={aide}
  >
    <Formulaire class="narrow">
      <Caches etat={etat} />
      {children}
      <Actions>
        <Bouton>{bouton ?? c.t.communication.voir}</Bouton>
        <Bouton genre="discret" href={retour}>
          {c.t.communication.abandonner}
        </Bouton>
      </Actions>
    </Formulaire>
  </Page>
)

interface Ecrit {
  titre: string | null
  texte: string | null
  titreEn: string | null
  texteEn: string | null
  chapo?: string | null
  chapoEn?: string | null
}

/** Second step: it is seen as it will be read, in both languages, and goes out. */
export const Relire = ({
  c,
  titre,
  fil,
  aide,
  etat,
  lignes,
  v,
  bouton,
  avant,
  children,
}: Etape & { lignes: readonly LigneResume[]; v: Ecrit; bouton: string; avant?: Enfant; children?: Enfant }): JSX.Element => (
  <Page c={cadre(c)} titre={titre} fil={fil} etapes={{ liste: c.t.communication.etapes, courante: 1 }} aide={aide}>
    <div class="narrow stack">
      {avant}
      <Resume lignes={lignes} />
      <Carte titre={v.titre!}>
        {v.chapo ? <p class="lead">{v.chapo}</p> : null}
        <Redige source={v.texte!} niveau={2} />
      </Carte>
      {v.titreEn || v.texteEn ? (
        <Carte titre={v.titreEn ?? c.t.communication.enAnglais}>
          {v.chapoEn ? <p class="lead">{v.chapoEn}</p> : null}
          <Redige source={v.texteEn ?? v.texte!} niveau={2} />
        </Carte>
      ) : null}
      {children}
      <BoutonsDeVerification c={c} cle={etat.cle} bouton={bouton} />
    </div>
  </Page>
)
