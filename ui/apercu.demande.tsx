import { DIFF, EVENEMENTS } from '#ui/apercu.donnees.ts'
import { Avis, Carte, Chronologie, Confirmation, Diff, Etiquette, Identifiant, Resume, Section, Temps } from '#ui/index.ts'

export function DemandeDExemple() {
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
