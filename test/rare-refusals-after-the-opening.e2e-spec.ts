import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals'

import { ask, type Asked } from './support/asked.js'
import { type Audited, aLowAudit, declare, judge } from './support/auditing.js'
import { aBidPack } from './support/openings.js'
import { grant, hire, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import { anOfficerEvent } from './support/watching.js'
import { anOpenRequirement, aPublicRequirement } from './support/world.js'

/** What no journey meets and the API document tells of: refusals to officers and buyers after the opening, and answers that did not change. */
describe('Refusals after the opening that are rare', () => {
  let test: TestApp
  let audited: Audited
  let verdictId: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    audited = await aLowAudit(test)
    await judge(test, audited.auditId, { questionId: 'Q906', finding: 'accepted' })
    const [verdict] = await test.rows<{ id: string }>('SELECT id FROM verdict')
    verdictId = String(verdict?.id)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const reading = (path: string): Asked => ({ player: 'second-officer', method: 'get', path })

  /** Of officers who audit: counts, views, others' answers, and undoing a verdict. */
  const ofAudits = (): Asked[] => [
    reading('/ethics-audits/counts'),
    reading('/ethics-audit-views'),
    { player: 'second-officer', method: 'post', path: '/ethics-audit-views', body: { name: 'x', filter: {} } },
    { player: 'second-officer', method: 'delete', path: `/ethics-audit-views/${audited.auditId}` },
    ...ofOneAudit(),
  ]

  const ofOneAudit = (): Asked[] => [
    reading(`/ethics-audits/${audited.auditId}/answers/Q906/others`),
    reading(`/ethics-audits/${audited.auditId}/library-answers`),
    { player: 'second-officer', method: 'post', path: `/ethics-audits/${audited.auditId}/verdicts/${verdictId}/undo`, ifMatch: '"1"' },
  ]

  const comparisons = (requirementId: string): Asked[] =>
    ['', '/award/A1'].map(part => reading(`/requirements/${requirementId}/comparison${part}`))

  it('are for officers who work for no supplier', async () => {
    const event = await anOfficerEvent(test)
    const questions = new Questions(test)
    const open = await anOpenRequirement(test)
    const [asked, waiver] = [await questions.askedOfRule(open), await questions.proposed(open, 'SR-20')]
    await declare(test, 'second-officer', audited.requirementId)
    const pack = await aBidPack(test, audited.requirementId, 'second-officer')
    await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
    const operator = { 'X-Organisation': await organisationId(test, 'Marketplace Operator') }
    const refused: [code: string, asked: Asked[]][] = [
      [
        'officer-events-not-yours',
        [
          ...['/officer-events', '/officer-events/counts', `/officer-events/${event}`, '/refused-attempts'].map(reading),
          { player: 'second-officer', method: 'post', path: `/officer-events/${event}/acknowledge`, body: { note: 'x' } },
        ],
      ],
      ['rule-clarifications-not-yours', [`/rule-clarifications/${asked}`, '/waivers', `/waivers/${waiver}`].map(reading)],
      ['opening-not-yours', [reading(`/requirements/${audited.requirementId}/opening`)]],
      [
        'bids-not-yours',
        [
          ...comparisons(audited.requirementId),
          ...['', '/content'].map(part => reading(`/exports/${pack}${part}`)),
          { player: 'second-officer', method: 'post', path: `/requirements/${audited.requirementId}/bid-packs` },
        ],
      ],
      ['audit-not-yours', ofAudits()],
    ]
    for (const [code, all] of refused) for (const each of all) await ask(test, each, operator).expect(problem(403, code))
    await revoke(test, 'second-officer', 'Fourth Example Supplier')
  })

  it('are for officers who have no interest, and of bids that are open', async () => {
    const interest = { hasInterest: true, details: 'A cousin bids.' }
    await test.api('senior-officer').post(`/requirements/${audited.requirementId}/interest-declarations`).send(interest).expect(204)
    for (const asked of [...comparisons(audited.requirementId), ...ofOneAudit()])
      await ask(test, { ...asked, player: 'senior-officer' }).expect(problem(403, 'interest-declared'))
    for (const asked of comparisons(await anOpenRequirement(test))) await ask(test, asked).expect(problem(409, 'bids-sealed'))
  })

  it('are of a pack whose bytes are missing', async () => {
    const pack = await aBidPack(test, audited.requirementId, 'buyer-approver')
    const [kept] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM export_job WHERE id = $1', [pack])
    const key = String(kept?.key)
    await rm(join(test.storageFolder, 'objects', key.slice(0, 2), key.slice(2, 4), key))
    await test.api('buyer-approver').get(`/exports/${pack}/content`).expect(problem(503, 'file-not-at-hand'))
  })

  it('are for the people of its own buyer', async () => {
    const id = await aPublicRequirement(test)
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
    for (const path of ['versions', 'versions/1', 'history'])
      await test.api('new-author').get(`/requirements/${id}/${path}`).expect(problem(403, 'not-the-buyer'))
  })

  it('are none where nothing changed', async () => {
    await aPublicRequirement(test)
    for (const path of ['/requirements/count', '/figures']) {
      const { headers } = await test.api().get(path).expect(200)
      await test.api().get(path).set('If-None-Match', String(headers['etag'])).expect(304)
    }
  })
})
