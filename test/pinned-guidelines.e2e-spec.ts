import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { contents, LOG, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid } from './support/world.js'

const standing = ({ body }: { body: unknown }): boolean[] =>
  (body as { acknowledgements: { stands: boolean }[] }).acknowledgements.map(({ stands }) => stands)

describe('What a notice promises', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('is the hash of the rules and the list of those that can block, for everybody to see', async () => {
    const guidelines = test.app.get(GuidelinesService)
    const id = await anOpenRequirement(test)
    const { body } = await test.api('supplier-admin').get(`/requirements/${id}`).expect(200)
    const versions = guidelines.current()
    expect(body).toMatchObject({ packHash: guidelines.contentHash(versions), blockingRules: guidelines.blockingRules(versions, 'low') })
    const { body: ruleSet } = await test.api().get(`/rule-sets/${versions.ruleSet}`).expect(200)
    expect(ruleSet).toMatchObject({
      contentHash: (body as { packHash: string }).packHash,
      blockingRules: { low: (body as { blockingRules: string[] }).blockingRules },
    })
  })

  it('is nothing before publication', async () => {
    const { id } = await aDraft(test)
    const { body } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    expect(body).toMatchObject({ packHash: null, blockingRules: [] })
  })

  it('is kept: with other rules on the server nothing is checked, answered or submitted', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, id)
    await test.rows(`UPDATE requirement SET pack_hash = 'sha256-' || repeat('0', 64) WHERE id = $1`, [id])
    const before = await contents(test, LOG)
    const refused = problem(409, 'guideline-pack-changed')
    await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(refused)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(refused)
    await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}/ethics-answers`)
      .set('If-Match', '"1"')
      .send({ Q201: { text: 'x' } })
      .expect(refused)
    expect(await contents(test, LOG)).toEqual(before)
    const refusals = await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [bidId])
    expect(refusals.slice(-2).map(({ action }) => action)).toEqual(['bid.submission-refused', 'bid.change-refused'])
  })

  it('is what its readiness is judged by, and a draft’s by what is newest', async () => {
    const [id, { id: draft }] = [await anOpenRequirement(test), await aDraft(test)]
    const readiness = (of: string) => test.api('buyer-author').post(`/requirements/${of}/readiness-check`)
    await readiness(id).expect(200)
    await test.rows(`UPDATE requirement SET pack_hash = 'sha256-' || repeat('0', 64) WHERE id = $1`, [id])
    await readiness(id).expect(problem(409, 'guideline-pack-changed'))
    await test.rows(`UPDATE requirement SET pack_hash = NULL, rule_set = '0.0.1' WHERE id = $1`, [id])
    await readiness(id).expect(problem(404, 'not-found'))
    await readiness(draft).expect(200)
  })

  it.each([
    ['other rules of the same version', { pack_hash: `sha256-${'0'.repeat(64)}` }],
    ['no rules of that version', { rule_set: '0.0.1' }],
  ])('is not for a look at a bid to ask: with %s it is shown and changed, and nothing given for a warning stands', async (_what, pin) => {
    const id = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, id)
    const shown = async (): Promise<boolean[]> => standing(await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200))
    expect(await shown()).toEqual([true, true])
    const [[column, value] = []] = Object.entries(pin)
    await test.rows(`UPDATE requirement SET ${column} = $2 WHERE id = $1`, [id, value])
    expect(await shown()).toEqual([false, false])
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`)
    const change = { declarations: { conflictOfInterest: 'None at all.', termsAccepted: true } }
    const changed = await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}`)
      .set('If-Match', String(headers['etag']))
      .send(change)
      .expect(200)
    expect([standing(changed), changed.body]).toEqual([[false, false], expect.objectContaining(change)])
  })

  it('binds nothing more than its versions where it was published before hashes were kept', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, id)
    await test.rows(`UPDATE requirement SET pack_hash = NULL, blocking_rules = '{}' WHERE id = $1`, [id])
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  })
})
