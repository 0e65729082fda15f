import type { FieldSource, QuestionSource } from '../library/domain/question-set.js'

/** What a field of each kind takes. */
const VALUES: Readonly<Record<FieldSource['kind'], string>> = {
  line: 'As it stands in our records',
  words: 'As it stands in our records, which we show to whoever asks.',
  date: '2026-01-15',
  choice: '',
  money: '250000.00',
  whole: '50',
  'company-number': '01234567',
  duns: '123456789',
  'data-protection-number': 'ZA123456',
  email: 'office@example.test',
}

/** Whoever applies is small, kept out by no ground, scored, certified, and has neither an owner above nor subcontractors. */
const CHOICES: Readonly<Record<string, string>> = {
  legalForm: 'limited_company',
  registered: 'yes',
  kind: 'cyber_essentials',
  scored: 'yes',
}

/** A score that is enough for every agreement there is. */
const FIGURES: Readonly<Record<string, string>> = { score: '72', highest: '100' }

/** Dates that lie ahead. */
const AHEAD = '2099-12-31'

/** An answer to a question, complete and in date. */
export function aWholeAnswer(question: QuestionSource): { values: Record<string, string>; rows: Record<string, string>[] } {
  const values = filled(question, question.fields)
  const { rows } = question
  if (rows === undefined) return { values, rows: [] }
  const areAsked = rows.when === undefined || rows.when.is.includes(values[rows.when.field] ?? '')
  return {
    values,
    rows: areAsked
      ? Array.from({ length: rows.min }, (_, place) => ({ ...filled(question, rows.fields), ...named(rows.fields, place) }))
      : [],
  }
}

/** No two rows are about the same. */
const named = (fields: readonly FieldSource[], place: number): Record<string, string> =>
  Object.fromEntries(
    fields
      .slice(0, 1)
      .filter(({ kind }) => kind === 'line')
      .map(({ name }): [string, string] => [name, `Organisation ${place + 1}`]),
  )

function filled({ expiry }: QuestionSource, fields: readonly FieldSource[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { name, kind, options = [], optional, when, maxLength = Infinity } of fields) {
    const isAsked = when === undefined || when.is.includes(values[when.field] ?? '')
    if (!isAsked || optional === true) continue
    const codes = options.map(({ code }) => code)
    const chosen = [CHOICES[name], 'no'].find(code => code !== undefined && codes.includes(code)) ?? codes[0] ?? ''
    const written = FIGURES[name] ?? VALUES[kind].slice(0, maxLength)
    values[name] = kind === 'choice' ? chosen : name === expiry ? AHEAD : written
  }
  return values
}
