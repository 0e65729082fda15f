import { expect } from 'expect'

import { Changes } from '../support/changes.js'
import type { TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement } from '../support/world.js'
import { LONG } from './long-text.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  draft: string
  amended: string
  long: string
  many: string
}

/** More than a page of them. */
const MANY = `
  INSERT INTO requirement_version (requirement_id, number, kind, revision, category_ids, content, saved_by, saved_at)
  SELECT requirement_id, number + n, 'extended', revision + n, category_ids, content, saved_by, saved_at
  FROM requirement_version, generate_series(1, 30) n WHERE requirement_id = $1 AND number = 2`

async function prepare(test: TestApp): Promise<World> {
  const far = { closesIn: 30 * 86_400 }
  const the = new Changes(test)
  const world = {
    draft: (await aDraft(test, far)).id,
    amended: await anOpenRequirement(test, far),
    long: await anOpenRequirement(test, { ...far, title: LONG.slice(0, 200) }),
    many: await anOpenRequirement(test, far),
  }
  const amend = async (id: string, changes: object): Promise<void> => {
    expect((await the.amend(id, changes)).status).toBe(200)
  }
  await amend(world.amended, { title: 'Defects of roads and bridges', whyAi: 'Photographs are too many to look at.' })
  await amend(world.long, { title: LONG.slice(1, 201), whyAi: LONG.repeat(5) })
  await test.rows(MANY, [world.many])
  return world
}

const shown = (path: string, state: string, requirement: keyof World, number = ''): PageState<World> => ({
  route: `GET /buyer/requirements/:id/versions${path}`,
  state,
  as: 'buyer-author',
  show: (page, world) => page.goto(`/buyer/requirements/${world[requirement]}/versions${number}`),
})

/** What a requirement said before, and what changed. */
export const VERSION_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('', 'none yet', 'draft'),
    shown('', 'some', 'amended'),
    shown('', 'more than a page', 'many'),
    shown('/:version', 'the first', 'amended', '/1'),
    shown('/:version', 'amended', 'amended', '/3'),
    shown('/:version', 'nothing changed', 'amended', '/2'),
    shown('/:version', 'long text', 'long', '/3'),
  ],
}
