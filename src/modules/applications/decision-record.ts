import type { Instant } from '../../shared/domain/instant.js'
import { plusDays } from '../../shared/domain/bank-holidays.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { SaidLine } from '../library/domain/answer-words.js'
import { setName } from '../library/domain/question-set.js'
import type { VersionContent } from '../library/library-content.js'
import type { LegalFigure } from '../law/legal-figures.js'
import type { Application } from './application-queries.js'
import { findDeclaration } from './declarations.js'
import { keepsOut } from './domain/exclusion-grounds.js'
import { type ApplicationFile, earlierOf, type FiledAnswer } from './officer-application-file.js'
import type {
  ApplicationEvent,
  ApplicationMessage,
  CategoryCriterion,
  ClaimVerdict,
  DeclaredInterest,
  FinanceOverride,
  Finding,
} from './officer-application-queries.js'
import type { Given } from './pinned-answers.js'

/** One version of an answer that the officers were given, as the record shows it. */
export interface RecordedAnswer {
  pinId: string
  /** Whether it is what the decision rests on; otherwise a later version took its place before that. */
  counts: boolean
  question: string
  title: string
  text: string
  product: string | null
  version: number
  hash: string
  isVerified: boolean
  /** What the hash is made of, salt and all. */
  content: VersionContent
  given: Given
  pinnedAt: Instant
  expiresOn: string | null
  lines: SaidLine[]
  files: FiledAnswer['files']
  /** Every verdict on this version, the newest first. */
  verdicts: ClaimVerdict[]
}

/** What whoever submitted it signed, word for word. */
export interface SignedDeclaration {
  name: string
  hash: string
  statements: readonly string[]
}

/** By when an exclusion has to be told to the minister, and what that rests on. */
export interface ExclusionReport {
  dueOn: string
  source: string
  confidence: string
}

/** All that a decision rests on. */
export interface DecisionRecord {
  application: Application
  /** Null of an application from before there was one. */
  declaration: SignedDeclaration | null
  questionSet: string
  registered: ApplicationFile['registered']
  /** What whoever worked on it had declared about the supplier. */
  interests: DeclaredInterest[]
  criteria: (CategoryCriterion & { findings: Finding[] })[]
  answers: RecordedAnswer[]
  messages: ApplicationMessage[]
  finance: ApplicationFile['finance']
  overrides: FinanceOverride[]
  exclusions: ApplicationFile['grounds']
  /** Null where nothing has to be told. */
  exclusionReport: ExclusionReport | null
  gaps: ApplicationFile['gaps']
  events: ApplicationEvent[]
}

/** The file is that of the moment of the decision, so that nothing that was given or judged later is taken for what it rests on. */
export function decisionRecordOf(
  file: ApplicationFile,
  events: ApplicationEvent[],
  signed: { name: string; hash: string } | null,
  interests: DeclaredInterest[],
): DecisionRecord {
  const { application, set, criteria, findings, messages, finance, overrides, grounds, gaps } = file
  return {
    application,
    declaration: signed === null ? null : { ...signed, statements: findDeclaration(signed.name)?.statements ?? [] },
    questionSet: setName(set),
    registered: file.registered,
    interests,
    criteria: criteria.map(({ id, number, text }) => ({
      id,
      number,
      text,
      findings: findings.filter(({ criterionId }) => criterionId === id),
    })),
    answers: file.answers.flatMap(answer => [
      recorded(answer, true, file.verdicts),
      ...earlierOf(file, answer).map(earlier => recorded(earlier, false, file.verdicts)),
    ]),
    messages,
    finance,
    overrides,
    exclusions: grounds.filter(ground => ground.saysYes || ground.case !== null),
    exclusionReport: reportOf(application, file),
    gaps,
    events,
  }
}

const recorded = (
  { pin, title, text, isVerified, lines, files }: FiledAnswer,
  counts: boolean,
  verdicts: readonly ClaimVerdict[],
): RecordedAnswer => ({
  pinId: pin.id,
  counts,
  question: pin.question,
  title,
  text,
  product: pin.content.product?.name ?? null,
  version: pin.version,
  hash: pin.hash,
  isVerified,
  content: pin.content,
  given: pin.given,
  pinnedAt: pin.pinnedAt,
  expiresOn: pin.expiresOn,
  lines,
  files,
  verdicts: verdicts.filter(({ pinId }) => pinId === pin.id),
})

/** Of a rejection with which a supplier is kept out on a ground of exclusion. */
function reportOf({ state, decidedAt, regime }: Application, { grounds, figures }: ApplicationFile): ExclusionReport | null {
  const isKeptOut = grounds.some(({ case: raised }) => keepsOut(raised?.outcome))
  if (state !== 'rejected' || decidedAt === null || !isKeptOut) return null
  return exclusionReportBy(figures, regime, londonDay(decidedAt))
}

/** The last day to tell of an exclusion that was decided on a day; null where the law of the agreement asks for none. */
export function exclusionReportBy(figures: readonly LegalFigure[], regime: string, decidedOn: string): ExclusionReport | null {
  const figure = figures.find(each => each.key === 'exclusion-report' && each.regime === regime)
  if (figure === undefined) return null
  return { dueOn: plusDays(decidedOn, Number(figure.value)), source: figure.source, confidence: figure.confidence }
}
