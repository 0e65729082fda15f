import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { SMALL_FILES } from '../src/modules/bids/files.fixture.js'
import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { openApiOf } from '../src/web/openapi.js'
import { aFile } from './support/evidence.js'
import { problem } from './support/problems.js'
import { type Player, PLAYERS, TestApp } from './support/test-app.js'
import {
  aDraft,
  anOpening,
  anOpenRequirement,
  aPassingBid,
  aWaitingDraft,
  aWorkingCopy,
  GOLDEN,
  inSeconds,
  placeIn,
  theAuditOf,
} from './support/world.js'

type Somebody = Player | 'nobody'

interface Row {
  /** Method and path with names of the world's things. */
  route: string
  /** The status for whoever it differs for. */
  but?: Partial<Record<Somebody, number>>
  others: number
  body?: object
  /** The thing that is made anew for each who is let through, because the route uses it up. */
  fresh?: 'draft' | 'waiting' | 'approved' | 'open' | 'file'
  /** Whether the body is a form with a file. */
  uploads?: true
}

/** The same status for several. */
const all = (players: readonly Somebody[], status: number): Partial<Record<Somebody, number>> =>
  Object.fromEntries(players.map(player => [player, status]))

const BUYERS = ['buyer-author', 'buyer-approver', 'evaluator'] as const
const COUNCIL = ['organisation-admin', ...BUYERS] as const
const OFFICERS = ['procurement-officer', 'second-officer', 'senior-officer'] as const
const SUPPLIER = ['bid-writer', 'supplier-admin'] as const
const NOBODY = { nobody: 401 }

