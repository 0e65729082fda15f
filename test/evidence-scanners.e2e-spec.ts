import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { Metrics } from '../src/web/metrics.js'
import { Clamd, isClamdHere, NEEDS_CLAMD } from './support/clamd.js'
import { ClamdStandIn } from './support/clamd-stand-in.js'
import { aFile } from './support/evidence.js'
import { problem } from './support/problems.js'
import { anInfectedFile, scanned, scanNow, scanOf, whileSilent } from './support/scanning.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

describe('A scanner of evidence files', () => {
  let clamd: ClamdStandIn
  let test: TestApp

  beforeAll(async () => {
    clamd = await ClamdStandIn.start()
    test = await TestApp.start({ working: true, config: { clamd: clamd.address } })
  })
  afterAll(async () => {
    await test.stop()
    await clamd.stop()
  })

  it('shows in metrics only where something is wrong, and without a number', async () => {
    const shown = async (name: string): Promise<string | undefined> =>
      new RegExp(`^${name} (\\S+)$`, 'm').exec(await test.app.get(Metrics).registry.metrics())?.[1]
    expect(await shown('scanner_answers')).toBe('1')
    expect(Number(await shown('scanner_signatures_age_seconds'))).toBeGreaterThan(86_400)
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await test.rows(`UPDATE evidence_file SET removed_at = market_now() WHERE scan = 'pending'`)
    const { id } = await whileSilent(test, clamd, () => aFile(test, bidId))
    expect([await shown('evidence_oldest_unscanned_seconds'), await shown('evidence_scans_failing')]).toEqual(['0', '0'])
    await test.moveClock('16 minutes')
    await test.rows(`UPDATE evidence_file SET scan_attempts = 4, scan_due_at = market_now() + interval '1 day' WHERE id = $1`, [id])
    expect([await shown('evidence_oldest_unscanned_seconds'), await shown('evidence_scans_failing')]).toEqual(['900', '1'])
    expect(await scanNow(test, id)).toMatchObject({ scan: 'clean' })
    expect([await shown('evidence_oldest_unscanned_seconds'), await shown('evidence_scans_failing')]).toEqual(['0', '0'])
  })

  it('leaves the product ready while it is silent, which the probe tells', async () => {
    const ready = async (app: TestApp): Promise<object> => {
      const { body } = (await app.app.inject({ url: '/health/ready' })) as unknown as { body: string }
      return JSON.parse(body) as object
    }
    expect(await ready(test)).toEqual({ status: 'ok', scanner: { state: 'answers', signaturesFrom: '2025-01-13T09:30:00.000000Z' } })
    const beside = await TestApp.start({ beside: test, config: { clamd: { path: '/nowhere/clamd.ctl' } } })
    expect(await ready(beside)).toEqual({ status: 'ok', scanner: { state: 'silent', signaturesFrom: null } })
    await beside.stop()
  })
})

describe('Evidence files without a scanner', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('that wait still when the scanner is taken away stay as they are', async () => {
    const { id } = await aFile(test, await aPassingBid(test, await anOpenRequirement(test)))
    await test.rows(`UPDATE evidence_file SET scan = 'pending' WHERE id = $1`, [id])
    await test.sweep()
    await test.api('supplier-admin').get(`/files/${id}/content`).expect(problem(409, 'file-not-scanned'))
  })

  it('are taken as they are, given out, and said to be unscanned; when a scanner comes they wait for it', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const infected = await anInfectedFile(test, bidId)
    expect(infected).toMatchObject({ scan: 'unscanned' })
    await test.api('supplier-admin').get(`/files/${infected.id}/content`).expect(200)
    await test.sweep()
    expect(await scanOf(test, infected.id)).toMatchObject({ scan: 'unscanned', attempts: 0 })
    const { body } = (await test.app.inject({ url: '/health/ready' })) as unknown as { body: string }
    expect(JSON.parse(body)).toMatchObject({ scanner: { state: 'none', signaturesFrom: null } })

    const clamd = await ClamdStandIn.start('unix')
    const beside = await TestApp.start({ beside: test, config: { clamd: clamd.address } })
    await beside.sweep()
    expect(await scanOf(test, infected.id)).toMatchObject({ scan: 'pending' })
    await test.api('supplier-admin').get(`/files/${infected.id}/content`).expect(problem(409, 'file-not-scanned'))
    expect(await scanNow(beside, infected.id)).toMatchObject({ scan: 'infected', finding: 'Eicar-Test-Signature' })
    await beside.stop()
    await clamd.stop()
  })
})

const withClamd = isClamdHere ? describe : describe.skip

withClamd(`Evidence files and ClamAV’s own daemon${NEEDS_CLAMD}`, () => {
  let clamd: Clamd
  let test: TestApp

  beforeAll(async () => {
    clamd = await Clamd.start()
    test = await TestApp.start({ working: true, config: { clamd: clamd.address } })
  })
  afterAll(async () => {
    await test.stop()
    await clamd.stop()
  })

  it('are given out where it found nothing, and to nobody where it did', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const [clean, infected] = [await aFile(test, bidId), await anInfectedFile(test, bidId)]
    expect(await scanned(test, clean.id)).toMatchObject({ scan: 'clean' })
    expect(await scanned(test, infected.id)).toMatchObject({ scan: 'infected', finding: 'AiMarketplace.Test.Eicar.UNOFFICIAL' })
    await test.api('supplier-admin').get(`/files/${clean.id}/content`).expect(200)
    await test.api('supplier-admin').get(`/files/${infected.id}/content`).expect(problem(409, 'file-infected'))
  })
})
