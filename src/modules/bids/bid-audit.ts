import type { Subject } from '../audit/record-audit.js'

/** Until the opening, what happens to a bid stands in its supplier's own chain: the requirement's chain must not tell how many bid. */
export const bidSubject = (bidId: string, supplierId: string): Subject => ({ type: 'bid', id: bidId, stream: `organisation:${supplierId}` })
