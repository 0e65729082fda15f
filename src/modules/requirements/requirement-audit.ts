import type { Subject } from '../audit/record-audit.js'

/** The chain of a requirement: its way to publication, its opening and its audits. Until the opening, bids stand in their suppliers' own. */
export const requirementSubject = (requirementId: string): Subject => ({
  type: 'requirement',
  id: requirementId,
  stream: `requirement:${requirementId}`,
})
