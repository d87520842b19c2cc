import { champDe, ChampMarkdown } from '#app/communication/apercu.tsx'
import { CHAMPS_INCIDENT, lireSaisieIncident, publierIncident, TEXTE_MAX, TITRE_MAX } from '#app/communication/incidents/publier.ts'
import { GENRES_INCIDENT, lireIncident } from '#app/communication/incidents/lire.ts'
import { Ecrire, Relire } from '#app/communication/etapes.tsx'
import { definirPublication, type EtatDePublication } from '#app/communication/publication.ts'
import { momentLocal, VERSION } from '#app/communication/saisie.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { Champ, Champs, Groupe, optionsDe } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

export const INCIDENTS = '/exploitation/incidents'
const AIDE = '/documentation/communication/publier'
const CHEMIN = `${INCIDENTS}/rediger`

const titreDe = (c: ContexteDuParcours, etat: EtatDePublication) =>
  etat.id ? c.t.communication.incidents.modifier : c.t.communication.incidents.creer
const fil = (c: ContexteDuParcours, etat: EtatDePublication) =>
  filDExploitation(c, { nom: c.t.communication.incidents.titre, href: INCIDENTS }, { nom: titreDe(c, etat) })

/** An incident or a maintenance: written in French, in English too if one likes, and seen before it is out. */
export const { page: pageRedigerIncident, action: actionRedigerIncident } = definirPublication({
  chemin: CHEMIN,
  type: 'incident',
  champs: CHAMPS_INCIDENT,
  exiger: exigerOperateur,
  reprendre: async (c, id) => {
    const i = await lireIncident(c.db, id)
    return (
      i && {
        genre: i.genre,
        titre: i.titre,
        texte: i.texte,
        titreEn: i.titreEn ?? '',
        texteEn: i.texteEn ?? '',
        debut: momentLocal(i.debut),
        fin: i.fin ? momentLocal(i.fin) : '',
        [VERSION]: i.modifieLe.toISOString(),
      }
    )
  },
  juger: async (c, saisie) => lireSaisieIncident(c, saisie).erreurs,
  publier: async (c, cle, saisie, id) => `${INCIDENTS}?fait=${(await publierIncident(c, cle, saisie, id)) && (id ? 'modifie' : 'publie')}`,
  modifie: `${INCIDENTS}?fait=modifie`,
  formulaire: (c, etat) => {
    const x = c.t.communication.incidents
    const y = c.t.communication
    const champ = champDe(etat)
    return (
      <Ecrire c={c} titre={titreDe(c, etat)} fil={fil(c, etat)} aide={AIDE} etat={etat} retour={INCIDENTS}>
        <Champ {...champ('genre')} type="radios" libelle={x.genre} options={optionsDe(GENRES_INCIDENT, x.genres, x.genresAide)} />
        <Groupe titre={x.quand}>
          <Champs>
            <Champ {...champ('debut')} type="datetime-local" facultatif largeur="w3" libelle={x.debut} aide={x.debutAide} />
            <Champ {...champ('fin')} type="datetime-local" facultatif largeur="w3" libelle={x.finPrevue} aide={x.finAide} />
          </Champs>
        </Groupe>
        <Groupe titre={y.enFrancais}>
          <Champs>
            <Champ {...champ('titre')} libelle={x.titreChamp} aide={x.titreAide} maxLength={TITRE_MAX} />
            <ChampMarkdown {...champ('texte')} libelle={y.texte} aide={y.markdown} maxLength={TEXTE_MAX} />
          </Champs>
        </Groupe>
        <Groupe titre={y.enAnglais}>
          <Champs>
            <Champ {...champ('titreEn')} facultatif libelle={y.titreEn} maxLength={TITRE_MAX} attrs={{ lang: 'en' }} />
            <ChampMarkdown {...champ('texteEn')} facultatif libelle={y.texteEn} maxLength={TEXTE_MAX} />
          </Champs>
        </Groupe>
      </Ecrire>
    )
  },
  verification: (c, etat) => {
    const x = c.t.communication.incidents
    const y = c.t.communication
    const { v } = lireSaisieIncident(c, etat.saisie)
    return (
      <Relire
        c={c}
        titre={y.verifier}
        fil={fil(c, etat)}
        aide={AIDE}
        etat={etat}
        lignes={[
          { cle: x.genre, valeur: x.genres[v.genre!] },
          { cle: x.debut, valeur: v.debut ? dateHeure(v.debut, c.langue) : x.toutDeSuite },
          { cle: x.finPrevue, valeur: v.fin ? dateHeure(v.fin, c.langue) : x.sansFin },
        ]}
        v={v}
        bouton={y.publier}
      >
        <p>{v.debut && v.debut > c.heure ? x.publicALHeure(dateHeure(v.debut, c.langue)) : x.publicTexte}</p>
      </Relire>
    )
  },
})
