import type { TestApp } from '../support/test-app.js'

/** Each is empty when every version has all that belongs to it, and nothing is there without its version. */
const HALF_WRITTEN: Readonly<Record<string, string>> = {
  'versions without a check report that passed the same input': `
    SELECT v.bid_id AS id FROM bid_version v LEFT JOIN check_report r ON r.id = v.report_id AND r.bid_id = v.bid_id AND r.input_hash = v.input_hash AND NOT r.blocked
    WHERE r.id IS NULL`,
  'check reports without a version': `
    SELECT r.bid_id AS id FROM check_report r LEFT JOIN bid_version v ON v.report_id = r.id WHERE v.id IS NULL`,
  'bids with gaps between their versions': `
    SELECT bid_id AS id FROM bid_version GROUP BY bid_id HAVING max(number) <> count(*)`,
  'bids with more or fewer lines in the log than versions': `
    SELECT id FROM (SELECT bid_id AS id, count(*) FROM bid_version GROUP BY 1) v
    FULL JOIN (SELECT subject_id AS id, count(*) FROM audit_event WHERE action IN ('bid.submitted', 'bid.replaced') GROUP BY 1) a USING (id)
    WHERE v.count IS DISTINCT FROM a.count`,
  'versions without their one event': `
    SELECT id FROM (SELECT bid_id AS id, number FROM bid_version) v
    FULL JOIN (SELECT (payload->>'bidId')::uuid AS id, (payload->>'version')::int AS number, count(*) FROM outbox_event WHERE type IN ('bid.submitted', 'bid.replaced') GROUP BY 1, 2) o
    USING (id, number) WHERE o.count IS DISTINCT FROM 1`,
  'bids with versions that are drafts, or submitted without one': `
    SELECT b.id FROM bid b LEFT JOIN (SELECT DISTINCT bid_id FROM bid_version) v ON v.bid_id = b.id
    WHERE (v.bid_id IS NULL) = (b.state IN ('submitted', 'opened')) AND b.state <> 'withdrawn'`,
}

/** What was left half-written, in words. */
export async function halfWritten(test: TestApp): Promise<string[]> {
  const found: string[] = []
  for (const [what, sql] of Object.entries(HALF_WRITTEN)) {
    const broken = await test.rows<{ id: string }>(sql)
    if (broken.length > 0) found.push(`${broken.length} ${what}, such as ${String(broken[0]?.id)}`)
  }
  return found
}
