import type { RefS, RefSv, RefU } from '#app/organisation/rattachements/references.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

interface Ligne {
  adresseElectronique: string
  structure: RefS
  service: RefSv | null
  invitePar: RefU
  etat: string
  creeLe: Date
  envoyeeLe: Date | null
  expireLe: Date
  echec: string | null
}

/** Invitations as a sheet. */
export function invitationsEnFeuille(elements: Ligne[]): Sheet {
  const { libelles } = fr.champs
  const x = fr.rattachements.invitations
  return {
    nom: 'invitations',
    entetes: [
      libelles.adresseElectronique,
      libelles.structure,
      libelles.identifiant,
      libelles.service,
      x.etat,
      x.creeLe,
      x.envoyeeLe,
      x.expireLe,
      x.invitePar,
      x.echec,
    ],
    lignes: elements.map((i) => [
      i.adresseElectronique,
      i.structure.raisonSociale,
      i.structure.identifiant,
      i.service?.code ?? '',
      x.etats[i.etat] ?? i.etat,
      i.creeLe,
      i.envoyeeLe ?? '',
      i.expireLe,
      `${i.invitePar.prenom} ${i.invitePar.nom}`,
      i.echec ?? '',
    ]),
  }
}