const ROWS: Row[] = [
  { route: 'POST /sessions', others: 201, body: { email: 'auditor@example.test', password: 'demonstration-only' } },
  { route: 'GET /agreements', others: 200 },
  { route: 'GET /agreements/{agreement}', others: 200 },
  { route: 'GET /guidelines', others: 200 },
  { route: 'GET /guidelines/{guideline}/{edition}', others: 200 },
  { route: 'GET /questionnaires/{questionnaire}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}/diff/{ruleSet}', others: 200 },
  { route: 'GET /notifications', but: NOBODY, others: 200 },

  { route: 'GET /requirements', others: 200 },
  { route: 'GET /requirements?scope=own', but: NOBODY, others: 200 },
  { route: 'GET /requirements/{public}', others: 200 },
  { route: 'GET /requirements/{open}', but: { nobody: 404 }, others: 200 },
  { route: 'GET /requirements/{draft}', but: all([...COUNCIL, ...OFFICERS], 200), others: 404 },
  { route: 'POST /requirements', but: { ...NOBODY, 'buyer-author': 201 }, others: 403, body: { agreementId: '{agreement}' } },
  { route: 'PATCH /requirements/{draft}', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, body: { title: 'x' } },
  {
    route: 'POST /requirements/{draft}/readiness-check',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  { route: 'POST /requirements/{draft}/submit-for-approval', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, fresh: 'draft' },
  {
    route: 'POST /requirements/{waiting}/return',
    but: { ...NOBODY, 'buyer-approver': 200 },
    others: 403,
    body: { reason: 'x' },
    fresh: 'waiting',
  },
  { route: 'POST /requirements/{waiting}/approve', but: { ...NOBODY, 'buyer-approver': 200 }, others: 403, fresh: 'waiting' },
  {
    // Nothing in it is held, so there is nothing to release.
    route: 'POST /requirements/{waiting}/release-hold',
    but: { ...NOBODY, 'senior-officer': 422 },
    others: 403,
    body: { reason: 'x', seniorOwner: 'x' },
  },
  {
    route: 'POST /requirements/{approved}/publish',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    fresh: 'approved',
  },
  {
    route: 'POST /requirements/{open}/extend',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { submissionDeadline: '2029-12-31T12:00:00Z', reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/amend',
    but: { ...NOBODY, 'buyer-author': 200 },
    others: 403,
    body: { changes: { title: 'x' }, reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/cancel',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { reason: 'x' },
    fresh: 'open',
  },
  {
    // It is still open, so there is nothing to reopen.
    route: 'POST /requirements/{open}/reopen',
    but: { ...NOBODY, ...all(['buyer-approver', ...OFFICERS], 409) },
    others: 403,
    body: { submissionDeadline: '2029-12-31T12:00:00Z', reason: 'x' },
  },
  { route: 'GET /requirements/{open}/changes', but: { nobody: 404 }, others: 200 },
  {
    route: 'POST /requirements/{public}/interest-declarations',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 204) },
    others: 403,
    body: { hasInterest: false, details: '' },
  },

  {
    route: 'POST /requirements/{open}/bids',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    fresh: 'open',
  },
  { route: 'GET /bids', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /bids/{bid}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'PATCH /bids/{bid}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403, body: GOLDEN.bid },
  { route: 'GET /bids/{bid}/ethics-answers', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    route: 'PATCH /bids/{bid}/ethics-answers?section=2',
    but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 },
    others: 403,
    body: { Q201: GOLDEN.passing['Q201'] },
  },
  { route: 'POST /bids/{bid}/ethics-check', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    // Nothing warns, so there is nothing to acknowledge.
    route: 'PUT /bids/{bid}/acknowledgements/{rule}',
    but: { ...NOBODY, ...all(SUPPLIER, 422), 'rival-admin': 404 },
    others: 403,
    body: { reason: 'x' },
  },
  {
    route: 'POST /bids/{working}/files',
    but: { ...NOBODY, ...all(SUPPLIER, 201), 'rival-admin': 404 },
    others: 403,
    uploads: true,
  },
  { route: 'GET /bids/{working}/files', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'organisation-admin': 403 }, others: 404 },
  { route: 'GET /files/{file}/content', but: { ...NOBODY, ...all(SUPPLIER, 200), 'organisation-admin': 403 }, others: 404 },
  { route: 'PATCH /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403, body: { issuer: 'x' } },
  { route: 'DELETE /files/{file}', but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 }, others: 403, fresh: 'file' },
  { route: 'POST /bids/{bid}/submit', but: { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }, others: 403 },
  // There is nothing to withdraw.
  { route: 'POST /bids/{draftBid}/withdraw', but: { ...NOBODY, 'supplier-admin': 409, 'rival-admin': 404 }, others: 403 },
  { route: 'GET /bids/{bid}/timeline', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  { route: 'GET /requirements/{open}/timeline', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  {
    route: 'POST /bids/{bid}/problem-reports',
    but: { ...NOBODY, ...all(SUPPLIER, 201), 'rival-admin': 404 },
    others: 403,
    body: { text: 'x' },
  },
  {
    route: 'POST /requirements/{open}/problem-reports',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { text: 'x' },
  },
  { route: 'GET /problem-reports', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /bids/{bid}/submissions/{key}', but: { ...NOBODY, 'supplier-admin': 200, 'rival-admin': 404 }, others: 403 },
  { route: 'POST /receipts/verify', others: 400, body: { version: 1 } },
  { route: 'GET /bids/{bid}/receipts/1', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },

  { route: 'GET /requirements/{open}/bids', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{open}/bids/{bid}', but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 409) }, others: 403 },
  { route: 'GET /requirements/{opened}/bids', but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) }, others: 403 },
  {
    route: 'GET /requirements/{opened}/bids/{openedBid}',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 200) },
    others: 403,
  },
  {
    route: 'POST /requirements/{opened}/open-bids',
    but: { ...NOBODY, ...all(['buyer-approver', 'procurement-officer'], 409) },
    others: 403,
  },
  { route: 'GET /ethics-audits', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /ethics-audits/{audit}', but: { ...NOBODY, 'procurement-officer': 200 }, others: 403 },
  {
    route: 'POST /ethics-audits/{audit}/verdicts',
    but: { ...NOBODY, 'procurement-officer': 201 },
    others: 403,
    body: { questionId: 'Q906', finding: 'accepted' },
  },
  { route: 'DELETE /sessions/current', but: NOBODY, others: 204 },
]

const CELLS = ROWS.flatMap(row =>
  (['nobody', ...PLAYERS] as const).map((who): [string, Somebody, number, Row] => [row.route, who, row.but?.[who] ?? row.others, row]),
)

describe('Permission', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { requirementId, bidIds } = await anOpening(test, 'rival-admin')
    const openedBid = String(bidIds[0])
    const open = await anOpenRequirement(test)
    const bid = await aPassingBid(test, open)
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
    const working = await aWorkingCopy(test, await anOpenRequirement(test))
    Object.assign(ids, test.app.get(GuidelinesService).current(), {
      agreement: (await placeIn(test, 'AI-DPS-1')).agreementId,
      opened: requirementId,
      openedBid,
      open,
      bid,
      draftBid: await aWorkingCopy(test, await anOpenRequirement(test)),
      rule: 'SR-01',
      working,
      file: (await aFile(test, working)).id,
      audit: await theAuditOf(test, openedBid),
      public: await aPublicRequirement(),
      draft: (await aDraft(test)).id,
      waiting: (await aWaitingDraft(test)).id,
      approved: await anApproved(),
    })
  }, 60_000)
  afterAll(() => test.stop())

  const aPublicRequirement = async (): Promise<string> => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const submissionDeadline = await inSeconds(test, 14 * 86_400)
    return anOpenRequirement(test, { agreementId, categoryIds: [categoryId], submissionDeadline })
  }

  const anApproved = async (): Promise<string> => {
    const { id, etag } = await aWaitingDraft(test)
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
    return id
  }

  const MAKE = {
    draft: async () => (await aDraft(test)).id,
    waiting: async () => (await aWaitingDraft(test)).id,
    approved: anApproved,
    open: () => anOpenRequirement(test),
    file: async () => (await aFile(test, String(ids['working']))).id,
  }

  const filled = async (text: string, { fresh }: Row, allowed: boolean): Promise<string> => {
    const made: Record<string, string> = fresh !== undefined && allowed ? { ...ids, [fresh]: await MAKE[fresh]() } : ids
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => made[name] ?? name)
  }

  const etagFor = async (who: Somebody, path: string): Promise<string> =>
    who === 'nobody' ? '"1"' : ((await test.api(who).get(path)).headers['etag'] ?? '"1"')

  it.each(CELLS)('for %s as %s is %d', async (route, who, status, row) => {
    const call = await filled(route, row, status < 300)
    const request = test.call(call, who === 'nobody' ? undefined : who)
    if (row.uploads === true) void request.attach('file', SMALL_FILES.txt, 'notes.txt')
    if (row.body !== undefined) void request.send(JSON.parse(await filled(JSON.stringify(row.body), row, false)) as object)
    const [, path = ''] = /^(?:PATCH (.+)|POST (.+)\/(?:approve|amend))$/.exec(call)?.filter(Boolean) ?? []
    if (path !== '') void request.set('If-Match', await etagFor(who, path))
    const response = await request
    if (status < 400) expect([response.status, response.text]).toEqual([status, response.text])
    else problem(status, (response.body as { code: string }).code)(response)
  })

  it('is said for every route there is', () => {
    const shape = (method: string, path: string) =>
      `${method.toUpperCase()} ${path.split('?', 1)[0]?.replaceAll(/\{\w+\}|\b1$/g, '{}') ?? ''}`
    const documented = Object.entries(openApiOf(test.app).paths)
      .filter(([path]) => path.startsWith('/api/v1'))
      .flatMap(([path, operations]) => Object.keys(operations).map(method => shape(method, path.replace('/api/v1', ''))))
    const tested = ROWS.map(({ route }) => shape(...(route.split(' ') as [string, string])))
    expect([...new Set(tested)].sort()).toEqual(documented.sort())
  })
})
