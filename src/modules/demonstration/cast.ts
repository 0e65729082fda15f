import type { OrganisationKind, Role } from '../../shared/domain/actor.js'
import type { ChosenValues } from '../memberships/domain/offer.js'

/** Who plays in the demonstration. Role titles serve as names. */
export const PASSWORD = 'demonstration-only'

export interface DemonstrationOrganisation {
  key: string
  kind: OrganisationKind
  name: string
  /** Whether the supplier has an active membership in every category. */
  member?: boolean
}

export const ORGANISATIONS: readonly DemonstrationOrganisation[] = [
  { key: 'operator', kind: 'operator', name: 'Marketplace Operator (demonstration)' },
  { key: 'council', kind: 'public-body', name: 'First Example Council (demonstration)' },
  { key: 'health', kind: 'public-body', name: 'Second Example Authority (demonstration)' },
  { key: 'supplier', kind: 'supplier', name: 'First Example Supplier (demonstration)', member: true },
  { key: 'rival', kind: 'supplier', name: 'Second Example Supplier (demonstration)', member: true },
  { key: 'third', kind: 'supplier', name: 'Third Example Supplier (demonstration)', member: true },
  { key: 'outsider', kind: 'supplier', name: 'Fourth Example Supplier (demonstration)', member: false },
]

/** What each member offers in every category, by the key of its organisation: so that a filter finds some of them, and not others. */
export const OFFERS: Readonly<Record<string, ChosenValues>> = {
  supplier: {
    scope: ['ai-discovery-consultancy', 'end-to-end-partnership'],
    'ai-type': ['ai-applications', 'augmented-decision-making', 'virtual-assistants-and-chatbots'],
    sector: ['central-government', 'local-government', 'health'],
    location: ['london', 'south-east', 'wales'],
    clearance: ['baseline-personnel-security-standard'],
    size: ['up-to-100-000', 'up-to-1-000-000'],
  },
  rival: {
    scope: ['licensing-customisation-and-support', 'end-to-end-partnership'],
    'ai-type': ['ai-applications', 'data-and-analytics-machine-learning-included', 'virtual-assistants-and-chatbots'],
    sector: ['local-government', 'education'],
    location: ['north-west', 'scotland', 'wales'],
    clearance: ['security-check'],
    size: ['up-to-100-000', 'up-to-1-000-000', 'up-to-5-000-000'],
  },
  third: {
    scope: ['licensing-customisation-and-support'],
    'ai-type': ['medical-ai-technology', 'medical-imaging-software', 'data-and-analytics-machine-learning-included'],
    sector: ['health', 'devolved-administrations'],
    location: ['london', 'scotland', 'northern-ireland'],
    clearance: ['none'],
    size: ['up-to-1-000-000', 'up-to-5-000-000'],
  },
}

export interface DemonstrationPerson {
  email: string
  name: string
  organisation: string
  role: Role
}

export const PEOPLE: readonly DemonstrationPerson[] = [
  { email: 'organisation-admin@example.test', name: 'Organisation administrator', organisation: 'council', role: 'organisation-admin' },
  {
    email: 'authority-organisation-admin@example.test',
    name: 'Authority’s organisation administrator',
    organisation: 'health',
    role: 'organisation-admin',
  },
  {
    email: 'supplier-organisation-admin@example.test',
    name: 'Supplier’s organisation administrator',
    organisation: 'supplier',
    role: 'organisation-admin',
  },
  {
    email: 'rival-organisation-admin@example.test',
    name: 'Rival’s organisation administrator',
    organisation: 'rival',
    role: 'organisation-admin',
  },
  {
    email: 'third-organisation-admin@example.test',
    name: 'Third supplier’s organisation administrator',
    organisation: 'third',
    role: 'organisation-admin',
  },
  {
    email: 'outsider-organisation-admin@example.test',
    name: 'Fourth supplier’s organisation administrator',
    organisation: 'outsider',
    role: 'organisation-admin',
  },
  {
    email: 'operator-organisation-admin@example.test',
    name: 'Operator’s organisation administrator',
    organisation: 'operator',
    role: 'organisation-admin',
  },
  { email: 'buyer-author@example.test', name: 'Buyer author', organisation: 'council', role: 'buyer-author' },
  { email: 'buyer-approver@example.test', name: 'Buyer approver', organisation: 'council', role: 'buyer-approver' },
  { email: 'evaluator@example.test', name: 'Evaluator', organisation: 'council', role: 'evaluator' },
  { email: 'bid-writer@example.test', name: 'Bid writer', organisation: 'supplier', role: 'bid-writer' },
  { email: 'supplier-admin@example.test', name: 'Supplier administrator', organisation: 'supplier', role: 'supplier-admin' },
  { email: 'rival-admin@example.test', name: 'Rival administrator', organisation: 'rival', role: 'supplier-admin' },
  { email: 'procurement-officer@example.test', name: 'Procurement officer', organisation: 'operator', role: 'procurement-officer' },
  { email: 'second-officer@example.test', name: 'Second officer', organisation: 'operator', role: 'procurement-officer' },
  { email: 'senior-officer@example.test', name: 'Senior officer', organisation: 'operator', role: 'senior-officer' },
  { email: 'auditor@example.test', name: 'Auditor', organisation: 'operator', role: 'auditor' },
]

export interface DemonstrationAgreement {
  reference: string
  name: string
  practice: boolean
  minimumTenderDays: number
  maximumTermMonths: number
  amendmentWorkingDays: number
  answerDays: number
  /** It is over already when the demonstration begins: the agreement is valid from before it. */
  initialWindowDays: number
  terms: string
}

/** Minimum tender period: PCR 2015 reg. 34 (10 days). Days after an answer: PCR 2015 reg. 47(3) (6 days). Maximum term: as RM6200 has it (4 years). */
export const AGREEMENTS: readonly [DemonstrationAgreement, ...DemonstrationAgreement[]] = [
  {
    reference: 'AI-DPS-1',
    name: 'AI Dynamic Purchasing System (demonstration)',
    practice: false,
    minimumTenderDays: 10,
    maximumTermMonths: 48,
    amendmentWorkingDays: 5,
    answerDays: 6,
    initialWindowDays: 30,
    terms:
      'Public bodies invite every supplier of a category. There is no direct award. A supplier answers each invitation with a bid or a reason not to bid.',
  },
  {
    reference: 'PRACTICE',
    name: 'Practice (rehearsal only, never a real competition)',
    practice: true,
    minimumTenderDays: 0,
    maximumTermMonths: 48,
    amendmentWorkingDays: 0,
    answerDays: 0,
    initialWindowDays: 0,
    terms: 'Nothing that is done under this agreement counts.',
  },
]

/** What every category of the demonstration asks for. */
const CRITERIA = [
  'The supplier has answered every topic of the ethics baseline, and an officer has accepted each answer.',
  'No ground for exclusion applies, or the supplier has shown what it did about it.',
  'The supplier names three references for work of this kind.',
]

export const CATEGORIES: readonly { code: string; title: string; criteria: readonly string[] }[] = [
  { code: 'applications', title: 'AI applications', criteria: CRITERIA },
  { code: 'augmented-decisions', title: 'Augmented decision making', criteria: CRITERIA },
  { code: 'data-analytics', title: 'Data and analytics, machine learning included', criteria: CRITERIA },
  { code: 'assistants', title: 'Virtual assistants and chatbots', criteria: CRITERIA },
  {
    code: 'medical',
    title: 'Medical AI technology',
    criteria: [...CRITERIA, 'Software that is a medical device is registered as one.'],
  },
]
