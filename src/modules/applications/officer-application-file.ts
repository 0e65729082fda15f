import type { Readable } from '../../shared/database/unit-of-work.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { marketNow } from '../../shared/database/market-now.js'
import type { Sealing } from '../../shared/sealing.js'
import type { Facet } from '../agreements/domain/filters.js'
import type { Identifiers } from '../identity/domain/identifiers.js'
import { listNamesLike, type SimilarName } from '../identity/similar-names.js'
import { type ChangedLine, compareAnswers, type SaidLine, wordsOf } from '../library/domain/answer-words.js'
import type { Values } from '../library/domain/library-answer.js'
import { findQuestion, type QuestionSet, type QuestionSource } from '../library/domain/question-set.js'
import { type AnswerFile, type FileFacts, factsOfAnswers, withFacts } from '../library/library-file-queries.js'
import { hashOfContent } from '../library/library-content.js'
import { getNamedSet } from '../library/question-sets.js'
import { type LegalFigure, listLegalFigures } from '../law/legal-figures.js'
import { facetsOf } from '../memberships/offer-terms.js'
import { type Application } from './application-queries.js'
import { type AdmissionGap, admissionGaps } from './domain/admission-gaps.js'
import { decidedOn } from './domain/decided-on.js'
import { type Ground, groundsOf, saysYes } from './domain/exclusion-grounds.js'
import { FINANCE, type FinanceStanding, financeStanding } from './domain/finance-standing.js'
import { differingNumbers, NUMBERS } from './domain/official-numbers.js'
import { type Claimed, received } from './decide-guards.js'
import {
  type ApplicationMessage,
  type CategoryCriterion,
  type ClaimVerdict,
  type OtherApplication,
  type ExclusionCase,
  type FinanceOverride,
  type Finding,
  findRegisteredNumbers,
  listAdmittedBefore,
  listClaimVerdicts,
  listOtherApplications,
  listCriteria,
  listExclusionCases,
  listFinanceOverrides,
  listFindings,
  listMessages,
} from './officer-application-queries.js'
import { listAllPinned, type PinnedAnswer } from './pinned-answers.js'

/** One answer as it counts, now or for the decision, with all that there is to judge it by. */
export interface FiledAnswer {
  pin: PinnedAnswer
  part: string
  title: string
  text: string
  /** Of a claim of the baseline. */
  isClaim: boolean
  lines: SaidLine[]
  /** Its evidence, with what is known of it now. */
  files: AnswerFile[]
  /** Whether the content that officers read comes to the hash that pins it. */
  isVerified: boolean
  isExpired: boolean
  verdict: ClaimVerdict | null
  /** Against what the supplier was admitted with before; null where it was not, or did not answer this. */
  changed: ChangedLine[] | null
  /** Versions that the officers were given before this one. */
  earlier: PinnedAnswer[]
  /** Versions that they were given after the decision, which rests on this one. */
  later: PinnedAnswer[]
}

export interface FiledGround extends Ground {
  saysYes: boolean
  case: ExclusionCase | null
}

/** All that officers have of an application. */
export interface ApplicationFile {
  application: Claimed
  today: string
  set: QuestionSet
  /** The filters that its offer is chosen from, as they were when it was received. */
  facets: Facet[]
  criteria: (CategoryCriterion & { finding: Finding | null })[]
  answers: FiledAnswer[]
  messages: ApplicationMessage[]
  finance: FinanceStanding & { pinId: string | null; override: FinanceOverride | null }
  grounds: FiledGround[]
  previous: { id: string; categoryTitle: string; agreementName: string } | null
  /** What else the supplier applied for, and what became of it. */
  otherApplications: OtherApplication[]
  similar: SimilarName[]
  /** The official numbers that the supplier is registered with, and which of those it applies with are others. */
  registered: Identifiers & { differing: (keyof Identifiers)[] }
  gaps: AdmissionGap[]
  findings: Finding[]
  verdicts: ClaimVerdict[]
  overrides: FinanceOverride[]
  figures: LegalFigure[]
  /** Of every file that any version names. */
  facts: ReadonlyMap<string, FileFacts>
}

/**
 * The file as it stands, or stood when it was decided on, which leaves out what was judged later and shows what was given later beside what counted.
 * Criteria, questions, filters and figures are those of the application: frozen with its agreement, answered, and in force when it was received.
 */
