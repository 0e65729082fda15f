import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { declareInterest } from './support/openings.js'
import { complaintOf, type PageAnswer, PageSender } from './support/page-sender.js'
import { grant, hire, organisationId } from './support/people.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement } from './support/world.js'

const CONFIRMED = { confirmed: 'yes' }

describe('Two windows on the opening of the bids', () => {
  let test: TestApp
  let pages: PageSender

  beforeAll(async () => {
    test = await TestApp.start()
    pages = new PageSender(test)
    await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  })
  afterAll(() => test.stop())

  const openingOf = (id: string): string => `/buyer/requirements/${id}/opening`

  const complaintsOf = (answers: readonly PageAnswer[]): string => answers.map(complaintOf).join('')

  const openedAt = (id: string) => test.rows('SELECT bids_opened_at FROM requirement WHERE id = $1', [id])

  const opening = (id: string, who: Player | Newcomer) => pages.formOn(who, openingOf(id), openingOf(id), CONFIRMED)

  it('T8 open: two approvers of the buyer who agree at once agree once, and the bids stay sealed', async () => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    for (const who of ['buyer-approver', 'new-approver'] as const) await declareInterest(test, id, who)
    await test.moveClock('6 minutes')
    await test.signInAll()
    await test.signIn('new-approver')
    const sends = [await opening(id, 'buyer-approver'), await opening(id, 'new-approver')]
    const answers = await Promise.all(sends.map(send => send()))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect(complaintsOf(answers)).not.toBe('')
    expect(await openedAt(id)).toEqual([{ bids_opened_at: null }])
  })

  it('T8 open: one person with an account on either side agrees once, and is told that a second person must open too', async () => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    await hire(test, 'new-both', 'First Example Council', 'buyer-approver')
    await declareInterest(test, id, 'new-both')
    await grant(test, 'new-both', 'Marketplace Operator', 'procurement-officer')
    await test.moveClock('6 minutes')
    await test.signIn('new-both')
    const sides = [await organisationId(test, 'First Example Council'), await organisationId(test, 'Marketplace Operator')]
    const sends = await Promise.all(sides.map(side => pages.actingFor(side).formOn('new-both', openingOf(id), openingOf(id), CONFIRMED)))
    const answers = await Promise.all(sends.map(send => send()))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect(complaintsOf(answers)).toContain('A second person must open too')
    expect(await openedAt(id)).toEqual([{ bids_opened_at: null }])
  })
})
