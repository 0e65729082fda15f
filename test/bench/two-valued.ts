import type { Comparison, Condition, Literal, Ref, Reference, Test } from '../../src/modules/guidelines/domain/condition.js'
import { resolveReference, type Nameable, type Table } from '../../src/modules/guidelines/domain/references.js'
import { folded } from '../../src/modules/guidelines/domain/words.js'
import type { FlatFacts, Variant } from './flat-facts.js'

/** What a test compares: a prepared fact, a cell of the row at hand or of a row so many tables further out, or what the rule says. */
export type Operand = { fact: string } | { cell: string; out: number } | { constant: Literal | Literal[] | null }

/** A condition that is true or false and nothing else, in words that every engine has or can be taught. */
export type Expression =
  | { is: 'every'; of: Expression[] }
  | { is: 'some'; of: Expression[] }
  | { is: 'not'; of: Expression }
  | { is: 'someRow'; rows: string; where: Expression }
  | { is: Primitive; one: Operand; other: Operand }

/** `contains` asks for an item in a list, `exceeds` whether a list holds something that the other does not. */
export type Primitive = 'equal' | 'in' | 'contains' | 'exceeds' | Comparison

/** Thrown for what a peer cannot say without our own code doing it. */
export class Untranslatable extends Error {}

const every = (...of: Expression[]): Expression => ({ is: 'every', of })
const not = (of: Expression): Expression => ({ is: 'not', of })
const known = (one: Operand): Expression => not({ is: 'equal', one, other: { constant: null } })
const bothKnown = (...operands: Operand[]): Expression[] => operands.filter(operand => !('constant' in operand)).map(known)
const yes = (one: Operand): Expression => ({ is: 'equal', one, other: { constant: true } })
const no = (one: Operand): Expression => ({ is: 'equal', one, other: { constant: false } })

/**
 * The condition as two questions that are only true or false: whether it is true, and whether it is false. Where neither, it is unknown.
 * Whatever it reads is asked of `facts`, to be prepared before anybody measures.
 */
export function twoValued(condition: Condition, names: Nameable, facts: FlatFacts): Expression {
  return when(condition, true, null)

  function when(part: Condition, wanted: boolean, table: Table | null): Expression {
    if ('not' in part) return when(part.not, !wanted, table)
    if ('all' in part || 'any' in part) {
      const of = ('all' in part ? part.all : part.any).map(child => when(child, wanted, table))
      return 'all' in part === wanted ? { is: 'every', of } : { is: 'some', of }
    }
    return part.op === 'anyRow' ? rows(part, wanted, table) : leaf(part, wanted, table)
  }

  function rows(test: Test, wanted: boolean, table: Table | null): Expression {
    const reference = named(test.of, table)
    const { question, requirement, fact } = reference.looked
    const inner: Table = { name: question ?? requirement ?? fact ?? '', reference, outer: table }
    const rows = facts.rows(reference)
    const where = test.where ?? refuse('anyRow without where')
    if (wanted) return { is: 'someRow', rows, where: when(where, true, inner) }
    return every(known({ fact: rows }), not({ is: 'someRow', rows, where: not(when(where, false, inner)) }))
  }

  function leaf(test: Test, wanted: boolean, table: Table | null): Expression {
    const reference = named(test.of, table)
    const to = test.to !== undefined && isRef(test.to) ? named(test.to, table) : null
    const isFree = [reference.kind, to?.kind].some(kind => kind === 'text' || kind === 'list')
    const read = (from: Reference, variant: Variant): Operand => operand(from, variant, from === reference ? test.of : test.to, table)
    const plain: Variant = reference.kind === 'number' ? 'number' : isFree ? 'folded' : 'value'
    const expected = (variant: Variant): Operand => (to === null ? written(test.to, variant) : read(to, variant))
    const compare = (is: Primitive, variant: Variant = plain): Expression => {
      const [one, other] = [read(reference, variant), expected(variant)]
      const asked: Expression = { is, one, other }
      return every(...bothKnown(one, other), wanted ? asked : not(asked))
    }
    const has = (holds: boolean): Expression => {
      if (reference.kind === 'text') refuse('looking for a phrase')
      const [one, other] = [read(reference, plain), expected(plain)]
      const contains: Expression = { is: 'contains', one, other }
      return holds ? contains : every(known(one), not(contains), ...whole(reference, read))
    }
    const misses = (one: Operand, other: Operand, oneWhole: Expression[], otherWhole: Expression[], does: boolean): Expression => {
      const exceeds: Expression = { is: 'exceeds', one, other }
      return every(...bothKnown(one, other), ...(does ? [exceeds, ...otherWhole] : [not(exceeds), ...oneWhole]))
    }
    const lists = (): [Operand, Operand, Expression[], Expression[]] => {
      const list: Variant = isFree ? 'foldedList' : 'list'
      return [read(reference, list), expected(list), whole(reference, read), to === null ? [] : whole(to, read)]
    }
    switch (test.op) {
      case 'visible':
        return wanted ? yes(read(reference, 'shown')) : no(read(reference, 'shown'))
      case 'empty':
        return wanted ? yes(read(reference, 'blank')) : no(read(reference, 'blank'))
      case 'eq':
        return compare('equal')
      case 'ne':
        return leaf({ ...test, op: 'eq' }, !wanted, table)
      case 'in':
        return compare('in')
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        return compare(test.op, reference.kind === 'code' ? 'rank' : plain)
      case 'has':
        return has(wanted)
      case 'lacks':
        return has(!wanted)
      case 'rows':
      case 'files':
      case 'filesFor':
      case 'words':
        return compare(test.cmp ?? refuse('a count without cmp'), 'count')
      case 'missingFrom':
        return misses(...lists(), wanted)
      case 'subsetOf':
        return misses(...lists(), !wanted)
      case 'lacksAny': {
        const [one, other, oneWhole, otherWhole] = lists()
        return misses(other, one, otherWhole, oneWhole, wanted)
      }
      default:
        return refuse(test.op)
    }
  }

  function whole(reference: Reference, read: (from: Reference, variant: Variant) => Operand): Expression[] {
    return reference.looked.column === undefined ? [] : [no(read(reference, 'partial'))]
  }

  function operand(reference: Reference, variant: Variant, ref: Test['to'], table: Table | null): Operand {
    if (ref === undefined || !isRef(ref) || !('col' in ref)) return { fact: facts.read(reference, variant) }
    let [out, at] = [0, table]
    for (; at !== null && ref.row !== undefined && at.name !== ref.row; at = at.outer) out += 1
    if (at === null) refuse('a cell without row')
    else facts.column(at.reference, ref.col, reference, variant)
    return { cell: `${ref.col}_${variant}`, out }
  }

  function named(ref: Ref, table: Table | null): Reference {
    return resolveReference(ref, names, table, refuse) ?? refuse('a ref to nothing')
  }

  function written(to: Test['to'], variant: Variant): Operand {
    const ready = (value: Literal): Literal => {
      if (variant === 'number' || variant === 'count') return Number(value)
      if (variant === 'rank') return refuse('a written code in a scale')
      return typeof value === 'string' && variant.startsWith('folded') ? folded(value) : value
    }
    if (to === undefined || isRef(to)) return refuse('nothing to compare with')
    return { constant: Array.isArray(to) ? to.map(ready) : ready(to) }
  }
}

const isRef = (to: Literal | Literal[] | Ref): to is Ref => typeof to === 'object' && !Array.isArray(to)

function refuse(why: string): never {
  throw new Untranslatable(why)
}
