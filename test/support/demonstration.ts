import { placeOf, type SealedColumn, type SealingKeys, sealOfBids } from '../../src/modules/bids/sealing.js'
import { goldenBidWithoutFiles } from '../../src/modules/guidelines/golden-bids.js'

/** What the demonstration consists of, each thing once. */
export const WHOLE_DEMONSTRATION = {
  counts: {
    organisations: 7,
    people: 17,
    agreements: 2,
    categories: 10,
    memberships: 30,
    offering: 30,
    invitations: 9,
    answers: 88,
    applications: 1,
  },
  requirements: ['open high', 'open low', 'open medium'],
  bids: ['draft'],
  answers: Object.keys(goldenBidWithoutFiles().firstDraft).toSorted(),
  members: ['awardAnswers', 'declarations', 'priceSchedule'],
}

interface Kept {
  row: string
  owner: string
  value: Buffer
}

type Ask = <T extends object>(sql: string) => Promise<T[]>

/** The same of a database, as its owner sees it. */
export async function inventoryOf(ask: Ask, keys: SealingKeys): Promise<typeof WHOLE_DEMONSTRATION> {
  const [counts] = await ask<typeof WHOLE_DEMONSTRATION.counts>(COUNTS)
  const requirements = await ask<{ is: string }>(`SELECT state || ' ' || tier AS is FROM requirement ORDER BY 1`)
  const bids = await ask<{ state: string } & Kept>('SELECT state, id AS row, supplier_id AS owner, working_copy AS value FROM bid')
  const sections = await ask<Kept>(
    `SELECT s.bid_id || ' ' || s.section AS row, b.supplier_id AS owner, s.answers AS value FROM ethics_answer_section s JOIN bid b ON b.id = s.bid_id`,
  )
  const membersOf = (column: SealedColumn, { row, owner, value }: Kept): string[] =>
    Object.keys(JSON.parse(String(sealOfBids(keys).unseal(value, placeOf(column, owner, row)))) as object)
  if (counts === undefined) throw new Error('The database did not count.')
  return {
    counts,
    requirements: requirements.map(({ is }) => is),
    bids: bids.map(({ state }) => state),
    answers: sections.flatMap(section => membersOf('ethics_answer_section.answers', section)).toSorted(),
    members: bids.flatMap(bid => membersOf('bid.working_copy', bid)).toSorted(),
  }
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM organisation) AS organisations, (SELECT count(*)::int FROM person) AS people,
         (SELECT count(*)::int FROM agreement) AS agreements, (SELECT count(*)::int FROM category) AS categories,
         (SELECT count(*)::int FROM membership) AS memberships, (SELECT count(*)::int FROM membership WHERE offer <> '{}') AS offering,
         (SELECT coalesce(sum(cardinality(supplier_ids)), 0)::int FROM invitation_round) AS invitations,
         (SELECT count(*)::int FROM library_answer) AS answers, (SELECT count(*)::int FROM application WHERE state = 'submitted') AS applications`
