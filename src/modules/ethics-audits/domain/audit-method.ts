import type { WorkingCalendar } from '../../../shared/domain/working-days.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'

/** Why an answer must be judged. */
export const JUDGED_BECAUSE = ['required', 'referred', 'contradictory', 'sampled'] as const

export type JudgedBecause = (typeof JUDGED_BECAUSE)[number]

/** How many of the answers that are left are drawn: so many in a hundred, rounded up, and at least so many. */
export interface SampleSize {
  percent: number
  least: number
}

/** What is judged at a tier, and by how many officers. */
export interface TierMethod {
  judged: readonly Exclude<JudgedBecause, 'sampled'>[]
  sample: SampleSize | null
  officers: 1 | 2
  /** Working days from the opening until the audit should be signed off. It is shown and decides nothing. */
  dueWorkingDays: number
}

/** How audits are carried out, as data. What is published under a version never changes: each audit names the one it was begun with. */
export interface AuditMethod {
  version: string
  tiers: Readonly<Record<Tier, TierMethod>>
  /** How the ids of rules begin that find answers at odds with each other. */
  contradictionRules: string
  /** Working days a supplier has for an explanation. */
  answerWorkingDays: number
  calendar: WorkingCalendar
  /** Words in the type of a document by which it may come from somebody independent. */
  independentDocuments: readonly string[]
  /** Where each figure comes from. */
  sources: readonly string[]
}

/** The one for new audits first. */
const METHODS: readonly [AuditMethod, ...AuditMethod[]] = [
  {
    version: '1.0.0',
    tiers: {
      low: { judged: [], sample: { percent: 20, least: 5 }, officers: 1, dueWorkingDays: 10 },
      medium: { judged: ['referred', 'contradictory'], sample: { percent: 20, least: 5 }, officers: 1, dueWorkingDays: 10 },
      high: { judged: ['required', 'referred', 'contradictory'], sample: null, officers: 2, dueWorkingDays: 10 },
    },
    contradictionRules: 'XR-',
    answerWorkingDays: 5,
    calendar: 'united-kingdom',
    independentDocuments: [
      'certificate',
      'certification',
      'audit',
      'attestation',
      'accreditation',
      'assessment',
      'test report',
      'penetration test',
      'pen test',
      'laboratory',
    ],
    sources: [
      'What is judged by tier, and by how many people: the marketplace’s rules for the ethics audit; spot checks at low, referrals at medium, always two people at high.',
      'Size of the sample (20 %, at least 5): own figures, to be tried out.',
      'Ten working days for an audit: own figure, taken from the ten working days for applications (PCR 2015 reg. 34).',
      'Five working days for an explanation: own figure, to be tried out; working days by the union of the United Kingdom’s calendars.',
      'Levels of assurance A0 to A3: the marketplace’s evidence model; the words for independent documents are its own.',
    ],
  },
]

export const CURRENT_METHOD = METHODS[0]

/** The method an audit was begun with. */
export function methodOf(version: string): AuditMethod {
  const method = METHODS.find(each => each.version === version)
  if (method === undefined) throw new Error(`There is no audit method ${version}.`)
  return method
}
