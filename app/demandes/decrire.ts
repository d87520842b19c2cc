import { nomDe } from '#app/organisation/structures/lire.ts'
import { date, identifiantGroupe } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

/** One thing that a demande about people changes, in words: for its receipt, its approval, its mails and its line in a list. */
export interface Changement {
  /** Whose right it is, when the demande is about somebody. */
  qui: string | null
  ou: string | null
  objet: string
  avant: string | null
  apres: string | null
  genre: 'ajout' | 'retrait' | 'change'
  /** « Ajout : Remboursements de taxes modification » */
  texte: string
}

type Personne = { prenom: string; nom: string }
type Structure = { id?: string; typeIdentifiant?: string; identifiant?: string; raisonSociale: string; libelle?: string | null }
type Service = { code: string; nom: string } | null
type Niveau = 'consultation' | 'modification' | null
interface LigneDroit {
  utilisateur: Personne
  structure: Structure
  service: Service
  application: string
  avant: Niveau
  apres: Niveau
  debut: string | null
  fin: string | null
  retour?: { profil: 'consultation' | 'modification'; fin: string | null } | null
}

const nomDePersonne = (p: Personne | null | undefined) => (p ? `${p.prenom} ${p.nom}` : null)

/** Whoever is outside does not know it: its name alone would not tell it from another. */
export const identite = (s: Omit<Structure, 'libelle'>) =>
  `${s.raisonSociale}${s.identifiant ? ` (${identifiantGroupe(s.identifiant, s.typeIdentifiant)})` : ''}`

interface Demandee {
  type: string
  saisie: Record<string, unknown>
  /** Where it is read: its id is enough. */
  structure?: { id?: string } | null
  auteur?: Personne | null
}

/** What the demande changes, from what it keeps; nothing for a kind whose changes are fields. */
export function decrire(t: Textes, langue: 'fr' | 'en', { type, saisie, structure, auteur }: Demandee): Changement[] {
  const x = t.approbations.decrire
  const s = saisie as {
    lignes?: unknown[]
    service?: Service
    structure?: Structure
    utilisateur?: Personne | null
    adresseElectronique?: string
    debut?: string
    fin?: string | null
    mandant?: Structure
    mandataire?: Structure
    mandat?: { fin: string | null }
    structures?: Structure[]
    successeurs?: { structure: Structure; utilisateur: Personne }[]
  }
  const ligne = (l: Omit<Changement, 'texte' | 'genre'>, quoi: string): Changement => {
    const genre = l.apres === null ? 'retrait' : l.avant === null ? 'ajout' : 'change'
    return { ...l, genre, texte: quoi }
  }
  const rattachement = (qui: string | null, ou: Structure | undefined, service: Service | undefined, fini = false) => {
    const maille = service
      ? ou
        ? x.auServiceDe(service.nom, nomDe(ou))
        : x.service(service.nom)
      : ou
        ? x.aLaStructure(nomDe(ou))
        : x.structure
    return ligne(
      { qui, ou: ou ? nomDe(ou) : null, objet: x.rattachement, avant: fini ? maille : null, apres: fini ? null : maille },
      fini ? x.finDuRattachement(maille) : `${x.rattachement} ${maille}`,
    )
  }
  switch (type) {
    case 'rattachement.demander':
      return [
        rattachement(null, undefined, s.service),
        ligne({ qui: null, ou: null, objet: x.profilsParDefaut, avant: null, apres: x.ceuxDUnNouveau }, x.profilsParDefaut),
      ]
    case 'rattachement.creer':
      return ((s.lignes ?? []) as { structure: Structure; service: Service }[]).map((l) =>
        rattachement(nomDePersonne(s.utilisateur) ?? s.adresseElectronique ?? null, l.structure, l.service),
      )
    case 'rattachement.terminer':
      return [rattachement(nomDePersonne(s.utilisateur), s.structure, s.service, true)]
    case 'mandat-facturation.souscrire': {
      const periode = x.periode(date(s.debut!, langue), s.fin ? date(s.fin, langue) : null)
      const facture = `${x.mandataire(identite(s.mandataire!))}, ${periode}`
      return [ligne({ qui: null, ou: null, objet: x.mandat, avant: null, apres: facture }, `${x.mandat}${t.commun.deuxPoints}${facture}`)]
    }
    case 'mandat-facturation.terminer': {
      const facture = x.mandataire(identite(s.mandataire!))
      return [
        {
          qui: null,
          ou: null,
          objet: x.mandat,
          avant: `${facture}, ${x.periode(date(s.debut!, langue), s.mandat!.fin ? date(s.mandat!.fin, langue) : null)}`,
          ...(s.fin! < s.debut!
            ? { apres: null, genre: 'retrait', texte: x.mandatJamaisCommence(identite(s.mandant!), identite(s.mandataire!)) }
            : {
                apres: `${facture}, ${x.periode(date(s.debut!, langue), date(s.fin!, langue))}`,
                genre: 'change',
                texte: x.finDuMandat(identite(s.mandant!), identite(s.mandataire!), date(s.fin!, langue)),
              }),
        },
      ]
    }
    // Whoever passes the role on is whoever had it.
    case 'structure.transferer-gestionnaire':
      return (s.structures ?? []).map((o) =>
        ligne(
          {
            qui: null,
            ou: nomDe(o),
            objet: `${x.gestionnaire}, ${nomDe(o)}`,
            avant: nomDePersonne(auteur),
            apres: nomDePersonne(s.utilisateur),
          },
          `${x.gestionnaire}, ${nomDe(o)}${t.commun.deuxPoints}${nomDePersonne(s.utilisateur)}`,
        ),
      )
    case 'compte.desactiver':
      return [
        ligne({ qui: null, ou: null, objet: x.compte, avant: null, apres: x.desactive }, `${x.compte} ${x.desactive}`),
        ...(s.successeurs ?? []).map((o) =>
          ligne(
            {
              qui: null,
              ou: nomDe(o.structure),
              objet: `${x.gestionnaire}, ${nomDe(o.structure)}`,
              avant: nomDePersonne(auteur),
              apres: nomDePersonne(o.utilisateur),
            },
            `${x.gestionnaire}, ${nomDe(o.structure)}${t.commun.deuxPoints}${nomDePersonne(o.utilisateur)}`,
          ),
        ),
      ]
    default:
      return type.startsWith('habilitation.')
        ? ((s.lignes ?? []) as LigneDroit[]).map((l) => droit(t, langue, l, structure?.id, ligne))
        : []
  }
}

