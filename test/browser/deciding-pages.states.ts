import type { Page } from 'playwright-core'

import { londonDay } from '../../src/shared/domain/london-time.js'
import { workingDaysAfter } from '../../src/shared/domain/working-days.js'
import { aClaimed, aWaiting, claim, done, findAllGood, look, noInterestIn, rejectIt, supplierOf } from '../support/deciding.js'
import { saveAnswer } from '../support/library.js'
import { ageSignIn } from '../support/openings.js'
import type { Player, TestApp } from '../support/test-app.js'
import { inSeconds } from '../support/world.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Applications by how far they are; all but one claimed by the procurement officer. */
interface World {
  unclaimed: string
  claimed: string
  others: string
  asked: string
  found: string
  unmet: string
  low: string
  old: string
  taken: string
  grounds: string
  cases: { waiting: string; replied: string; decided: string }
  admitted: string
  rejected: string
  rival: string
}

type State = PageState<World>
type Kind = Exclude<keyof World, 'cases' | 'rival'>

const OFFICER = 'procurement-officer' satisfies Player
const AT = '/officer/applications'

const SAYS_YES = {
  values: { applies: 'yes' },
  rows: [{ who: 'own', what: 'A fine.', when: '2025-05-01', measures: 'An agent files accounts now.', evidence: 'A letter of May.' }],
}

const scored = (score: string) => ({
  values: { scored: 'yes', provider: 'A rating agency', score, highest: '100', scoredOn: '2026-01-15' },
})

/** As many suppliers that wait as fill more than a page. */
const MANY = `
  WITH made AS (
    INSERT INTO organisation (id, kind, name, duns) SELECT gen_random_uuid(), 'supplier', 'Example Bidder ' || n, (200000000 + n)::text FROM generate_series(1, 26) n
    RETURNING id)
  INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, product_ids, offer, started_by, started_at, submitted_by, received_at,
                           declared_as, question_set, filter_edition, due_on, due_by)
  SELECT gen_random_uuid(), a.agreement_id, a.category_id, made.id, 'submitted', 2, a.product_ids, a.offer, a.started_by, a.started_at, a.submitted_by,
         a.received_at, a.declared_as, a.question_set, a.filter_edition, a.due_on, a.due_by
  FROM application a, made WHERE a.id = $1`

async function prepare(test: TestApp): Promise<World> {
  const [supplierId, rival] = [await supplierOf(test), await supplierOf(test, 'rival-admin')]
  await noInterestIn(test, supplierId, OFFICER, 'second-officer', 'auditor')
  await noInterestIn(test, rival, 'second-officer')
  await test
    .api('auditor')
    .post(`/suppliers/${rival}/interest-declarations`)
    .send({ hasInterest: true, details: 'A relative works there.' })
  const today = londonDay(await inSeconds(test, 0))
  const replyBy = workingDaysAfter(today, 3, 'england-and-wales')
  const admitted = await aClaimed(test)
  await findAllGood(test, admitted)
  await done(test, admitted, 'admit')
  const rejected = await aClaimed(test)
  await rejectIt(test, rejected)
  const found = await aClaimed(test)
  await findAllGood(test, found)
  const taken = await aClaimed(test)
  await findAllGood(test, taken)
  await test.rows(
    `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since)
     SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'suspended', market_now() FROM application WHERE id = $1`,
    [taken],
  )
  const old = await aWaiting(test)
  await claim(test, old, 'second-officer').expect(200)
  await findAllGood(test, old, 'second-officer')
  const others = await aWaiting(test)
  await claim(test, others, 'second-officer').expect(200)
  const asked = await aClaimed(test)
  await done(test, asked, 'ask', { text: 'Which of the references is for this?', question: 'L501', replyBy })
  const unmet = await aClaimed(test)
  const criterionId = (await look(test, unmet)).file.criteria[0]?.id
  await done(test, unmet, 'findings', { findings: [{ criterion: criterionId, met: false, reason: 'Two references are for other work.' }] })
  await saveAnswer(test, 'L301', scored('34'))
  const low = await aClaimed(test)
  await saveAnswer(test, 'L301', scored('72'))
  await saveAnswer(test, 'L202', SAYS_YES)
  const grounds = await aClaimed(test)
  await saveAnswer(test, 'L202', { values: { applies: 'no' } })
  const cases = { replied: await raise(test, grounds, 'L202', replyBy), waiting: await raise(test, grounds, 'L251', replyBy), decided: '' }
  cases.decided = await raise(test, grounds, 'L252', replyBy)
  await done(test, grounds, `exclusions/${cases.decided}/decide`, {
    ...{ applies: false, likelyToRecur: false, outcome: 'no-exclusion' },
    reason: 'It is another firm.',
  })
  await test.rows(
    `UPDATE exclusion_case SET reply = 'It was one time only.', replied_at = market_now(),
            replied_by = (SELECT id FROM person WHERE email = 'supplier-admin@example.test') WHERE id = $1`,
    [cases.replied],
  )
  const [claimed, unclaimed] = [await aClaimed(test), await aWaiting(test)]
  await test.rows(
    `INSERT INTO organisation (id, kind, name, duns) SELECT gen_random_uuid(), 'supplier', name || ' Limited', '299999999' FROM organisation WHERE id = $1`,
    [supplierId],
  )
  await test.rows(MANY, [unclaimed])
  await ageSignIn(test, 'second-officer')
  return { unclaimed, claimed, others, asked, found, unmet, low, old, taken, grounds, cases, admitted, rejected, rival }
}

