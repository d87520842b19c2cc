import type { JSX } from 'preact'
import { BOUTONS, CHAMPS, COULEURS, DIFF, DOMAINES, ETIQUETTES, EVENEMENTS, MESSAGES } from '#ui/apercu.donnees.ts'
import { ApercuListe } from '#ui/apercu.liste.tsx'
import {
  AFaire,
  Actions,
  Actualites,
  Alerte,
  Avis,
  Bouton,
  Carte,
  Champ,
  Champs,
  Chronologie,
  Colonnes,
  Compte,
  Confirmation,
  Dialogue,
  Diff,
  Etiquette,
  Formulaire,
  Groupe,
  Icone,
  Identifiant,
  Imprimer,
  ListeLiens,
  Page,
  Personne,
  Picto,
  ResumeErreurs,
  Resume,
  Section,
  SurCettePage,
  Telecharger,
  Temps,
  Tuile,
  TuileFermee,
  Tuiles,
  Vide,
  type CadrePage,
} from '#ui/index.ts'
import { NOMS_ICONES } from '#ui/icones.tsx'

const ERREURS = CHAMPS.flatMap((c) => (c.erreur ? [{ champ: c.nom, message: c.erreur }] : []))
const PARTIES = [
  ['couleurs', 'Couleurs'],
  ['boutons', 'Boutons et étiquettes'],
  ['messages', 'Messages'],
  ['champs', 'Champs'],
  ['liste', 'Liste'],
  ['tuiles', 'Tuiles'],
  ['demande', 'Demande'],
  ['divers', 'Divers'],
] as const

/** The catalogue of the components, each in its states, served at /ui: what one looks at before and after touching any of them. */
export function PageApercu({ c }: { c: CadrePage }): JSX.Element {
  return (
    <Page
      c={c}
      titre="Composants"
      chapo="Chaque pièce des pages, dans ses états."
      erreur
      fil={[{ nom: 'Composants' }]}
      pour={{ libelle: 'Menuiserie Poitier', detail: 'SIRET 123 456 782 00010' }}
      etapes={{ liste: ['Modifier', 'Vérifier', 'Demande reçue'], courante: 1 }}
      resume={<ResumeErreurs erreurs={ERREURS} />}
    >
      <Colonnes large nomAside="Repères" aCote={<SurCettePage liens={PARTIES.map(([id, libelle]) => ({ href: `#${id}`, libelle }))} />}>
        <Couleurs />
        <Boutons />
        <Section id="messages" titre="Messages">
          <div class="stack">
            {MESSAGES.map((m) => (
              <Alerte key={m.genre} genre={m.genre} titre={'titre' in m ? m.titre : undefined}>
                {m.texte}
              </Alerte>
            ))}
          </div>
        </Section>
        <FormulaireDExemple />
      </Colonnes>
      <ApercuListe url={c.url} />
      <TuilesDExemple />
      <DemandeDExemple />
      <Divers />
      <Dialogue
        id="refuser"
        titre="Refuser RITM0014709"
        action="/ui"
        fermer="Fermer sans refuser"
        pied={
          <>
            <Bouton genre="danger">Refuser la demande</Bouton>
            <Bouton genre="second" type="button" attrs={{ 'data-dialogue-fermer': true }}>
              Revenir
            </Bouton>
          </>
        }
      >
        <Champ nom="motif" libelle="Motif du refus" type="textarea" aide="Héloïse Ferdinand le recevra par courriel." />
      </Dialogue>
    </Page>
  )
}

function Couleurs() {
  return (
    <Section id="couleurs" titre="Couleurs">
      <ul class="tiles tiles--small">
        {COULEURS.map((nom) => (
          <li key={nom} class="row">
            <svg class={`swatch swatch--${nom}`} viewBox="0 0 40 40" aria-hidden="true">
              <rect width="40" height="40" rx="6" />
            </svg>
            <code class="small">--{nom}</code>
          </li>
        ))}
      </ul>
      <p class="row mt5">
        {NOMS_ICONES.map((nom) => (
          <Icone key={nom} nom={nom} />
        ))}
      </p>
    </Section>
  )
}

