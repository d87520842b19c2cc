import { MOI } from '#app/assistant/regles/mots.ts'
import type { Regle } from '#app/assistant/regles/regle.ts'

const DES_MAISONS = String.raw`(structures?|boites?|entreprises?|societes?|organisations?|associations?|mairie|company|companies|organi[sz]ations?)`
const CHEZ_MOI = new RegExp(String.raw`\b(ma|mon|mes|notre|nos|my|our)( \w+)? ${DES_MAISONS}\b|\bchez (nous|moi)\b`)

/** Their structures: what they are, their services, their people, who decides there. */
export const MAISON: Regle[] = [
  [
    'identite',
    (q) =>
      /\b(siret|siren|identifiant|adresse postale|adresse|raison sociale|address)\b.*/.test(q) &&
      /\b(quels?|quelles?|c est quoi|what|which|rappelle\w*)\b/.test(q) &&
      CHEZ_MOI.test(q) &&
      !/\b(electronique|courriel|mail|email|connexion|faut|dois|mettre|saisir|donner|utiliser)\b/.test(q),
  ],
  [
    'services',
    (q) =>
      /\b(services?|departments?)\b/.test(q) &&
      /\b(quels?|quelles?|combien|liste|which|what|how many)\b/.test(q) &&
      CHEZ_MOI.test(q) &&
      !/\b(droits?|profils?|pour|faut)\b/.test(q),
  ],
  [
    'personnes',
    (q) =>
      CHEZ_MOI.test(q) &&
      (/\b(combien|how many)\b.*\b(personnes?|utilisateurs?|collegues?|gens|comptes?|users?|people|colleagues?)\b/.test(q) ||
        /\b(qui|who)\b.*\b(fait partie|font partie|est|sont|acces|accede|rattach\w*|inscrite?s?|has access|belongs?|is|are)\b/.test(q)) &&
      !/\b(gestionnaires?|responsables?|administrateurs?|chef|decide\w*|managers?|peut|peuvent|demande\w*|attente|bancaires?|ribs?)\b/.test(
        q,
      ),
  ],
  // What one is oneself, before who is.
  [
    'structures',
    (q) =>
      /\b(suis je|est ce que je suis|am i)\b.*\b(gestionnaires?|responsables?|managers?)\b|\bquel est mon role\b|\bwhat is my role\b/.test(
        q,
      ) && !/\b(pas|plus|pourquoi|comment|not|why|how)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\b(qui|who) (va |peut |doit |can |will |must )?(decide\w*|valide\w*|approuve\w*|decides?|approves?)\b/.test(q) &&
      (MOI.test(q) || CHEZ_MOI.test(q)) &&
      !/\b(vacances|conges?|absent\w*|absence|place)\b/.test(q) &&
      /\b(demandes?|rattachements?|droits?|requests?|modifications?)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\b(qui (est|sont|decide|gere|dirige)|c est qui|est qui|quel est|who (is|are|decides|manages|runs))\b/.test(q) &&
      /\b(gestionnaires?|managers?|responsables?|decide|decides|gere|dirige|manages|runs)\b/.test(q) &&
      /\b(mon|ma|mes|notre|nos|my|our|moi)\b/.test(q) &&
      !/\b(pas|plus|not)\b/.test(q),
  ],
  [
    'decideur',
    (q) =>
      /\bqui (peut|pourrait|doit) (me |m )(donner|accorder|ouvrir|autoriser|debloquer|habiliter)\b|\bwho can (grant|give|open) (me|my)\b/.test(
        q,
      ),
  ],
]
