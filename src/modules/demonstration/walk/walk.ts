import { setTimeout as pause } from 'node:timers/promises'

import type { PublicKey } from '../../bids/domain/receipt-key.js'
import { isSignedWith, type Signature } from '../../bids/domain/signed-document.js'
import { PEOPLE } from '../cast.js'
import { type Answer, ApiClient } from './api-client.js'

export type Tell = (line: string) => void

/** A step of the walk: what it shows, and the request and the answer that show it. */
export interface Step {
  chapter: string
  what: string
  answer: Answer
}

/** One person signs in once, for all walks. */
export class SignIns {
  private readonly clients = new Map<string, Promise<ApiClient>>()

  constructor(private readonly baseUrl: string) {}

  /** The keys by which anybody verifies what the marketplace signed. */
  async publicKeys(): Promise<Map<string, PublicKey>> {
    const response = await fetch(`${this.baseUrl}/.well-known/receipt-keys.json`)
    const { keys } = (await response.json()) as { keys: (PublicKey & { kid: string })[] }
    return new Map(keys.map(({ kid, ...key }) => [kid, key]))
  }

  async everybody(): Promise<void> {
    await Promise.all(PEOPLE.map(({ email }) => this.as(email.replace('@example.test', ''))))
  }

  as(who: string): Promise<ApiClient> {
    const client = this.clients.get(who) ?? ApiClient.signIn(this.baseUrl, who)
    this.clients.set(who, client)
    return client
  }
}

/** One case on its way: tells each step, keeps it for the tour, and stops at the first answer that is not the expected one. */
export class Walk {
  readonly steps: Step[] = []
  private title = ''

  constructor(
    private readonly people: SignIns,
    readonly tell: Tell,
  ) {}

  as(who: string): Promise<ApiClient> {
    return this.people.as(who)
  }

  /** What the next steps are about. */
  chapter(title: string): void {
    this.title = title
    this.tell(`--- ${title}`)
  }

  /** Tells the step with its status, or stops the walk. */
  step(answer: Answer, expected: number, what: string): Answer {
    this.tell(`${answer.status}  ${what}`)
    this.steps.push({ chapter: this.title, what, answer })
    return must(answer, expected)
  }

  /** Verifies what the marketplace signed by its published keys, or stops the walk. */
  async verifySigned({ body }: Answer): Promise<void> {
    const signed = body as unknown as Signature
    const key = (await this.people.publicKeys()).get(signed.kid)
    if (key === undefined || !isSignedWith(signed, key)) throw new Error(`The signature is not genuine: ${JSON.stringify(body)}`)
    this.detail(`genuine, signed with the key ${signed.kid}`)
  }

  /** Tells something that belongs to the last step. */
  detail(line: string): void {
    this.tell(`     ${line}`)
  }
}

/** The answer, when it is the expected one. */
export function must(answer: Answer, expected: number): Answer {
  if (answer.status === expected) return answer
  const { who, method, path } = answer.asked
  throw new Error(`${who}, ${method} ${path}: expected ${expected}, was answered ${answer.status} ${JSON.stringify(answer.body)}`)
}

export const idOf = ({ body }: Answer): string => String(body['id'])

/** Asks again until there is an answer, for a minute. */
export async function eventually<T>(what: string, question: () => Promise<T | null>): Promise<T> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const answer = await question()
    if (answer !== null) return answer
    await pause(250)
  }
  throw new Error(`Within a minute there was no ${what}.`)
}
