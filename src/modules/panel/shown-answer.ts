import { wordsIn } from '../bids/domain/bid-completeness.js'
import type { OpenedBid } from '../bids/opened-bid-queries.js'
import { answerInWords, type AnswerInWords } from '../guidelines/domain/answer-in-words.js'
import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource } from '../guidelines/domain/pack-source.js'
import type { AwardQuestion } from '../requirements/domain/requirement-content.js'
import type { OpenedCompetition } from './opened-competition.js'

export interface ShownAwardAnswer {
  question: string
  /** Null where the bid does not answer it. */
  text: string | null
  words: number
  wordLimit: number
}

/** An answer of the questionnaire in words, with the ids of its files beside their names. */
export interface ShownEthicsAnswer extends Omit<AnswerInWords, 'files'> {
  question: string
  files: { name: string; fileId: string }[]
}

export function shownAwardAnswer({ awardAnswers }: OpenedBid, { id, text: question, wordLimit }: AwardQuestion): ShownAwardAnswer {
  const text = awardAnswers.find(({ questionId }) => questionId === id)?.text ?? null
  return { question, text, words: wordsIn(text ?? ''), wordLimit }
}

/** Null where the bid does not answer it. */
export function shownEthicsAnswer(
  { ethicsAnswers, files }: OpenedBid,
  question: QuestionSource,
  { notice }: Pick<OpenedCompetition, 'notice'>,
): ShownEthicsAnswer | null {
  if (!Object.hasOwn(ethicsAnswers, question.id)) return null
  const answer = ethicsAnswers[question.id] as Answer
  const words = answerInWords(question, answer, { files: new Map(files.map(({ id, name }) => [id, name])), notice })
  // In this order they are named there.
  const ids = [...(answer.files ?? []), ...Object.values(answer.itemFiles ?? {}).flat()]
  return { ...words, question: question.text, files: words.files.map((name, place) => ({ name, fileId: ids[place] ?? '' })) }
}

/** The supplier's reasons for going on in spite of warnings, each with what the rule says. */
export const shownReasons = ({ acknowledgements }: OpenedBid, { ruleWords }: OpenedCompetition) =>
  acknowledgements.map(({ rule, reason }) => ({ rule, reason, warning: ruleWords.get(rule) ?? '' }))

/** The answers of a bid to the questionnaire, by its sections; what it does not answer is left out. */
export const shownSections = (bid: OpenedBid, competition: OpenedCompetition) =>
  competition.sections
    .map(({ title, questions }) => ({
      title,
      answers: questions.map(question => shownEthicsAnswer(bid, question, competition)).filter(answer => answer !== null),
    }))
    .filter(({ answers }) => answers.length > 0)

/** In a few words, for a table of many. */
export function inShort(answer: ShownEthicsAnswer | null): string {
  if (answer === null) return 'Not answered'
  const [line = ''] = answer.lines
  if (answer.lines.length === 1 && line.length <= SHORT && answer.table === null) return line
  return 'Answered'
}

const SHORT = 60
