import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'node-html-parser'

import { anAgreementDraft, anOpenAgreement } from './support/agreements.js'
import { aLowAudit, judge } from './support/auditing.js'
import { naughtyList } from './support/naughty-list.js'
import { sendForm } from './support/page-forms.js'
import { Questions } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import { anOfficerEvent } from './support/watching.js'
import { anOpenRequirement } from './support/world.js'

const OFFICER = 'procurement-officer'

/** What a form of an officer may answer: it is done, shown again, or comes second to what the same form did before. */
const ANSWERS = [303, 400, 409, 412, 422]

/** A page of an audit is long to make: markup, and a few of the others, are enough there. */
const FEW = 12

const HARM = '<script>alert(1)</script>'

describe('A form of an officer', () => {
  let test: TestApp
  let questions: Questions
  let audit: string
  const places: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { auditId } = await aLowAudit(test)
    audit = `/officer/audits/${auditId}`
    await judge(test, auditId, { questionId: 'Q906', finding: 'queried', reason: 'Who confirms it?' })
    questions = new Questions(test)
    const requirementId = await anOpenRequirement(test)
    places[':rule'] = await questions.askedOfRule(requirementId)
    places[':waiver'] = await questions.proposed(requirementId, 'SR-18')
    places[':event'] = await anOfficerEvent(test)
    places[':audit'] = auditId
    places[':draft'] = (await anAgreementDraft(test)).id
    places[':agreement'] = await anOpenAgreement(test)
  })
  afterAll(() => test.stop())

  const texts = (): string[] => naughtyList().filter(each => each.isWellFormed())

  const markup = (): string[] => texts().filter(each => /<\w/.test(each))

  const textsFor = (path: string): string[] =>
    path.includes('/audits/') ? [...markup().slice(0, 2 * FEW), ...texts().slice(0, FEW)] : texts()

  const at = (path: string): string => path.replaceAll(/:\w+/g, name => places[name] ?? name)

  const read = (url: string) => test.app.inject({ url, cookies: { session: String(test.tokens.get(OFFICER)) } })

  const send = (path: string, fields: Readonly<Record<string, string>>) => sendForm(test, at(path), fields, OFFICER)

  /** The state of the audit as its page shows it, for a form that must say which it saw. */
  async function seen(): Promise<string> {
    const { body } = await read(`${audit}/Q906`)
    return parse(body).querySelector('input[name=seen]')?.getAttribute('value') ?? ''
  }

  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['/officer/audits/:audit/Q906/verdict', ['finding', 'reason', 'clause', 'checked', 'seen'], {}],
    ['/officer/audits/:audit/Q906/verdict', ['clause'], { seen: '1', finding: 'rejected', reason: 'x' }],
    ['/officer/audits/:audit/Q906/ask', ['text'], { seen: '1' }],
    ['/officer/audits/:audit/sign-off', ['seen', 'password', 'referrals-0-outcome', 'referrals-0-reason'], {}],
    ['/officer/rules/:rule/answer', ['outcome', 'question', 'answer'], {}],
    ['/officer/rules/:rule/answer', ['question'], { outcome: 'clarified', answer: ' ' }],
    ['/officer/rules/waivers/:waiver/give', ['password', 'oneTimeCode'], {}],
    ['/officer/watch/:event/acknowledge', ['note'], { note: '' }],
    ['/officer/views', ['name', 'tier', 'state', 'requirement', 'sort'], {}],
    ['/officer/views', ['name'], { tier: 'low' }],
    ['/officer/agreements', ['name'], {}],
    ['/officer/agreements/drafts/:draft/about', ['name', 'reference', 'regime', 'seen'], {}],
    [
      '/officer/agreements/drafts/:draft/time',
      ['validFrom', 'validUntil', 'initialWindowDays', 'minimumTenderDays', 'maximumTermMonths'],
      { seen: '1' },
    ],
    ['/officer/agreements/drafts/:draft/terms', ['terms', 'levy'], { seen: '9' }],
    ['/officer/agreements/drafts/:draft/categories', ['title-0', 'code-0', 'criteria-0'], { seen: '1' }],
    ['/officer/agreements/drafts/:draft/categories', ['title-0', 'criteria-0'], { seen: '9', 'code-0': 'x' }],
    ['/officer/agreements/drafts/:draft/filters', ['facets'], { seen: '9' }],
  ])('at %s takes or refuses whatever is typed as %j, and shows it escaped', async (path, names, others) => {
    for (const text of textsFor(path)) {
      const { statusCode, body } = await send(path, { ...others, ...Object.fromEntries(names.map(name => [name, text])) })
      expect([text, ANSWERS.includes(statusCode) ? 'answered' : statusCode]).toEqual([text, 'answered'])
      if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
    }
  })

  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['/officer/agreements/drafts/:draft/return', ['reason'], {}],
    ['/officer/agreements/drafts/:draft/open', ['confirmed', 'seen', 'password', 'oneTimeCode'], {}],
    ['/officer/agreements/drafts/:draft/discard', ['reason'], {}],
    ['/officer/agreements/:agreement/validity', ['validUntil', 'validityReason', 'seen'], {}],
    ['/officer/agreements/:agreement/end', ['as', 'reason', 'confirmed', 'seen'], {}],
    ['/officer/filters/add', ['place', 'title', 'addReason', 'seen'], {}],
    ['/officer/filters/add', ['title'], { place: 'sector', seen: '9', addReason: 'x' }],
    ['/officer/filters/mark', ['value', 'reason', 'as', 'seen'], {}],
  ])('at %s takes or refuses whatever a senior officer types as %j, and shows it escaped', async (path, names, others) => {
    for (const text of textsFor(path)) {
      const { statusCode, body } = await sendForm(
        test,
        at(path),
        { ...others, ...Object.fromEntries(names.map(name => [name, text])) },
        'senior-officer',
      )
      expect([text, ANSWERS.includes(statusCode) ? 'answered' : statusCode]).toEqual([text, 'answered'])
      if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
    }
  })

  it('shows what is written of an agreement escaped where it is read again', async () => {
    const id = await anOpenAgreement(test, {
      name: HARM,
      terms: HARM,
      categories: [{ code: 'x', title: HARM, criteria: [HARM] }],
    })
    for (const page of ['/agreements', `/agreements/${id}`, '/officer/agreements', `/officer/agreements/drafts/${id}`]) {
      const { statusCode, body } = await read(page)
      expect([page, statusCode, body.includes(HARM), body.includes('&lt;script&gt;alert(1)')]).toEqual([page, 200, false, true])
    }
  })

  it('shows a reason, what was checked, a question to the supplier, an answer, a note and the name of a view escaped where they are read again', async () => {
    const event = await anOfficerEvent(test)
    const rule = await questions.askedOfRule(await anOpenRequirement(test))
    await test.rows('DELETE FROM saved_view')
    for (const [path, fields] of [
      [`${audit}/Q906/verdict`, { finding: 'accepted', checked: HARM }],
      [`${audit}/Q906/verdict`, { finding: 'queried', reason: HARM }],
      [`${audit}/Q906/ask`, { text: `${HARM} once more` }],
      [`/officer/rules/${rule}/answer`, { outcome: 'clarified', question: HARM, answer: HARM }],
      [`/officer/watch/${event}/acknowledge`, { note: HARM }],
      ['/officer/views', { name: HARM, tier: 'low' }],
    ] as const)
      expect([path, (await send(path, path.startsWith(audit) ? { seen: await seen(), ...fields } : fields)).statusCode]).toEqual([
        path,
        303,
      ])
    for (const page of [`${audit}/Q906`, `${audit}/sign-off`, `/officer/rules/${rule}`, `/officer/watch/${event}`, '/officer']) {
      const { statusCode, body } = await read(page)
      expect([page, statusCode, body.includes(HARM)]).toEqual([page, 200, false])
      if (!page.endsWith('sign-off')) expect([page, body.includes('&lt;script&gt;alert(1)')]).toEqual([page, true])
    }
  })
})
