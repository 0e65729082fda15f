import { all, NOBODY, OFFICERS, type Row } from './permission-row.js'

const READERS = { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }

/** Who is let in is asked for what they saw of it. */
const WITHOUT_IF_MATCH = { ...NOBODY, ...all(OFFICERS, 428) }

const AT = '/officer/applications/{joining}'
const verb = (name: string, body?: object): Row => ({
  route: `POST ${AT}/${name}`,
  but: WITHOUT_IF_MATCH,
  others: 403,
  ...(body === undefined ? {} : { body }),
})

/** Applications as officers decide on them; the procurement officer has claimed the one. */
export const DECIDING_ROWS: readonly Row[] = [
  { route: 'GET /suppliers/{joiningSupplier}/interest-declarations', but: READERS, others: 403 },
  {
    route: 'POST /suppliers/{joiningSupplier}/interest-declarations',
    but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 204) },
    others: 403,
    body: { hasInterest: false, details: '' },
  },
  { route: 'GET /officer/applications', but: READERS, others: 403 },
  { route: 'GET /officer/applications/counts', but: READERS, others: 403 },
  { route: `GET ${AT}`, but: READERS, others: 403 },
  { route: `GET ${AT}/record`, but: READERS, others: 403 },
  { route: `GET ${AT}/files/{answerFile}`, but: READERS, others: 403 },
  { route: `POST ${AT}/claim`, but: { ...NOBODY, ...all(OFFICERS, 409), 'procurement-officer': 200 }, others: 403 },
  verb('take-over', { reason: 'x' }),
  verb('ask', { text: 'x', replyBy: '2026-12-04' }),
  verb('resume'),
  verb('extend', { reason: 'x' }),
  verb('findings', { findings: [] }),
  verb('verdicts', { verdicts: [] }),
  verb('finance-override', { reason: 'x' }),
  verb('exclusions', { ground: 'L202', evidence: 'x', replyBy: '2026-12-04' }),
  verb('exclusions/{joining}/decide', { applies: false, likelyToRecur: false, outcome: 'no-exclusion', reason: 'x' }),
  verb('admit'),
  verb('reject', { criterion: '{joining}', reasons: 'x' }),
]
