import { tidied } from './answers.js'
import { answerShape } from './answer-shape.js'
import { compileCondition } from './compile-condition.js'
import type { Question } from './pack.js'
import type { Limits, QuestionSource } from './pack-source.js'
import type { CompiledCondition } from './condition.js'
import { resolveReference, type Nameable } from './references.js'
import { TIERS } from './risk-tier.js'
import { raising } from './system-references.js'

type Complain = (problem: string) => void

export function compileQuestion(source: QuestionSource, names: Nameable, limits: Limits, complain: Complain): Question {
  const here: Complain = problem => {
    complain(`${source.id}: ${problem}`)
  }
  const optionCodes = (source.options ?? []).map(({ code }) => code)
  const condition = (when: unknown): CompiledCondition | null =>
    when === undefined ? null : compileCondition(when, (ref, table) => resolveReference(ref, names, table, here), here)
  return {
    source,
    visibleWhen: condition(source.visibleWhen),
    parts: (source.parts ?? []).map(part => ({ source: part, wantedWhen: condition(part.requiredWhen) })),
    isAsked: tier => alwaysAsked(source) || source.asked[tier()] !== 'no',
    shapeOf: answerShape(source, limits),
    tidied: answer => tidied(answer, optionCodes),
  }
}

const alwaysAsked = (source: QuestionSource): boolean => TIERS.every(tier => source.asked[tier] !== 'no')

/**
 * The questions in an order in which each comes after all that decide whether it is shown. A circle is refused:
 * in one, whether a question is shown could depend on where one starts.
 */
export function showingOrder(questions: ReadonlyMap<string, Question>, names: Nameable, complain: Complain): Question[] {
  const raisers = raising(names.attributes)
  const order: Question[] = []
  const done = new Set<string>()

  function visit(id: string, path: readonly string[]): void {
    const question = questions.get(id)
    if (question === undefined || done.has(id)) return
    if (path.includes(id)) {
      complain(`whether ${id} is shown depends on itself: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`)
      return
    }
    for (const before of decidedBy(question, raisers)) visit(before, [...path, id])
    if (!done.has(id)) order.push(question)
    done.add(id)
  }

  for (const id of questions.keys()) visit(id, [])
  return order
}

function decidedBy({ source, visibleWhen }: Question, raisers: readonly string[]): readonly string[] {
  const references = visibleWhen?.references ?? []
  const needsTier = !alwaysAsked(source) || references.some(reference => reference.needsTier)
  return [...references.flatMap(reference => reference.questions), ...(needsTier ? raisers : [])]
}
