import type { palette as francais } from '#ui/textes/fr/palette.ts'

export const palette = {
  titre: 'Search or go to', champ: 'A page, an application, a number, a name…', fermer: 'Close', actions: 'Actions', allerA: 'Go to', enPanne: 'Search does not answer; press Enter to open the search page',
  resultats: (n: number) => (n === 0 ? 'No result' : `${n} result${n > 1 ? 's' : ''}`), tout: 'All results', aide: '↑ ↓ to choose, Enter to open, Escape to close', raccourcis: 'Keyboard shortcuts',
  genres: { application: 'Applications', page: 'Pages of the portal', structure: 'Structures', utilisateur: 'Users', demande: 'Requests', approbation: 'Approvals', ticket: 'Tickets', actualite: 'News', domaine: 'Domains', documentation: 'Documentation' },
  demander: (q: string) => `Ask the assistant: “${q}”`,
  faire: { ticket: 'Create a ticket', sombre: 'Dark display', clair: 'Light display', langue: 'French version', raccourcis: 'Keyboard shortcuts', deconnexion: 'Sign out' },
  mots: { ticket: 'request help support problem report contact', sombre: 'theme night black mode colour', clair: 'theme day white mode colour', langue: 'french language translation', raccourcis: 'keys keyboard', deconnexion: 'quit close session log out' },
  aller: { accueil: 'Home', structures: 'My structures', demandes: 'My requests', approbations: 'Approvals', tickets: 'Tickets I sent', compte: 'My account', annuaire: 'Directory of public structures', documentation: 'Documentation', support: 'Contact us' },
} satisfies typeof francais
