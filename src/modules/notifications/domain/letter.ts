import { londonTime } from '../../../shared/domain/london-time.js'

/** A mail in words: each paragraph is plain text on one line. */
export interface Letter {
  subject: string
  paragraphs: readonly string[]
}

/** Longest title in a subject, which then fits on a line of 78 characters with what is said of it (RFC 5322 section 2.1.1). */
const TITLE_IN_SUBJECT = 40

/** The text on one line, without what could begin a header or a paragraph of its own, or turn the reading direction of what follows. */
export const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ').trim()

/** What the mail is about, with as much of the title as a subject holds. What looks like an encoded word (RFC 2047) is shown and not decoded. */
export function subjectWith(what: string, title: string): string {
  const characters = Array.from(onOneLine(title).replaceAll('=?', '= ?'))
  const shown =
    characters.length > TITLE_IN_SUBJECT
      ? `${characters
          .slice(0, TITLE_IN_SUBJECT - 1)
          .join('')
          .trimEnd()}…`
      : characters.join('')
  return `${what}: ${shown}`
}

export const requirementLine = (title: string): string => `Requirement: ${onOneLine(title)}`

export const deadlineLine = (deadline: string): string => `Deadline: ${londonTime(deadline)}`

/** What a mail about a requirement says after its first paragraph. */
export const aboutRequirement = (title: string, deadline: string | null, address: string): string[] => [
  requirementLine(title),
  ...(deadline === null ? [] : [deadlineLine(deadline)]),
  address,
]
