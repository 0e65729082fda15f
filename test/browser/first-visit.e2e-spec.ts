import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { Browsing } from './browsing.js'

/** What a first visit may weigh, as it comes over the line: the page and all that it loads, with their headers. */
const MOST_BYTES = 100_000

describe('A first visit', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    await anOpenRequirement(test)
    browsing = await Browsing.start(test)
  })
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  it.each(['/', '/opportunities', '/sign-in'])('to %s is light, and waits for no script', async path => {
    const page = await browsing.open({ script: true })
    const loaded: Promise<[path: string, bytes: number]>[] = []
    page.on('requestfinished', request => {
      const sized = request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize)
      loaded.push(sized.then(bytes => [new URL(request.url()).pathname, bytes]))
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const sizes = await Promise.all(loaded)
    expect(sizes.map(([name]) => name.replace(/.*\//, ''))).toEqual(
      expect.arrayContaining(['main.css', 'main.js', 'govuk-frontend.min.js']),
    )
    expect(sizes.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(MOST_BYTES)
    expect(await page.locator('script[src]:not([type=module])').count()).toBe(0)
    expect(page.complaints).toEqual([])
    await browsing.close()
  })
})
