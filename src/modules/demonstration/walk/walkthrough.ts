import { TIERS } from '../../guidelines/domain/risk-tier.js'
import { type WorkedCase, workedCase } from '../cases/worked-case.js'
import { auditBid } from './audit-bids.js'
import { clarify } from './clarify.js'
import { readCompetitionReport } from './competition-report.js'
import { inTurn } from './in-turn.js'
import { openBids } from './open-bids.js'
import { type Deadlines, publishRequirement } from './publish.js'
import { bidAtOnce, bidFromFirstDraft } from './submit-bid.js'
import { SignIns, type Step, type Tell, Walk } from './walk.js'

/**
 * Seconds that bids may come in: short enough to wait for, and enough for the walks. How long everybody takes to sign in tells how fast this
 * machine is just now.
 */
const openSeconds = (signInSeconds: number): number => Math.min(60, Math.ceil(12 + 8 * signInSeconds))

export interface WalkedCase {
  worked: WorkedCase
  steps: readonly Step[]
}

/** Walks all worked cases over HTTP, side by side, from draft to verdict; throws when one of them got an unexpected answer. */
export async function walkThrough(baseUrl: string, tell: Tell): Promise<WalkedCase[]> {
  const cases = TIERS.map(tier => workedCase(tier))
  const people = new SignIns(baseUrl)
  const { tells, ended } = inTurn(tell, cases.length)
  const begun = performance.now()
  await people.everybody()
  const deadlines = deadlinesIn(openSeconds((performance.now() - begun) / 1000))
  const walks = await Promise.allSettled(
    cases.map(async (worked, place) => {
      const walk = new Walk(people, tells[place] ?? tell)
      try {
        await walkCase(walk, worked, deadlines)
        return { worked, steps: walk.steps }
      } finally {
        ended(place)
      }
    }),
  )
  const failed = walks.find(walk => walk.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return walks.flatMap(walk => (walk.status === 'fulfilled' ? [walk.value] : []))
}

async function walkCase(walk: Walk, worked: WorkedCase, deadlines: Deadlines): Promise<void> {
  walk.tell(`\n${String(worked.requirement.title)} (${worked.tier} tier)`)
  const requirementId = await publishRequirement(walk, worked, deadlines)
  await clarify(walk, requirementId, worked.clarifications)
  const [offer, ...rivals] = worked.offers
  const bids = [{ offer, bidId: await bidFromFirstDraft(walk, requirementId, offer, worked.firstDraft) }]
  for (const rival of rivals) bids.push({ offer: rival, bidId: await bidAtOnce(walk, requirementId, rival) })
  const bidIds = bids.map(({ bidId }) => bidId)
  await openBids(walk, requirementId, bidIds)
  for (const { offer: audited, bidId } of bids) await auditBid(walk, bidId, audited)
  await readCompetitionReport(walk, requirementId)
}

const deadlinesIn = (seconds: number): Deadlines => ({
  clarificationDeadline: inSeconds(seconds - 2),
  submissionDeadline: inSeconds(seconds),
  awardDate: inSeconds(86_400).slice(0, 10),
})

/** By the clock of this machine, which for a demonstration is the server's. */
const inSeconds = (seconds: number): string => new Date(performance.timeOrigin + performance.now() + seconds * 1000).toISOString()
