import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource } from '../guidelines/domain/pack-source.js'
import { linesOfAnswer } from './answer-words.js'
import { fingerprint } from './domain/typed-answers.js'
import type { EthicsQuestionnaire } from './ethics-questionnaire.service.js'
import { fieldsOfQuestion, type Lists } from './question-fields.js'
import { listsFor, savedAnswer, sectionAddress, sectionOf } from './ethics-views.js'
import { OWN, type TypedForm } from './section-form.js'
import { bidHead } from './bid-head.js'

/** Answers that two people changed at once: both texts, and all else that was typed, to be sent again with what the person chooses. */
export function clashView(questionnaire: EthicsQuestionnaire, id: string, typed: TypedForm, clashes: readonly string[]) {
  const section = sectionOf(questionnaire, id)
  const { revision = 0, savedAt = null } = questionnaire.saved.find(each => each.section === id) ?? {}
  const lists = listsFor(questionnaire)
  const inClash = section.questions.filter(question => clashes.includes(question.id))
  const held = section.questions.filter(question => typed.asked.includes(question.id))
  return {
    bid: bidHead(questionnaire.bid),
    section: { id, title: section.title, address: sectionAddress(questionnaire.bid.id, id) },
    savedAt,
    clashes: inClash.map(question => ({
      id: question.id,
      text: question.text,
      name: `${OWN.choice}${question.id}`,
      saved: linesOfAnswer(question, savedAnswer(questionnaire, question.id), lists),
      typed: linesOfAnswer(question, typed.answers[question.id] ?? null, lists),
    })),
    hidden: [
      { name: OWN.revision, value: String(revision) },
      { name: OWN.action, value: typed.action.do === 'save-and-leave' ? 'save-and-leave' : 'save' },
      ...held.flatMap(question => [
        { name: OWN.asked, value: question.id },
        // What is saved now was just shown, so that choosing the other text is a change of it.
        {
          name: `${OWN.was}${question.id}`,
          value: clashes.includes(question.id) ? fingerprint(savedAnswer(questionnaire, question.id)) : (typed.was[question.id] ?? ''),
        },
        ...hiddenFields(question, typed.answers[question.id] ?? {}, lists),
      ]),
    ],
  }
}

/** The fields that the answer was typed in, hidden. */
function hiddenFields(question: QuestionSource, answer: Answer, lists: Lists): { name: string; value: string }[] {
  const { fields, rows } = fieldsOfQuestion(question, answer, [], lists)
  return [...fields, ...(rows ?? []).flatMap(row => row.fields)].flatMap(({ id, value }) =>
    [value].flat().map(each => ({ name: id, value: each })),
  )
}
