import { CHEMIN as MANDATS } from '#app/facturation/mandats.liste.tsx'
import { GERER } from '#app/organisation/habilitations/cadre.tsx'
import { dernierJour } from '#app/organisation/habilitations/visees.ts'
import { CHEMIN as RATTACHEMENT } from '#app/organisation/rattachements/demander.choisir.tsx'
import { jourIso } from '#ui/textes/format.ts'

interface Aboutie {
  type: string
  saisie: Record<string, unknown>
}
interface Droit {
  structure: { id: string }
  service: { id: string } | null
  application: string
  avant: string | null
  apres: string | null
  debut: string | null
  fin: string | null
  retour?: object | null
}

const adresse = (chemin: string, champs: Record<string, string | null | undefined>, plusieurs: [string, string][] = []) =>
  `${chemin}?${new URLSearchParams([...Object.entries(champs).filter((e): e is [string, string] => Boolean(e[1])), ...plusieurs])}`

/** The days of a line, as the form has them. */
const joursDe = ({ debut, fin, retour }: Droit) => ({
  debut: debut && jourIso(new Date(debut)),
  fin: fin && dernierJour(new Date(fin)),
  ensuite: fin && (retour ? 'revenir' : 'rien'),
})

/** One form takes profiles to ask for, on the whole structure or one service, over one period; another, one to give up. */
function parFormulaire(lignes: Droit[]): Droit[][] {
  const groupes = new Map<string, Droit[]>()
  for (const l of lignes) {
    const cle = l.apres ? JSON.stringify([l.service?.id, joursDe(l)]) : `${l.service?.id}/${l.application}`
    groupes.set(cle, [...(groupes.get(cle) ?? []), l])
  }
  return [...groupes.values()]
}

/** What takes several forms to ask again, a demande for each; the API takes it in one. */
export function partiesARefaire<D extends Aboutie>(d: D): D[] {
  if (d.type !== 'habilitation.demander') return [d]
  return parFormulaire(d.saisie.lignes as Droit[]).map((lignes) => ({ ...d, saisie: { ...d.saisie, lignes } }))
}

/** The form of a demande that waited for a decision and came to nothing, filled as it was (UTI-01, HAB-06, APP-01); null: of another kind. */
export function adresseRefaire({ type, saisie }: Aboutie): string | null {
  const commentaire = saisie.commentaire as string | null
  switch (type) {
    case 'rattachement.demander': {
      const s = saisie as { typeIdentifiant: string; identifiant: string; service: { code: string } | null }
      return adresse(RATTACHEMENT, {
        typeIdentifiant: s.typeIdentifiant,
        identifiant: s.identifiant,
        codeService: s.service?.code,
        commentaire,
      })
    }
    case 'habilitation.demander': {
      const profils = parFormulaire(saisie.lignes as Droit[])[0]
      const l = profils?.[0]
      if (!l) return null
      const ou = { structure: l.structure.id, service: l.service?.id, commentaire }
      if (!l.apres) return adresse(`${GERER}/mes/demander`, { ...ou, renoncer: `${l.application}.${l.avant}` })
      return adresse(
        `${GERER}/mes/demander`,
        { ...ou, ...joursDe(l) },
        profils.map((m) => ['profil', `${m.application}.${m.apres}`]),
      )
    }
    case 'mandat-facturation.souscrire': {
      const s = saisie as {
        mandant: { typeIdentifiant: string; identifiant: string }
        mandataire: { id: string }
        debut: string
        fin: string | null
      }
      return adresse(MANDATS, {
        mandataire: s.mandataire.id,
        typeIdentifiant: s.mandant.typeIdentifiant,
        identifiant: s.mandant.identifiant,
        debut: s.debut,
        fin: s.fin,
        commentaire,
      })
    }
    default:
      return null
  }
}
