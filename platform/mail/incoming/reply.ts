import EmailReplyParser from 'email-reply-parser'

/** Longer lines, or more of them, are no answer that a person writes: they are kept as they are. */
const MAX = 20_000

/**
 * What somebody wrote, without what they answered: cut at our own marks, then where a quotation or a signature begins. When nothing is
 * left, all of it: a word too many rather than one lost.
 */
export function writtenText(text: string, marks: string[]): string {
  const at = Math.min(...marks.map((m) => text.indexOf(m)).filter((i) => i >= 0), text.length)
  const above = text
    .slice(0, at)
    .replace(/[>|\s*_#-]+$/, '')
    .trim()
  if (above.length > MAX || above.split('\n').some((l) => l.length > 5000)) return above
  return new EmailReplyParser().parseReply(above).trim() || above || text.trim()
}
