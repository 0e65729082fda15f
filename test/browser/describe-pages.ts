import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { Browsing, DESKTOP, letScriptRun, ZOOMED } from './browsing.js'
import type { PageState, StateTable } from './state-table.js'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Looks at every state of a table in a browser: without script on a wide screen, and with script zoomed to 400 %. */
export function describePages<W>(title: string, { options, states, ...table }: StateTable<W>): void {
  describe(title, () => {
    let test: TestApp
    let world: W
    let browsing: Browsing

    beforeAll(async () => {
      test = await TestApp.start(options)
      world = await table.prepare(test)
      browsing = await Browsing.start(test)
    })
    afterEach(() => browsing.close())
    afterAll(async () => {
      await browsing.stop()
      await test.stop()
    })

    it.each(
      states.flatMap(state => [
        [state.route, state.state, 'off', state],
        [state.route, state.state, 'on', state],
      ]) as [string, string, 'on' | 'off', PageState<W>][],
    )('%s (%s) is for everybody, script %s', async (route, _state, script, state) => {
      const page = await browsing.open({ as: state.as, script: script === 'on' })
      await state.show(page, world)
      // A state that is not reached answers with a page that is sound as well.
      if (route !== 'any') expect(await page.title()).not.toMatch(/^Page not found/)
      await expectSound(page, script === 'on' ? ZOOMED : DESKTOP)
      expect(page.complaints).toEqual([])
    })
  })
}

/** The faults that axe finds, by rule, with where. Only they leave the browser: all that axe could tell takes longer than the looking. */
async function faultsIn(page: Page): Promise<string[][]> {
  await page.evaluate(axe.source)
  // Nothing runs inside a frame that may do nothing, axe neither.
  const [context, options] = [{ exclude: [['iframe[sandbox]']] }, { runOnly: RULES, resultTypes: ['violations'] }]
  return page.evaluate<string[][]>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})
       .then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))`,
  )
}

/** No fault that axe knows, targets large enough, nothing beyond the edge of the screen, and a title that tells of errors. */
async function expectSound(page: Page, size: { width: number; height: number }): Promise<void> {
  // A form that was just sent may have its answer only in part.
  await page.waitForLoadState()
  await letScriptRun(page, true)
  await page.setViewportSize(size)
  expect(await faultsIn(page)).toEqual([])
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
  const [title, errors] = [await page.title(), await page.locator('.govuk-error-summary').count()]
  expect(title).toMatch(/ – AI Marketplace$/)
  expect(title.startsWith('Error: ')).toBe(errors > 0)
}
