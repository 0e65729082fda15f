import type { Acknowledgement } from './acknowledgements.js'
import type { PinnedFile } from './evidence.js'

/** What a supplier offers beside the ethics answers. */
export interface BidDraft {
  awardAnswers?: AwardAnswer[]
  priceSchedule?: PricedLine[]
  declarations?: Declarations
}

export interface AwardAnswer {
  questionId: string
  text: string
}

export interface PricedLine {
  lineId: string
  /** Net, a decimal string. */
  unitPrice: string
}

export interface Declarations {
  conflictOfInterest?: string
  subcontractors?: string[]
  consortium?: string[]
  termsAccepted?: boolean
}

export type EthicsAnswers = Readonly<Record<string, unknown>>

/** Quality and price are two envelopes from the first moment: the second stays closed until quality is scored. */
export interface Envelopes {
  quality: {
    awardAnswers: readonly AwardAnswer[]
    declarations: Declarations
    ethicsAnswers: EthicsAnswers
    /** Left out where there are none, so that equal offers have equal bytes with those from before there were any. */
    acknowledgements?: readonly Acknowledgement[]
    /** Left out where there are none, for the same reason. */
    files?: readonly PinnedFile[]
  }
  price: { priceSchedule: readonly PricedLine[] }
}

export const envelopesOf = (
  draft: BidDraft,
  ethicsAnswers: EthicsAnswers,
  acknowledgements: readonly Acknowledgement[],
  files: readonly PinnedFile[],
): Envelopes => ({
  quality: {
    awardAnswers: draft.awardAnswers ?? [],
    declarations: draft.declarations ?? {},
    ethicsAnswers,
    ...(acknowledgements.length === 0 ? {} : { acknowledgements }),
    ...(files.length === 0 ? {} : { files }),
  },
  price: { priceSchedule: draft.priceSchedule ?? [] },
})
