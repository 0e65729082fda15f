import type { Subject } from '../audit/record-audit.js'

/** Everything about a requirement, its bids and its opening stands in one chain. */
export const requirementSubject = (requirementId: string): Subject => ({
  type: 'requirement',
  id: requirementId,
  stream: `requirement:${requirementId}`,
})
