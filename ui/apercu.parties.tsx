import { BOUTONS, CHAMPS, COULEURS, DOMAINES, ETIQUETTES } from '#ui/apercu.donnees.ts'
import { NOMS_ICONES } from '#ui/icones.tsx'
import {
  Actions,
  Bouton,
  Champ,
  Champs,
  Compte,
  Etiquette,
  Formulaire,
  Groupe,
  Icone,
  Imprimer,
  Section,
  Telecharger,
  Tuile,
  TuileFermee,
  Tuiles,
} from '#ui/index.ts'

export function Couleurs() {
  return (
    <Section id="couleurs" titre="Couleurs">
      <ul class="tiles tiles--small">
        {COULEURS.map((nom) => (
          <li key={nom} class="row">
            <svg class="swatch" fill={`var(--${nom})`} viewBox="0 0 40 40" aria-hidden="true">
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

export function Boutons() {
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

export function FormulaireDExemple() {
  return (
    <Formulaire action="/ui" class="section">
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

export function TuilesDExemple() {
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
