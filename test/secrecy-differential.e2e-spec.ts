import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { openApiOf } from '../src/web/openapi.js'
import { newId } from '../src/shared/ids.js'
import { aCategoryUnder, aClaimed, done, findAllGood, inWorkingDays, noInterestIn, supplierOf } from './support/deciding.js'
import { aFile } from './support/evidence.js'
import type { HttpClient } from './support/http-client.js'
import { LiveMarket } from './support/live-market.js'
import { aSupplier } from './support/people.js'
import { ask, metricsOf, type Somebody, thingsOf } from './support/secrecy/asker.js'
import { aBidWithCanary, aCanary } from './support/secrecy/canary.js'
import { everyRequest } from './support/secrecy/every-request.js'
import { masked, maskedMetrics, type Span } from './support/secrecy/masks.js'
import { PLAYERS, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, declareNoInterests, eventsHandled } from './support/world.js'

const RIVAL = 'rival-admin'
const OTHERS: readonly Somebody[] = ['nobody', 'new-third', ...PLAYERS.filter(player => player !== RIVAL)]

/** Those who are not of the operator, whose officers work on what suppliers ask and tell. */
const OPERATORS: readonly Somebody[] = ['procurement-officer', 'second-officer', 'senior-officer', 'auditor']

/** What the rival has done in one of the two runs that are compared. */
const DOINGS = ['nothing', 'a draft', 'a submitted bid', 'an application'] as const

type Doing = (typeof DOINGS)[number]

/** The deadline is far away, or has passed and nothing is opened. */
const WHENS = ['before the deadline', 'after it'] as const

type When = (typeof WHENS)[number]

/** Nothing that a deadline changes is in what a supplier asks to join. */
const RUNS = WHENS.flatMap(when => DOINGS.map(doing => [doing, when] as const)).filter(
  ([doing, when]) => doing !== 'an application' || when === 'before the deadline',
)

/** All that one run answered, request by request. */
type Told = ReadonlyMap<string, string>

