import { validateHeaderValue } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import type { Operation, Schema } from '../../../src/web/openapi/shapes.js'
import type { Contract } from '../../support/contract/contract.js'
import type { Player, TestApp } from '../../support/test-app.js'
import type { World } from './world-with-canaries.js'

interface Sent {
  who: Player | null
  parameters: Readonly<Record<string, unknown>>
  body: unknown
}

interface Where {
  method: string
  path: string
  operation: Operation
  body: Schema | null
}

const MOST_FAILURES = 40

/** Longer than any request may take on the side of the server. */
const LONGEST_ANSWER_MS = 30_000

/** The product under fire: sends, and judges every answer. */
export class Target {
  readonly failures = new Set<string>()
  private readonly statuses = new Map<number, number>()

  constructor(
    private readonly test: TestApp,
    private readonly contract: Contract,
    readonly world: World,
  ) {}

  async send(where: Where, sent: Sent): Promise<void> {
    const { method, path, operation } = where
    const url = addressOf(path, operation, sent.parameters)
    const headers = headersOf(operation, sent, this.test)
    const form = Object.keys(operation.requestBody?.content ?? {}).includes('multipart/form-data')
    const body = sent.body === undefined ? null : form ? formOf(sent.body) : JSON.stringify(sent.body)
    if (typeof body === 'string') headers['Content-Type'] = 'application/json'
    const init = { method, headers, ...(body === null ? {} : { body }) }
    const request = this.requestOf(url, init)
    if (request === null) return
    try {
      const answer = await fetch(request)
      const text = await answer.text()
      this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1)
      this.judge(where, sent, url, { status: answer.status, headers: Object.fromEntries(answer.headers), text })
      if (answer.status === 503) await pause(100)
    } catch (error) {
      this.fail(where, sent, `it gave no answer (${String(error)})`)
    }
  }

  private fail({ operation }: Where, sent: Sent, why: string): void {
    if (this.failures.size < MOST_FAILURES)
      this.failures.add(`${operation.operationId} as ${sent.who ?? 'nobody'}: ${why}; sent ${JSON.stringify(sent).slice(0, 300)}`)
  }

  /** Headers that HTTP itself forbids never leave this process. */
  private requestOf(url: string, init: RequestInit & { headers: Record<string, string> }): Request | null {
    const address = this.test.app.getHttpServer().address() as { port: number }
    try {
      for (const [name, value] of Object.entries(init.headers)) validateHeaderValue(name, value)
      return new Request(`http://127.0.0.1:${address.port}${url}`, { ...init, signal: AbortSignal.timeout(LONGEST_ANSWER_MS) })
    } catch {
      return null
    }
  }

  private judge(
    where: Where,
    sent: Sent,
    url: string,
    { status, headers, text }: { status: number; headers: Record<string, string>; text: string },
  ): void {
    const { faults } = this.contract.judge({ method: where.method, url, status, headers, text })
    const fail = (why: string): void => {
      this.fail(where, sent, `${why}; got ${status} ${text.slice(0, 200)}`)
    }
    if (status >= 500) fail('it broke')
    for (const fault of faults) fail(fault)
    if (status < 400 && where.body !== null && !this.contract.fits(where.body, withoutNulls(sent.body)))
      fail('what the document forbids was taken')
    if (status < 400) for (const name of this.misfits(where, sent)) fail(`${name} was taken, which the document forbids`)
    for (const canary of this.world.canaries)
      if (text.includes(canary.text) && !(sent.who !== null && canary.for.includes(sent.who))) fail(`it tells of ${canary.text}`)
  }

  /** Query parameters that do not fit their schema; numbers and truth values are sent as text. */
  private misfits({ operation: { parameters = [] } }: Where, { parameters: given }: Sent): string[] {
    return parameters
      .filter(({ name, in: place }) => place === 'query' && given[name] !== undefined && given[name] !== null)
      .filter(
        ({ name, schema = {} }) =>
          ![given[name], asText(given[name]), parsed(asText(given[name]))].some(value => this.contract.fits(schema, value)),
      )
      .map(({ name }) => name)
  }

  /** Somebody who may write at this address, so that the text is looked at. */
  writerOf(path: string): Player {
    if (/bids|files|receipts|submissions|timeline|v1\/(applications|memberships)/.test(path)) return 'supplier-admin'
    return path.includes('requirements') ? 'buyer-author' : 'procurement-officer'
  }

  figures(): [string, string][] {
    return [...this.statuses].sort(([one], [other]) => one - other).map(([status, count]) => [`answers of ${status}`, String(count)])
  }
}

/** Null deletes an optional member, or is the same as leaving it out. */
const withoutNulls = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutNulls)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, member]) => member !== null)
            .map(([name, member]) => [name, withoutNulls(member)]),
        )
      : value

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Half of a surrogate pair cannot be written in an address at all. */
const encoded = (value: unknown): string => encodeURIComponent(asText(value).toWellFormed())

function addressOf(path: string, { parameters = [] }: Operation, given: Sent['parameters']): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(given[name] ?? 'x').replaceAll('.', '%2E'))
  const query = parameters
    .filter(({ name, in: place }) => place === 'query' && given[name] !== undefined && given[name] !== null)
    .map(({ name }) => `${name}=${encoded(given[name])}`)
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`
}

function headersOf({ parameters = [] }: Operation, { who, parameters: given }: Sent, test: TestApp): Record<string, string> {
  const sent = parameters.filter(({ name, in: place }) => place === 'header' && given[name] !== undefined && given[name] !== null)
  const headers = Object.fromEntries(sent.map(({ name }) => [name, asText(given[name])]))
  if (who !== null) headers['Authorization'] = `Bearer ${String(test.tokens.get(who))}`
  return headers
}

function formOf(body: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {}))
    if (name === 'file') form.append('file', new Blob([asText(value)]), 'notes.txt')
    else form.append(name, asText(value).toWellFormed())
  return form
}
