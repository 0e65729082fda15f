import { isDeepStrictEqual } from 'node:util'

import { type FormView, freshForm } from '../../web/pages/form.js'
import { linesOf, type SaidLine, wordsOf } from './domain/answer-words.js'
import { lacking, stateOf } from './domain/completeness.js'
import { expiryState } from './domain/expiry.js'
import { areRowsAsked, askedFields, isBlank, type LibraryAnswer, NO_ANSWER, type Values } from './domain/library-answer.js'
import type { FieldSource, PartSource, QuestionSet, QuestionSource } from './domain/question-set.js'
import { fieldOf, OWN, type TypedPart } from './domain/typed-part.js'
import type { KeptDraft } from './library-drafts.service.js'
import { filesHref, historyHref, LIBRARY, partHref, retireHref } from './library-links.js'
import type { CurrentAnswer, Product } from './library-queries.js'
import type { Library } from './library.service.js'
import { takesFiles } from './question-evidence.js'
import { answerTo } from './library-progress.js'

/** A part that was asked for, with what a person typed there and, of questions that somebody else changed meanwhile, their ids. */
export interface PartInView {
  part: PartSource
  product: Product | null
  typed?: TypedPart | null
  clashes?: readonly string[]
  /** What is kept of the form; shown where nothing else was typed. */
  draft?: KeptDraft | null
  /** Whether somebody else keeps a draft, so that what was typed is not kept. */
  isKeptElsewhere?: boolean
}

/** One part with a field for everything it asks: filled with what is saved, or with what was typed and not saved. */
export function partView(library: Library, seen: PartInView, form: FormView = freshForm()) {
  const { part, product, clashes = [], draft = null, isKeptElsewhere = false } = seen
  const mayWrite = (product?.retiredAt ?? null) === null
  const restored = mayWrite && (seen.typed ?? null) === null ? draft : null
  const typed = seen.typed ?? (restored === null ? null : ({ ...restored, action: { do: 'save' }, draft: restored.id } satisfies TypedPart))
  const here = partHref(part.id, product?.id ?? null)
  const questions = part.questions.map(question => {
    const saved = answerTo(library, question, product?.id ?? null)
    return questionView(library, question, saved, { here, productId: product?.id ?? null, typed, isClash: clashes.includes(question.id) })
  })
  return {
    form: clashes.length === 0 ? form : withClashes(form, clashes),
    here,
    back: LIBRARY,
    part: { title: part.title, intro: part.intro },
    product: product === null ? null : { name: product.name, retiredAt: product.retiredAt, retireHref: retireHref(product.id) },
    mayWrite,
    questions,
    draft: restored === null ? null : { keptByName: restored.keptByName, keptAt: restored.keptAt },
    from: { name: OWN.draft, value: typed?.draft ?? '' },
    isKeptElsewhere,
    // What is saved does not stand on the page while a draft does.
    mayConfirm: restored === null && questions.some(({ isAnswered }) => isAnswered),
  }
}

const withClashes = (form: FormView, clashes: readonly string[]): FormView => ({
  ...form,
  summary: clashes.map(id => ({
    text: `Somebody else changed the answer to ${id} while you were writing. Compare both, then decide`,
    href: `#${id}`,
  })),
})

interface InPart {
  here: string
  productId: string | null
  typed: TypedPart | null
  isClash: boolean
}

function questionView(
  library: Library,
  question: QuestionSource,
  saved: CurrentAnswer | null,
  { here, productId, typed, isClash }: InPart,
) {
  const { id, title, text, help, sources, ground, rows } = question
  const written = typed?.questions.find(each => each.question.id === id)
  const now = saved?.answer ?? NO_ANSWER
  const answer = written?.answer ?? now
  const areAsked = areRowsAsked(question, answer)
  const fields = askedFields(question.fields, answer.values)
  return {
    id,
    title,
    text,
    help,
    sources: sources.map(({ of, at }) => ({ title: library.set.sources[of]?.title ?? of, note: library.set.sources[of]?.note, at })),
    grounds: Object.entries(ground ?? {}).map(([regime, kind]) => ({ regime, kind })),
    state: stateOf(question, now),
    isAnswered: !isBlank(now),
    lacks: isBlank(now) ? [] : lacking(question, now),
    ...standing(library.set, saved, library.today),
    filesHref: takesFiles(id) || (now.files ?? []).length > 0 ? filesHref({ question: id, productId }) : null,
    files: now.files?.length ?? 0,
    historyHref: saved === null ? null : historyHref({ question: id, productId }),
    seen: { name: `${OWN.seen}${id}`, value: String(isClash ? (saved?.version ?? 0) : (written?.seen ?? saved?.version ?? 0)) },
    shown: { name: `${OWN.shown}${id}`, value: [...fields.map(({ name }) => name), ...(areAsked ? ['rows'] : [])].join(',') },
    theirs: isClash ? linesOf(question, now) : null,
    lines: linesOf(question, now),
    unsaved: unsavedLines(question, written?.answer ?? now, now),
    fields: fields.map(field => fieldView(field, fieldOf(id, 'values', field.name), answer.values[field.name])),
    follows: question.fields.some(({ when }) => when !== undefined) || rows?.when !== undefined,
    rowLabel: rows?.label ?? null,
    rowsId: fieldOf(id, 'rows'),
    rows: areAsked && rows !== undefined ? rowsOf(question, answer).map((row, place) => rowView(question, row, place)) : null,
    mayAddRow: rows !== undefined && answer.rows.length < rows.max,
    address: here,
  }
}

/** What was typed and says something else than what is saved. */
function unsavedLines(question: QuestionSource, typed: LibraryAnswer, saved: LibraryAnswer): SaidLine[] {
  const lines = wordsOf(question, typed).filter(({ text }) => text !== '')
  return isDeepStrictEqual(lines, wordsOf(question, saved)) ? [] : lines
}

const standing = (set: QuestionSet, saved: CurrentAnswer | null, today: string) => ({
  confirmedAt: saved?.confirmedAt ?? null,
  confirmedByName: saved?.confirmedByName ?? null,
  expiresOn: saved?.expiresOn ?? null,
  expiry: expiryState(set, saved?.expiresOn ?? null, today),
})

/** As many as there are, and as are asked for at least. */
function rowsOf({ rows }: QuestionSource, { rows: given }: LibraryAnswer): Values[] {
  const missing = Math.max(0, (rows?.min ?? 0) - given.length)
  return [...given, ...Array.from({ length: missing }, () => ({}))]
}

const rowView = ({ id, rows }: QuestionSource, row: Values, place: number) => ({
  number: place + 1,
  fields: (rows?.fields ?? []).map(field => fieldView(field, fieldOf(id, 'rows', place, field.name), row[field.name])),
})

const LINES = new Set(['line', 'email'])

/** A field as the macro takes it that shows fields of questions. */
function fieldView({ kind, label, hint, options = [], optional, maxLength }: FieldSource, id: string, value = '') {
  return {
    id,
    label: optional === true ? `${label} (optional)` : label,
    hint: hint ?? (kind === 'words' && maxLength !== undefined ? `At most ${maxLength.toLocaleString('en')} characters` : null),
    kind: kind === 'choice' ? (options.length > 4 ? 'select' : 'radios') : kind === 'words' ? 'words' : LINES.has(kind) ? 'line' : 'short',
    value,
    items: options.map(({ code, label: text }) => ({ value: code, text })),
  }
}
