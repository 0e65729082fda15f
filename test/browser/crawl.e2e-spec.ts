import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { anAnswerFile } from '../support/answer-files.js'
import { aLowAudit, judge } from '../support/auditing.js'
import { admittedByHand, askedByHand, groundRaisedByHand } from '../support/decided-by-hand.js'
import { aClaimedProduct, saveAnswer } from '../support/library.js'
import { controllersOf, routesOf } from '../support/routes.js'
import { type Player, TestApp } from '../support/test-app.js'
import { aReadyApplication, aSubmittedApplication, fillLibrary } from '../support/whole-library.js'
import { aBidWorld, change } from './bid-world.js'
import { Browsing } from './browsing.js'
import { crawl, type Visit } from './crawler.js'

/** Stands in a bid that is not opened: only its supplier may ever see it. */
const CANARY = 'Kanarienvogelbauer'

/** Where no link leads: a form that says “No, we will not bid” does. */
const LED_TO = ['/supplier/opportunities/:id/decline']

/** Whoever bids sees all pages of a supplier. */
const SUPPLIER: Player = 'supplier-admin'

describe('Whoever follows every link without script, on a screen of 320 pixels', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { complete } = await aBidWorld(test)
    // Before the canary is in the library: officers read what was given to them.
    const product = await fillLibrary(test)
    await anAnswerFile(test, 'L401')
    await aReadyApplication(test, { product })
    await admittedByHand(test, await aSubmittedApplication(test, { product }))
    const askedAbout = await aSubmittedApplication(test, { product })
    await groundRaisedByHand(test, askedAbout, 'L203')
    await askedByHand(test, askedAbout, 'Who checks it?')
    await saveAnswer(test, 'L103', { values: { address: CANARY, postcode: 'EX1 1EX', country: 'United Kingdom' } })
    await aClaimedProduct(test)
    await change(test, complete, { declarations: { conflictOfInterest: CANARY } })
    const { auditId } = await aLowAudit(test)
    await judge(test, auditId, { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' })
    await test.signInAll()
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const walk = async (as: Player | undefined): Promise<Visit[]> => {
    const visits = await crawl(browsing, as)
    process.stdout.write(`\nA crawl as ${as ?? 'nobody'} saw ${visits.length} pages.\n`)
    return visits
  }

  const faultsOf = (visits: readonly Visit[]): string[] => visits.flatMap(({ path, faults }) => faults.map(fault => `${path} ${fault}`))

  it('finds every page of a supplier, each whole and with a way back', async () => {
    const visits = await walk(SUPPLIER)
    expect(faultsOf(visits)).toEqual([])
    expect(visits.some(({ text }) => text.includes(CANARY))).toBe(true)
    const unseen = routesOf(controllersOf(test.app))
      .filter(({ method, path }) => method === 'GET' && /^\/supplier(\/|$)/.test(path))
      .map(({ path }) => path)
      .filter(path => !visits.some(visit => matches(path, visit.path)))
    expect(unseen).toEqual(LED_TO)
  })

  it.each(['bid-writer', 'rival-admin', 'buyer-author', 'evaluator', 'procurement-officer', 'auditor', undefined] as const)(
    'finds whole pages and no word of another’s bid as %s',
    async as => {
      const visits = await walk(as)
      expect(faultsOf(visits)).toEqual([])
      expect(visits.length).toBeGreaterThan(5)
      if (as !== 'bid-writer') expect(visits.filter(({ text }) => text.includes(CANARY)).map(({ path }) => path)).toEqual([])
    },
  )
})

/** Whether an address is one of a route's. */
const matches = (route: string, path: string): boolean =>
  new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path.split('?')[0] ?? '')
