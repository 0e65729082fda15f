import type { CompiledCondition, Comparison, Leaf, Reference, Trace } from './condition.js'
import { isObject, type Json } from './json.js'
import { misfit, operatorNamed } from './operators.js'
import { allOf, anyOf, notOf } from './three-valued.js'

export const DEEPEST_CONDITION = 12
export const LARGEST_CONDITION = 500

/** Finds what a ref names, or complains and answers null. */
export type Resolve = (ref: unknown) => Reference | null

type Complain = (problem: string) => void

/** Stands in for a part that was refused; the pack will not load, so it never runs. */
const REFUSED: CompiledCondition = {
  evaluate: () => ({ any: [], result: 'unknown' }),
  references: [],
  alwaysLeavesGaps: false,
  mayBeUnknown: true,
  gaps: () => [],
}

/** Turns a condition into closures once, so that running it only reads and compares. Whatever is wrong with it goes to `complain`. */
export function compileCondition(source: unknown, resolve: Resolve, complain: Complain): CompiledCondition {
  let nodes = 0

  function node(part: unknown, depth: number): CompiledCondition {
    nodes += 1
    if (nodes === LARGEST_CONDITION + 1) complain(`the condition has more than ${LARGEST_CONDITION} nodes`)
    if (depth === DEEPEST_CONDITION + 1) complain(`the condition is nested deeper than ${DEEPEST_CONDITION}`)
    if (nodes > LARGEST_CONDITION || depth > DEEPEST_CONDITION) return REFUSED
    if (!isObject(part)) return refuse('a condition is an object')
    const { all, any, not, op } = part
    if ([all, any, not, op].filter(form => form !== undefined).length !== 1)
      return refuse('a condition has exactly one of all, any, not and op')
    if (not !== undefined) return negation(node(not, depth + 1))
    if (op !== undefined) return leaf(part)
    const parts: unknown = all ?? any
    if (!Array.isArray(parts) || parts.length === 0) return refuse('all and any need a list of conditions')
    const children = parts.map(child => node(child, depth + 1))
    return all === undefined ? disjunction(children) : conjunction(children)
  }

  function leaf(test: Readonly<Record<string, unknown>>): CompiledCondition {
    const operator = operatorNamed(test['op'])
    if (operator === undefined) return refuse(`there is no operator ${String(test['op'])}`)
    const reference = resolve(test['of'])
    if (reference === null) return REFUSED
    const why = misfit(operator, reference, test['to'], test['cmp'])
    if (why !== null) return refuse(`${String(test['op'])} ${why}`)
    const expected = (test['to'] ?? null) as Json
    const cmp = test['cmp'] as Comparison | undefined
    const { gap } = operator
    return {
      references: [reference],
      alwaysLeavesGaps: gap !== undefined,
      mayBeUnknown: operator.mayBeUnknown(reference),
      gaps: trace => (trace.result === true && gap !== undefined ? [gap(reference, expected)] : []),
      evaluate(situation): Leaf {
        const reading = reference.read(situation)
        return {
          op: test['op'] as string,
          ...reference.looked,
          ...(cmp === undefined ? {} : { cmp }),
          ...(reading.hidden ? { hidden: true } : {}),
          value: operator.shows?.(reading) ?? reading.value,
          expected,
          result: operator.judge(reading, expected, cmp),
        }
      },
    }
  }

  function refuse(problem: string): CompiledCondition {
    complain(problem)
    return REFUSED
  }

  return node(source, 1)
}

const gapsOf = (children: readonly CompiledCondition[], traces: readonly Trace[]): string[] =>
  children.flatMap((child, place) => {
    const trace = traces[place]
    return trace?.result === true ? child.gaps(trace) : []
  })

const conjunction = (children: readonly CompiledCondition[]): CompiledCondition => ({
  references: children.flatMap(child => child.references),
  alwaysLeavesGaps: children.some(child => child.alwaysLeavesGaps),
  mayBeUnknown: children.some(child => child.mayBeUnknown),
  gaps: trace => ('all' in trace ? gapsOf(children, trace.all) : []),
  evaluate(situation): Trace {
    const all = children.map(child => child.evaluate(situation))
    return { all, result: allOf(all.map(({ result }) => result)) }
  },
})

const disjunction = (children: readonly CompiledCondition[]): CompiledCondition => ({
  references: children.flatMap(child => child.references),
  alwaysLeavesGaps: children.every(child => child.alwaysLeavesGaps),
  mayBeUnknown: children.some(child => child.mayBeUnknown),
  gaps: trace => ('any' in trace ? gapsOf(children, trace.any) : []),
  evaluate(situation): Trace {
    const any = children.map(child => child.evaluate(situation))
    return { any, result: anyOf(any.map(({ result }) => result)) }
  },
})

const negation = (child: CompiledCondition): CompiledCondition => ({
  references: child.references,
  alwaysLeavesGaps: false,
  mayBeUnknown: child.mayBeUnknown,
  gaps: () => [],
  evaluate(situation): Trace {
    const not = child.evaluate(situation)
    return { not, result: notOf(not.result) }
  },
})
