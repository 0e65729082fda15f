import { readFileSync, writeFileSync } from 'node:fs'

import { readPackSource } from '../src/modules/guidelines/guideline-packs.js'
import { asvsDocument, asvsRows } from './support/asvs-table.js'
import { withClauseTable } from './support/clause-table.js'

const DOCUMENT = 'docs/guidelines.md'

writeFileSync(DOCUMENT, withClauseTable(readFileSync(DOCUMENT, 'utf8'), readPackSource('ai-procurement/2020-06-08')))
writeFileSync('docs/asvs.md', asvsDocument(asvsRows()))