async function raise(test: TestApp, id: string, ground: string, replyBy: string): Promise<string> {
  const { file } = await done(test, id, 'exclusions', { ground, evidence: 'A notice in a public register.', replyBy })
  return String(file.grounds.find(each => each.ground === ground)?.case?.id)
}

const shown = (page: string, state: string, kind: Kind, as: Player = OFFICER): State => ({
  route: `GET ${AT}/:id${page}`,
  state,
  as,
  show: (window, world) => window.goto(`${AT}/${world[kind]}${page}`),
})

/** A form that is sent as it stands, or filled before. */
const sent = (
  verb: string,
  state: string,
  at: (world: World) => string,
  button: string,
  fill?: (page: Page) => Promise<unknown>,
): State => ({
  route: `POST ${AT}/:id/${verb}`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(at(world))
    await fill?.(page)
    await press(page, button)
  },
})

/** What the page of one application no longer offers, sent from a form of another. */
const late = (verb: string, state: string, from: (world: World) => string, to: Kind, fields: Readonly<Record<string, string>>): State => ({
  route: `POST ${AT}/:id/${verb}`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(from(world))
    await sendElsewhere(page, `${AT}/${world[to]}/${verb}`, fields)
  },
})

const of =
  (kind: Kind, page = '') =>
  (world: World): string =>
    `${AT}/${world[kind]}${page}`

const caseOf =
  (which: keyof World['cases']) =>
  (world: World): string =>
    `${AT}/${world.grounds}/exclusions/${world.cases[which]}`

const aCase = (state: string, which: keyof World['cases']): State => ({
  route: `GET ${AT}/:id/exclusions/:exclusionCase`,
  state,
  as: OFFICER,
  show: (page, world) => page.goto(caseOf(which)(world)),
})

const decided = (state: string, fill?: (page: Page) => Promise<unknown>): State => ({
  ...sent('exclusions/:exclusionCase', state, caseOf('replied'), 'Decide on this ground', fill),
})

const INTERESTS = '/officer/suppliers/:supplier/interests'
const interests = (world: World): string => `/officer/suppliers/${world.rival}/interests`
const declaring = (state: string, as: Player): State => ({
  route: `GET ${INTERESTS}`,
  state,
  as,
  show: (page, world) => page.goto(interests(world)),
})

