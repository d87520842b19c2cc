import { CHEMIN as MANDATS } from '#app/facturation/mandats.liste.tsx'
import { GERER } from '#app/organisation/habilitations/cadre.tsx'
import { CHEMIN as RATTACHEMENT } from '#app/organisation/rattachements/demander.choisir.tsx'

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
  fin: string | null
}

const adresse = (chemin: string, champs: Record<string, string | null | undefined>, plusieurs: [string, string][] = []) =>
  `${chemin}?${new URLSearchParams([...Object.entries(champs).filter((e): e is [string, string] => Boolean(e[1])), ...plusieurs])}`

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
      const lignes = saisie.lignes as Droit[]
      const l = lignes[0]
      if (!l) return null
      const ou = { structure: l.structure.id, service: l.service?.id, commentaire }
      if (!l.apres) return adresse(`${GERER}/mes/demander`, { ...ou, renoncer: `${l.application}.${l.avant}` })
      const profils = lignes.filter((m) => m.apres && (m.service?.id ?? null) === (l.service?.id ?? null))
      return adresse(
        `${GERER}/mes/demander`,
        ou,
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
