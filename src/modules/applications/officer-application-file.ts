import type { Readable } from '../../shared/database/unit-of-work.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { marketNow } from '../../shared/database/market-now.js'
import type { Sealing } from '../../shared/sealing.js'
import type { Facet } from '../agreements/domain/filters.js'
import { listNamesLike, type SimilarName } from '../identity/similar-names.js'
import { type ChangedLine, compareAnswers, type SaidLine, wordsOf } from '../library/domain/answer-words.js'
import { findQuestion, type QuestionSet } from '../library/domain/question-set.js'
import { type AnswerFile, type FileFacts, factsOfAnswers, withFacts } from '../library/library-file-queries.js'
import { hashOfContent } from '../library/library-content.js'
import { getSet } from '../library/question-sets.js'
import { type LegalFigure, listLegalFigures } from '../law/legal-figures.js'
import { facetsOf } from '../memberships/offer-terms.js'
import { type Application } from './application-queries.js'
import { type AdmissionGap, admissionGaps } from './domain/admission-gaps.js'
import { type Ground, groundsOf, saysYes } from './domain/exclusion-grounds.js'
import { FINANCE, type FinanceStanding, financeStanding } from './domain/finance-standing.js'
import { type Claimed, received } from './decide-guards.js'
import {
  type ApplicationMessage,
  type CategoryCriterion,
  type ClaimVerdict,
  type ExclusionCase,
  type FinanceOverride,
  type Finding,
  listAdmittedBefore,
  listClaimVerdicts,
  listCriteria,
  listExclusionCases,
  listFinanceOverrides,
  listFindings,
  listMessages,
} from './officer-application-queries.js'
import { listAllPinned, type PinnedAnswer } from './pinned-answers.js'

/** One answer as it counts now, with all that there is to judge it by. */
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
  /** The filters that its offer is chosen from, as they are now. */
  facets: Facet[]
  criteria: (CategoryCriterion & { finding: Finding | null })[]
  answers: FiledAnswer[]
  messages: ApplicationMessage[]
  finance: FinanceStanding & { pinId: string | null; override: FinanceOverride | null }
  grounds: FiledGround[]
  previous: { id: string; categoryTitle: string; agreementName: string } | null
  similar: SimilarName[]
  gaps: AdmissionGap[]
  findings: Finding[]
  verdicts: ClaimVerdict[]
  overrides: FinanceOverride[]
  figures: LegalFigure[]
}

/** The version in the name of a set: "selection 1.0.0". */
const versionIn = (name: string): string => name.slice(name.lastIndexOf(' ') + 1)

/** The file as it stands. Criteria, questions and figures are those of the application: frozen with its agreement, answered, and in force when it was received. */
export async function fileOf(view: Readable, sealing: Sealing, found: Application): Promise<ApplicationFile> {
  const application = received(found)
  const set = getSet(versionIn(application.questionSet))
  const today = londonDay(await marketNow(view))
  const [pins, criteria, findings, verdicts, overrides, messages, cases, figures, similar, facets, [previous]] = await Promise.all([
    listAllPinned(view, sealing, application.id),
    listCriteria(view, application.categoryId),
    listFindings(view, application.id),
    listClaimVerdicts(view, application.id),
    listFinanceOverrides(view, application.id),
    listMessages(view, sealing, application.id),
    listExclusionCases(view, application.id),
    listLegalFigures(view, londonDay(application.receivedAt)),
    listNamesLike(view, application.supplierId),
    facetsOf(view, application.agreementId),
    listAdmittedBefore(view, application.supplierId, application.id),
  ])
  const before = previous === undefined ? [] : newestOf(await listAllPinned(view, sealing, previous.id))
  const newest = newestOf(pins)
  const facts = await factsOfAnswers(
    view,
    newest.map(({ content }) => content),
  )
  const answers = newest
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
  const rest = { facets, messages, similar, previous: previous ?? null, findings, verdicts, overrides, figures }
  return { ...parts, ...rest, gaps: admissionGaps(forAdmission(parts)) }
}

/** The versions that count, which are the newest given of each answer. */
function newestOf(pins: readonly PinnedAnswer[]): PinnedAnswer[] {
  const newest = new Map<string, PinnedAnswer>()
  for (const pin of pins) if ((newest.get(pin.answerId)?.version ?? 0) < pin.version) newest.set(pin.answerId, pin)
  return [...newest.values()]
}

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
  const earlier = pins.filter(({ answerId, version }) => answerId === pin.answerId && version < pin.version)
  const was = before.find(({ answerId }) => answerId === pin.answerId)
  return [
    {
      pin,
      part: part.id,
      title: question.title,
      text: question.text,
      isClaim: part.perProduct === true,
      lines: wordsOf(question, pin.content.answer),
      files: withFacts(pin.content.answer.files ?? [], facts),
      isVerified: hashOfContent(pin.content).toString('hex') === pin.hash,
      isExpired: pin.expiresOn !== null && pin.expiresOn < today,
      verdict: verdicts.find(({ pinId }) => pinId === pin.id) ?? null,
      changed: was === undefined ? null : compareAnswers(question, was.content.answer, pin.content.answer),
      earlier: earlier.toSorted((one, other) => other.version - one.version),
    },
  ]
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
  const figure = figures.find(each => each.key === 'finance-score' && each.regime === regime) ?? null
  return {
    ...financeStanding(pin?.content.answer.values ?? {}, figure),
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
