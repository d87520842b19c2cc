import type { Invitation } from '#app/organisation/rattachements/invitations.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

/** Invitations as a sheet. */
export function invitationsEnFeuille(elements: Invitation[]): Sheet {
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
