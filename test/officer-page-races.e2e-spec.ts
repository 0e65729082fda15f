import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'node-html-parser'

import { acceptTheRest, aLowAudit, type Audited, declare, judge } from './support/auditing.js'
import { type PageAnswer, PageSender } from './support/page-sender.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOfficerEvent } from './support/watching.js'

const TIMES = 3

type Send = () => Promise<PageAnswer>

/** What a page says is wrong. */
const complaintOf = ({ body }: PageAnswer): string => parse(body).querySelector('.govuk-error-summary__list')?.text.trim() ?? ''

const mainOf = ({ body }: PageAnswer): string => parse(body).querySelector('main')?.text ?? ''

const BOTH: readonly [Player, Player] = ['procurement-officer', 'second-officer']

const WHY = { finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' }

describe('Of two officers in two windows', () => {
  let test: TestApp
  let pages: PageSender

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    pages = new PageSender(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  /** An audit that both may change, with its page. */
  async function anAudit(): Promise<Audited & { page: string; answer: string }> {
    const audited = await aLowAudit(test)
    await declare(test, 'second-officer', audited.requirementId)
    const page = `/officer/audits/${audited.auditId}`
    return { ...audited, page, answer: `${page}/Q906` }
  }

  const judging = (player: Player, answer: string, verdict: Readonly<Record<string, string>>): Promise<Send> =>
    pages.formOn(player, answer, `${answer}/verdict`, verdict)

  const signing = (player: Player, page: string): Promise<Send> => pages.formOn(player, `${page}/sign-off`, `${page}/sign-off`)

  /** Sends at once what was opened before: the one page that leads on, and the one that is shown again. */
  async function atOnce(...sends: readonly Send[]): Promise<{ winner: PageAnswer; loser: PageAnswer }> {
    const [winner, loser, ...more] = (await Promise.all(sends.map(send => send()))).toSorted((one, other) => one.status - other.status)
    if (winner === undefined || loser === undefined || more.length > 0) throw new Error('It takes two.')
    expect(winner.status).toBe(303)
    expect([409, 412]).toContain(loser.status)
    return { winner, loser }
  }

  const countOf = async (table: string, auditId: string): Promise<number> =>
    (await test.rows(`SELECT FROM ${table} WHERE audit_id = $1`, [auditId])).length

  it('who judge one answer at once, one is heard, and the other sees that verdict beside what they typed', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { auditId, answer } = await anAudit()
      const sends = [
        await judging(BOTH[0], answer, { ...WHY, reason: 'As the first officer sees it.' }),
        await judging(BOTH[1], answer, { ...WHY, reason: 'As the second officer sees it.' }),
      ]
      const { loser } = await atOnce(...sends)
      expect(complaintOf(loser)).toContain('Somebody changed this since you read it.')
      for (const reason of ['As the first officer sees it.', 'As the second officer sees it.']) expect(loser.body).toContain(reason)
      expect(await countOf('verdict', auditId)).toBe(1)
    }
  })

  it('who sign off at once, one signs, and the other is told that it is signed off', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { auditId, page } = await anAudit()
      await acceptTheRest(test, auditId)
      const { loser } = await atOnce(await signing(BOTH[0], page), await signing(BOTH[1], page))
      expect(complaintOf(loser)).toContain('This audit is signed off')
      expect(mainOf(loser)).toContain('Read the signed report on this bid')
      expect(await countOf('ethics_audit_sign_off', auditId)).toBe(1)
    }
  })

  it('of whom one undoes a verdict while the other signs, one is heard: what is signed stays, and what was undone is not signed', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { auditId, page, answer } = await anAudit()
      await acceptTheRest(test, auditId)
      await judge(test, auditId, { questionId: 'Q906', ...WHY })
      const [verdict] = await test.rows<{ id: string }>(
        `SELECT id FROM verdict WHERE audit_id = $1 AND question_id = 'Q906' ORDER BY revision DESC LIMIT 1`,
        [auditId],
      )
      const undoing = await pages.formOn(BOTH[0], answer, `${answer}/undo/${String(verdict?.id)}`)
      const { winner, loser } = await atOnce(undoing, await signing(BOTH[1], page))
      const signed = winner.location === page
      expect([await countOf('ethics_audit_sign_off', auditId), await countOf('undone_verdict', auditId)]).toEqual(signed ? [1, 0] : [0, 1])
      expect(complaintOf(loser)).toContain(signed ? 'This audit is signed off' : 'Somebody changed this since you read it.')
    }
  })

  it('neither undoes a verdict under the address of another answer', async () => {
    const { auditId, page, answer } = await anAudit()
    await judge(test, auditId, { questionId: 'Q906', ...WHY })
    const [verdict] = await test.rows<{ id: string }>('SELECT id FROM verdict WHERE audit_id = $1', [auditId])
    const [undo, elsewhere] = [`${answer}/undo/${String(verdict?.id)}`, `${page}/Q101/undo/${String(verdict?.id)}`]
    const shown = await pages.open(BOTH[0], answer)
    const sendElsewhere = pages.formIn(BOTH[0], { ...shown, body: shown.body.replaceAll(undo, elsewhere) }, elsewhere)
    expect((await sendElsewhere()).status).toBe(404)
    expect(await countOf('undone_verdict', auditId)).toBe(0)
    expect((await pages.formIn(BOTH[0], shown, undo)()).status).toBe(303)
    expect(await countOf('undone_verdict', auditId)).toBe(1)
  })

  it('who acknowledge one event at once, one is heard, and the other reads what the first said', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const event = `/officer/watch/${await anOfficerEvent(test)}`
      const acknowledging = (player: Player): Promise<Send> =>
        pages.formOn(player, event, `${event}/acknowledge`, { note: `Said by the ${player}.` })
      const { loser } = await atOnce(await acknowledging(BOTH[0]), await acknowledging(BOTH[1]))
      expect(complaintOf(loser)).toContain('Another officer acknowledged this a moment ago.')
      const [{ note } = { note: '' }] = await test.rows<{ note: string }>('SELECT note FROM officer_event WHERE id = $1', [
        event.split('/').at(-1),
      ])
      expect(mainOf(loser)).toContain(note)
    }
  })

  it('a double click of one gives one verdict, and leads on both times', async () => {
    const { auditId, answer } = await anAudit()
    const send = await judging(BOTH[0], answer, WHY)
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([303, 303])
    expect(await countOf('verdict', auditId)).toBe(1)
  })
})
