import type { Page } from 'playwright-core'

import type { Newcomer, Player, TestApp, TestOptions } from '../support/test-app.js'

/** One state that a page route declares, and how to see it. */
export interface PageState<W> {
  /** As the controller declares it: "GET /opportunities/:id"; for a refused form "POST /sign-in". */
  route: string
  state: string
  as?: Player | Newcomer | undefined
  /** Goes there. What it needs is in the world, which all states of a table share and none uses up. */
  show(page: Page, world: W): Promise<unknown>
}

/** The states of some pages, with the world they are shown in. */
export interface StateTable<W> {
  options?: TestOptions
  prepare(test: TestApp): Promise<W>
  states: readonly PageState<W>[]
}
