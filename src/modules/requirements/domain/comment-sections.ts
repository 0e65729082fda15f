/** What a comment may be about, beside the requirement as a whole: the parts in which it is written. */
export const COMMENT_SECTIONS = [
  'problem',
  'data',
  'risk',
  'impact',
  'governance',
  'panel',
  'evaluation',
  'prices',
  'settings',
  'dates',
  'market',
  'documents',
] as const

export type CommentSection = (typeof COMMENT_SECTIONS)[number]
