import { LogicEngine } from 'json-logic-engine'
import { Engine, type ConditionProperties, type NestedCondition } from 'json-rules-engine'

import type { Expression, Operand, Primitive } from './two-valued.js'

/** A rule as every engine gets it. */
export interface PlainRule {
  id: string
  when: Expression
}

export type Facts = Readonly<Record<string, unknown>>

type Logic = string | number | boolean | null | Logic[] | { [operation: string]: Logic }

/** Whether a list has something that the other list has not. */
const exceeds = (one: readonly unknown[], other: readonly unknown[]): boolean => one.some(item => !other.includes(item))

const JSON_LOGIC: Record<Exclude<Primitive, 'contains' | 'exceeds'>, string> = {
  equal: '===',
  in: 'in',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

/** The rule for json-logic-engine; its `some` looks out of a row by "../../", once for each table. */
function jsonLogic(expression: Expression, depth = 0): Logic {
  if (expression.is === 'not') return { '!': [jsonLogic(expression.of, depth)] }
  if (expression.is === 'every' || expression.is === 'some') {
    const parts = expression.of.map(part => jsonLogic(part, depth))
    return { [expression.is === 'every' ? 'and' : 'or']: parts }
  }
  if (expression.is === 'someRow') return { some: [variable({ fact: expression.rows }, depth), jsonLogic(expression.where, depth + 1)] }
  const { is, one, other } = expression
  const [left, right] = [variable(one, depth), variable(other, depth)]
  if (is === 'contains') return { in: [right, left] }
  if (is === 'exceeds') return { some: [left, { '!': [{ in: [{ var: '' }, variable(other, depth + 1)] }] }] }
  return { [JSON_LOGIC[is]]: [left, right] }
}

function variable(operand: Operand, depth: number): Logic {
  if ('constant' in operand) return operand.constant
  if ('fact' in operand) return { var: '../../'.repeat(depth) + operand.fact }
  return { var: '../../'.repeat(operand.out) + operand.cell }
}

/** The two ways of json-logic-engine: it goes through the rule each time, or builds a function of it once. */
export function withJsonLogic(rules: readonly PlainRule[]) {
  const engine = new LogicEngine()
  const logic = rules.map(({ id, when }) => ({ id, when: jsonLogic(when) }))
  const built = logic.map(({ id, when }) => ({ id, run: engine.build(when) as (facts: Facts) => unknown }))
  return {
    interpreted: (facts: Facts): string[] => logic.filter(({ when }) => Boolean(engine.run(when, facts))).map(({ id }) => id),
    compiled: (facts: Facts): string[] => built.filter(({ run }) => Boolean(run(facts))).map(({ id }) => id),
  }
}

const RULES_ENGINE: Record<Primitive, string> = {
  equal: 'equal',
  in: 'in',
  contains: 'contains',
  lt: 'lessThan',
  lte: 'lessThanInclusive',
  gt: 'greaterThan',
  gte: 'greaterThanInclusive',
  exceeds: 'exceeds',
}

/** All facts at once, for what asks about rows. */
const EVERYTHING = 'everything'

/** json-rules-engine, taught two operators for lists and one for each question about rows, in plain JavaScript made once. */
export function withJsonRulesEngine(rules: readonly PlainRule[]) {
  const engine = new Engine([], { allowUndefinedFacts: false })
  engine.addOperator('exceeds', (value: readonly unknown[] | null, list: readonly unknown[]) => value !== null && exceeds(value, list))
  engine.addOperator('lacksSomeOf', (value: readonly unknown[] | null, list: readonly unknown[]) => value !== null && exceeds(list, value))
  let asked = 0

  function condition(expression: Expression): NestedCondition {
    if (expression.is === 'every') return { all: expression.of.map(condition) }
    if (expression.is === 'some') return { any: expression.of.map(condition) }
    if (expression.is === 'not') return { not: condition(expression.of) }
    return expression.is === 'someRow' ? someRow(expression) : leaf(expression)
  }

  function someRow(expression: Expression & { is: 'someRow' }): ConditionProperties {
    const test = closure(expression)
    asked += 1
    engine.addOperator(`someRow${asked}`, (_rows: unknown, facts: Facts) => test(facts, []))
    return { fact: expression.rows, operator: `someRow${asked}`, value: { fact: EVERYTHING } }
  }

  const valueOf = (operand: Operand): unknown => ('constant' in operand ? operand.constant : 'fact' in operand ? operand : null)

  function leaf({ is, one, other }: Expression & { is: Primitive }): ConditionProperties {
    if ('fact' in one) return { fact: one.fact, operator: RULES_ENGINE[is], value: valueOf(other) }
    if (!('fact' in other) || is !== 'exceeds') throw new Error('A condition looks at no fact.')
    return { fact: other.fact, operator: 'lacksSomeOf', value: valueOf(one) }
  }

  for (const { id, when } of rules) engine.addRule({ name: id, conditions: { all: [condition(when)] }, event: { type: id } })
  return async (facts: Facts): Promise<string[]> => {
    const { events } = await engine.run({ ...facts, [EVERYTHING]: facts })
    return events.map(({ type }) => type)
  }
}

type Closure = (facts: Facts, rows: readonly Facts[]) => boolean

const RANKED = {
  lt: (one: number, other: number) => one < other,
  lte: (one: number, other: number) => one <= other,
  gt: (one: number, other: number) => one > other,
  gte: (one: number, other: number) => one >= other,
}

/** A question about rows as JavaScript; the row at hand comes first. */
function closure(expression: Expression): Closure {
  if (expression.is === 'not') {
    const part = closure(expression.of)
    return (facts, rows) => !part(facts, rows)
  }
  if (expression.is === 'every' || expression.is === 'some') {
    const parts = expression.of.map(closure)
    return expression.is === 'every'
      ? (facts, rows) => parts.every(part => part(facts, rows))
      : (facts, rows) => parts.some(part => part(facts, rows))
  }
  if (expression.is === 'someRow') {
    const where = closure(expression.where)
    return (facts, rows) => ((facts[expression.rows] ?? []) as Facts[]).some(row => where(facts, [row, ...rows]))
  }
  return primitive(expression)
}

function primitive({ is, one, other }: Expression & { is: Primitive }): Closure {
  const [left, right] = [reader(one), reader(other)]
  const lists =
    (test: (one: unknown[], other: unknown[]) => boolean): Closure =>
    (facts, rows) =>
      test((left(facts, rows) ?? []) as unknown[], (right(facts, rows) ?? []) as unknown[])
  if (is === 'equal') return (facts, rows) => left(facts, rows) === right(facts, rows)
  if (is === 'in') return (facts, rows) => (right(facts, rows) as unknown[]).includes(left(facts, rows))
  if (is === 'contains') return (facts, rows) => ((left(facts, rows) ?? []) as unknown[]).includes(right(facts, rows))
  if (is === 'exceeds') return lists(exceeds)
  const ranked = RANKED[is]
  return (facts, rows) => ranked(left(facts, rows) as number, right(facts, rows) as number)
}

function reader(operand: Operand): (facts: Facts, rows: readonly Facts[]) => unknown {
  if ('constant' in operand) return () => operand.constant
  if ('fact' in operand) return facts => facts[operand.fact]
  return (_facts, rows) => rows[operand.out]?.[operand.cell]
}
