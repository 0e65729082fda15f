import type { Answer } from '../../support/http-client.js'
import { GOLDEN } from '../../support/world.js'
import { aCourse, aModel, type Entry, moreRacers } from '../racers.js'
import { counted, type Desk, inWords, kindOf, type Seen, type Trial, unlike } from './desk.js'

const RACERS = 8

/** Something that happens to a requirement or its bidders while they submit, and the answers it may leave them with. */
interface Interference {
  name: string
  /** Under the locks, and in the order of locks, that the act itself takes. */
  sql: string
  allowed: readonly string[]
}

const INTERFERENCES: readonly Interference[] = [
  {
    name: 'memberships suspended meanwhile',
    sql: `UPDATE membership SET state = 'suspended' WHERE supplier_id IN (SELECT supplier_id FROM bid WHERE requirement_id = $1)`,
    allowed: ['201', '409 membership-not-active'],
  },
  {
    name: 'requirement cancelled meanwhile',
    sql: `UPDATE requirement SET state = 'cancelled', revision = revision + 1 WHERE id = (SELECT id FROM requirement WHERE id = $1 FOR UPDATE)`,
    allowed: ['201', '409 requirement-not-open'],
  },
  {
    name: 'requirement amended meanwhile, with one more question',
    sql: `UPDATE requirement SET revision = revision + 1,
            content = jsonb_set(content, '{awardQuestions}', (content->'awardQuestions') || jsonb_set(content->'awardQuestions'->0, '{id}', '"A99"'))
          WHERE id = (SELECT id FROM requirement WHERE id = $1 FOR UPDATE)`,
    allowed: ['201', '422 bid-incomplete'],
  },
]

export const INTERFERING: readonly Trial[] = [
  ...INTERFERENCES.map(interference => ({ name: interference.name, run: (desk: Desk) => interfere(desk, interference) })),
  { name: 'replaced while being withdrawn', run: replaceWhileWithdrawing },
]

/** Lets racers submit at some moment, and the other thing happen at some moment too, again and again. */
async function interfere(desk: Desk, { sql, allowed }: Interference): Promise<Seen> {
  const model = await aModel(desk.test)
  const answers: Answer[] = []
  for (let time = 0; time < desk.times; time += 1) {
    const course = await aCourse(desk.test, model, await moreRacers(desk.test, RACERS))
    const acting = desk.some(60).then(() => desk.test.rows(sql, [course.requirementId]))
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
  if (!(await desk.has('post', '/bids/{id}/withdraw')))
    return { figure: 'not tried: the product has no POST /bids/{id}/withdraw', faults: [] }
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
