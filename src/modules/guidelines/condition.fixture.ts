import { compileCondition } from './domain/compile-condition.js'
import { compilePack } from './domain/compile-pack.js'
import type { CompiledCondition, Trace } from './domain/condition.js'
import { lookAt } from './domain/look.js'
import { resolveReference, type Nameable } from './domain/references.js'
import { aPackSource } from './pack.fixture.js'

/** The pack of the tests, compiled without rules. */
export const pack = compilePack(aPackSource())

export const names: Nameable = { ...pack, questions: new Map([...pack.questions].map(([id, { source }]) => [id, source])) }

/** A condition compiled on its own, with what was wrong with it. */
export function compiled(when: unknown): { problems: string[]; condition: CompiledCondition } {
  const problems: string[] = []
  const complain = (problem: string) => problems.push(problem)
  return { problems, condition: compileCondition(when, (ref, table) => resolveReference(ref, names, table, complain), complain) }
}

/** The trace of a condition that is known to be sound. */
export function evaluated(when: unknown, answers: unknown, requirement: unknown = {}, facts: unknown = {}): Trace {
  const { condition, problems } = compiled(when)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return condition.evaluate(lookAt(pack, requirement, answers, facts), null)
}
