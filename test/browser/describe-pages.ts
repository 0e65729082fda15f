import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { Browsing, DESKTOP, evaluate, letScriptRun, type Window, ZOOMED } from './browsing.js'
import type { PageState, StateTable } from './state-table.js'

const require = createRequire(import.meta.url)

/** The short form: the browser is given it once for each page. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Looks at every state of a table in a browser: without script on a wide screen, and with script zoomed to 400 %.
 * All in one window that is handed from one to the next, as a new one costs more than the looking.
 */
export function describePages<W>(title: string, { options, states, ...table }: StateTable<W>): void {
  describe(title, () => {
    let test: TestApp
    let world: W
    let browsing: Browsing
    let page: Window

    beforeAll(async () => {
      test = await TestApp.start(options)
      browsing = await Browsing.start(test)
      world = await table.prepare(test)
      page = await browsing.open()
    })
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
      await browsing.hand(page, { as: state.as, script: script === 'on' })
      await state.show(page, world)
      // A state that is not reached answers with a page that is sound as well.
      if (route !== 'any') expect(await page.title()).not.toMatch(/^Page not found/)
      await expectSound(page, script === 'on' ? ZOOMED : DESKTOP)
      expect(page.complaints).toEqual([])
    })
  })
}

interface Seen {
  /** The faults that axe finds, by rule, with where. Only they leave the browser: all that axe could tell takes longer than the looking. */
  faults: string[][]
  /** How wide it is, in pixels. */
  width: number
  title: string
  tellsOfErrors: boolean
}

function look(page: Page): Promise<Seen> {
  // Nothing runs inside a frame that may do nothing, axe neither.
  const [context, options] = [{ exclude: [['iframe[sandbox]']] }, { runOnly: RULES, resultTypes: ['violations'] }]
  return evaluate<Seen>(
    page,
    `${AXE}
     axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then(({ violations }) => ({
       faults: violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
       width: document.documentElement.scrollWidth,
       title: document.title,
       tellsOfErrors: document.querySelector('.govuk-error-summary') !== null,
     }))`,
  )
}

/** No fault that axe knows, targets large enough, nothing beyond the edge of the screen, and a title that tells of errors. */
async function expectSound(page: Page, size: { width: number; height: number }): Promise<void> {
  // A form that was just sent may have its answer only in part.
  await page.waitForLoadState()
  await letScriptRun(page, true)
  await page.setViewportSize(size)
  const { faults, width, title, tellsOfErrors } = await look(page)
  expect(faults).toEqual([])
  expect(width).toBeLessThanOrEqual(size.width)
  expect(title).toMatch(/ – AI Marketplace$/)
  expect(title.startsWith('Error: ')).toBe(tellsOfErrors)
}
