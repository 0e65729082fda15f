import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { AMENDABLE_SECTIONS } from '../src/modules/requirements/domain/amendable-sections.js'
import { SECTIONS } from '../src/modules/requirements/domain/requirement-sections.js'
import { naughtyList } from './support/naughty-list.js'
import { formsOf, sendForm } from './support/page-forms.js'
import { Questions } from './support/questions.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aWaitingDraft } from './support/world.js'

/** What a form of a buyer may answer: it is done, shown again or shown with what it would do, refused, or comes second to what was done before. */
const ANSWERS = [200, 303, 400, 409, 412, 422]

/** Of the list each form gets one in so many, another part of it than its neighbours, so that all forms together get all. */
const ONE_IN = 22

/** The same text in every box is typed, so that each is read, checked and shown. */
const EVERY_PART = AMENDABLE_SECTIONS.map(({ id }) => `part=${id}`).join('&')

describe('A form of a buyer', () => {
  let test: TestApp
  const places: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start()
    const far = { closesIn: 30 * 86_400 }
    const open = await anOpenRequirement(test, far)
    places['draft'] = `/buyer/requirements/${(await aDraft(test)).id}`
    places['waiting'] = `/buyer/requirements/${(await aWaitingDraft(test)).id}`
    places['open'] = `/buyer/requirements/${open}`
    places['question'] = `/buyer/requirements/${open}/questions/${await new Questions(test).asked(open)}`
  })
  afterAll(() => test.stop())

  const at = (place: string): string => place.replace(/^:(\w+)/, (_, name: string) => String(places[name]))

  const cookies = (as: Player) => ({ session: String(test.tokens.get(as)) })

  const textsFor = (turn: number): string[] => {
    const texts = naughtyList().filter(each => each.isWellFormed())
    return texts.filter((_, place) => place % ONE_IN === turn % ONE_IN)
  }

  /** Types the text into every box of the form as the page shows it now. Null where the page has no such form any more. */
  async function typeInto(page: string, action: string, as: Player, text: string) {
    const { body } = await test.app.inject({ url: page, cookies: cookies(as) })
    const form = formsOf(body).find(each => each.action === action)
    if (form === undefined) return null
    const fields = form.fields.map(({ name, isTyped, value }): [string, string] => [name, isTyped ? text : value])
    const fixed = Object.fromEntries(fields.filter(([name]) => name !== '_key'))
    return sendForm(test, action, { ...fixed, confirmed: 'yes' }, as)
  }

  const FORMS: [page: string, action: string, as: Player][] = [
    ['/buyer/requirements/new', '/buyer/requirements/new', 'buyer-author'],
    ...SECTIONS.map(({ id }): [string, string, Player] => [`:draft/${id}`, `:draft/${id}`, 'buyer-author']),
    [':draft/comments', ':draft/comments', 'evaluator'],
    [':draft/shortlist', ':draft/shortlist', 'buyer-author'],
    [':waiting/approval', ':waiting/approval/return', 'buyer-approver'],
    [`:open/changes/amend?${EVERY_PART}`, ':open/changes/amend/preview', 'buyer-author'],
    [':open/changes/extend', ':open/changes/extend', 'buyer-author'],
    [':open/interests', ':open/interests', 'evaluator'],
    [':question', ':question/preview', 'buyer-author'],
    [':question', ':question/refuse', 'buyer-author'],
    [':open/changes/cancel', ':open/changes/cancel', 'buyer-author'],
  ]

  it.each(FORMS.map(([page, action, as], turn) => [page, action, as, turn] as const))(
    'on %s takes or refuses whatever is typed, and shows it escaped (%s)',
    async (page, action, as, turn) => {
      let sent = 0
      for (const text of textsFor(turn)) {
        const answer = await typeInto(at(page), at(action), as, text)
        if (answer === null) break
        sent += 1
        expect([text, ANSWERS.includes(answer.statusCode) ? 'answered' : answer.statusCode]).toEqual([text, 'answered'])
        const shown = await test.app.inject({ url: at(page), cookies: cookies(as) })
        expect([text, shown.statusCode]).toEqual([text, 200])
        if (/<\w/.test(text)) expect([text, answer.body.includes(text), shown.body.includes(text)]).toEqual([text, false, false])
      }
      if (naughtyList().length > 0) expect(sent).toBeGreaterThan(0)
    },
  )

  it.each([
    '/buyer?show=',
    ':open/changes?after=',
    ':open/versions?after=',
    ':draft/shortlist?after=',
    ':draft/shortlist?show=',
    ':open/versions/1?from=',
    ':open/changes/amend?part=',
    ':open/questions?after=',
  ])('is not needed for hostile addresses: %s answers them with a page', async address => {
    for (const text of textsFor(0)) {
      const { statusCode, body } = await test.app.inject({
        url: `${at(address)}${encodeURIComponent(text)}`,
        cookies: cookies('buyer-author'),
      })
      expect([text, [200, 400, 404, 422].includes(statusCode) ? 'answered' : statusCode]).toEqual([text, 'answered'])
      if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
    }
  })
})
