import type { Reference } from '../../src/modules/guidelines/domain/condition.js'
import type { Reading } from '../../src/modules/guidelines/domain/reading.js'
import type { Json } from '../../src/modules/guidelines/domain/json.js'
import { own } from '../../src/modules/guidelines/domain/json.js'
import { found } from '../../src/modules/guidelines/domain/readings.js'
import { rowsIn } from '../../src/modules/guidelines/domain/references.js'
import type { Situation } from '../../src/modules/guidelines/domain/situation.js'
import { countWords, foldedValue } from '../../src/modules/guidelines/domain/words.js'

/** How a value is made ready, so that a peer has nothing left to do but compare. */
export type Variant = 'value' | 'folded' | 'list' | 'foldedList' | 'number' | 'rank' | 'count' | 'blank' | 'partial' | 'shown'

type Prepared = Record<string, unknown>

const asList = (value: Json): readonly Json[] | null =>
  value === null ? null : Array.isArray(value) ? (value as readonly Json[]) : [value]

const countOf = (value: Json, { kind }: Reference): number => (kind === 'text' ? countWords(value) : (asList(value)?.length ?? 0))

const PREPARE: Record<Variant, (reading: Reading, reference: Reference) => unknown> = {
  value: ({ value }) => value,
  folded: ({ value }) => foldedValue(value),
  list: ({ value }) => asList(value),
  foldedList: ({ value }) => asList(foldedValue(value)),
  number: ({ value }) => (value === null ? null : Number(value)),
  rank: ({ value }, { codes }) => {
    const place = [...(codes?.keys() ?? [])].findIndex(code => code === value)
    return place === -1 ? null : place
  },
  count: ({ hidden, value }, reference) => (hidden ? null : countOf(value, reference)),
  blank: ({ hidden, blank }) => (hidden ? null : blank),
  partial: ({ partial }) => partial === true,
  shown: ({ hidden }) => !hidden,
}

/** All that some rules read, to be worked out once for a bid and laid flat: the best a peer can be given. */
export class FlatFacts {
  private readonly reads = new Map<string, (situation: Situation) => unknown>()
  private readonly columns = new Map<string, Map<string, (row: unknown) => unknown>>()

  /** The name under which the value will stand. */
  read(reference: Reference, variant: Variant): string {
    const name = `${nameOf(reference)}_${variant}`
    this.reads.set(name, situation => PREPARE[variant](reference.read(situation, null), reference))
    return name
  }

  rows(reference: Reference): string {
    const name = `${nameOf(reference)}_rows`
    const columns = this.columnsOf(reference)
    this.reads.set(name, situation => {
      const { hidden, value } = reference.read(situation, null)
      const prepared = (row: unknown): Prepared => Object.fromEntries([...columns].map(([column, prepare]) => [column, prepare(row)]))
      return hidden ? null : rowsIn(value).map(prepared)
    })
    return name
  }

  column(table: Reference, column: string, cell: Reference, variant: Variant): void {
    const prepare = (row: unknown): unknown => PREPARE[variant](found((own(row, column) ?? null) as Json), cell)
    this.columnsOf(table).set(`${column}_${variant}`, prepare)
  }

  prepare(situation: Situation): Prepared {
    return Object.fromEntries([...this.reads].map(([name, read]) => [name, read(situation)]))
  }

  private columnsOf(table: Reference): Map<string, (row: unknown) => unknown> {
    const name = nameOf(table)
    const columns = this.columns.get(name) ?? new Map<string, (row: unknown) => unknown>()
    this.columns.set(name, columns)
    return columns
  }
}

/** Without dots and slashes, which the peers would take for a path. */
const nameOf = ({ looked }: Reference): string => Object.values(looked).join('_').replace(/\W/g, '_')
