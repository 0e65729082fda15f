import type { RequirementContent } from './requirement-content.js'

/** Whether the keys of a requirement's bids were made in two shares: chosen in the draft, carried out and frozen by publication. */
export const isKeySplit = ({ publishedAt, content }: { publishedAt: string | null; content: RequirementContent }): boolean =>
  publishedAt !== null && content.splitKey === true
