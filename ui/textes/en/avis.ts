import type { avis as francais } from '#ui/textes/fr/avis.ts'
import { compter } from '#ui/textes/format.ts'

export const avis: typeof francais = {
  titre: 'Notices', chapo: 'What happened and concerns you, whether a mail told you or not.', preferences: 'Choose my notices', tous: 'All', nonLus: 'Unread', lu: 'Read', nonLu: 'Unread', quoi: 'Notice', etat: 'State', genre: 'Kind', le: 'On', agir: 'Act', recherche: 'Search for a notice', tousGenres: 'All kinds', marquerLu: 'Mark as read', marquerNonLu: 'Mark as unread',
  genres: { approbations: 'Approvals to decide', demandes: 'My requests', tickets: 'My tickets', droits: 'My structures and rights', gestion: 'Running of structures', imports: 'My imports', securite: 'Security of the account' },
  details: { approbations: 'new request, reminder', demandes: 'decision, effect, cancellation', tickets: 'answer, question, closing', droits: 'changes that others ask for, attachments, detachments', gestion: 'structure handed to you or duplicated, deputyship, SIRET waited for', imports: 'import of users finished', securite: 'password, address, second factor, passkeys, bank details, structure handed over, recovery, infected file' },
  cadences: { aussitot: 'At once', jour: 'Every day', semaine: 'Every week', jamais: 'Never' },
  preferencesChapo: 'By mail, at your contact address. Everything also stays in “Notices” and in “To do”.', toujours: 'Always, at once: these mails protect you.', enregistrer: 'Save my notices', enregistrees: 'Your choices are saved.', heure: 'The summary leaves at 8 a.m., the weekly one on Monday. Each bears a link to unsubscribe.',
  vide: 'No notice', videTexte: 'What concerns you will appear here.', toutLu: 'Everything is read', faits: { un: 'The notice is marked.', tous: 'All notices are marked as read.' }, section: 'Notices', sectionTexte: 'At once, in a daily or weekly summary, or never: by kind of event.', voir: 'See my notices',
  courriel: {
    sujet: { jour: (n) => `Your summary of the day: ${compter(n, { one: 'notice', other: 'notices' }, 'en')}`, semaine: (n) => `Your summary of the week: ${compter(n, { one: 'notice', other: 'notices' }, 'en')}` },
    bonjour: (prenom) => `Hello ${prenom},`, autres: (n) => (n > 1 ? `and ${n} more.` : 'and one more.'), voir: 'See my notices', regler: 'You can choose, by kind of event, what you receive: “My account”, “Notices”.', desabonner: (lien) => `You receive this summary because you chose it. Stop receiving it: ${lien}`,
  },
  desabonnement: {
    titre: 'Unsubscribe from the summary', texte: { jour: 'You will no longer receive the daily summary. What it held will stay in “Notices”.', semaine: 'You will no longer receive the weekly summary. What it held will stay in “Notices”.' }, bouton: 'Stop receiving this summary',
    fait: { jour: 'Done: the daily summary will no longer be sent to you.', semaine: 'Done: the weekly summary will no longer be sent to you.' }, regler: 'Choose my notices',
  },
  api: { lister: 'Your notices, the latest first.', lire: 'Marks a notice, or all of them, as read.', preferences: 'How you want the mails of each kind of event.', regler: 'Changes these choices.' },
}
