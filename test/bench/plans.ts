import type pg from 'pg'

import {
  findRequirementView,
  listRequirementSummaries,
  type RequirementFilter,
} from '../../src/modules/requirements/requirement-queries.js'
import type { Readable } from '../../src/shared/database/unit-of-work.js'
import { say } from './stage.js'

/** How Postgres runs a statement: rows it met, pages it read and milliseconds, by its own count. */
const EXPLAIN = 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)'

/** Prints the plan of each statement that the hot reads send, as it is after the data is there. */
export async function printPlans(owner: pg.Client, requirementId: string): Promise<void> {
  const view = {
    query: async (sql: string, values: unknown[]) => {
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`${EXPLAIN} ${sql}`, values)
      say(`\`\`\`text\n${rows.map(row => row['QUERY PLAN']).join('\n')}\n\`\`\`\n`)
      return []
    },
  } as unknown as Readable
  const list = (filter: Partial<RequirementFilter>) =>
    listRequirementSummaries(view, { buyerId: null, includePractice: false, sort: 'newest', ...filter }, [], 26)
  say('\n## Plan of the list\n')
  await list({ status: 'open' })
  say('## Plan of a search\n')
  await list({ q: 'bridge ferry', tier: 'high' })
  say('## Plan of one requirement\n')
  await findRequirementView(view, requirementId)
}