describe('Two runs that differ only in what a rival has done', () => {
  let world: TestApp
  let requirementId: string
  let categoryId: string
  const secret = newId()
  const runs = new Map<string, Told>()

  beforeAll(async () => {
    world = await aWorld()
    const template = await world.leave()
    for (const [doing, when] of RUNS) runs.set(`${doing} ${when}`, await run(template, doing, when))
  }, 600_000)
  afterAll(() => world.drop())

  /** One requirement on which one supplier bids, and the rival not yet. */
  const aWorld = async (): Promise<TestApp> => {
    const test = await TestApp.start({ working: true })
    await aSupplier(test, 'new-third')
    requirementId = await anOpenRequirement(test, { closesIn: 3600 })
    categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await declareNoInterests(test, requirementId)
    await eventsHandled(test)
    // So old in every run that none sees them become overdue (mails_unsent), however slow the machine is.
    await test.rows(`UPDATE notification SET created_at = created_at - interval '1 hour'`)
    return test
  }

  /** On a copy of that world: the rival does what it does through the process that is then asked everything by everybody else. */
  const run = async (template: string, doing: Doing, when: When): Promise<Told> => {
    const fromMs = performance.timeOrigin + performance.now()
    const market = await LiveMarket.on(await TestApp.start({ template, signedIn: [] }), { pool: 10, working: true })
    const { test } = market
    try {
      const [client] = market.clientsOf(4) as [HttpClient]
      // One after another, because lists of sign-ins are in their order.
      for (const player of [...PLAYERS, 'new-third'] as const) await test.signIn(player)
      test.address = `http://127.0.0.1:${client.port}`
      await act(test, doing)
      if (when === 'after it') await test.moveClock('61 minutes')
      await eventsHandled(test)
      const aheadMs = when === 'after it' ? 61 * 60_000 : 0
      const told = await everythingTold(test, client, () => ({ fromMs, toMs: performance.timeOrigin + performance.now(), aheadMs }))
      return told.set('GET /metrics', maskedMetrics(await metricsOf(market.processes[0]?.metricsPort ?? 0)))
    } finally {
      await market.putAway()
    }
  }

  const act = async (test: TestApp, doing: Doing): Promise<void> => {
    if (doing === 'nothing') return
    if (doing === 'an application') return applyAndTell(test)
    const bidId = await aBidWithCanary(test, requirementId, aCanary(), RIVAL)
    const { id: fileId } = await aFile(test, bidId, 'evidence.pdf', RIVAL)
    for (const path of [`/files/${fileId}`, `/files/${fileId}/content`]) await test.api(RIVAL).get(path).expect(200)
    if (doing === 'a submitted bid') await test.api(RIVAL).post(`/bids/${bidId}/submit`).expect(201)
  }

  /** All that a supplier tells the marketplace alone: library, application, thread, a ground of exclusion, findings, an answer to an invitation, an incident. */
  const applyAndTell = async (test: TestApp): Promise<void> => {
    await noInterestIn(test, await supplierOf(test, RIVAL), 'procurement-officer')
    const application = await aClaimed(test, { as: RIVAL, categoryId })
    await done(test, application, 'ask', { text: `Which office? ${aCanary()}`, replyBy: await inWorkingDays(test, 2) })
    await test.api(RIVAL).post(`/applications/${application}/reply`).send({ text: aCanary() }).expect(200)
    const replyBy = await inWorkingDays(test, 2)
    await done(test, application, 'exclusions', { ground: 'L202', evidence: aCanary(), replyBy })
    await test.api(RIVAL).post(`/applications/${application}/exclusions/L202/reply`).send({ text: aCanary() }).expect(200)
    await findAllGood(test, application)
    await test.api(RIVAL).post(`/requirements/${requirementId}/invitation/decline`).send({ reason: 'terms' }).expect(200)
    const [membership] = await test.rows<{ id: string }>(
      `SELECT m.id FROM membership m JOIN application a ON a.supplier_id = m.supplier_id WHERE a.id = $1 ORDER BY m.id LIMIT 1`,
      [application],
    )
    const incident = { account: aCanary(), happenedOn: '2026-01-15', product: aCanary() }
    await test
      .api(RIVAL)
      .post(`/memberships/${String(membership?.id)}/incidents`)
      .send(incident)
      .expect(204)
  }

  const everythingTold = async (test: TestApp, client: HttpClient, span: () => Span): Promise<Map<string, string>> => {
    const told = new Map<string, string>()
    const requests = everyRequest(openApiOf(test.app), await thingsOf(test, requirementId, secret))
    for (const who of OTHERS) {
      for (const asked of requests) {
        told.set(`${asked.method} ${asked.path} as ${who}`, masked(await ask(client, test, who, asked), span()))
      }
    }
    return told
  }

  const differences = (one: Told | undefined, other: Told | undefined, isMeant: (asked: string) => boolean = () => true) =>
    [...(one ?? [])]
      .filter(([asked, answer]) => isMeant(asked) && other?.get(asked) !== answer)
      .map(([asked, answer]) => [asked, answer, other?.get(asked)])

  describe.each(WHENS)('%s', when => {
    it.each(['a draft', 'a submitted bid'] as const)('are answered in the same bytes: nothing, and %s', doing => {
      const [without, withIt] = [runs.get(`nothing ${when}`), runs.get(`${doing} ${when}`)]
      expect(without?.size).toBeGreaterThan(500)
      expect(differences(without, withIt)).toEqual([])
    })
  })

  it('are answered in the same bytes to whoever is not of the operator: nothing, and an application', () => {
    const [without, withIt] = [runs.get('nothing before the deadline'), runs.get('an application before the deadline')]
    // What was asked how often is for the operator too.
    const isOperators = (asked: string): boolean => asked === 'GET /metrics' || OPERATORS.some(who => asked.endsWith(` as ${who}`))
    expect(differences(without, withIt, asked => !isOperators(asked))).toEqual([])
    expect(differences(without, withIt, asked => asked.endsWith('/officer/applications as procurement-officer'))).toHaveLength(1)
  })
})
