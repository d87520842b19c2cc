import { changementDit, nomDePersonne } from '#app/demandes/decrire.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { ChangementDit, Dite } from '#demandes/dire.ts'
import type { Textes } from '#ui/textes/index.ts'

type Personne = { prenom: string; nom: string }
type Structure = { raisonSociale: string; libelle?: string | null }
type Service = { nom: string } | null

/** To a service or to the whole structure, named where the reader needs it. */
function rattachement(t: Textes, qui: string | null, service: Service | undefined, ou: Structure | undefined, fini = false) {
  const x = t.approbations.decrire
  const maille = service
    ? ou
      ? x.auServiceDe(service.nom, nomDe(ou))
      : x.service(service.nom)
    : ou
      ? x.aLaStructure(nomDe(ou))
      : x.structure
  return changementDit({
    qui,
    ou: ou ? nomDe(ou) : null,
    objet: x.rattachement,
    avant: fini ? maille : null,
    apres: fini ? null : maille,
    texte: fini ? x.finDuRattachement(maille) : `${x.rattachement} ${maille}`,
  })
}

export function decrireDemande(t: Textes, _langue: string, { saisie }: Dite): ChangementDit[] {
  const x = t.approbations.decrire
  const profils = { qui: null, ou: null, objet: x.profilsParDefaut, avant: null, apres: x.ceuxDUnNouveau, texte: x.profilsParDefaut }
  return [rattachement(t, null, saisie.service as Service, undefined), changementDit(profils)]
}

export function decrireCreation(t: Textes, _langue: string, { saisie }: Dite): ChangementDit[] {
  const s = saisie as { lignes?: { structure: Structure; service: Service }[]; utilisateur?: Personne | null; adresseElectronique?: string }
  const qui = nomDePersonne(s.utilisateur) ?? s.adresseElectronique ?? null
  return (s.lignes ?? []).map((l) => rattachement(t, qui, l.service, l.structure))
}

export function decrireFin(t: Textes, _langue: string, { saisie }: Dite): ChangementDit[] {
  const s = saisie as { utilisateur?: Personne | null; structure?: Structure; service?: Service }
  return [rattachement(t, nomDePersonne(s.utilisateur), s.service, s.structure, true)]
}
