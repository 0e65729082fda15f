import type { Micros } from './market-clock.js'

/** Whose row another connection holds while submissions come. */
export type Obstacle = 'nothing' | 'requirement' | 'bids'

/** One race as it is meant to go; moments are microseconds from its deadline. */
export interface Plan {
  obstacle: Obstacle
  /** When the lock is taken, before the first submission, and when it is let go. */
  holdAt: Micros
  releaseAt: Micros
  closeAt: Micros
  /** When the deadline is moved, and by how much; null in races without an extension. The others then aim at the later deadline. */
  extension: { at: Micros; by: Micros } | null
  /** When each submission is sent. */
  sendAt: Micros[]
}

/** What a race shows of how long things take. */
export interface Seen {
  sentAt: Micros
  decidedAt: Micros
}

const MS = 1000
/** Submissions arrive from 50 ms before the deadline to 50 ms after it, in steps of 0.1 ms. */
const SPREAD = 50 * MS
const STEP = 100
/** Decisions this near to the deadline are what the race is about. */
export const NEAR = 5 * MS
/** How long a submission that has arrived may wait for a held lock. */
const LONGEST_WAIT = 300 * MS
const LONGEST_LEAD = 2500 * MS
/** Whoever waited for a lock is decided so soon after its release. */
const SOON = 30 * MS

/** Draws races, and learns from each how long a submission takes, so that the next ones arrive when they should: a busy machine needs more. */
export class Aim {
  /** From sending to where the obstacle is, or to the decision where there is none. */
  private readonly lead: Record<Obstacle, Micros> = { nothing: 30 * MS, requirement: 100 * MS, bids: 100 * MS }
  /** From the release of a lock to the decision of those who waited. */
  private readonly lag: Record<Obstacle, Micros> = { nothing: 0, requirement: 5 * MS, bids: 3 * MS }

  constructor(private readonly random: () => number) {}

  /** How far apart the deadlines of races that run at once are, so that those who wait in one are decided before the next fills the processor. */
  get apart(): Micros {
    return 4 * this.lead.nothing
  }

  /** Five submissions of six are sent so early that they are decided around the deadline, the others around the deadline itself. */
  draw(racers: number): Plan {
    const obstacle = this.obstacle()
    const early = this.lead[obstacle] + (obstacle === 'nothing' ? 0 : this.between(0, LONGEST_WAIT))
    const by = this.random() < 0.3 ? this.between(5 * MS, 40 * MS) : 0
    const sendAt = Array.from({ length: racers }, () => this.step() - (this.random() < 5 / 6 ? early : 0) + by)
    const first = Math.min(...sendAt)
    return {
      obstacle,
      holdAt: first - 20 * MS,
      releaseAt: this.between(-NEAR, NEAR / 2) - this.lag[obstacle] + by,
      closeAt: this.between(-10 * MS, 20 * MS),
      extension: by === 0 ? null : { at: this.extensionBefore(first), by },
      sendAt,
    }
  }

  /** Takes notice of how a race went. Whether the lead is long enough only those show who had it, not those that were sent around the deadline itself. */
  learn({ obstacle }: Plan, releasedAt: Micros, seen: readonly Seen[]): void {
    if (obstacle === 'nothing') {
      const took = middleOf(seen.map(({ sentAt, decidedAt }) => decidedAt - sentAt))
      this.lead.nothing = Math.min(this.lead.nothing + (took - this.lead.nothing) / 3, LONGEST_LEAD)
      return
    }
    const waited = seen.map(({ decidedAt }) => decidedAt - releasedAt).filter(each => each > 0 && each < 3 * SOON)
    if (waited.length > 0) this.lag[obstacle] += (middleOf(waited) - this.lag[obstacle]) / 3
    const inGoodTime = seen.filter(({ sentAt }) => sentAt + this.lead[obstacle] <= releasedAt)
    const late = inGoodTime.filter(({ decidedAt }) => decidedAt > releasedAt + this.lag[obstacle] + SOON).length / inGoodTime.length
    const change = late > 0.1 ? 1.25 : late < 0.05 ? 0.95 : 1
    this.lead[obstacle] = Math.min(this.lead[obstacle] * change, LONGEST_LEAD)
  }

  /** Mostly the bid's own row: whoever waited there is decided at once when it is let go. */
  private obstacle(): Obstacle {
    const drawn = this.random()
    return drawn < 0.15 ? 'nothing' : drawn < 0.3 ? 'requirement' : 'bids'
  }

  /** Half of them before anything is in their way, the others while submissions come. */
  private extensionBefore(first: Micros): Micros {
    return this.random() < 0.5 ? this.between(first - 100 * MS, first - 30 * MS) : this.between(Math.min(first, -60 * MS), -2 * MS)
  }

  private step(): Micros {
    return Math.round(this.between(-SPREAD, SPREAD) / STEP) * STEP
  }

  private between(from: Micros, to: Micros): Micros {
    return from + this.random() * (to - from)
  }
}

const middleOf = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