/** Interests in a supplier, and applications as officers decide on them. */
export const DECIDING_PAGES: StateTable<World> = {
  prepare,
  states: [
    declaring('nothing declared', 'senior-officer'),
    declaring('no interest', 'second-officer'),
    declaring('an interest', 'auditor'),
    {
      route: `POST ${INTERESTS}`,
      state: 'nothing chosen',
      as: 'senior-officer',
      show: async (page, world) => {
        await page.goto(interests(world))
        await press(page, 'Declare')
      },
    },
    {
      route: `POST ${INTERESTS}`,
      state: 'not explained',
      as: 'senior-officer',
      show: async (page, world) => {
        await page.goto(interests(world))
        await page.getByLabel('Yes').check()
        await press(page, 'Declare')
      },
    },

    { route: `GET ${AT}`, state: 'some', as: OFFICER, show: page => page.goto(AT) },
    { route: `GET ${AT}`, state: 'nothing fits', as: OFFICER, show: page => page.goto(`${AT}?overdue=true`) },
    {
      route: `GET ${AT}`,
      state: 'more than a page',
      as: OFFICER,
      show: async page => {
        await page.goto(AT)
        await page.getByRole('link', { name: 'Those that are due later' }).click()
      },
    },

    shown('', 'unclaimed', 'unclaimed'),
    shown('', 'claimed', 'claimed'),
    shown('', 'claimed by another', 'others'),
    shown('', 'asked', 'asked'),
    shown('', 'with hints', 'grounds'),
    shown('', 'admitted', 'admitted'),
    shown('', 'rejected', 'rejected'),
    shown('', 'for an auditor', 'claimed', 'auditor'),
    late('claim', 'claimed meanwhile', of('unclaimed'), 'others', {}),
    sent('take-over', 'taken over without a reason', of('others'), 'Take it over'),
    sent('ask', 'nothing asked', of('claimed'), 'Ask the supplier'),
    sent('ask', 'day unfit', of('claimed'), 'Ask the supplier', async page => {
      await page.getByLabel('What you ask').fill('Which references are meant?')
      await page.getByLabel('Day to reply by').fill('2020-01-01')
    }),
    late('resume', 'reply awaited', of('asked'), 'asked', { seen: '5' }),
    sent('extend', 'extended without a reason', of('claimed'), 'Extend the time'),

    shown('/criteria', 'nothing found', 'claimed'),
    shown('/criteria', 'found', 'found'),
    shown('/criteria', 'score below the figure', 'low'),
    shown('/criteria', 'for an auditor', 'found', 'auditor'),
    sent('criteria', 'nothing chosen', of('claimed', '/criteria'), 'Record what you found'),
    sent('criteria', 'no reason', of('claimed', '/criteria'), 'Record what you found', page =>
      page.getByRole('group', { name: 'Is criterion 1 met?' }).getByLabel('Not met').check(),
    ),
    late('criteria', 'changed meanwhile', of('claimed', '/criteria'), 'claimed', { seen: '1', 'met-1': 'yes', 'reason-1': 'Shown.' }),
    sent('finance', 'standing not explained', of('low', '/criteria'), 'Record why it is enough'),

    shown('/claims', 'not judged', 'claimed'),
    shown('/claims', 'judged', 'found'),
    shown('/claims', 'for an auditor', 'found', 'auditor'),
    sent('claims', 'no verdict chosen', of('claimed', '/claims'), 'Record your verdicts'),
    sent('claims', 'query without a reason', of('claimed', '/claims'), 'Record your verdicts', page =>
      page
        .getByRole('group', { name: /^Verdict on B1 / })
        .getByLabel('Query')
        .check(),
    ),

    shown('/exclusions', 'no grounds', 'claimed'),
    shown('/exclusions', 'some grounds', 'grounds'),
    sent('exclusions', 'nothing raised', of('claimed', '/exclusions'), 'Put it to the supplier'),
    aCase('waits for a reply', 'waiting'),
    aCase('replied', 'replied'),
    aCase('decided', 'decided'),
    decided('nothing found'),
    decided('outcome unfit', async page => {
      await page.getByRole('group', { name: 'Does the ground apply?' }).getByLabel('No').check()
      await page
        .getByRole('group', { name: /^Do its circumstances/ })
        .getByLabel('No')
        .check()
      await page.getByLabel('Excluded: the ground applies').check()
      await page.getByLabel('Why').fill('It happened once.')
    }),

    shown('/decide', 'gaps', 'claimed'),
    shown('/decide', 'ready', 'found'),
    shown('/decide', 'old sign-in', 'old', 'second-officer'),
    shown('/decide', 'to reject', 'unmet'),
    shown('/decide', 'decided', 'admitted'),
    late('admit', 'not to be admitted', of('claimed', '/criteria'), 'claimed', { seen: '4' }),
    sent('admit', 'member already', of('taken', '/decide'), 'Admit the supplier'),
    sent('reject', 'no criterion chosen', of('unmet', '/decide'), 'Reject the application'),
    sent('reject', 'thin reasons', of('unmet', '/decide'), 'Reject the application', async page => {
      await page.getByLabel('Criterion 1:').check()
      await page.getByLabel('Reasons').fill('No.')
    }),
    shown('/record', 'of an admission', 'admitted'),
    shown('/record', 'of a rejection', 'rejected'),
  ],
}
