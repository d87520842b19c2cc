import { ATTENTE } from '#app/assistant/regles/attente.ts'
import { COMPTE } from '#app/assistant/regles/compte.ts'
import { DOSSIER } from '#app/assistant/regles/dossier.ts'
import { DROITS } from '#app/assistant/regles/droits.ts'
import { MAISON } from '#app/assistant/regles/maison.ts'
import { MOI } from '#app/assistant/regles/mots.ts'
import type { Cas, Regle } from '#app/assistant/regles/regle.ts'

export type { Cas } from '#app/assistant/regles/regle.ts'

/** What to do about it is in the guide. */
const QUE_FAIRE =
  /\b(comment|que faire|quoi faire|how (do|can|to)|what (can|should)|que se passe|si (ma|mon|mes|notre|nos|je|j|my)|if (my|i)|annuler|modifier|supprimer|contester|creer|reactiver|desactiver|activer|installer|configurer|mettre (un|une|la|le|en place|l))\b/

/** « Où est-ce que je mets mon RIB ? » : where something is done, not what there is. */
const OU_FAIRE =
  /\b(ou|where)( est ce qu| est ce que)?( (je|on|nous|dois je|doit on|puis je|peut on|faut il|do i|can i))? (mets?|mettre|mettons|depose\w*|ajoute\w*|saisi\w*|inscris|inscrire|declare\w*|envoie|envoyer|put|add|send|enter)\b/

const SUPPOSE = /\b(si (ma|mon|mes|notre|nos|je|j|my)|if (my|i))\b/

/** Where one would do it, or what would come of it, and not what is: the guide says it, whatever of one's own is named. */
export const supposeOuFait = (q: string): boolean => OU_FAIRE.test(q) || SUPPOSE.test(q)

/** « Ai-je droit à un congé ? »: what the law gives, and not what one may do here, unless it is a thing of the portal. */
const AVOIR_DROIT_A = /\bdroit (a|au|aux|to)\b|\b(entitled|right) to\b/
const DU_PORTAIL =
  /\b(acces|accede\w*|profils?|habilitations?|applications?|tuiles?|ecrans?|pages?|structures?|services?|utilisateurs?|factures?|facturer|facturation|engagements?|demandes?|tickets?|documents?|pieces?|donnees|comptes?|bancaires?|ribs?|ibans?|mandats?|approbations?|access|profiles?|screens?|users?|invoices?|requests?|files?|accounts?|consult\w*|modif\w*|voir|see|view|read|change)\b/
export const deLaLoi = (q: string): boolean => AVOIR_DROIT_A.test(q) && !DU_PORTAIL.test(q)

/** First that holds; the narrower stand before. */
const REGLES: Regle[] = [...ATTENTE, ...COMPTE, ...MAISON, ...DOSSIER, ...DROITS]

/** The rules first; else what the question resembles, where the person speaks of themselves. */
export const casDemande = (q: string, pressenti: Cas | null = null): Cas | null =>
  QUE_FAIRE.test(q) || OU_FAIRE.test(q) ? null : (REGLES.find(([, tient]) => tient(q))?.[0] ?? (MOI.test(q) ? pressenti : null))
