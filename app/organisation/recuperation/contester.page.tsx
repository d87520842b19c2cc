import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Contexte } from '#app/contexte.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import type { FormulaireRecu } from '#app/organisation/pieces-jointes/index.ts'
import { contesterCreation, estContestable, TYPES_CONTESTABLES } from '#app/organisation/recuperation/contester.ts'
import { filDeRecuperation } from '#app/organisation/recuperation/demander.page.tsx'
import { erreurDe, Justifier, lireJustification, type Justification } from '#app/organisation/recuperation/justifier.tsx'
import { jugerContestation, motifNet } from '#app/organisation/recuperation/juger.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Champ, Formulaire, Page, optionsDe } from '#ui/index.ts'

const CHEMIN = '/organisation/recuperation/contester'

interface Saisie extends Justification {
  typeIdentifiant: string
  identifiant: string
}

const lireVisee = (lireUn: (nom: string) => string | null | undefined) => ({
  typeIdentifiant: lireUn('typeIdentifiant') || 'SIRET',
  identifiant: (lireUn('identifiant') ?? '').trim().slice(0, 100),
})

/** STR-03: somebody else created my structure. */
export const pageContester = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (c) => {
    const p = c.url.searchParams
    return vue(c, { ...lireVisee((n) => p.get(n)), motif: motifNet(p.get('motif')), envois: [], erreurs: [] })
  },
})

function vue(c: Contexte, s: Saisie) {
  const x = c.t.gouvernance.contestation
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
            erreur={erreurDe(s, 'typeIdentifiant')}
          />
          <Champ
            nom="identifiant"
            libelle={c.t.champs.libelles.identifiant}
            valeur={
              estContestable(s.typeIdentifiant) && s.identifiant && !erreurDe(s, 'identifiant')
                ? grouper(s.typeIdentifiant, s.identifiant)
                : s.identifiant
            }
            erreur={erreurDe(s, 'identifiant')}
            maxLength={60}
            autoComplete="off"
          />
          <Justifier c={c} s={s} mots={x} />
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
    const s: Saisie = { ...lireVisee((n) => champs.get(n)?.[0]), ...(await lireJustification(c, champs)) }
    s.erreurs = jugerContestation(c.t, { ...s, pieces: s.envois.length }, (champs as Partial<FormulaireRecu>).erreurs)
    if (s.erreurs.length) return { statut: 422, page: vue(c, s) }
    try {
      return {
        rediriger: `/organisation/recuperation/${await contesterCreation(c as ContexteDuParcours, { ...s, envoi: s.envois[0]!.id })}`,
      }
    } catch (e) {
      if (!estRefus(e) || ![422, 429].includes(e.probleme.status)) throw e
      return {
        statut: e.probleme.status,
        page: vue(c, { ...s, erreurs: e.probleme.champs ?? [{ champ: 'identifiant', message: e.probleme.detail }] }),
      }
    }
  },
})
