import type { AFaireLu } from '#app/accueil/a-faire.ts'
import type { Contexte } from '#app/contexte.ts'
import { MAXIMUM_A_FAIRE, type TicketsAFaire } from '#app/support/tickets/a-faire.ts'
import { Etiquette, type ElementAFaire } from '#ui/index.ts'
import { date, distance, liste } from '#ui/textes/format.ts'

export function aDecider(
  c: Contexte,
  {
    maintenant,
    approbations: enAttente,
    emis,
    recus,
    droits,
    nouvelles,
    attentes,
    invitations,
    sansSiret,
    recuperations,
    aTrancher,
  }: AFaireLu,
): ElementAFaire[] {
  const t = c.t.accueil.connecte
  const { approbations } = c.compteurs
  const loin = (d: Date) => distance(d, maintenant, c.langue)
  return [
    ...(c.structures.length || sonTravail(c).length
      ? []
      : [{ marque: 'structure' as const, titre: t.sansStructure, href: '/organisation/structures/creer', texte: t.sansStructureTexte }]),
    ...(recuperations ? [roleDemande(c, recuperations, maintenant)] : []),
    ...(aTrancher
      ? [
          {
            marque: aTrancher.nombre,
            titre: t.aTrancher(aTrancher.nombre),
            href: '/exploitation/recuperations?etat=en-attente',
            texte: t.aTrancherTexte,
            cote: loin(aTrancher.depuis),
          },
        ]
      : []),
    ...(approbations
      ? [
          {
            marque: approbations,
            titre: t.approbations(approbations),
            href: '/approbations',
            texte: enAttente ? t.approbationsDate(approbations, date(enAttente.expireLe, c.langue)) : t.approbationsTexte,
            ...(enAttente ? { cote: loin(enAttente.depuis) } : {}),
          },
        ]
      : []),
    ...(recus ? [ticketsRecus(c, recus, loin(recus.creeLe))] : []),
    ...(emis ? [ticketsEmis(c, emis, loin(emis.creeLe))] : []),
    ...(attentes
      ? [
          {
            marque: 'horloge' as const,
            titre: t.attentes(attentes.nombre),
            href: attentes.nombre > 1 ? '/compte/demandes?etat=demandee' : `/demandes/${attentes.numero}`,
            texte: t.attentesTexte(
              c.t.approbations.descriptions[attentes.type] ?? c.t.demandes.phrases[attentes.type] ?? attentes.type,
              attentes.structure,
              date(attentes.depuis, c.langue),
              date(attentes.expireLe, c.langue),
            ),
          },
        ]
      : []),
    ...(invitations
      ? [
          {
            marque: 'courriel' as const,
            ...(invitations.echecs ? { genre: 'warn' as const } : {}),
            titre: t.invitations(invitations.nombre),
            href: '/organisation/utilisateurs/invitations',
            texte: t.invitationsTexte(invitations.nombre, invitations.adresse, date(invitations.expireLe, c.langue), invitations.echecs),
          },
        ]
      : []),
    ...(droits
      ? [
          {
            marque: droits.nombre,
            genre: 'warn' as const,
            titre: t.droits(droits.nombre),
            href: '/organisation/habilitations/mes',
            texte: t.droitsTexte(droits.nombre, droits.structure, date(droits.le, c.langue)),
            cote: loin(droits.le),
          },
        ]
      : []),
    ...(sansSiret
      ? [
          {
            marque: 'structure' as const,
            genre: 'warn' as const,
            titre: t.sansSiret(sansSiret.nombre, sansSiret.nom),
            href: `/organisation/structures/dupliquer?structure=${sansSiret.id}`,
            texte: t.sansSiretTexte,
          },
        ]
      : []),
    ...nouvelles.map((n) => ({
      marque: 'structure' as const,
      titre: t.premiersPas(n.nom),
      href: `/organisation/structures/${n.id}`,
      texte: t.premiersPasTexte(liste([...(n.services ? [] : [t.pasService]), ...(n.personnes > 1 ? [] : [t.pasCollegues])], c.langue)),
    })),
  ]
}

/** Somebody is after a role of mine: said before all else, with the day from which it may be decided without me (PLUS-04). */
function roleDemande(
  c: Contexte,
  { nombre, id, structure, demandeur, contestation, jusque }: NonNullable<AFaireLu['recuperations']>,
  maintenant: Date,
): ElementAFaire {
  const t = c.t.accueil.connecte.roleVise
  const limite = (jusque <= maintenant ? t.depuis : t.desLe)(date(jusque, c.langue))
  if (nombre > 1)
    return {
      marque: nombre,
      genre: 'warn',
      titre: t.plusieurs(nombre),
      href: '/organisation/recuperation',
      texte: t.premiere(structure, limite),
    }
  return {
    marque: 'attention',
    genre: 'warn',
    titre: contestation ? t.contestee(structure) : t.demande(structure, demandeur),
    href: `/organisation/recuperation/${id}`,
    texte: contestation ? t.repondez(demandeur, limite) : t.dites(limite),
  }
}

/** One is named; several open their list. */
const marqueDe = ({ nombre }: TicketsAFaire) => (nombre > MAXIMUM_A_FAIRE ? ('ticket' as const) : nombre)

function ticketsEmis(c: Contexte, x: TicketsAFaire, depuis: string): ElementAFaire {
  const t = c.t.accueil.connecte.tickets
  const quoi = t.attend[x.statut] ?? ''
  return {
    marque: marqueDe(x),
    genre: 'warn',
    titre: x.nombre > 1 ? t.emis(x.nombre, MAXIMUM_A_FAIRE) : t.un(x.numero, quoi),
    href: x.nombre > 1 ? '/support/tickets' : `/support/tickets/${x.numero}`,
    texte: x.nombre > 1 ? t.premier(x.titre, quoi) : x.titre,
    cote: depuis,
  }
}

function ticketsRecus(c: Contexte, x: TicketsAFaire, depuis: string): ElementAFaire {
  const t = c.t.accueil.connecte.tickets
  return {
    marque: marqueDe(x),
    titre: x.nombre > 1 ? t.recus(x.nombre, MAXIMUM_A_FAIRE) : t.recu(x.numero),
    href: x.nombre > 1 ? '/support/tickets/recus' : `/support/tickets/${x.numero}`,
    texte: x.nombre > 1 ? t.plusAncien(x.titre) : x.titre,
    cote: x.retard ? <Etiquette genre="err">{t.retard(x.retard)}</Etiquette> : depuis,
  }
}

/** What the portal's own people come for: agents answer, the operator runs it. */
export const sonTravail = (c: Contexte): { libelle: string; href: string; marque?: undefined }[] => [
  ...(c.utilisateur!.roles.includes('agent')
    ? [
        { libelle: c.t.tickets.recus, href: '/support/tickets/recus' },
        { libelle: c.t.clavardage.bureau.titre, href: '/support/bureau' },
      ]
    : []),
  ...(c.utilisateur!.roles.includes('operateur')
    ? [
        { libelle: c.t.gouvernance.exploitation.titre, href: '/exploitation' },
        { libelle: c.t.chiffres.titre, href: '/exploitation/chiffres' },
      ]
    : []),
]
