import type { JSX } from 'preact'
import type { AFaireLu } from '#app/accueil/a-faire.ts'
import { DernieresActualites } from '#app/accueil/actualites.tsx'
import { domainesPour, frequentes, publics, type Accueil } from '#app/accueil/publics.tsx'
import { TuileDomaine } from '#app/accueil/tuile.tsx'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { MAXIMUM_A_FAIRE, type TicketsAFaire } from '#app/support/tickets/a-faire.ts'
import {
  AFaire,
  Bouton,
  Cache,
  Carte,
  Colonnes,
  Etiquette,
  ListeLiens,
  Onglets,
  Page,
  Section,
  Tuiles,
  Vide,
  type ElementAFaire,
} from '#ui/index.ts'
import { date, dateLongue, distance, identifiantGroupe, jourIso, liste, quand } from '#ui/textes/format.ts'

const majuscule = (s: string) => s.charAt(0).toUpperCase() + s.slice(1)

/** The home page of a person signed in: what waits, what will change, then the rest (POR-12). */
export function AccueilConnecte({ c, d, aFaire }: { c: Contexte; d: Accueil; aFaire: AFaireLu }): JSX.Element {
  const t = c.t.accueil
  const u = c.utilisateur!
  const elements = aDecider(c, aFaire)
  const sujets = (
    <span class="muted small">
      {[c.structures.length ? (c.structureActive?.nom ?? t.connecte.toutes) : '', elements.length ? t.connecte.sujets(elements.length) : '']
        .filter(Boolean)
        .join(' · ')}
    </span>
  )
  return (
    <Page
      c={cadre(c)}
      titre={t.connecte.bonjour(u.prenom, u.nom)}
      surtitre={<time datetime={jourIso(aFaire.maintenant)}>{majuscule(dateLongue(aFaire.maintenant, c.langue))}</time>}
      aide="/documentation/portail/accueil"
    >
      <Colonnes large aCote={<ACote c={c} d={d} />}>
        <div class="stack">
          <Carte nue titre={t.connecte.titre} entete={sujets} id="afaire">
            {elements.length ? <AFaire elements={elements} /> : <Vide niveau="h3" titre={t.connecte.rien} texte={t.connecte.rienTexte} />}
          </Carte>
          <Programmes c={c} aFaire={aFaire} />
        </div>
      </Colonnes>
      <Section titre={t.domaines}>
        <div data-turbo-prefetch="false">
          <Onglets libelle={t.profils.titre} onglets={publics(c, d.profil)} />
        </div>
        <div class="mt4">
          <Tuiles rangees>
            {domainesPour(d.catalogue, d.profil).map((x) => (
              <TuileDomaine key={x.code} c={c} domaine={x} rangee />
            ))}
          </Tuiles>
        </div>
      </Section>
      <DernieresActualites c={c} />
    </Page>
  )
}

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
            href: '/compte/structures',
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

function Programmes({ c, aFaire: { programmes, maintenant } }: { c: Contexte; aFaire: AFaireLu }) {
  const t = c.t.accueil.connecte
  const elements = programmes.map((p): ElementAFaire => ({
    marque: 'horloge',
    genre: 'plan',
    titre: c.t.demandes.phrases[p.type] ?? p.type,
    href: `/demandes/${p.numero}`,
    texte: t.effet(p.structure, p.numero, quand(p.effetLe, maintenant, c.langue)),
    cote: c.voirComme ? null : (
      <Bouton genre="discret" petit href={`/demandes/${p.numero}/annuler`}>
        {t.annuler}
        <Cache>{t.annulerSuite(p.numero)}</Cache>
      </Bouton>
    ),
  }))
  return (
    <Carte
      nue
      titre={t.programmes}
      entete={
        <a class="small" href="/compte/demandes">
          {t.mesDemandes}
        </a>
      }
      id="programmes"
    >
      <AFaire elements={elements} vide={t.aucunProgramme} />
    </Carte>
  )
}

/** What the portal's own people come for: agents answer, the operator runs it. */
const sonTravail = (c: Contexte): { libelle: string; href: string; marque?: undefined }[] => [
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

/** Beside: what one does most, and for whom. */
function ACote({ c, d }: { c: Contexte; d: Accueil }) {
  const t = c.t.accueil.connecte
  const liens = [...sonTravail(c), ...frequentes(c, d.catalogue, d.profil, d.droits)].slice(0, 6)
  return (
    <>
      <section aria-labelledby="acces">
        <h2 id="acces">{t.accesRapides}</h2>
        <ListeLiens liens={liens} />
      </section>
      {c.structures.length ? (
        <section aria-labelledby="mes">
          <h2 id="mes">{t.mesStructures}</h2>
          <ListeLiens
            liens={c.structures.slice(0, 6).map((s) => ({
              libelle: s.nom,
              href: `/organisation/structures/${s.id}`,
              detail: `${identifiantGroupe(s.identifiant, s.typeIdentifiant)} · ${t.role[s.role]}`,
              marque: s.statut === 'ACTIVE' ? <Etiquette genre="ok">{t.actif}</Etiquette> : <Etiquette>{t.inactif}</Etiquette>,
            }))}
          />
          <p class="small mt4 row">
            <a href="/compte/structures">{t.voirToutes(c.nombreStructures)}</a>
            <a href="/compte/groupes">{t.groupes}</a>
          </p>
        </section>
      ) : null}
    </>
  )
}
