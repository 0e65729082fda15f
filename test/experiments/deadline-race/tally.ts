import type { Outcome } from '../experiment.js'
import { type Aim, NEAR, type Plan } from './aim.js'
import { decidedAt, faultsOf, type Try } from './deadline-oracle.js'
import type { Race } from './race.js'

/** What the processes and the database had to say in the end. */
interface End {
  errors: string[]
  deadlocks: number
  halfWritten: readonly string[]
}

/** Of all decisions, this part must have been near the deadline for the race to mean something; so many tries it takes to learn to aim. */
const NEAR_SHARE = 0.2
const LEARNING = 2_000

/** Judges race after race, and adds up. */
export class Tally {
  tries = 0
  private races = 0
  private extended = 0
  private accepted = 0
  private refused = 0
  private near = 0
  private sentLate = 0
  private answeredEarly = 0
  private serverErrors = 0
  private readonly faults: string[] = []

  constructor(private readonly planned: number) {}

  add(plan: Plan, race: Race, aim: Aim): void {
    this.races += 1
    this.extended += race.extended ? 1 : 0
    for (const attempt of race.tries) this.judge(attempt, race)
    aim.learn(
      plan,
      race.releasedAt,
      race.tries.map(attempt => ({ sentAt: attempt.sentAt, decidedAt: decidedAt(attempt) ?? attempt.answeredAt })),
    )
  }

  private judge(attempt: Try, { deadline, stored }: Race): void {
    this.tries += 1
    this.accepted += attempt.status === 201 ? 1 : 0
    this.refused += attempt.status === 409 ? 1 : 0
    this.serverErrors += attempt.status >= 500 ? 1 : 0
    this.sentLate += attempt.sentAt >= deadline ? 1 : 0
    this.answeredEarly += attempt.answeredAt < deadline ? 1 : 0
    this.near += Math.abs((decidedAt(attempt) ?? Infinity) - deadline) <= NEAR ? 1 : 0
    this.faults.push(
      ...faultsOf(
        attempt,
        deadline,
        stored.filter(({ bidId }) => bidId === attempt.bidId),
      ),
    )
  }

  outcome({ errors, deadlocks, halfWritten }: End): Outcome {
    const share = this.near / this.tries
    return {
      figures: [
        ['tries', `${this.tries} of ${this.planned} planned, in ${this.races} races`],
        ['accepted', String(this.accepted)],
        ['refused', String(this.refused)],
        ['decided within 5 ms of the deadline', `${(share * 100).toFixed(1)} %`],
        ['sent at or after the deadline', String(this.sentLate)],
        ['answered before it', String(this.answeredEarly)],
        ['races whose deadline was moved', String(this.extended)],
        ['wrong', String(this.faults.length)],
        ['half-written', String(halfWritten.length)],
        ['answers 5xx', String(this.serverErrors)],
        ['deadlocks', String(deadlocks)],
      ],
      failures: [
        ...this.faults,
        ...halfWritten,
        ...errors,
        ...(share >= NEAR_SHARE || this.tries < LEARNING
          ? []
          : [`Only ${(share * 100).toFixed(1)} % were decided within 5 ms of the deadline.`]),
        ...(deadlocks === 0 ? [] : [`The database broke ${deadlocks} deadlocks.`]),
      ],
    }
  }
}
