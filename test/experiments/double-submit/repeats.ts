import { randomUUID } from 'node:crypto'

import type { Answer } from '../../support/http-client.js'
import { hire } from '../../support/people.js'
import { claim, counted, type Desk, inWords, type Trial, unlike } from './desk.js'

const AT_ONCE = 50

const receiptsIn = (answers: readonly Answer[]): Set<string> =>
  new Set(answers.filter(({ status }) => status < 300).map(({ text }) => text))

const submit = (bidId: string): string => `POST /bids/${bidId}/submit`

/** One submission sent again and again, with one key and with many. */
export const REPEATS: readonly Trial[] = [
  {
    name: 'one key, fifty times at once',
    run: async desk => {
      const [bidId, key] = [await desk.aReadyBid(), randomUUID()]
      const answers = await desk.atOnce(AT_ONCE, () => desk.send('supplier-admin', submit(bidId), { key }))
      const again = await desk.send('supplier-admin', submit(bidId), { key })
      return seen(desk, bidId, answers, [...unlike(answers, '201', '409 idempotency-key-in-flight'), ...unlike([again], '201')], [again])
    },
  },
  {
    name: 'fifty keys at once',
    run: async desk => {
      const bidId = await desk.aReadyBid()
      const answers = await desk.atOnce(AT_ONCE, () => desk.send('supplier-admin', submit(bidId), { key: randomUUID() }))
      const fresh = claim(counted(answers).get('201') === 1, 'not exactly one made a version')
      return seen(desk, bidId, answers, [...unlike(answers, '200', '201'), ...fresh])
    },
  },
  {
    name: 'one key for another request',
    run: async desk => {
      const [bidId, key] = [await desk.aReadyBid(), randomUUID()]
      const first = await desk.send('supplier-admin', submit(bidId), { key })
      const other = await desk.send('supplier-admin', `${submit(bidId)}?again=true`, { key })
      const withBody = await desk.send('supplier-admin', submit(bidId), { key, body: { again: true } })
      const faults = [
        ...unlike([first], '201'),
        ...unlike([other], '422 idempotency-key-reused'),
        ...unlike([withBody], '400 invalid-request'),
      ]
      return seen(desk, bidId, [first, other, withBody], faults)
    },
  },
  {
    name: 'one key for other people and organisations',
    run: async desk => {
      await hire(desk.test, 'new-admin', 'First Example Supplier', 'supplier-admin')
      const [bidId, rivals, key] = [await desk.aReadyBid(), await desk.aReadyBid('rival-admin'), randomUUID()]
      const own = await desk.send('supplier-admin', submit(bidId), { key })
      const colleague = await desk.send('new-admin', submit(bidId), { key })
      const rival = await desk.send('rival-admin', submit(rivals), { key })
      const apart = claim(rival.text !== own.text && rival.text.includes(rivals), 'the rival got another receipt than its own')
      const faults = [...unlike([own, rival], '201'), ...unlike([colleague], '200'), ...apart]
      return seen(desk, bidId, [own, colleague], faults)
    },
  },
  {
    name: 'one key again after more than 24 hours',
    run: async desk => {
      const [bidId, key] = [await desk.aReadyBid('supplier-admin', 3 * 86_400), randomUUID()]
      const first = await desk.send('supplier-admin', submit(bidId), { key })
      await desk.test.moveClock('25 hours')
      await desk.test.signIn('supplier-admin')
      const later = await desk.send('supplier-admin', submit(bidId), { key })
      return seen(desk, bidId, [first, later], [...unlike([first], '201'), ...unlike([later], '200')])
    },
  },
]

/** One version, and whoever was let through has its receipt. */
async function seen(desk: Desk, bidId: string, answers: Answer[], faults: string[], more: Answer[] = []) {
  const [versions, receipts] = [await desk.versionsOf(bidId), receiptsIn([...answers, ...more])]
  const one = [...claim(versions === 1, `${versions} versions`), ...claim(receipts.size === 1, `${receipts.size} different receipts`)]
  return { figure: inWords(counted(answers)), faults: [...faults, ...one] }
}
