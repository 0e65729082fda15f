import type { Answer } from '../../support/http-client.js'
import { hire } from '../../support/people.js'
import type { Newcomer, Player } from '../../support/test-app.js'
import { GOLDEN } from '../../support/world.js'
import { claim, counted, type Desk, inWords, type Trial, unlike } from './desk.js'

const ROUNDS_OF_AN_ADMIN = 5

/** Two people of one supplier at work on one bid. */
export const WRITERS: readonly Trial[] = [
  {
    name: 'two writers on different sections',
    run: async desk => {
      const bidId = await desk.aReadyBid()
      const answers = await Promise.all([
        save(desk, 'bid-writer', bidId, 'Q101', '"1"'),
        save(desk, 'supplier-admin', bidId, 'Q203', '"1"'),
      ])
      return { figure: inWords(counted(answers)), faults: unlike(answers, '200') }
    },
  },
  {
    name: 'two writers on the same section',
    run: async desk => {
      const bidId = await desk.aReadyBid()
      const answers = await Promise.all([
        save(desk, 'bid-writer', bidId, 'Q203', '"1"'),
        save(desk, 'supplier-admin', bidId, 'Q203', '"1"'),
      ])
      const one = claim(counted(answers).get('200') === 1, 'not exactly one was saved')
      return { figure: inWords(counted(answers)), faults: [...unlike(answers, '200', '412 stale-version'), ...one] }
    },
  },
  {
    name: 'two admins who each change the price and submit, again and again',
    run: async desk => {
      await hire(desk.test, 'new-second-admin', 'First Example Supplier', 'supplier-admin')
      const bidId = await desk.aReadyBid()
      const answers = (
        await Promise.all((['supplier-admin', 'new-second-admin'] as const).map(who => replaceAgain(desk, who, bidId)))
      ).flat()
      const fresh = answers.filter(({ status }) => status === 201).map(({ text }) => JSON.parse(text) as { version: number })
      const versions = await desk.versionsOf(bidId)
      const numbered = claim(
        new Set(fresh.map(({ version }) => version)).size === versions,
        `${fresh.length} receipts for ${versions} versions`,
      )
      const kept = await Promise.all(fresh.map(receipt => keeps(desk, bidId, receipt)))
      return {
        figure: inWords(counted(answers)),
        faults: [...unlike(answers, '200', '201', '412 stale-version'), ...numbered, ...kept.flat()],
      }
    },
  },
]

/** Saves the golden answer of a question over the golden answer: what counts is who may. */
function save(desk: Desk, who: Player, bidId: string, question: string, etag: string): Promise<Answer> {
  return desk.send(who, `PATCH /bids/${bidId}/ethics-answers`, { etag, body: { [question]: GOLDEN.passing[question] } })
}

async function replaceAgain(desk: Desk, who: Player | Newcomer, bidId: string): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let round = 1; round <= ROUNDS_OF_AN_ADMIN; round += 1) {
    const { headers } = await desk.send(who, `GET /bids/${bidId}`)
    const priceSchedule = GOLDEN.bid.priceSchedule.map(({ lineId }) => ({ lineId, unitPrice: `${Math.ceil(desk.random() * 10_000)}.00` }))
    answers.push(await desk.send(who, `PATCH /bids/${bidId}`, { etag: String(headers.etag), body: { priceSchedule } }))
    answers.push(await desk.send(who, `POST /bids/${bidId}/submit`))
  }
  return answers
}

/** Whether the receipt of a version, asked for later, is the one that was given. */
async function keeps(desk: Desk, bidId: string, given: { version: number }): Promise<string[]> {
  const { text } = await desk.send('supplier-admin', `GET /bids/${bidId}/receipts/${given.version}`)
  return claim(text === JSON.stringify(given), `the receipt of version ${given.version} is another one now`)
}
