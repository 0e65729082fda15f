import { setTimeout as pause } from 'node:timers/promises'

import { type Answer, bearer, type HttpClient } from '../../support/http-client.js'
import type { LiveMarket } from '../../support/live-market.js'
import type { Newcomer, Player, TestApp } from '../../support/test-app.js'
import { answer as saveAnswers, acknowledge, anOpenRequirement, aWorkingCopy, type Bidder, GOLDEN } from '../../support/world.js'

/** What a trial saw, in words for the report, and what was wrong with it. */
export interface Seen {
  figure: string
  faults: readonly string[]
}

export interface Trial {
  name: string
  run: (desk: Desk) => Promise<Seen>
}

export interface Sending {
  key?: string
  etag?: string
  body?: unknown
}

/** Where requests are handed in: each goes to the next process of the product. */
export class Desk {
  readonly answers: Answer[] = []
  private next = 0

  constructor(
    readonly market: LiveMarket,
    private readonly clients: readonly HttpClient[],
    readonly random: () => number,
    /** How often what depends on luck is tried. */
    readonly times: number,
  ) {}

  get test(): TestApp {
    return this.market.test
  }

  send(who: Player | Newcomer, route: string, sending: Sending = {}): Promise<Answer> {
    return this.sendAs(String(this.test.tokens.get(who)), route, sending)
  }

  async sendAs(token: string, route: string, { key, etag, body }: Sending = {}): Promise<Answer> {
    const [method = '', path = ''] = route.split(' ')
    const client = this.clients[(this.next += 1) % this.clients.length]
    if (client === undefined) throw new Error('There is no process to ask.')
    const keyed = key === undefined ? {} : { 'Idempotency-Key': key }
    const conditional = etag === undefined ? {} : { 'If-Match': etag }
    const answer = await client.ask(method, `/api/v1${path}`, { ...bearer(token), ...keyed, ...conditional }, body)
    this.answers.push(answer)
    return answer
  }

  atOnce(times: number, send: (place: number) => Promise<Answer>): Promise<Answer[]> {
    return Promise.all(Array.from({ length: times }, (_, place) => send(place)))
  }

  /** Some moment within so many milliseconds. */
  some(milliseconds: number): Promise<void> {
    return pause(this.random() * milliseconds)
  }

  /** A bid that can be submitted, on a requirement of its own. */
  async aReadyBid(bidder: Bidder = 'supplier-admin', closesIn = 86_400): Promise<string> {
    const bidId = await aWorkingCopy(this.test, await anOpenRequirement(this.test, { closesIn }), bidder)
    await saveAnswers(this.test, bidId, GOLDEN.passing, bidder)
    await acknowledge(this.test, bidId, bidder)
    return bidId
  }

  async versionsOf(bidId: string): Promise<number> {
    return (await this.test.rows('SELECT number FROM bid_version WHERE bid_id = $1', [bidId])).length
  }
}

/** The answers by status, and by code where they are refusals: "201 ×1, 409 idempotency-key-in-flight ×3". */
export function counted(answers: readonly Answer[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(kindOf(answer), (counts.get(kindOf(answer)) ?? 0) + 1)
  return counts
}

export const inWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted()
    .map(([kind, count]) => `${kind} ×${count}`)
    .join(', ')

/** A fault for each kind of answer that is not allowed. */
export const unlike = (answers: readonly Answer[], ...allowed: string[]): string[] =>
  [...counted(answers)].filter(([kind]) => !allowed.includes(kind)).map(([kind, count]) => `${count} answers ${kind}`)

export const claim = (holds: boolean, otherwise: string): string[] => (holds ? [] : [otherwise])

export const kindOf = ({ status, text }: Answer): string =>
  status < 400 ? String(status) : `${status} ${(JSON.parse(text) as { code: string }).code}`
