import { putRight } from '../../src/modules/requirements/put-search-right.js'
import type { RequirementFilter } from '../../src/modules/requirements/requirement-filter.js'
import {
  countRequirements,
  listBestMatches,
  listRequirementSummaries,
  type Order,
} from '../../src/modules/requirements/requirement-list-queries.js'
import { findRequirementView } from '../../src/modules/requirements/requirement-queries.js'
import type { Readable } from '../../src/shared/database/unit-of-work.js'
import { connected, say } from './stage.js'

/** How Postgres runs a statement: rows it met, pages it read and milliseconds, by its own count. */
const EXPLAIN = 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)'

/** Prints the plan of each statement that the hot reads send, as the application's role has it for a supplier after the data is there. */
export async function printPlans(appUrl: string, requirementId: string): Promise<void> {
  const client = await connected(appUrl)
  await client.query(
    `SELECT set_config('market.organisation', id::text, false) FROM organisation WHERE kind = 'supplier' ORDER BY id LIMIT 1`,
  )
  const view = {
    query: async (sql: string, values: unknown[]) => {
      const explained = () => client.query<{ 'QUERY PLAN': string }>(`${EXPLAIN} ${sql}`, values)
      // The first time, the connection has yet to learn of the tables.
      await explained()
      const { rows } = await explained()
      say(`\`\`\`text\n${rows.map(row => row['QUERY PLAN']).join('\n')}\n\`\`\`\n`)
      return [{ found: 0, known: [] }]
    },
  } as unknown as Readable
  const everybodys = { buyerId: null, includePractice: false }
  const list = async (name: string, order: Order, filter: Partial<RequirementFilter>) => {
    say(`\n## Plan of ${name}\n`)
    await listRequirementSummaries(view, { ...everybodys, ...filter }, order, [], 26)
  }
  await list('the list', 'newest', { status: 'open' })
  await list('what closes soon', 'closing', { status: 'open' })
  await list('the archive', 'ended', { status: 'ended' })
  await list('a buyer’s part of the list', 'newest', { buyerName: 'First Example' })
  await list('a search', 'newest', { q: 'bridge ferry', tier: 'high' })
  for (const [name, status] of [
    ['what is open', 'open'],
    ['all', undefined],
  ] as const) {
    say(`## Plan of the best matches in ${name}\n`)
    await listBestMatches(view, { ...everybodys, q: 'bridge ferry', status }, [], 26)
  }
  say('## Plan of a count\n')
  await countRequirements(view, { ...everybodys, q: 'bridge ferry', status: 'open' })
  say('## Plan of a search put right\n')
  await putRight(view, 'brigde fery')
  say('## Plan of one requirement\n')
  await findRequirementView(view, requirementId)
  await client.end()
}