function Boutons() {
  return (
    <Section id="boutons" titre="Boutons et étiquettes">
      <div class="row">
        {BOUTONS.map((b, i) => (
          <Bouton key={i} type="button" {...b} />
        ))}
      </div>
      <div class="row mt4">
        <Telecharger href="/ui/recepisse.pdf">Récépissé (PDF, 42 ko)</Telecharger> <Imprimer />{' '}
        <Bouton genre="second" href="/ui/refuser" dialogue="refuser">
          Refuser…
        </Bouton>
      </div>
      <p class="row mt4">
        {ETIQUETTES.map((e) => (
          <Etiquette key={e.texte} genre={e.genre} icone={e.icone}>
            {e.texte}
          </Etiquette>
        ))}
        <Compte nombre={5} suite=" en attente" />
        <Compte nombre={12} discret />
      </p>
    </Section>
  )
}

function FormulaireDExemple() {
  return (
    <Formulaire action="/ui">
      <Groupe id="champs" titre="Champs">
        <Champs>
          {CHAMPS.map((champ) => (
            <Champ key={champ.nom} {...champ} />
          ))}
        </Champs>
      </Groupe>
      <Actions note="Rien n’est envoyé à cette étape.">
        <Bouton>Vérifier les modifications</Bouton>{' '}
        <Bouton genre="discret" href="/ui">
          Abandonner
        </Bouton>
      </Actions>
    </Formulaire>
  )
}

function TuilesDExemple() {
  return (
    <Section id="tuiles" titre="Tuiles">
      <Tuiles>
        {DOMAINES.map((d) => (
          <Tuile key={d.code} titre={d.nom} href={`/domaines/${d.code}`} description={d.description} picto={d.code} />
        ))}
      </Tuiles>
      <div class="mt5">
        <Tuiles>
          <Tuile titre="Gérer une structure" href="/structures" description="Consulter, modifier, activer, désactiver une structure." />
          <TuileFermee
            titre="Transférer le gestionnaire principal"
            raison="Réservé au gestionnaire principal de la structure, Daniel Poitier."
            pourquoi="Vous êtes utilisatrice simple de Menuiserie Poitier."
            remede={{ libelle: 'Voir comment l’obtenir', href: '/acces' }}
          />
        </Tuiles>
      </div>
      <div class="mt5">
        <Tuiles rangees>
          {DOMAINES.slice(0, 3).map((d) => (
            <Tuile key={d.code} rangee titre={d.nom} href={`/domaines/${d.code}`} description={d.description} picto={d.code} />
          ))}
        </Tuiles>
      </div>
    </Section>
  )
}

function DemandeDExemple() {
  return (
    <Section id="demande" titre="Demande">
      <Diff legende="4 champs changent" lignes={DIFF} />
      <div class="mt5">
        <ConfirmationDExemple />
      </div>
      <div class="columns mt5">
        <Carte titre="Résumé">
          <Resume
            lignes={[
              { cle: 'Raison sociale', valeur: 'Menuiserie Poitier', action: { href: '#raisonSociale', complement: 'la raison sociale' } },
              { cle: 'Identifiant', valeur: <Identifiant valeur="12345678200010" type="SIRET" /> },
              {
                cle: 'Téléphone',
                valeur: (
                  <>
                    02 40 00 00 10{' '}
                    <Etiquette genre="plan" icone="horloge">
                      02 40 00 00 30 à 14 h 47
                    </Etiquette>
                  </>
                ),
                action: { href: '#telephone', complement: 'le téléphone' },
              },
              { cle: 'Libellé', valeur: '' },
            ]}
          />
        </Carte>
        <Carte titre="Après l’envoi">
          <Resume
            serre
            lignes={[
              { cle: 'Qui est prévenu', valeur: 'Vous, par courriel' },
              { cle: 'Qui peut annuler', valeur: 'Vous, jusqu’à 14 h 47' },
            ]}
          />
        </Carte>
        <Carte titre="Historique">
          <Chronologie evenements={EVENEMENTS} />
        </Carte>
        <Carte titre="Je donne mon avis">
          <Avis
            nom="avis"
            question="Cette démarche vous a paru…"
            reponses={[
              { valeur: '1', libelle: 'difficile' },
              { valeur: '2', libelle: 'correcte' },
              { valeur: '3', libelle: 'facile' },
            ]}
          />
        </Carte>
      </div>
    </Section>
  )
}