function droit(
  t: Textes,
  langue: 'fr' | 'en',
  l: LigneDroit,
  ici: string | undefined,
  ligne: (l: Omit<Changement, 'texte' | 'genre'>, quoi: string) => Changement,
): Changement {
  const x = t.approbations.decrire
  const nom = t.catalogue.applications[l.application] ?? l.application
  const niveau = (n: Niveau) => (n ? (t.catalogue.niveaux[n === 'modification' ? 2 : 1] ?? n) : null)
  const ou = [l.structure.id === ici ? null : nomDe(l.structure), l.service ? x.auService(l.service.nom) : null].filter(Boolean)
  const periode = [
    l.debut ? x.aPartirDu(date(l.debut, langue)) : null,
    l.fin ? x.jusquAu(date(new Date(Date.parse(l.fin) - 1), langue)) : l.apres && l.apres === l.avant ? x.sansFin : null,
    l.fin && l.retour ? x.puis(niveau(l.retour.profil)!) : l.avant && l.fin ? x.puisRien : null,
    l.retour?.fin ? x.jusquAu(date(new Date(Date.parse(l.retour.fin) - 1), langue)) : null,
  ].filter(Boolean)
  const suite = [...ou, ...periode].map((m) => `, ${m}`).join('')
  const profil = `${nom} ${niveau(l.apres ?? l.avant)}`
  const change = l.avant && l.apres ? x.changement(nom, niveau(l.avant)!, niveau(l.apres)!) : l.apres ? x.ajout(profil) : x.retrait(profil)
  return ligne(
    {
      qui: nomDePersonne(l.utilisateur),
      ou: nomDe(l.structure),
      objet: nom + ou.map((m) => `, ${m}`).join(''),
      avant: niveau(l.avant),
      apres: l.apres ? [niveau(l.apres), ...periode].join(', ') : null,
    },
    change + suite,
  )
}

/** With whose each is, when it is nobody's that the reader knows already: themselves, or the author they have just read. */
export function nommer(t: Textes, changements: Changement[], connus: Personne[]): Changement[] {
  const noms = connus.map(nomDePersonne)
  return changements.map((c) => (c.qui && !noms.includes(c.qui) ? { ...c, texte: t.approbations.decrire.pour(c.texte, c.qui) } : c))
}

/** The first changes in one line; « … » says that there are more. */
export const enUneLigne = (t: Textes, changements: Changement[], nombre = 3): string =>
  t.approbations.decrire.suite([...changements.slice(0, nombre).map((c) => c.texte), ...(changements.length > nombre ? ['…'] : [])])
