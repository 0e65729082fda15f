/** What a buyer writes; every member may be missing until publication. Money and figures are decimal strings. */
export interface RequirementContent {
  filters?: object
  title?: string
  problemStatement?: string
  whyAi?: string
  alternativesConsidered?: string
  outcomes?: { id: string; text: string }[]
  measures?: { id: string; name: string; unit: string; minimum?: string; mandatory: boolean; higherIsBetter: boolean }[]
  estimatedValue?: { amount: string; currency: string; vat: string; vatAmount: string }
  termMonths?: number
  cpvCodes?: string[]
  clarificationDeadline?: string
  submissionDeadline?: string
  awardDate?: string
  criteria?: { id: string; title: string; kind: string; weight: string }[]
  awardQuestions?: AwardQuestion[]
  priceLines?: PriceLine[]
  riskProfile?: object
  settings?: object
  /** Whether the opening key is made in two shares, one for each side that opens. */
  splitKey?: boolean
  governance?: object
  dataAssessment?: object
  impact?: object
  dataProtection?: object
  equalityScreening?: string
  marketEngagement?: object
  sharedMaterial?: object[]
  seniorApproval?: object
  documents?: object[]
  contractClauses?: string[]
}

export interface AwardQuestion {
  id: string
  criterionId: string
  text: string
  wordLimit: number
}

export interface PriceLine {
  id: string
  title: string
  unit: string
  quantity: string
}
