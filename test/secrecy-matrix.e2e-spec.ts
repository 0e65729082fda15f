import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { openApiOf } from '../src/web/openapi.js'
import type { Answer, HttpClient } from './support/http-client.js'
import { aClaim, aProduct, saveAnswer } from './support/library.js'
import { LiveMarket } from './support/live-market.js'
import { aSupplier } from './support/people.js'
import { ask, metricsOf, type Somebody, thingsOf } from './support/secrecy/asker.js'
import { aBidWithCanary, aCanary, CANARY_PRICE, formsOf } from './support/secrecy/canary.js'
import { type Asked, everyRequest } from './support/secrecy/every-request.js'
import { PLAYERS } from './support/test-app.js'
import { anOpenRequirement } from './support/world.js'

const OWNER = 'rival-admin'

/** Everybody but those whose bid it is. */
const ASKERS: readonly Somebody[] = ['nobody', 'new-rival', ...PLAYERS.filter(player => player !== OWNER)]

/** How a bid that was written comes into each state in which it is secret; the last one moves the clock for all. */
const STATES = ['draft', 'submitted', 'withdrawn', 'closed and not opened'] as const

type State = (typeof STATES)[number]

describe('A sealed bid', () => {
  let market: LiveMarket
  let client: HttpClient
  let document: ReturnType<typeof openApiOf>
  const [canary, forms] = ((text: string) => [text, [...formsOf(text), ...formsOf(CANARY_PRICE)]] as const)(aCanary())
  const bids = new Map<State, { requirementId: string; bidId: string }>()

  beforeAll(async () => {
    market = await LiveMarket.open({ pool: 10, logLevel: 'trace', working: true })
    ;[client] = market.clientsOf(4) as [HttpClient]
    document = openApiOf(market.test.app)
    market.test.address = `http://127.0.0.1:${client.port}`
    await aSupplier(market.test, 'new-rival')
    for (const state of STATES) {
      const requirementId = await anOpenRequirement(market.test, { closesIn: state === 'closed and not opened' ? 3600 : 86_400 })
      bids.set(state, { requirementId, bidId: await aBidWithCanary(market.test, requirementId, canary, OWNER) })
    }
    const product = await aProduct(market.test, canary, OWNER)
    await saveAnswer(market.test, 'B1', aClaim('2099-12-31', canary), { product, as: OWNER })
    await saveAnswer(market.test, 'L103', { values: { address: canary } }, { as: OWNER })
    for (const state of STATES.slice(1))
      await market.test
        .api(OWNER)
        .post(`/bids/${bidIn(state).bidId}/submit`)
        .expect(201)
    await market.test.rows(`UPDATE bid SET state = 'withdrawn' WHERE id = $1`, [bidIn('withdrawn').bidId])
  })
  afterAll(() => market.putAway())

  const bidIn = (state: State) => bids.get(state) ?? { requirementId: '', bidId: '' }

  const tellsOf = (text: string): string[] => forms.filter(form => text.includes(form))

  const leaksIn = ({ status, headers, text }: Answer, { method, path }: Asked, bidId: string): string[] => {
    const [where, told] = [`${method} ${path} ${status}`, tellsOf(`${JSON.stringify(headers)}\n${text}`)]
    const lets = path.includes(bidId) && (status < 400 || status >= 500)
    return [...told.map(form => `${where} tells ${form}`), ...(lets ? [`${where} to somebody else’s bid`] : [])]
  }

  it('is read by its supplier, canary and all: otherwise nothing of this would mean anything', async () => {
    const library = await market.test.api(OWNER).get('/library').expect(200)
    expect(library.text.split(canary)).toHaveLength(4)
    for (const state of STATES) {
      const { bidId } = bidIn(state)
      const { text } = await market.test.api(OWNER).get(`/bids/${bidId}`).expect(200)
      const answers = await market.test.api(OWNER).get(`/bids/${bidId}/ethics-answers`).expect(200)
      expect([text.split(canary).length > 5, text.includes(CANARY_PRICE), answers.text.split(canary).length > 20]).toEqual([
        true,
        true,
        true,
      ])
    }
  })

  describe.each(STATES)('that is %s', state => {
    beforeAll(async () => {
      if (state !== 'closed and not opened') return
      await market.test.moveClock('61 minutes')
      await Promise.all([...PLAYERS, 'new-rival' as const].map(player => market.test.signIn(player)))
    })

    it.each(ASKERS)('tells nothing to the %s, whatever is asked', async who => {
      const { requirementId, bidId } = bidIn(state)
      const requests = everyRequest(document, await thingsOf(market.test, requirementId, bidId))
      expect(requests.length).toBeGreaterThan(50)
      const leaks: string[] = []
      for (const asked of requests) leaks.push(...leaksIn(await ask(client, market.test, who, asked), asked, bidId))
      expect(leaks).toEqual([])
    })
  })

  it('stands neither in the metrics nor in the log', async () => {
    const [process] = market.processes
    if (process === undefined) throw new Error('The product does not run.')
    expect(process.running.out).toContain('answered')
    const told = `${await metricsOf(process.metricsPort)}\n${process.running.out}\n${process.running.errors}`
    expect(tellsOf(told)).toEqual([])
  })
})
