import type { Answer } from '../../support/http-client.js'
import type { Player } from '../../support/test-app.js'
import { GOLDEN } from '../../support/world.js'
import { aCourse, aModel, type Entry, moreRacers } from '../racers.js'
import { counted, type Desk, inWords, kindOf, type Seen, type Trial, unlike } from './desk.js'

const RACERS = 8

/** Something that happens to a requirement or its bidders while they submit, and the answers it may leave them with. */
interface Interference {
  name: string
  /** Readies it on the requirement, and answers how it is done. */
  prepare: (desk: Desk, requirementId: string) => Promise<() => PromiseLike<unknown>>
  allowed: readonly string[]
}

const INTERFERENCES: readonly Interference[] = [
  {
    name: 'memberships suspended meanwhile',
    // Standing has no verb yet: under the locks that it will take.
    prepare: (desk, id) => Promise.resolve(() => desk.test.rows(SUSPEND, [id])),
    allowed: ['201', '409 membership-not-active'],
  },
  {
    name: 'requirement cancelled meanwhile',
    prepare: async (desk, id) => {
      const cancel = (who: Player) => desk.send(who, `POST /requirements/${id}/cancel`, { body: { reason: 'The money went elsewhere.' } })
      await cancel('buyer-author')
      return () => cancel('buyer-approver')
    },
    allowed: ['201', '409 requirement-not-open'],
  },
  {
    name: 'requirement amended meanwhile, in words that no rule reads',
    prepare: async (desk, id) => {
      const { headers } = await desk.send('buyer-author', `GET /requirements/${id}`)
      const body = { changes: { title: 'Finding road defects' }, reason: 'A clearer title.' }
      return () => desk.send('buyer-author', `POST /requirements/${id}/amend`, { etag: String(headers.etag), body })
    },
    allowed: ['201'],
  },
]

const SUSPEND = `
  UPDATE membership SET state = 'suspended' WHERE supplier_id IN (SELECT supplier_id FROM bid WHERE requirement_id = $1)`

export const INTERFERING: readonly Trial[] = [
  ...INTERFERENCES.map(interference => ({ name: interference.name, run: (desk: Desk) => interfere(desk, interference) })),
  { name: 'replaced while being withdrawn', run: replaceWhileWithdrawing },
]

/** Lets racers submit at some moment, and the other thing happen at some moment too, again and again. */
async function interfere(desk: Desk, { prepare, allowed }: Interference): Promise<Seen> {
  const model = await aModel(desk.test)
  const answers: Answer[] = []
  for (let time = 0; time < desk.times; time += 1) {
    const course = await aCourse(desk.test, model, await moreRacers(desk.test, RACERS))
    const act = await prepare(desk, course.requirementId)
    const acting = desk.some(60).then(act)
    answers.push(...(await Promise.all(course.entries.map(entry => submitSometime(desk, entry, 40)))))
    await acting
  }
  return { figure: inWords(counted(answers)), faults: unlike(answers, ...allowed) }
}

async function submitSometime(desk: Desk, { bidId, token }: Entry, within: number): Promise<Answer> {
  await desk.some(within)
  return desk.sendAs(token, `POST /bids/${bidId}/submit`)
}

const OTHER_PRICES = GOLDEN.bid.priceSchedule.map(line => ({ ...line, unitPrice: '1.00' }))

/** What may become of the two: the bid is withdrawn in any case, and the replacement came before or not at all. */
const BOTH_WAYS = ['201 then 200', '409 bid-not-writable then 200']

async function replaceWhileWithdrawing(desk: Desk): Promise<Seen> {
  const model = await aModel(desk.test)
  const outcomes: string[] = []
  for (let time = 0; time < desk.times; time += 1) {
    const course = await aCourse(desk.test, model, await moreRacers(desk.test, RACERS))
    outcomes.push(...(await Promise.all(course.entries.map(entry => replaceAndWithdraw(desk, entry)))))
  }
  const counts = new Map(BOTH_WAYS.map(way => [way, outcomes.filter(outcome => outcome === way).length]))
  return { figure: inWords(counts), faults: outcomes.filter(outcome => !BOTH_WAYS.includes(outcome)) }
}

async function replaceAndWithdraw(desk: Desk, { bidId, token }: Entry): Promise<string> {
  const send = (route: string, etag?: string, body?: unknown) => desk.sendAs(token, route, etag === undefined ? {} : { etag, body })
  await send(`POST /bids/${bidId}/submit`)
  const { headers } = await send(`GET /bids/${bidId}`)
  await send(`PATCH /bids/${bidId}`, String(headers.etag), { priceSchedule: OTHER_PRICES })
  const [replaced, withdrawn] = await Promise.all([
    submitSometime(desk, { bidId, token, supplierId: '' }, 20),
    desk.some(20).then(() => desk.sendAs(token, `POST /bids/${bidId}/withdraw`)),
  ])
  return `${kindOf(replaced)} then ${kindOf(withdrawn)}`
}
