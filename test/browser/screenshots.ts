import 'reflect-metadata'

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { withCluster } from '../support/open-cluster.js'
import { TestApp } from '../support/test-app.js'
import { ALL_STATES } from './all-states.js'
import { Browsing, DESKTOP, PHONE } from './browsing.js'
import type { StateTable } from './state-table.js'

const FOLDER = join(import.meta.dirname, '../../../screenshots')

const fileName = (text: string): string => text.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '')

async function shoot(test: TestApp, { states, ...table }: StateTable<unknown>): Promise<void> {
  const world = await table.prepare(test)
  const browsing = await Browsing.start(test)
  try {
    for (const { route, state, as, ...rest } of states) {
      const page = await browsing.open({ as, script: true })
      await rest.show(page, world)
      for (const [kind, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
        await page.setViewportSize(size)
        await page.screenshot({ path: join(FOLDER, `${fileName(`${route} ${state}`)}.${kind}.png`), fullPage: true })
      }
      await browsing.close()
    }
  } finally {
    await browsing.stop()
  }
}

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER)
await withCluster(async cluster => {
  for (const table of Object.values(ALL_STATES)) {
    const test = await TestApp.start({ ...table.options, cluster })
    try {
      await shoot(test, table)
    } finally {
      await test.stop()
    }
  }
})
process.stdout.write(`The pictures lie in ${FOLDER}\n`)
