/** “on 24 November 2026 at 14:30”, “at 14:30”; “today at 14:30” stays: English wants the preposition that French does without. */
export const le = (quand: string): string =>
  /^\d{1,2}[ /]/.test(quand) ? `on ${quand}` : /^\d{1,2}:\d{2}$/.test(quand) ? `at ${quand}` : quand
