import { dayInWords } from '../../shared/domain/london-time.js'
import { findQuestion } from '../library/domain/question-set.js'
import { currentSet } from '../library/question-sets.js'

/** What a letter says of an answer that runs out. It does not say what was answered, nor about which product. */
export function aboutExpiry({ question, daysBefore, expiresOn }: Readonly<Record<string, unknown>>): string[] {
  const title = findQuestion(currentSet(), String(question))?.question.title ?? String(question)
  return [`About: ${title}`, `Good until: ${dayInWords(String(expiresOn))}`, `Reminder: ${inDays(Number(daysBefore))}`]
}

const inDays = (days: number): string => (days === 0 ? 'the last, on the day itself' : `${days} days before`)
