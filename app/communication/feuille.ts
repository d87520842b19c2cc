import type { Actualite } from '#app/communication/actualites/lire.ts'
import type { AvisLu } from '#app/avis/lire.ts'
import type { Incident } from '#app/communication/incidents/lire.ts'
import { aQui } from '#app/communication/messages/audience.ts'
import type { Message } from '#app/communication/messages/lire.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

export const incidentsEnFeuille = (elements: Incident[]): Sheet => {
  const x = fr.communication.incidents
  return {
    nom: 'incidents',
    entetes: [x.titreChamp, x.genre, x.etat, x.debut, x.fin, fr.communication.texte],
    lignes: elements.map((i) => [i.titre, x.genres[i.genre]!, x.etats[i.etat]!, i.debut, i.fin ?? '', i.texte]),
  }
}

export const actualitesEnFeuille = (elements: Actualite[]): Sheet => {
  const x = fr.communication.actualites
  return {
    nom: 'actualites',
    entetes: [x.titreChamp, x.sujet, x.etat, x.publieLe, x.chapoChamp],
    lignes: elements.map((a) => [a.titre, x.sujets[a.sujet]!, x.etats[a.etat]!, a.publieLe, a.chapo]),
  }
}

export const messagesEnFeuille = (elements: Message[]): Sheet => {
  const x = fr.communication.messages
  return {
    nom: 'messages',
    entetes: [x.titreChamp, x.de, x.aQui, x.envoye, x.etat, fr.communication.texte],
    lignes: elements.map((m) => [
      m.titre,
      m.auteur.operateur ? x.operateur : `${m.auteur.prenom} ${m.auteur.nom}`,
      aQui({ t: fr, langue: 'fr' }, m),
      m.creeLe,
      m.mien ? x.etats[m.etat]! : m.lu ? x.lu : x.nonLu,
      m.texte,
    ]),
  }
}

export const avisEnFeuille = (elements: AvisLu[]): Sheet => {
  const x = fr.avis
  return {
    nom: 'avis',
    entetes: [x.quoi, x.etat, x.genre, x.le],
    lignes: elements.map((a) => [a.titre, a.lu ? x.lu : x.nonLu, x.genres[a.genre]!, a.creeLe]),
  }
}
