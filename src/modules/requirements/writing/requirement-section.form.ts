import { DomainError, type FieldProblem, Malformed } from '../../../shared/domain/errors.js'
import { requestValidation } from '../../../web/validation.js'
import { idOf, type RequirementField, type RequirementSection } from '../domain/requirement-field.js'
import { changeOf, fieldAt } from '../domain/section-content.js'
import { labelOf, type SectionWords } from '../domain/section-words.js'
import { cellId } from '../domain/typed-rows.js'
import { RequirementFieldsDto } from '../requirement-draft.dto.js'

const validation = requestValidation()

/** Refuses what the API would refuse of the same members. */
export async function refuseMalformed(typed: Readonly<Record<string, unknown>>): Promise<void> {
  const members = Object.entries(changeOf({}, typed)).filter(([, value]) => value !== null)
  await validation.transform(Object.fromEntries(members), { type: 'body', metatype: RequirementFieldsDto })
}

/** Does something with the form of one or more sections; what is refused of its fields is refused in the words of the page. */
export async function inPageWords<T>(section: RequirementSection, words: SectionWords, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DomainError) || error.errors.length === 0) throw error
    const problems = error.errors.toSorted((one, other) => weightOf(one) - weightOf(other))
    throw new Malformed(
      error.code,
      error.message,
      problems.map(problem => onPage(section, words, problem)),
    )
  }
}

/** What the DTO says of a value is written for programs; these are the words for people, the more telling first. */
const WORDS: readonly (readonly [code: string, words: (detail: string) => string])[] = [
  ['is-defined', () => 'fill this in, or remove the row'],
  ['is-int', () => 'enter a whole number in figures'],
  ['array-max-size', detail => `give at most ${figureIn(detail)}`],
  ['array-unique', () => 'give each only once'],
  ['max-length', detail => `use at most ${figureIn(detail)} characters`],
  ['min', detail => `enter ${figureIn(detail)} or more`],
  ['max', detail => `enter ${figureIn(detail)} or less`],
  ['is-in', () => 'choose one of the answers'],
  ['is-boolean', () => 'choose yes or no'],
  ['is-moment', () => 'enter a real day and time, such as 15 1 2027 and 17:00'],
  ['is-day', () => 'enter a real day, such as 15 1 2027'],
  ['category-unknown', () => 'choose among the categories shown'],
  ['is-uuid', () => 'choose among the categories shown'],
  ['matches', detail => detail.replace(/^must be /, 'enter ').replace(' as text', '')],
]

const weightOf = ({ code }: FieldProblem): number => WORDS.findIndex(([each]) => each === code) + 1 || WORDS.length + 1

/** The limit that a message names, which stands last in it. */
const figureIn = (detail: string): string => Number(/(\d+)\D*$/.exec(detail)?.[1] ?? 0).toLocaleString('en')

function onPage(section: RequirementSection, words: SectionWords, { pointer, code, detail }: FieldProblem): FieldProblem {
  const found = fieldAt(pointer)
  if (found === null || !section.fields.some(({ at }) => at === found.field.at)) return { pointer, code, detail }
  const said = WORDS.find(([each]) => each === code)?.[1](detail) ?? detail
  const { id, name } = placeOf(found.field, pointer, words)
  return { pointer: `/${id}`, code, detail: `${name}: ${said}` }
}

/** The input that is meant, and what it is called. */
function placeOf(field: RequirementField, pointer: string, words: SectionWords): { id: string; name: string } {
  const [row, column] = pointer.slice(field.at.length + 2).split('/')
  const label = labelOf(field, words)
  if (field.kind === 'money')
    return row === 'vatAmount' ? { id: `${idOf(field)}-vatAmount`, name: 'VAT' } : { id: idOf(field), name: label }
  if (field.kind !== 'rows' || row === undefined || row === '') return { id: idOf(field), name: label }
  const { columns = [], row: noun = label } = field
  const cell = columns.find(({ name }) => name === column) ?? columns[0]
  return { id: cellId(field, Number(row), cell?.name ?? ''), name: `${noun} ${Number(row) + 1}, ${(cell?.label ?? '').toLowerCase()}` }
}
