import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { ChampFichiers, lireEnvois, type Envoi, type FormulaireRecu } from '#app/organisation/pieces-jointes/index.ts'
import { contesterCreation, estContestable, TYPES_CONTESTABLES } from '#app/organisation/recuperation/contester.ts'
import { filDeRecuperation } from '#app/organisation/recuperation/demander.page.tsx'
import { jugerContestation, MOTIF_MAX, motifNet } from '#app/organisation/recuperation/juger.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Actions, Bouton, Champ, Formulaire, Page, optionsDe } from '#ui/index.ts'

const CHEMIN = '/organisation/recuperation/contester'

interface Saisie {
  typeIdentifiant: string
  identifiant: string
  motif: string
  envois: Envoi[]
  erreurs: { champ: string; message: string }[]
}

const lire = (lireUn: (nom: string) => string | null | undefined) => ({
  typeIdentifiant: lireUn('typeIdentifiant') || 'SIRET',
  identifiant: (lireUn('identifiant') ?? '').trim().slice(0, 100),
  motif: motifNet(lireUn('motif')),
})

/** STR-03: somebody else created my structure. */
export const pageContester = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (c) => vue(c, { ...lire((n) => c.url.searchParams.get(n)), envois: [], erreurs: [] }),
})

function vue(c: Contexte, s: Saisie) {
  const x = c.t.gouvernance.contestation
  const r = c.t.gouvernance.recuperation
  const erreur = (champ: string) => s.erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      chapo={x.chapo(c.settings.RECUPERATION_JOURS)}
      fil={filDeRecuperation(c, x.titre)}
      {...fautesDe(c, s.erreurs)}
      aide="/documentation/organisation/structures/gestionnaire-introuvable"
    >
      <div class="narrow stack">
        <Formulaire action={CHEMIN} class="stack" attrs={{ enctype: 'multipart/form-data' }}>
          <Champ
            nom="typeIdentifiant"
            type="select"
            libelle={c.t.champs.libelles.typeIdentifiant}
            valeur={s.typeIdentifiant}
            options={optionsDe(TYPES_CONTESTABLES, c.t.structures.types)}
            erreur={erreur('typeIdentifiant')}
          />
          <Champ
            nom="identifiant"
            libelle={c.t.champs.libelles.identifiant}
            valeur={
              estContestable(s.typeIdentifiant) && s.identifiant && !erreur('identifiant')
                ? grouper(s.typeIdentifiant, s.identifiant)
                : s.identifiant
            }
            erreur={erreur('identifiant')}
            maxLength={60}
            autoComplete="off"
          />
          <Champ
            nom="motif"
            type="textarea"
            libelle={x.motif}
            aide={x.motifAide}
            valeur={s.motif}
            erreur={erreur('motif')}
            maxLength={MOTIF_MAX}
          />
          <ChampFichiers c={c} nom="piece" libelle={r.piece} aide={r.pieceAide} etat={s} />
          <Actions>
            <Bouton>{x.envoyer}</Bouton>
            <Bouton genre="discret" href="/organisation">
              {c.t.structures.modifier.abandonner}
            </Bouton>
          </Actions>
        </Formulaire>
      </div>
    </Page>
  )
}

export const actionContester = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  fichiers: 'piece',
  executer: async (c, champs) => {
    const envois = await lireEnvois(c.db, c.utilisateur!.id, (champs.get('piece') ?? []).filter(estUuid).slice(0, 1))
    const s: Saisie = { ...lire((n) => champs.get(n)?.[0]), envois, erreurs: [] }
    s.erreurs = jugerContestation(c.t, { ...s, pieces: envois.length }, (champs as Partial<FormulaireRecu>).erreurs)
    if (s.erreurs.length) return { statut: 422, page: vue(c, s) }
    try {
      return { rediriger: `/organisation/recuperation/${await contesterCreation(c as ContexteDuParcours, { ...s, envoi: envois[0]!.id })}` }
    } catch (e) {
      if (!estRefus(e) || ![422, 429].includes(e.probleme.status)) throw e
      return {
        statut: e.probleme.status,
        page: vue(c, { ...s, erreurs: e.probleme.champs ?? [{ champ: 'identifiant', message: e.probleme.detail }] }),
      }
    }
  },
})
