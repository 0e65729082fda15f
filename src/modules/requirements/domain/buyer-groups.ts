/** What a buyer has to do with its requirements, the most pressing first. */
export const BUYER_GROUPS = ['draft', 'approval', 'open', 'to-open', 'opened', 'ended'] as const

export type BuyerGroup = (typeof BUYER_GROUPS)[number]
