import { filesFor, isAnswered, type Answer, type QuestionType } from './answers.js'
import type { Cell, Kind, Looked, Reference } from './condition.js'
import type { Reading } from './reading.js'
import { attributeField } from './fields.js'
import { isBlank, own, shown, type Json, type TableRow } from './json.js'
import type { FactTable, Field } from './pack.js'
import type { ColumnSource, QuestionSource } from './pack-source.js'
import { aReference, found, HIDDEN, remembered, rowAt } from './readings.js'
import type { Attribute } from './risk-tier.js'
import { systemReference } from './system-references.js'

/** What a ref can name. */
export interface Nameable {
  questions: ReadonlyMap<string, QuestionSource>
  attributes: ReadonlyMap<string, Attribute>
  fields: ReadonlyMap<string, Field>
  facts: ReadonlyMap<string, FactTable>
}

/** A table one of whose rows is at hand, and the table that one stands in. */
export interface Table {
  name: string
  reference: Reference
  outer: Table | null
}

/** AI used to write a bid is never judged, so no rule may see this answer (PPN 017). */
export const NEVER_READ = 'D1'

type Complain = (problem: string) => void

const KIND: Record<QuestionType, Kind> = {
  single: 'code',
  multi: 'codes',
  number: 'number',
  text: 'text',
  table: 'rows',
  evidence: 'files',
  signature: 'signature',
}

/** Finds what a ref names, or says what is wrong with it and answers null. `table` is the one whose row is at hand. */
export function resolveReference(ref: unknown, names: Nameable, table: Table | null, complain: Complain): Reference | null {
  const reference = resolved(ref, names, table, complain)
  return reference === null ? null : remembered(reference)
}

function resolved(ref: unknown, names: Nameable, table: Table | null, complain: Complain): Reference | null {
  const [q, r, effective, fact, col, sys] = ['q', 'r', 'effective', 'fact', 'col', 'sys'].map(member => own(ref, member))
  const column = own(ref, 'column')
  if (typeof q === 'string') return question(q, ref, names, complain)
  if (typeof r === 'string') return inColumn(published(r, names, complain), column, complain)
  if (typeof effective === 'string') return effectiveAttribute(effective, names, complain)
  if (typeof fact === 'string') return inColumn(ofFacts(fact, names, complain), column, complain)
  if (typeof col === 'string') return cell(col, own(ref, 'row'), table, complain)
  if (typeof sys === 'string') return systemReference(sys, names, complain)
  complain(`${JSON.stringify(ref ?? null)} names nothing that can be read`)
  return null
}

function question(id: string, ref: unknown, names: Nameable, complain: Complain): Reference | null {
  const source = names.questions.get(id)
  if (id === NEVER_READ) complain(`no rule may read ${id}`)
  else if (source === undefined) complain(`there is no question ${id}`)
  if (id === NEVER_READ || source === undefined) return null
  const [part, column, item] = [own(ref, 'part'), own(ref, 'column'), own(ref, 'item')]
  if (part !== undefined) return partOf(source, part, complain)
  if (item !== undefined) return filesOf(source, item, complain)
  return inColumn(wholeOf(source), column, complain)
}

const wholeOf = (source: QuestionSource): Reference =>
  aReference({
    kind: KIND[source.type],
    label: source.id,
    codes: source.options === undefined ? null : codesOf(source.options),
    cells: source.columns === undefined ? null : new Map(source.columns.map(column => [column.name, cellOf(column)])),
    looked: { question: source.id },
    questions: [source.id],
    mayBeHidden: mayBeHidden(source),
    read: situation => (situation.isShown(source.id) ? wholeAnswer(source.type, situation.answerTo(source.id)) : HIDDEN),
  })

/** Whether a tier or an answer can keep the question from being shown. */
const mayBeHidden = ({ visibleWhen, asked }: QuestionSource): boolean => visibleWhen !== undefined || Object.values(asked).includes('no')

const codesOf = (options: readonly { code: string; label: string }[]): ReadonlyMap<string, string> =>
  new Map(options.map(({ code, label }) => [code, label]))

const CELL_KIND = { text: 'text', figure: 'number', date: 'date', country: 'text' } as const

const cellOf = ({ name, label, kind = 'text', options }: ColumnSource): Cell => ({
  name,
  label,
  kind: options === undefined ? CELL_KIND[kind] : 'code',
  codes: options === undefined ? null : codesOf(options),
})

/** What is compared of an answer; of a signature, that it is there is all that rules ask. */
const MAIN: Record<QuestionType, string> = {
  single: 'value',
  multi: 'value',
  number: 'value',
  text: 'text',
  table: 'rows',
  evidence: 'files',
  signature: '',
}

