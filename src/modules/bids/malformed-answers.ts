import { DomainError, type FieldProblem, Malformed } from '../../shared/domain/errors.js'

/** What the engine says of the form of an answer is written for programs; these are its words for people, by its code. */
const WORDS: Readonly<Record<string, string>> = {
  'wrong-type': 'Enter a number in figures, such as 100',
  'out-of-range': 'Enter a number within the range',
  'not-a-date': 'Enter a date as year, month and day, such as 2026-11-30',
  'not-a-figure': 'Enter a figure in digits alone, such as 0.93',
  'not-a-country': 'Enter the two letters of a country, such as GB for the United Kingdom',
  'unknown-option': 'Select one of the options',
}

/** Does something with answers of a form; what is malformed in them is refused in the words and with the fields of the page. */
export async function inPageWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'answers-malformed') throw error
    throw new Malformed(error.code, error.message, error.errors.map(asOnPage))
  }
}

const asOnPage = ({ pointer, code, detail }: FieldProblem): FieldProblem => {
  const [, question = '', member = '', ...inside] = pointer.split('/')
  const [place] = inside
  const row = member === 'rows' && place !== undefined ? `, row ${Number(place) + 1}` : ''
  const words = WORDS[code] ?? detail.replace(/^Send /, 'Enter ').replace(/\.$/, '')
  return {
    pointer: `/${[question, member, ...inside.slice(0, DEPTH[member] ?? 0)].join('/')}`,
    code,
    detail: `${question}${row}: ${words}`,
  }
}

/** How deep in an answer its fields stand: a list of ticks is one field. */
const DEPTH: Readonly<Record<string, number>> = { rows: 2, parts: 1, itemFiles: 1, signature: 1 }
