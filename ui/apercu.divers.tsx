import { AFaire, Actualites, Bouton, Carte, Etiquette, ListeLiens, Personne, Picto, Section, Vide } from '#ui/index.ts'

export function Divers() {
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
