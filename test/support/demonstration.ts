import { goldenBidWithoutFiles } from '../../src/modules/guidelines/golden-bids.js'

/** What the demonstration consists of, each thing once. */
export const WHOLE_DEMONSTRATION = {
  counts: { organisations: 7, people: 17, agreements: 2, categories: 10, memberships: 30, invitations: 9 },
  requirements: ['open high', 'open low', 'open medium'],
  bids: ['draft'],
  answers: Object.keys(goldenBidWithoutFiles().firstDraft).toSorted(),
  members: ['awardAnswers', 'declarations', 'priceSchedule'],
}

type Ask = <T extends object>(sql: string) => Promise<T[]>

/** The same of a database, as its owner sees it. */
export async function inventoryOf(ask: Ask): Promise<typeof WHOLE_DEMONSTRATION> {
  const [counts] = await ask<typeof WHOLE_DEMONSTRATION.counts>(COUNTS)
  const requirements = await ask<{ is: string }>(`SELECT state || ' ' || tier AS is FROM requirement ORDER BY 1`)
  const bids = await ask<{ state: string; copy: Buffer }>('SELECT state, working_copy AS copy FROM bid')
  const sections = await ask<{ answers: Buffer }>('SELECT answers FROM ethics_answer_section')
  if (counts === undefined) throw new Error('The database did not count.')
  return {
    counts,
    requirements: requirements.map(({ is }) => is),
    bids: bids.map(({ state }) => state),
    answers: sections.flatMap(({ answers }) => membersOf(answers)).toSorted(),
    members: bids.flatMap(({ copy }) => membersOf(copy)).toSorted(),
  }
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM organisation) AS organisations, (SELECT count(*)::int FROM person) AS people,
         (SELECT count(*)::int FROM agreement) AS agreements, (SELECT count(*)::int FROM category) AS categories,
         (SELECT count(*)::int FROM membership) AS memberships, (SELECT count(*)::int FROM invitation) AS invitations`

const membersOf = (bytes: Buffer): string[] => Object.keys(JSON.parse(bytes.toString('utf8')) as object)