export async function fileOf(view: Readable, sealing: Sealing, found: Application): Promise<ApplicationFile> {
  const application = received(found)
  const at = application.decidedAt
  const set = getNamedSet(application.questionSet)
  const today = londonDay(at ?? (await marketNow(view)))
  const [
    pins,
    criteria,
    findings,
    allVerdicts,
    overrides,
    messages,
    cases,
    figures,
    similar,
    numbers,
    facets,
    [previous],
    otherApplications,
  ] = await Promise.all([
    listAllPinned(view, sealing, application.id),
    listCriteria(view, application.categoryId),
    listFindings(view, application.id),
    listClaimVerdicts(view, application.id),
    listFinanceOverrides(view, application.id),
    listMessages(view, sealing, application.id),
    listExclusionCases(view, application.id),
    listLegalFigures(view, londonDay(application.receivedAt)),
    listNamesLike(view, application.supplierId),
    findRegisteredNumbers(view, application.supplierId),
    facetsOf(view, application.agreementId, application.filterEdition),
    listAdmittedBefore(view, application.supplierId, application.id),
    listOtherApplications(view, application.supplierId, application.id),
  ])
  const verdicts = allVerdicts.filter(verdict => at === null || verdict.at <= at)
  const before = previous === undefined ? [] : decidedOn(await listAllPinned(view, sealing, previous.id), previous.decidedAt)
  const facts = await factsOfAnswers(
    view,
    pins.map(({ content }) => content),
  )
  const answers = decidedOn(pins, at)
    .flatMap(pin => filed(set, pin, { pins, verdicts, before, today, facts }))
    .toSorted((one, other) => placeIn(set, one) - placeIn(set, other))
  const parts = {
    application,
    today,
    set,
    criteria: criteria.map(criterion => ({
      ...criterion,
      finding: findings.find(({ criterionId }) => criterionId === criterion.id) ?? null,
    })),
    answers,
    finance: financeOf(application, answers, figures, overrides),
    grounds: groundsOf(set, application.regime).map(ground => ({
      ...ground,
      saysYes: answers.some(({ pin }) => pin.question === ground.id && saysYes(pin.content.answer)),
      case: cases.find(each => each.ground === ground.id) ?? null,
    })),
  }
  const registered = { ...numbers, differing: differingNumbers(numbers, valuesOf(answers, NUMBERS)) }
  const rest = {
    facets,
    messages,
    similar,
    registered,
    previous: previous ?? null,
    otherApplications,
    findings,
    verdicts,
    overrides,
    figures,
    facts,
  }
  return { ...parts, ...rest, gaps: admissionGaps(forAdmission(parts)) }
}

const valuesOf = (answers: readonly FiledAnswer[], question: string): Values =>
  answers.find(({ pin }) => pin.question === question)?.pin.content.answer.values ?? {}

interface Beside {
  pins: readonly PinnedAnswer[]
  verdicts: readonly ClaimVerdict[]
  before: readonly PinnedAnswer[]
  today: string
  facts: ReadonlyMap<string, FileFacts>
}

function filed(set: QuestionSet, pin: PinnedAnswer, { pins, verdicts, before, today, facts }: Beside): FiledAnswer[] {
  const placed = findQuestion(set, pin.question)
  if (placed === null) return []
  const { part, question } = placed
  const others = pins.filter(({ answerId }) => answerId === pin.answerId).toSorted((one, other) => other.version - one.version)
  const was = before.find(({ answerId }) => answerId === pin.answerId)
  return [
    {
      pin,
      part: part.id,
      title: question.title,
      text: question.text,
      isClaim: part.perProduct === true,
      ...readPin(question, pin, facts),
      isExpired: pin.expiresOn !== null && pin.expiresOn < today,
      verdict: verdicts.find(({ pinId }) => pinId === pin.id) ?? null,
      changed: was === undefined ? null : compareAnswers(question, was.content.answer, pin.content.answer),
      earlier: others.filter(({ version }) => version < pin.version),
      later: others.filter(({ version }) => version > pin.version),
    },
  ]
}

/** What a version says in words, and whether that is what pins it. */
const readPin = (
  question: QuestionSource,
  { content, hash }: PinnedAnswer,
  facts: ReadonlyMap<string, FileFacts>,
): Pick<FiledAnswer, 'lines' | 'files' | 'isVerified'> => ({
  lines: wordsOf(question, content.answer),
  files: withFacts(content.answer.files ?? [], facts),
  isVerified: hashOfContent(content).toString('hex') === hash,
})

/** The versions of an answer that were given before the one that counts, the newest first. */
export function earlierOf({ set, facts }: Pick<ApplicationFile, 'set' | 'facts'>, answer: FiledAnswer): FiledAnswer[] {
  const question = findQuestion(set, answer.pin.question)?.question
  return question === undefined ? [] : answer.earlier.map(pin => ({ ...answer, pin, ...readPin(question, pin, facts) }))
}

/** In the order of the set; claims of one product together. */
function placeIn({ parts }: QuestionSet, { part, pin }: FiledAnswer): number {
  const at = parts.findIndex(({ id }) => id === part)
  return at * 1000 + (parts[at]?.questions.findIndex(({ id }) => id === pin.question) ?? 0)
}

function financeOf(
  { regime }: Claimed,
  answers: readonly FiledAnswer[],
  figures: readonly LegalFigure[],
  overrides: readonly FinanceOverride[],
): ApplicationFile['finance'] {
  const pin = answers.find(each => each.pin.question === FINANCE)?.pin
  const figureOf = (key: string) => figures.find(each => each.key === key && each.regime === regime) ?? null
  return {
    ...financeStanding(pin?.content.answer.values ?? {}, figureOf('finance-score'), figureOf('finance-scale')),
    pinId: pin?.id ?? null,
    override: overrides.find(({ pinId }) => pinId === pin?.id) ?? null,
  }
}

const forAdmission = ({ application, today, criteria, answers, finance, grounds }: Parts): Parameters<typeof admissionGaps>[0] => ({
  state: application.state,
  today,
  criteria: criteria.map(({ id, number, finding }) => ({ id, number, met: finding?.met ?? null })),
  answers: answers.map(({ pin, title, isClaim, verdict, isVerified, files }) => ({
    ...{ title, isClaim, isVerified, files },
    question: pin.question,
    product: pin.content.product?.name ?? null,
    verdict: verdict?.verdict ?? null,
    expiresOn: pin.expiresOn,
  })),
  finance,
  hasOverride: finance.override !== null,
  grounds,
})

type Parts = Pick<ApplicationFile, 'application' | 'today' | 'criteria' | 'answers' | 'finance' | 'grounds'>