function wholeAnswer(type: QuestionType, answer: Answer | null): Reading {
  const value = own(answer, MAIN[type])
  return { hidden: false, blank: !isAnswered(type, answer), value: isBlank(value) ? null : (value as Json) }
}

function partOf(source: QuestionSource, name: unknown, complain: Complain): Reference | null {
  const part = source.parts?.find(candidate => candidate.name === name)
  if (part === undefined) {
    complain(`question ${source.id} has no part ${String(name)}`)
    return null
  }
  const { id } = source
  return aReference({
    kind: part.kind,
    label: part.label,
    looked: { question: id, part: part.name },
    questions: [id],
    mayBeHidden: mayBeHidden(source),
    read: situation => (situation.isShown(id) ? found(own(situation.answerTo(id)?.parts, part.name) as Json | undefined) : HIDDEN),
  })
}

function filesOf(source: QuestionSource, item: unknown, complain: Complain): Reference | null {
  const option = source.options?.find(({ code }) => code === item)
  if (option === undefined || source.itemFiles !== true) {
    complain(`question ${source.id} takes no files for ${String(item)}`)
    return null
  }
  const { id } = source
  return aReference({
    kind: 'files',
    label: option.label,
    looked: { question: id, item: option.code },
    questions: [id],
    mayBeHidden: mayBeHidden(source),
    read: situation => (situation.isShown(id) ? found(filesFor(situation.answerTo(id), option.code)) : HIDDEN),
  })
}

/** All filled cells of one column, where a column is named. */
function inColumn(reference: Reference | null, column: unknown, complain: Complain): Reference | null {
  if (reference === null || column === undefined) return reference
  const cell = typeof column === 'string' ? reference.cells?.get(column) : undefined
  if (cell === undefined) {
    complain(`${reference.label} has no column ${shown(column)}`)
    return null
  }
  const { name, label, codes } = cell
  return {
    ...reference,
    kind: codes === null ? 'list' : 'codes',
    label,
    codes,
    cells: null,
    looked: { ...reference.looked, column: name },
    mayBeMissing: true,
    read(situation, row): Reading {
      const { hidden, value } = reference.read(situation, row)
      if (hidden) return HIDDEN
      const cells = rowsIn(value).map(each => own(each, name) as Json | undefined)
      const filled = cells.filter(each => !isBlank(each)) as Json[]
      return { hidden: false, blank: filled.length === 0, partial: filled.length < cells.length, value: filled }
    },
  }
}

export const rowsIn = (value: Json): readonly TableRow[] => (Array.isArray(value) ? (value as readonly TableRow[]) : [])

function published(path: string, names: Nameable, complain: Complain): Reference | null {
  const field = names.fields.get(path)
  if (field === undefined) {
    complain(`there is no member ${path} of a requirement`)
    return null
  }
  const { kind, label, codes, cells, needsTier } = field
  return aReference({
    kind,
    label,
    codes,
    cells,
    looked: { requirement: path },
    paths: [path],
    needsTier,
    mayBeMissing: !field.alwaysThere,
    read: situation => found(situation.published(path)),
  })
}

function effectiveAttribute(name: string, names: Nameable, complain: Complain): Reference | null {
  const attribute = names.attributes.get(name)
  if (attribute === undefined) {
    complain(`there is no risk attribute ${name}`)
    return null
  }
  const { path, kind, label, codes } = attributeField(attribute)
  return aReference({
    kind,
    label,
    codes,
    looked: { effective: name },
    questions: attribute.raisedBy === undefined ? [] : [attribute.raisedBy.question],
    paths: [path],
    read: situation => found(situation.effective(attribute)),
  })
}

function ofFacts(name: string, names: Nameable, complain: Complain): Reference | null {
  const facts = names.facts.get(name)
  if (facts === undefined) {
    complain(`there are no facts ${name}`)
    return null
  }
  const { label, cells } = facts
  return aReference({ kind: 'rows', label, cells, looked: { fact: name }, read: situation => found(situation.facts(name)) })
}

/** A cell of the row at hand, or of the row of an outer table named by its question, path or facts. */
function cell(name: string, row: unknown, table: Table | null, complain: Complain): Reference | null {
  let levels = 0
  let at = table
  while (at !== null && row !== undefined && at.name !== row) {
    at = at.outer
    levels += 1
  }
  const column = at?.reference.cells?.get(name)
  if (at === null || column === undefined) {
    complain(`there is no row at hand with a column ${name}`)
    return null
  }
  const { kind, label, codes } = column
  const looked: Looked = { ...at.reference.looked, column: name }
  return aReference({
    kind,
    label,
    codes,
    looked,
    rowsOut: levels,
    read: (_situation, here) => found(own(rowAt(here, levels)?.cells, name) as Json | undefined),
  })
}
