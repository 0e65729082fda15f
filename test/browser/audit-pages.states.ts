import { judge } from '../support/auditing.js'
import type { Player } from '../support/test-app.js'
import { anAuditWorld, type AuditWorld } from './audit-world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<AuditWorld>

const OFFICER: Player = 'procurement-officer'
const AUDIT = '/officer/audits/:id'
const ANSWER = `${AUDIT}/:question`

const at = (route: string, state: string, pathOf: (world: AuditWorld) => string, as: Player = OFFICER): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: (page, world) => page.goto(pathOf(world)),
})

const audit = (state: string, idOf: (world: AuditWorld) => string, as: Player = OFFICER): State =>
  at(AUDIT, state, world => `/officer/audits/${idOf(world)}`, as)

const answerIn = ({ low, questions }: AuditWorld, question: keyof AuditWorld['questions']): string =>
  `/officer/audits/${low}/${questions[question]}`

const answer = (state: string, question: keyof AuditWorld['questions']): State => at(ANSWER, state, world => answerIn(world, question))

const file = (state: string, which: keyof AuditWorld['files']): State =>
  at(`${AUDIT}/files/:fileId`, state, ({ low, files }) => `/officer/audits/${low}/files/${files[which]}`)

/** A verdict that is refused. */
const refused = (state: string, verdict: string | null): State => ({
  route: `POST ${ANSWER}/verdict`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(answerIn(world, 'unjudged'))
    if (verdict !== null) await page.getByLabel(verdict).check()
    if (verdict === 'Reject it') await page.getByLabel('Reason', { exact: true }).fill(LONG)
    await press(page, 'Give the verdict')
  },
})

/** Sent as from a page that was opened while it could still be done. */
const late = (route: string, state: string, pathOf: (world: AuditWorld) => string, fields: Readonly<Record<string, string>>): State => ({
  route: `POST ${route}`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(answerIn(world, 'unjudged'))
    await sendElsewhere(page, pathOf(world), fields)
  },
})

const signOff = (state: string, idOf: (world: AuditWorld) => string, as: Player = OFFICER): State =>
  at(`${AUDIT}/sign-off`, state, world => `/officer/audits/${idOf(world)}/sign-off`, as)

/** Lets the form of a sign-off be sent, after something happened to the world meanwhile. */
const signed = (state: string, idOf: (world: AuditWorld) => string, meanwhile?: (world: AuditWorld) => Promise<unknown>): State => ({
  route: `POST ${AUDIT}/sign-off`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(`/officer/audits/${idOf(world)}/sign-off`)
    await meanwhile?.(world)
    await press(page, 'Sign the audit off')
  },
})

/** One ethics audit: as a whole, answer by answer, its files, and its end. */
export const AUDIT_PAGES: StateTable<AuditWorld> = {
  options: { working: true },
  prepare: anAuditWorld,
  states: [
    audit('low', ({ low }) => low),
    audit('medium', ({ medium }) => medium),
    audit('long text', ({ long }) => long),
    audit('waits for the second', ({ high }) => high),
    audit('signed off', ({ signedOff }) => signedOff),
    audit('for an auditor', ({ rejectedBid }) => rejectedBid, 'auditor'),

    answer('not judged', 'unjudged'),
    answer('accepted', 'accepted'),
    answer('queried', 'queried'),
    answer('rejected', 'rejected'),
    answer('undone', 'undone'),
    answer('long text', 'long'),
    at(ANSWER, 'with files', ({ high, withFiles }) => `/officer/audits/${high}/${withFiles.question}`),
    {
      ...answer('many others', 'accepted'),
      show: async (page, world) => {
        await page.goto(answerIn(world, 'accepted'))
        for (const way of ['More bidders', 'Back to the first bidders', 'More bidders']) await page.getByRole('link', { name: way }).click()
      },
    },
    at(ANSWER, 'signed off', ({ signedOff }) => `/officer/audits/${signedOff}/Q906`),
    at(ANSWER, 'for an auditor', ({ rejectedBid }) => `/officer/audits/${rejectedBid}/Q906`, 'auditor'),

    refused('nothing chosen', null),
    refused('no reason', 'Query it: ask the supplier'),
    refused('no clause', 'Reject it'),
    late(`${ANSWER}/verdict`, 'changed meanwhile', world => `${answerIn(world, 'unjudged')}/verdict`, {
      seen: '1',
      finding: 'rejected',
      reason: LONG,
    }),
    late(`${ANSWER}/verdict`, 'signed off meanwhile', ({ signedOff }) => `/officer/audits/${signedOff}/Q906/verdict`, {
      seen: '1',
      finding: 'accepted',
    }),
    {
      route: `POST ${ANSWER}/undo/:verdictId`,
      state: 'undone by somebody else',
      as: OFFICER,
      show: async (page, world) => {
        await page.goto(answerIn(world, 'accepted'))
        const seen = await page.locator('main form [name="seen"]').first().inputValue()
        await sendElsewhere(page, `${answerIn(world, 'undone')}/undo/${world.undoneVerdict}`, { seen })
      },
    },
    {
      route: `POST ${ANSWER}/ask`,
      state: 'nothing asked',
      as: OFFICER,
      show: async (page, world) => {
        await page.goto(answerIn(world, 'queried'))
        await press(page, 'Send the question')
      },
    },

    file('a picture', 'picture'),
    file('to keep', 'text'),
    file('pending', 'pending'),
    file('infected', 'infected'),
    file('unscannable', 'unscannable'),
    at(`${AUDIT}/files/:fileId`, 'a PDF', ({ high, withFiles }) => `/officer/audits/${high}/files/${withFiles.file}`),

    signOff('ready', ({ complete }) => complete),
    signOff('old sign-in', ({ complete }) => complete, 'second-officer'),
    signOff('not complete', ({ low }) => low),
    signOff('with referrals', ({ medium }) => medium),
    signOff('to confirm', ({ high }) => high, 'senior-officer'),
    signOff('not theirs to confirm', ({ high }) => high),
    signOff('signed off', ({ signedOff }) => signedOff),
    signed('nothing decided', ({ medium }) => medium),
    { ...signed('no password', ({ complete }) => complete), as: 'second-officer' },
    signed(
      'changed meanwhile',
      ({ complete }) => complete,
      ({ test, complete }) => judge(test, complete, { questionId: 'Q906', finding: 'accepted' }),
    ),
    late(`${AUDIT}/sign-off`, 'signed off meanwhile', ({ signedOff }) => `/officer/audits/${signedOff}/sign-off`, { seen: '1' }),

    at('/officer/requirements/:id/report', 'not ready', ({ lowRequirement }) => `/officer/requirements/${lowRequirement}/report`),
    at(
      '/officer/requirements/:id/report',
      'accepted and not',
      ({ signedOffRequirement }) => `/officer/requirements/${signedOffRequirement}/report`,
    ),
    at(
      '/officer/requirements/:id/report',
      'for the buyer',
      ({ signedOffRequirement }) => `/officer/requirements/${signedOffRequirement}/report`,
      'buyer-approver',
    ),
    at(`${AUDIT}/report`, 'not signed off', ({ low }) => `/officer/audits/${low}/report`),
    at(`${AUDIT}/report`, 'accepted', ({ signedOff }) => `/officer/audits/${signedOff}/report`),
    at(`${AUDIT}/report`, 'not accepted', ({ rejectedBid }) => `/officer/audits/${rejectedBid}/report`),
    at(`${AUDIT}/report`, 'for the buyer', ({ rejectedBid }) => `/officer/audits/${rejectedBid}/report`, 'buyer-approver'),
  ],
}
