import { aLowAudit, judge, readAudit } from '../support/auditing.js'
import type { TestApp } from '../support/test-app.js'
import { aPassingBid, anOpenRequirement } from '../support/world.js'
import { LONG } from './bids-in-every-state.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  bid: string
  unasked: string
  waiting: string
  overdue: string
  answered: string
  closed: string
  long: string
}

async function prepare(test: TestApp): Promise<World> {
  const { bidId, auditId } = await aLowAudit(test)
  const { audit } = await readAudit(test, auditId)
  const [overdue = '', waiting = '', answered = '', closed = '', long = ''] = audit.answers.map(({ questionId }) => questionId)
  const ask = async (questionId: string, reason = 'Who confirms it?') => {
    const { status, text } = await judge(test, auditId, { questionId, finding: 'queried', reason })
    if (status !== 201) throw new Error(text)
  }
  await ask(overdue)
  await test.moveClock('20 days')
  await test.signInAll()
  for (const question of [waiting, answered, closed]) await ask(question)
  await ask(long, LONG.repeat(3))
  const explain = (question: string, text: string) =>
    test.api('bid-writer').post(`/bids/${bidId}/audit-threads/${question}/messages`).send({ text }).expect(201)
  await explain(answered, 'The host confirms it.')
  await explain(long, LONG.repeat(3))
  await judge(test, auditId, { questionId: closed, finding: 'accepted' })
  return { bid: bidId, unasked: await aPassingBid(test, await anOpenRequirement(test)), waiting, overdue, answered, closed, long }
}

const one = (state: string, question: 'waiting' | 'overdue' | 'answered' | 'closed' | 'long'): PageState<World> => ({
  route: 'GET /supplier/bids/:id/queries/:question',
  state,
  as: 'bid-writer',
  show: (page, world) => page.goto(`/supplier/bids/${world.bid}/queries/${world[question]}`),
})

/** What officers ask about answers, and reports of problems with a bid. */
export const QUERY_PAGES: StateTable<World> = {
  options: { working: true },
  prepare,
  states: [
    {
      route: 'GET /supplier/bids/:id/queries',
      state: 'none',
      as: 'bid-writer',
      show: (page, { unasked }) => page.goto(`/supplier/bids/${unasked}/queries`),
    },
    {
      route: 'GET /supplier/bids/:id/queries',
      state: 'some',
      as: 'bid-writer',
      show: (page, { bid }) => page.goto(`/supplier/bids/${bid}/queries`),
    },
    one('waiting', 'waiting'),
    one('overdue', 'overdue'),
    one('answered', 'answered'),
    one('closed', 'closed'),
    one('long text', 'long'),
    {
      route: 'POST /supplier/bids/:id/queries/:question',
      state: 'nothing typed',
      as: 'bid-writer',
      show: async (page, { bid, waiting }) => {
        await page.goto(`/supplier/bids/${bid}/queries/${waiting}`)
        await press(page, 'Send the explanation')
      },
    },
    {
      route: 'POST /supplier/bids/:id/queries/:question',
      state: 'closed meanwhile',
      as: 'bid-writer',
      show: async (page, { bid, waiting, closed }) => {
        await page.goto(`/supplier/bids/${bid}/queries/${waiting}`)
        await sendElsewhere(page, `/supplier/bids/${bid}/queries/${closed}`, { text: LONG })
      },
    },
    {
      route: 'GET /supplier/bids/:id/report-a-problem',
      state: 'empty',
      as: 'bid-writer',
      show: (page, { bid }) => page.goto(`/supplier/bids/${bid}/report-a-problem`),
    },
    {
      route: 'POST /supplier/bids/:id/report-a-problem',
      state: 'nothing typed',
      as: 'bid-writer',
      show: async (page, { bid }) => {
        await page.goto(`/supplier/bids/${bid}/report-a-problem`)
        await press(page, 'Send the report')
      },
    },
  ],
}
