import { aComment } from '../support/comments.js'
import type { TestApp } from '../support/test-app.js'
import { aDraft } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  none: string
  some: string
  many: string
  long: string
  open: string
  resolved: string
}

async function prepare(test: TestApp): Promise<World> {
  const draft = async (): Promise<string> => (await aDraft(test)).id
  const some = await draft()
  const world = {
    none: await draft(),
    some,
    many: await draft(),
    long: await draft(),
    open: await aComment(test, some),
    resolved: await aComment(test, some, { section: 'problem' }, 'evaluator'),
  }
  await test.api('buyer-author').post(`/comments/${world.resolved}/resolve`).expect(204)
  await aComment(test, world.long, { section: 'evaluation', text: LONG.repeat(8) })
  for (let time = 0; time < 26; time += 1) await aComment(test, world.many)
  return world
}

const shown = (state: string, requirement: 'none' | 'some' | 'many' | 'long'): PageState<World> => ({
  route: 'GET /buyer/requirements/:id/comments',
  state,
  as: 'buyer-author',
  show: (page, world) => page.goto(`/buyer/requirements/${world[requirement]}/comments`),
})

/** Somebody else did it while the page was open. */
const late = (verb: string, state: string, comment: 'open' | 'resolved'): PageState<World> => ({
  route: `POST /buyer/requirements/:id/comments/:commentId/${verb}`,
  state,
  as: 'buyer-author',
  show: async (page, world) => {
    await page.goto(`/buyer/requirements/${world.some}/comments`)
    await sendElsewhere(page, `/buyer/requirements/${world.some}/comments/${world[comment]}/${verb}`, {})
  },
})

/** What the buyer's people say to each other. */
export const COMMENT_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('none yet', 'none'),
    shown('some', 'some'),
    shown('more than a page', 'many'),
    shown('long text', 'long'),
    {
      route: 'POST /buyer/requirements/:id/comments',
      state: 'nothing written',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(`/buyer/requirements/${world.none}/comments`)
        await press(page, 'Add the comment')
      },
    },
    late('resolve', 'resolved by somebody else', 'resolved'),
    late('reopen', 'reopened by somebody else', 'open'),
  ],
}
