import {
  aClaimed,
  aWaiting,
  claim,
  done,
  findAllGood,
  giveNewer,
  inWorkingDays,
  look,
  noInterestIn,
  productOf,
  rejectIt,
  supplierOf,
} from '../support/deciding.js'
import { anAnswerFile } from '../support/answer-files.js'
import { saveAnswer } from '../support/library.js'
import { ageSignIn } from '../support/openings.js'
import type { Player, TestApp } from '../support/test-app.js'

/** Applications by how far they are; all but one claimed by the procurement officer. */
export interface DecidingWorld {
  unclaimed: string
  claimed: string
  others: string
  asked: string
  found: string
  unmet: string
  low: string
  old: string
  evidence: string
  taken: string
  grounds: string
  cases: { waiting: string; replied: string; decided: string }
  admitted: string
  rejected: string
  keptOut: string
  excluded: string
  rival: string
}

export const OFFICER = 'procurement-officer' satisfies Player

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

export async function prepareDeciding(test: TestApp): Promise<DecidingWorld> {
  const [supplierId, rival] = [await supplierOf(test), await supplierOf(test, 'rival-admin')]
  await noInterestIn(test, supplierId, OFFICER, 'second-officer', 'auditor')
  await noInterestIn(test, rival, 'second-officer')
  await test
    .api('auditor')
    .post(`/suppliers/${rival}/interest-declarations`)
    .send({ hasInterest: true, details: 'A relative works there.' })
  const replyBy = await inWorkingDays(test, 3)
  const admitted = await aClaimed(test)
  await findAllGood(test, admitted)
  await done(test, admitted, 'admit')
  await giveNewer(test, admitted, 'B2', 'changed')
  const rejected = await aClaimed(test)
  await rejectIt(test, rejected)
  const [keptOut, excluded] = [await aKeptOut(test, replyBy), await aKeptOut(test, replyBy)]
  await done(test, excluded, 'reject', {
    ground: 'L202',
    reasons: 'The fine is recent, and nothing was done that keeps it from happening again.',
  })
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
  await reply(test, cases.replied)
  const [claimed, unclaimed] = [await aClaimed(test), await aWaiting(test)]
  await test.rows(`UPDATE organisation SET duns = '299999998' WHERE id = $1`, [supplierId])
  await test.rows(
    `INSERT INTO organisation (id, kind, name, duns) SELECT gen_random_uuid(), 'supplier', name || ' Limited', '299999999' FROM organisation WHERE id = $1`,
    [supplierId],
  )
  await test.rows(MANY, [unclaimed])
  await ageSignIn(test, 'second-officer')
  const file = await anAnswerFile(test, 'B1', 'statement of purpose.pdf', { product: await productOf(test) })
  await anAnswerFile(test, 'L401', 'certificate.pdf')
  const evidence = await aClaimed(test)
  await test.rows(`UPDATE library_file SET scan = 'pending' WHERE id = $1`, [file.id])
  return {
    unclaimed,
    claimed,
    others,
    asked,
    found,
    unmet,
    low,
    old,
    evidence,
    taken,
    grounds,
    cases,
    admitted,
    rejected,
    keptOut,
    excluded,
    rival,
  }
}

const reply = (test: TestApp, caseId: string): Promise<unknown> =>
  test.rows(
    `UPDATE exclusion_case SET reply = 'It was one time only.', replied_at = market_now(),
            replied_by = (SELECT id FROM person WHERE email = 'supplier-admin@example.test') WHERE id = $1`,
    [caseId],
  )

/** One whose criteria are all met, and whose supplier is kept out by a ground that the law sets. */
async function aKeptOut(test: TestApp, replyBy: string): Promise<string> {
  const id = await aClaimed(test)
  await findAllGood(test, id)
  const caseId = await raise(test, id, 'L202', replyBy)
  await reply(test, caseId)
  await done(test, id, `exclusions/${caseId}/decide`, {
    ...{ applies: true, likelyToRecur: true, outcome: 'excluded' },
    reason: 'Nothing keeps it from happening again.',
  })
  return id
}

async function raise(test: TestApp, id: string, ground: string, replyBy: string): Promise<string> {
  const { file } = await done(test, id, 'exclusions', { ground, evidence: 'A notice in a public register.', replyBy })
  return String(file.grounds.find(each => each.ground === ground)?.case?.id)
}
