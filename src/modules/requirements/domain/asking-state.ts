import type { Instant } from '../../../shared/domain/instant.js'
import type { RequirementContent } from './requirement-content.js'
import type { RequirementState } from './requirement-lifecycle.js'

/** Whether a supplier may ask something about a requirement, or what keeps it from asking. */
export type AskingState = 'may-ask' | 'not-open' | 'no-membership' | 'too-late'

interface Asked {
  state: RequirementState
  content: Pick<RequirementContent, 'clarificationDeadline'>
}

/** What stands in the way, in the order in which an attempt is refused (asking.ts). Moments compare as text. */
export function askingStateAt({ state, content }: Asked, isMember: boolean, now: Instant): AskingState {
  if (state !== 'open') return 'not-open'
  if (!isMember) return 'no-membership'
  return content.clarificationDeadline !== undefined && now < content.clarificationDeadline ? 'may-ask' : 'too-late'
}
