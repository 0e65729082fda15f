import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { aFile } from './support/evidence.js'
import { naughtyList } from './support/naughty-list.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aWorkingCopy, placeIn } from './support/world.js'

const AT_ONCE = 8

const strings = naughtyList()
const describeList = strings.length > 0 ? describe : describe.skip

describe('Whatever text there is', () => {
  let test: TestApp
  let agreementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    ;({ agreementId } = await placeIn(test, 'PRACTICE'))
    bidId = await aWorkingCopy(test, await anOpenRequirement(test))
  })
  afterAll(() => test.stop())

  const create = (body: object) => test.api('buyer-author').post('/requirements').send(body)

  let etag = '"0"'

  const answerWith = async (body: object) => {
    const answer = await test.api('bid-writer').patch(`/bids/${bidId}/ethics-answers`).set('If-Match', etag).send(body)
    if (answer.status === 200) etag = String(answer.headers['etag'])
    return answer
  }

  describeList('of the naughty strings', () => {
    it('is stored as it was sent, or refused', async () => {
      expect(strings.length).toBeGreaterThan(400)
      const send = async (text: string): Promise<void> => {
        const fields = { title: text, problemStatement: text }
        const { status, body } = await create({ agreementId, ...fields })
        expect([text, status]).toEqual([text, isStorable(text, 200) ? 201 : 400])
        // The answer was read back from the database.
        if (status === 201) expect(body).toMatchObject(fields)
      }
      for (let place = 0; place < strings.length; place += AT_ONCE) await Promise.all(strings.slice(place, place + AT_ONCE).map(send))
    })

    it('is said of a file as it was sent, or refused', async () => {
      const { id } = await aFile(test, bidId)
      let revision = 1
      for (const text of strings) {
        const change = await test.api('bid-writer').patch(`/files/${id}`).set('If-Match', `"${revision}"`).send({ scope: text })
        expect([text, change.status]).toEqual([text, isStorable(text, 2000) ? 200 : 400])
        if (change.status !== 200) continue
        revision += 1
        expect(change.body).toMatchObject({ scope: text })
        const { headers } = await test.api('bid-writer').get(`/files/${id}`).expect(200)
        expect(headers['etag']).toBe(`"${revision}"`)
      }
    })

    it('is answered as it was sent, or refused', async () => {
      for (const text of strings) {
        const answers = { Q201: { text } }
        const { status, body } = await answerWith(answers)
        expect([text, status]).toEqual([text, isStorable(text, 20_000) ? 200 : 400])
        if (status === 200) expect(body).toMatchObject({ answers })
      }
    })
  })

  it('and whatever JSON: a new requirement is taken or refused, and never breaks the server', async () => {
    const members = fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), anything(), { maxKeys: 6 })
    await fc.assert(
      fc.asyncProperty(fc.oneof(members, anything()), async made => {
        const { status } = await create(Array.isArray(made) || typeof made !== 'object' ? [made] : { agreementId, ...made })
        expect([201, 400, 404, 422]).toContain(status)
      }),
      { numRuns: 100 },
    )
  })

  it('and whatever JSON: ethics answers are taken or refused, and never break the server', async () => {
    const ids = fc.oneof(fc.constantFrom('Q201', 'Q203'), fc.string())
    const members = fc.dictionary(
      fc.constantFrom('text', 'value', 'parts', 'rows', 'files', 'reason', 'signature', '__proto__'),
      anything(),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(ids, fc.oneof(members, anything()), { maxKeys: 3 }), async made => {
        const { status } = await answerWith(made)
        expect([200, 400, 422]).toContain(status)
      }),
      { numRuns: 100 },
    )
  })
})

const FIELDS = [
  'agreementId',
  'title',
  'outcomes',
  'criteria',
  'estimatedValue',
  'riskProfile',
  'submissionDeadline',
  'categoryIds',
  'settings',
]

/** Any JSON, with the values that trip programs up. */
const anything = (): fc.Arbitrary<unknown> => fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })

const isStorable = (text: string, longest: number): boolean =>
  !text.includes('\0') && text.isWellFormed() && Array.from(text).length <= longest
