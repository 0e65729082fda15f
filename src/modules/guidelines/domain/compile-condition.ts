import { compileLeaf } from './compile-leaf.js'
import { compileRows } from './compile-rows.js'
import type { CompiledCondition, Judge, Reference, Trace } from './condition.js'
import { isObject } from './json.js'
import { operatorNamed } from './operators.js'
import type { Table } from './references.js'
import { allOf, anyOf, notOf, type Tri } from './three-valued.js'

export const DEEPEST_CONDITION = 12
export const LARGEST_CONDITION = 500

/** Finds what a ref names where the rows of `table` are at hand, or complains and answers null. */
export type Resolve = (ref: unknown, table: Table | null) => Reference | null

type Complain = (problem: string) => void

const MEMBERS = ['all', 'any', 'not', 'op', 'of', 'to', 'cmp', 'from', 'item', 'where', 'by']

/** Turns a condition into closures once, so that running it only reads and compares. Whatever is wrong with it goes to `complain`. */
export function compileCondition(source: unknown, resolve: Resolve, complain: Complain): CompiledCondition {
  let nodes = 0

  function node(part: unknown, depth: number, table: Table | null): CompiledCondition {
    nodes += 1
    if (nodes === LARGEST_CONDITION + 1) complain(`the condition has more than ${LARGEST_CONDITION} nodes`)
    if (depth === DEEPEST_CONDITION + 1) complain(`the condition is nested deeper than ${DEEPEST_CONDITION}`)
    if (nodes > LARGEST_CONDITION || depth > DEEPEST_CONDITION) return REFUSED
    if (!isObject(part)) return refuse('a condition is an object')
    const strange = Object.keys(part).filter(member => !MEMBERS.includes(member))
    if (strange.length > 0) return refuse(`a condition has no ${strange.join(', ')}`)
    const { all, any, not, op } = part
    if ([all, any, not, op].filter(form => form !== undefined).length !== 1)
      return refuse('a condition has exactly one of all, any, not and op')
    if (not !== undefined) return negation(node(not, depth + 1, table))
    if (op !== undefined) return test(part, depth, table)
    const parts: unknown = all ?? any
    if (!Array.isArray(parts) || parts.length === 0) return refuse('all and any need a list of conditions')
    const children = parts.map(child => node(child, depth + 1, table))
    return all === undefined ? disjunction(children) : conjunction(children)
  }

  function test(part: Readonly<Record<string, unknown>>, depth: number, table: Table | null): CompiledCondition {
    const { op } = part
    const here = (ref: unknown): Reference | null => resolve(ref, table)
    if (op === 'anyRow' || op === 'newestRow') {
      const condition = (where: unknown, rows: Table): CompiledCondition => node(where, depth + 1, rows)
      return compileRows(op, part, { table, resolve: here, condition, complain }) ?? REFUSED
    }
    const operator = operatorNamed(op)
    if (operator === undefined) return refuse(`there is no operator ${String(op)}`)
    return compileLeaf(String(op), operator, part, here, complain) ?? REFUSED
  }

  function refuse(problem: string): CompiledCondition {
    complain(problem)
    return REFUSED
  }

  return node(source, 1, null)
}

const gapsOf = (children: readonly CompiledCondition[], traces: readonly Trace[]): string[] =>
  children.flatMap((child, place) => {
    const trace = traces[place]
    return trace?.result === true ? child.gaps(trace) : []
  })

/** What can leave one of them open although nothing that is missing settles the whole. */
const besides = (children: readonly CompiledCondition[], settled: readonly string[]): string[] =>
  children.flatMap(child => child.unknownBy).filter(each => !settled.includes(each))

/** Stops where one settles it. */
const judgingAll =
  (judges: readonly Judge[]): Judge =>
  (situation, row) => {
    let result: Tri = true
    for (const judge of judges) {
      const judged = judge(situation, row)
      if (judged === false) return false
      if (judged === 'unknown') result = 'unknown'
    }
    return result
  }

const judgingAny =
  (judges: readonly Judge[]): Judge =>
  (situation, row) => {
    let result: Tri = false
    for (const judge of judges) {
      const judged = judge(situation, row)
      if (judged === true) return true
      if (judged === 'unknown') result = 'unknown'
    }
    return result
  }

const conjunction = (children: readonly CompiledCondition[]): CompiledCondition => ({
  references: children.flatMap(child => child.references),
  alwaysLeavesGaps: children.some(child => child.alwaysLeavesGaps),
  alwaysFindsRows: children.some(child => child.alwaysFindsRows),
  unknownBy: besides(
    children,
    children.flatMap(child => child.settledFalse),
  ),
  settledTrue: [],
  settledFalse: children.flatMap(child => child.settledFalse),
  gaps: trace => ('all' in trace ? gapsOf(children, trace.all) : []),
  judge: judgingAll(children.map(({ judge }) => judge)),
  evaluate(situation, row): Trace {
    const all = children.map(child => child.evaluate(situation, row))
    return { all, result: allOf(all.map(({ result }) => result)) }
  },
})

const disjunction = (children: readonly CompiledCondition[]): CompiledCondition => ({
  references: children.flatMap(child => child.references),
  alwaysLeavesGaps: children.every(child => child.alwaysLeavesGaps),
  alwaysFindsRows: children.every(child => child.alwaysFindsRows),
  unknownBy: besides(
    children,
    children.flatMap(child => child.settledTrue),
  ),
  settledTrue: children.flatMap(child => child.settledTrue),
  settledFalse: [],
  gaps: trace => ('any' in trace ? gapsOf(children, trace.any) : []),
  judge: judgingAny(children.map(({ judge }) => judge)),
  evaluate(situation, row): Trace {
    const any = children.map(child => child.evaluate(situation, row))
    return { any, result: anyOf(any.map(({ result }) => result)) }
  },
})

const negation = (child: CompiledCondition): CompiledCondition => ({
  references: child.references,
  alwaysLeavesGaps: false,
  alwaysFindsRows: false,
  unknownBy: child.unknownBy,
  settledTrue: child.settledFalse,
  settledFalse: child.settledTrue,
  gaps: () => [],
  judge: (situation, row) => notOf(child.judge(situation, row)),
  evaluate(situation, row): Trace {
    const not = child.evaluate(situation, row)
    return { not, result: notOf(not.result) }
  },
})

/** Stands in for a part that was refused; the pack will not load, so it never runs. */
const REFUSED: CompiledCondition = { ...disjunction([]), unknownBy: ['what was refused'] }
