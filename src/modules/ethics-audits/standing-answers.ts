import type { Turn } from './audit-messages.js'
import type { StandingAnswer } from './domain/sign-off.js'
import { type AnswerToBeJudged, standingVerdicts, type Verdict } from './ethics-audit-queries.js'

/** Every answer that must be judged or was, as it stands. */
export function standingAnswers(
  toJudge: readonly AnswerToBeJudged[],
  verdicts: readonly Verdict[],
  turns: readonly Turn[],
): StandingAnswer[] {
  const mustBe = toJudge.map(({ questionId }) => questionId)
  const standing = standingVerdicts(verdicts)
  return [...new Set([...mustBe, ...standing.keys()])].sort().map(questionId => {
    const last = turns.findLast(turn => turn.questionId === questionId)
    return {
      questionId,
      mustBeJudged: mustBe.includes(questionId),
      finding: standing.get(questionId)?.finding ?? null,
      lastSide: last?.side ?? null,
      duePassed: last?.duePassed ?? false,
    }
  })
}
