/**
 * Takes a picture of every state of every page. Named tables (`npm run screenshots -- bid-pages mail-pages`) are taken alone, and the other pictures stay.
 */
import 'reflect-metadata'

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { TestCluster } from '../support/cluster.js'
import { withCluster } from '../support/open-cluster.js'
import { TestApp } from '../support/test-app.js'
import { ALL_STATES } from './all-states.js'
import { Browsing, DESKTOP, PHONE } from './browsing.js'
import type { PageState, StateTable } from './state-table.js'

/** The browser takes no higher picture. */
const HIGHEST = 16_000

const FOLDER = join(import.meta.dirname, '../../../screenshots')

const fileName = (text: string): string => text.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '')

/** Takes every state of a table, and answers with what could not be taken. */
async function shoot(test: TestApp, { states, ...table }: StateTable<unknown>): Promise<string[]> {
  const world = await table.prepare(test)
  const browsing = await Browsing.start(test)
  const failed: string[] = []
  try {
    for (const state of states) {
      await take(browsing, state, world).catch((error: unknown) => failed.push(`${state.route}: ${state.state}\n  ${String(error)}`))
      await browsing.close()
    }
  } finally {
    await browsing.stop()
  }
  return failed
}

async function take(browsing: Browsing, { route, state, as, ...rest }: PageState<unknown>, world: unknown): Promise<void> {
  const page = await browsing.open({ as, script: true })
  await rest.show(page, world)
  for (const [kind, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size)
    const clip = { x: 0, y: 0, width: size.width, height: HIGHEST }
    await page.screenshot({ path: join(FOLDER, `${fileName(`${route} ${state}`)}.${kind}.png`), fullPage: true, clip })
  }
}

async function shootTable(name: string, table: StateTable<unknown>, cluster: TestCluster): Promise<string[]> {
  const test = await TestApp.start({ ...table.options, cluster })
  try {
    return await shoot(test, table)
  } catch (error) {
    return [`${name}\n  ${String(error)}`]
  } finally {
    await test.stop()
  }
}

const named = process.argv.slice(2)
const unknown = named.find(name => !(name in ALL_STATES))
if (unknown !== undefined) throw new Error(`There is no table ${unknown}: there are ${Object.keys(ALL_STATES).join(', ')}`)
if (named.length === 0) await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const failed: string[] = []
await withCluster(async cluster => {
  for (const [name, table] of Object.entries(ALL_STATES)) {
    if (named.length === 0 || named.includes(name)) failed.push(...(await shootTable(name, table, cluster)))
  }
})
process.stdout.write(`The pictures lie in ${FOLDER}\n`)
if (failed.length > 0) {
  process.stderr.write(`Not taken:\n${failed.join('\n')}\n`)
  process.exitCode = 1
}
