import { codeDuProfil, type QuestionNommee, type ReponseNommee } from '#acces/index.ts'
import type { Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'
import type { Evaluation } from './lire.ts'

const OUI = '{"decision":true}'
const non = (contexte: object) => `{"decision":false,"context":${JSON.stringify(contexte)}}`

/** Answers are built as text: a thousand of them are joined, not serialized. */
export const estOui = (texte: string) => texte === OUI

/** The answer to one evaluation, as text: the reason, and who can give the access, only where the person is attached (PLUS-07). */
export function repondreQuestion({ settings, usages }: Programme, q: QuestionNommee, r: ReponseNommee): string {
  const t = fr.authzen
  if (!r.permise) return non({ raison: 'application-etrangere', detail: t.applicationEtrangere })
  if (r.reponse === 'oui') {
    usages.noter(r.utilisateur!, r.structure!, q.application)
    return OUI
  }
  // Not attached, no such person, no such structure: one answer, which teaches nothing about either.
  if (!r.rattache)
    return non({
      raison: 'non-rattache',
      detail: fr.acces.raison('non-rattache', null),
      remede: { libelle: t.demanderRattachement, href: `${settings.PUBLIC_URL}/organisation/utilisateurs/rattachement` },
    })
  if (r.reponse === 'inconnu') return non({ raison: 'inconnu', detail: t.inconnu })
  const profil = (niveau: number) => fr.catalogue.profil(q.application, niveau)
  const gestionnaire = r.gpNom === null ? null : { prenom: r.gpPrenom!, nom: r.gpNom }
  return non({
    raison: r.reponse,
    detail:
      r.reponse === 'autre-service' && q.service
        ? t.autreService
        : fr.acces.raison(r.reponse, r.le, { voulu: profil(q.niveau), tenu: profil(r.tenu ?? 1) }),
    ...(r.le && LE.has(r.reponse) ? { le: r.le.toISOString() } : {}),
    remede: {
      libelle: fr.acces.remede(r.reponse, gestionnaire),
      ...(DEMANDE.has(r.reponse)
        ? {
            href: `${settings.PUBLIC_URL}/organisation/habilitations/mes?structure=${r.structure}&profil=${codeDuProfil(q.application, q.niveau)}`,
          }
        : {}),
    },
    ...(gestionnaire && r.reponse !== 'compte-inactif' ? { quiPeutDonner: { ...gestionnaire, role: 'gestionnaire-principal' } } : {}),
  })
}

const LE = new Set<string>(['a-venir', 'termine'])
const DEMANDE = new Set<string>(['profil-manquant', 'profil-insuffisant', 'termine'])

/** What was asked is well formed, but is no question of ours: no, and why. */
export function repondreSansQuestion(e: Exclude<Evaluation, { question: QuestionNommee }>): string {
  const t = fr.authzen
  return 'faute' in e
    ? non({ raison: 'requete-malformee', detail: t.champ(e.faute) })
    : non({ raison: e.inconnu, detail: t.sansQuestion[e.inconnu] })
}
