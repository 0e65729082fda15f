import type { ScanState } from '../../files/domain/scan.js'
import type { ApplicationState } from './application-lifecycle.js'
import { type ExclusionOutcome, type Ground, keepsOut } from './exclusion-grounds.js'
import type { FinanceStanding } from './finance-standing.js'

export type GapCode =
  'criterion' | 'claim' | 'finance' | 'exclusion-undecided' | 'exclusion-kept-out' | 'clarification' | 'expired' | 'hash' | 'file'

/** Something that keeps an application from being admitted, in words, with what it is about. */
export interface AdmissionGap {
  code: GapCode
  /** The criterion, the question or the ground. */
  about: string
  detail: string
}

/** What officers have of an application, as far as an admission goes. */
export interface ForAdmission {
  state: ApplicationState
  today: string
  criteria: readonly { id: string; number: number; met: boolean | null }[]
  answers: readonly ForAdmissionAnswer[]
  finance: FinanceStanding
  hasOverride: boolean
  /** Grounds that the regime knows: with whether the supplier says yes, and what was decided where one was raised. */
  grounds: readonly (Ground & { saysYes: boolean; case: { outcome: ExclusionOutcome | null } | null })[]
}

export interface ForAdmissionAnswer {
  question: string
  title: string
  product: string | null
  isClaim: boolean
  verdict: 'accepted' | 'queried' | 'rejected' | null
  expiresOn: string | null
  /** Whether the content is what its hash says. */
  isVerified: boolean
  files: readonly { name: string; scan: ScanState }[]
}

/**
 * All that keeps an application from being admitted today (T6 admit): each criterion found met, each claim of the baseline accepted as it is now, the
 * financial standing enough or explained, every ground decided and none against it, nothing asked that waits for a reply, nothing out of date, and no file that cannot be read.
 */
export const admissionGaps = (application: ForAdmission): AdmissionGap[] => [
  ...(application.state === 'clarification' ? [CLARIFICATION] : []),
  ...application.criteria.flatMap(ofCriterion),
  ...application.answers.flatMap(answer => ofAnswer(answer, application.today)),
  ...ofFinance(application),
  ...application.grounds.flatMap(ofGround),
]

const CLARIFICATION: AdmissionGap = {
  code: 'clarification',
  about: 'clarification',
  detail: 'What you asked the supplier is not answered yet.',
}

function ofCriterion({ id, number, met }: ForAdmission['criteria'][number]): AdmissionGap[] {
  if (met === true) return []
  const detail = met === null ? `Nothing is found on criterion ${number} yet.` : `Criterion ${number} is found not met.`
  return [{ code: 'criterion', about: id, detail }]
}

function ofAnswer(
  { question, title, product, isClaim, verdict, expiresOn, isVerified, files }: ForAdmissionAnswer,
  today: string,
): AdmissionGap[] {
  const named = `${question}: ${title}${product === null ? '' : `, of ${product}`}`
  const gaps: AdmissionGap[] = []
  if (isClaim && verdict !== 'accepted')
    gaps.push({ code: 'claim', about: question, detail: `${named}, ${VERDICT_WORDS[verdict ?? 'none']}` })
  if (expiresOn !== null && expiresOn < today) gaps.push({ code: 'expired', about: question, detail: `${named}, is out of date.` })
  if (!isVerified) gaps.push({ code: 'hash', about: question, detail: `${named}, is not what its hash says.` })
  for (const { name, scan } of files) {
    const detail = FILE_WORDS[scan]
    if (detail !== null) gaps.push({ code: 'file', about: question, detail: `${named}: ${name} ${detail}` })
  }
  return gaps
}

/** Why a file keeps the supplier from being admitted; null where it can be read. */
const FILE_WORDS: Readonly<Record<ScanState, string | null>> = {
  pending: 'is being checked for malware. Wait a few minutes.',
  infected: 'holds malware. Ask the supplier for another file.',
  unscannable: 'could not be looked into for malware. Ask the supplier for another file.',
  clean: null,
  unscanned: null,
}

const VERDICT_WORDS = {
  accepted: 'is accepted.',
  none: 'has no verdict yet.',
  queried: 'is queried.',
  rejected: 'is rejected.',
} as const

function ofFinance({ finance: { needsOverride, score, highest, threshold, scale, isOnScale }, hasOverride }: ForAdmission): AdmissionGap[] {
  if (!needsOverride || hasOverride) return []
  const detail =
    score === null
      ? 'The supplier has no credit score. Say why its financial standing is enough, or find a criterion not met.'
      : !isOnScale
        ? `The score of ${score} of ${highest ?? 'nobody knows how many'} is not on the scale of the figure, which goes to ${scale ?? 0}. Say why the financial standing is enough, or find a criterion not met.`
        : `The score of ${score} is below ${threshold ?? 0}. Say why the financial standing is enough, or find a criterion not met.`
  return [{ code: 'finance', about: 'finance', detail }]
}

function ofGround({ id, title, saysYes, case: raised }: ForAdmission['grounds'][number]): AdmissionGap[] {
  if (raised === null)
    return saysYes
      ? [
          {
            code: 'exclusion-undecided',
            about: id,
            detail: `${id}: ${title}: the supplier says that it applies. Raise it and decide on it.`,
          },
        ]
      : []
  if (raised.outcome === null) return [{ code: 'exclusion-undecided', about: id, detail: `${id}: ${title}: it is raised and not decided.` }]
  return keepsOut(raised.outcome)
    ? [{ code: 'exclusion-kept-out', about: id, detail: `${id}: ${title}: the supplier is kept out on this ground.` }]
    : []
}