/** The real one holds the page's h1; here its look only. */
function ConfirmationDExemple() {
  return (
    <Confirmation
      titre="Votre demande est reçue"
      texte={
        <>
          Modifier une structure, <b>Menuiserie Poitier</b> : adresse électronique.
        </>
      }
      references={[
        { nom: 'Numéro', valeur: 'RITM0014731' },
        {
          nom: 'Prend effet',
          valeur: (
            <>
              le <Temps date="2026-11-24T13:47:00Z" />
            </>
          ),
        },
        { nom: 'État', valeur: 'Programmée' },
      ]}
      niveau="h3"
    />
  )
}

function Divers() {
  return (
    <Section id="divers" titre="Divers">
      <div class="columns">
        <Carte titre="À faire" nue entete={<span class="muted small">2 sujets</span>}>
          <AFaire
            elements={[
              {
                marque: 5,
                titre: '5 demandes attendent votre décision',
                href: '/approbations',
                texte: 'La plus ancienne depuis 6 jours.',
                cote: (
                  <Etiquette genre="warn" icone="horloge">
                    2 bientôt expirées
                  </Etiquette>
                ),
              },
              {
                marque: 'horloge',
                genre: 'plan',
                titre: 'Modifier une structure',
                href: '/compte/demandes',
                texte: 'Effectif aujourd’hui à 14 h 47',
              },
            ]}
          />
        </Carte>
        <Carte titre="Rien à faire" nue>
          <AFaire elements={[]} />
        </Carte>
        <Carte>
          <Vide
            niveau="h3"
            titre="Aucun service pour l’instant"
            texte="Les services servent à orienter les factures dans votre structure. Ils sont facultatifs."
            action={<Bouton href="/services">Créer un service</Bouton>}
          />
        </Carte>
        <Carte titre="Liens">
          <ListeLiens
            liens={[
              { libelle: 'Gérer une structure', href: '/structures' },
              {
                libelle: 'Poitier Agencement',
                href: '/structures/2',
                detail: 'aucun service · 3 utilisateurs',
                marque: <Etiquette genre="ok">Actif</Etiquette>,
              },
            ]}
          />
        </Carte>
        <Carte titre="Désactiver mon compte" danger>
          <p>Un successeur doit d’abord être nommé.</p>
          <p class="mt4">
            <Bouton genre="danger-second" type="button">
              Désactiver mon compte…
            </Bouton>
          </p>
        </Carte>
        <Carte titre="Comptes de démonstration" hachuree>
          <Personne prenom="Daniel" nom="Poitier" detail="gestionnaire principal" />
          <div class="mt4">
            <Personne prenom="Nadia" nom="Bonjean" detail="agente" agent />
          </div>
        </Carte>
      </div>
      <p class="row mt5">
        {(['vide', 'echange'] as const).map((nom) => (
          <Picto key={nom} nom={nom} />
        ))}
      </p>
      <div class="mt5">
        <Actualites
          actualites={[
            {
              date: '2026-11-19',
              titre: 'Modifier plusieurs services depuis un tableur',
              href: '/actualites/1',
              texte: 'L’import vérifie chaque ligne et montre le résultat avant d’écrire.',
            },
            {
              date: '2026-11-01',
              titre: 'Approuver plusieurs demandes en une fois',
              href: '/actualites/2',
              texte: 'Cochez les demandes, vérifiez la liste, décidez.',
            },
          ]}
        />
      </div>
    </Section>
  )
}
