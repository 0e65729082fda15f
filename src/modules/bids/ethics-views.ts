import { NotFound } from '../../shared/domain/errors.js'
import { type Answer, isAnswered } from '../guidelines/domain/answers.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import type { Finding } from '../guidelines/domain/report.js'
import { namedInNotice } from '../requirements/domain/named-in-notice.js'
import type { EthicsQuestionnaire } from './ethics-questionnaire.service.js'
import { itemsFrom, type Lists } from './question-fields.js'
import { bidHref, bidHead } from './bid-head.js'

export const sectionAddress = (bidId: string, section: string): string => `${bidHref(bidId)}/ethics/${encodeURIComponent(section)}`

export function sectionOf({ sections }: EthicsQuestionnaire, id: string): SectionSource {
  const section = sections.find(each => each.id === id)
  if (section === undefined) throw new NotFound('section of the questionnaire')
  return section
}

/** The answer as it is saved; only well-formed ones ever are. */
export const savedAnswer = ({ answers }: Pick<EthicsQuestionnaire, 'answers'>, question: string): Answer | null => answers[question] ?? null

/** The findings that name a question. */
export const findingsOf = ({ found }: EthicsQuestionnaire, question: string): Finding[] =>
  found.findings.filter(({ questions }) => questions.includes(question))

/** What the questions of this bid are filled from. */
export function listsFor({ requirement: { content }, files, reader }: EthicsQuestionnaire): Lists {
  return {
    picked: itemsFrom(namedInNotice(content)),
    files: files.map(({ id, description }) => ({ value: id, text: description.name })),
    reasonWords: reader.floors.reasonWords,
  }
}

export type SectionStatus = 'nothing-asked' | 'to-answer' | 'blocked' | 'answered'

export interface Progress {
  asked: number
  answered: number
  /** Required, and not answered. */
  missing: number
  /** Findings that stop the bid because of an answer that was given here. */
  blocking: number
  status: SectionStatus
}

/** How far a section has come. What the check stops counts before what is still to answer. */
export function progressOf(questionnaire: EthicsQuestionnaire, { questions }: SectionSource): Progress {
  const { asked, found } = questionnaire
  const shown = questions.filter(({ id }) => asked.some(each => each.question === id))
  const answered = shown.filter(({ id, type }) => isAnswered(type, savedAnswer(questionnaire, id))).map(({ id }) => id)
  const missing = asked.filter(
    ({ question, required }) => required && shown.some(({ id }) => id === question) && !answered.includes(question),
  ).length
  const blocking = found.findings.filter(
    ({ outcome, questions: named }) => outcome === 'block' && named.some(id => answered.includes(id)),
  ).length
  const status = blocking > 0 ? 'blocked' : missing > 0 ? 'to-answer' : shown.length > 0 ? 'answered' : 'nothing-asked'
  return { asked: shown.length, answered: answered.length, missing, blocking, status }
}

/** The questionnaire as a list of its sections. */
export const sectionsView = (questionnaire: EthicsQuestionnaire) => ({
  bid: bidHead(questionnaire.bid),
  tier: questionnaire.found.tier,
  tierFromRequirement: questionnaire.found.tierFromRequirement,
  sections: questionnaire.sections.map(section => ({
    id: section.id,
    title: section.title,
    href: sectionAddress(questionnaire.bid.id, section.id),
    ...progressOf(questionnaire, section),
  })),
  check: `${bidHref(questionnaire.bid.id)}/check`,
})
