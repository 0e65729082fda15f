import type { Answer } from '../guidelines/domain/answers.js'
import type { FindingOutcome, QuestionSource } from '../guidelines/domain/pack-source.js'
import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import type { GoldenBid } from '../guidelines/golden-bids.js'
import { bookHead, sectionHref } from '../guidelines/library-links.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import type { TrialChoice } from './domain/trial.js'
import { fieldOf } from './domain/typed-answers.js'
import { findingInWords } from './finding-words.js'
import { fieldsOfQuestion, type Lists } from './question-fields.js'
import type { TypedForm } from './section-form.js'
import type { Trial } from './trial-check.service.js'

/** In place of a section: all questions that are answered by one choice. */
export const CHOICES = 'choices'

/** A table longer than this is not tried on a page. */
export const MOST_ROWS_OF_TRIAL = 20

const OUTCOMES: readonly FindingOutcome[] = ['block', 'refer', 'warn', 'inform']

/** What is tried: which example from where, and which questions are on the page. */
export interface TrialPage extends TrialChoice {
  section: string
}

export const trialAddress = ({ tier, beginning, section }: TrialPage): string =>
  `/how-bids-are-checked/try?${new URLSearchParams({ tier, beginning, section }).toString()}`

/** How the check works, with the worked examples that it can be tried on. */
export const explanationView = (book: Trial['book'], examples: Readonly<Record<Tier, GoldenBid>>) => ({
  book: bookHead(book),
  examples: TIERS.map(tier => ({ tier, title: titleOf(examples[tier]) })),
  sections: sectionsOf(book),
})

const sectionsOf = ({ sections }: Trial['book']) => sections.map(({ id, title }) => ({ id, title }))

const titleOf = ({ requirement }: GoldenBid): string => String(requirement['title'])

/** The questions on the page: of the section, or those with one choice. */
export const questionsOn = ({ sections, questions }: Trial['book'], section: string): readonly QuestionSource[] =>
  section === CHOICES ? questions.filter(({ type }) => type === 'single') : (sections.find(({ id }) => id === section)?.questions ?? [])

/** A trial with its report; `trial` is what could be checked, and `isChecked` says whether that is what was typed. */
export function trialView(trial: Trial, page: TrialPage, typed: TypedForm | null = null, form: FormView = freshForm()) {
  const { book, asked, example } = trial
  const shown = questionsOn(book, page.section).filter(({ id }) => asked.some(each => each.question === id))
  return {
    form,
    book: bookHead(book),
    choice: page,
    exampleTitle: titleOf(example),
    address: trialAddress(page),
    isTyped: typed !== null,
    report: form.summary.length > 0 ? null : reportView(trial, shown),
    heading: book.sections.find(({ id }) => id === page.section)?.title ?? null,
    questions: shown.map(question => questionView(trial, question, typed, page)),
    elsewhere: [{ id: CHOICES, title: 'Questions with one choice' }, ...sectionsOf(book)].map(each => ({
      ...each,
      href: trialAddress({ ...page, section: each.id }),
      isHere: each.id === page.section,
    })),
  }
}

function reportView({ book, report, reader }: Trial, shown: readonly QuestionSource[]) {
  const here = new Set(shown.map(({ id }) => id))
  const hrefOf = (id: string): string | null => {
    const section = book.sections.find(({ questions }) => questions.some(each => each.id === id))
    return here.has(id) ? `#${id}` : section === undefined ? null : `${sectionHref(book, section.id)}#${id}`
  }
  const groups = OUTCOMES.map(outcome => ({
    outcome,
    findings: report.findings.filter(each => each.outcome === outcome).map(each => findingInWords(report, reader, each, hrefOf)),
  }))
  return {
    outcome: report.outcome,
    tier: report.tier,
    tierFromRequirement: report.tierFromRequirement,
    groups: groups.filter(({ findings }) => findings.length > 0),
  }
}

function questionView({ answers, asked, example, reader }: Trial, question: QuestionSource, typed: TypedForm | null, page: TrialPage) {
  const { id, text, type, help, clauses } = question
  const { required, parts } = asked.find(each => each.question === id) ?? { required: false, parts: [] }
  const answer: Answer = typed?.answers[id] ?? (typed?.asked.includes(id) === true ? {} : (answers[id] ?? {}))
  return {
    id,
    text,
    type,
    required,
    help,
    clauses,
    fits: (answer.rows?.length ?? 0) <= MOST_ROWS_OF_TRIAL,
    mostRows: MOST_ROWS_OF_TRIAL,
    startAgain: trialAddress(page),
    was: '',
    findings: [],
    ...fieldsOfQuestion(question, answer, parts, listsOf(example, reader.floors.reasonWords)),
    rowsId: fieldOf(id, 'rows'),
    mayAddRow: (answer.rows?.length ?? 0) < MOST_ROWS_OF_TRIAL,
  }
}

/** What the notice of the example lists, and its files. */
function listsOf({ requirement, facts }: GoldenBid, reasonWords: number): Lists {
  const listed = (name: 'outcomes' | 'measures', words: string) =>
    ((requirement[name] ?? []) as Record<string, string>[]).map(item => ({
      value: String(item['id']),
      text: `${String(item['id'])}: ${String(item[words])}`,
    }))
  return {
    picked: { outcomes: listed('outcomes', 'text'), measures: listed('measures', 'name') },
    files: Object.entries(facts.files).map(([value, file]) => ({ value, text: (file as { name: string }).name })),
    reasonWords,
  }
}
