import { readFileSync, writeFileSync } from 'node:fs'

import { walkThrough } from '../src/modules/demonstration/walk/walkthrough.js'
import { readPackSource } from '../src/modules/guidelines/guideline-packs.js'
import { findFreePort } from '../src/shared/database/embedded/free-port.js'
import { asvsDocument, asvsRows } from './support/asvs-table.js'
import { withClauseTable } from './support/clause-table.js'
import { Operator, READY } from './support/product.js'
import { tourOf } from './support/tour/tour.js'

const GUIDE = 'docs/guidelines.md'
writeFileSync(GUIDE, withClauseTable(readFileSync(GUIDE, 'utf8'), readPackSource('ai-procurement/2020-06-08')))
writeFileSync('docs/asvs.md', asvsDocument(asvsRows()))

const operator = new Operator()
try {
  const port = String(await findFreePort())
  const product = operator.run('main', { DATA_DIR: await operator.aFolder(), PORT: port, LOG_LEVEL: 'warn' })
  await product.says(READY)
  const walked = await walkThrough(`http://localhost:${port}`, () => undefined)
  for (const each of walked) if (each.worked.tier === 'medium') writeFileSync('docs/tour.md', tourOf(each))
  await product.kill('SIGTERM')
} finally {
  await operator.putAway()
}
