import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'node-html-parser'

import { naughtyList } from './support/naughty-list.js'
import { type FormField, formsOf } from './support/page-forms.js'
import { contents, LOG } from './support/problems.js'
import { controllersOf, routesOf } from './support/routes.js'
import { aSupplierWorld, type SupplierWorld } from './support/supplier-world.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { eventsHandled } from './support/world.js'

interface Sender {
  /** The page that holds the form. */
  page: (world: SupplierWorld) => string
  as?: Player | Newcomer
  /** What the form needs beside what is typed. */
  beside?: Readonly<Record<string, string>>
}

/** They hold a question of every type there is. */
const SECTIONS = ['1', '2', '5', '7']

/** Every form in which a supplier types something, by the route it is sent to. */
const FORMS: Readonly<Record<string, readonly Sender[]>> = {
  'supplier/bids/:id/award-answers/:questionId': [{ page: ({ draft }) => `/supplier/bids/${draft}/award-answers/A1` }],
  'supplier/bids/:id/prices': [{ page: ({ draft }) => `/supplier/bids/${draft}/prices` }],
  'supplier/bids/:id/details': [{ page: ({ draft }) => `/supplier/bids/${draft}/details` }],
  'supplier/bids/:id/files/:fileId': [{ page: ({ draft, file }) => `/supplier/bids/${draft}/files/${file}` }],
  'supplier/bids/:id/ethics/:section': SECTIONS.map(section => ({
    page: ({ sections }) => `/supplier/bids/${String(sections.get(section))}/ethics/${section}`,
  })),
  'supplier/bids/:id/check/:rule/acknowledge': [{ page: ({ warned }) => `/supplier/bids/${warned}/check` }],
  'supplier/bids/:id/submit': [{ page: ({ ready }) => `/supplier/bids/${ready}/submit`, as: 'new-admin', beside: { declared: 'yes' } }],
  'supplier/bids/:id/withdraw': [
    { page: ({ submitted }) => `/supplier/bids/${submitted}/withdraw`, as: 'new-admin', beside: { confirmed: 'yes' } },
  ],
  'supplier/bids/:id/queries/:question': [{ page: ({ asked, question }) => `/supplier/bids/${asked}/queries/${question}` }],
  'supplier/bids/:id/report-a-problem': [{ page: ({ draft }) => `/supplier/bids/${draft}/report-a-problem` }],
  // Either is done once and for good: these leave the declaration unsigned, and the withdrawal unconfirmed.
  'supplier/applications/:id/submit': [
    { page: ({ application }) => `/supplier/applications/${application}/submit`, as: 'new-admin', beside: { declared: '' } },
  ],
  'supplier/applications/:id/withdraw': [
    { page: ({ application }) => `/supplier/applications/${application}/withdraw`, as: 'new-admin', beside: { confirmed: '' } },
  ],
  // A reply that reaches the officers is the only one: each of these names an answer that nobody can give.
  'supplier/applications/:id/reply': [
    { page: ({ askedApplication }) => `/supplier/applications/${askedApplication}/reply`, beside: { answers: 'X1' } },
  ],
  // In the library of another, so that the application above keeps its answers.
  'supplier/library/products': [{ page: () => '/supplier/library', as: 'rival-admin' }],
  'supplier/library/parts/:part': ['organisation', 'references', 'cyber-security'].map(part => ({
    page: () => `/supplier/library/parts/${part}`,
    as: 'rival-admin' as const,
  })),
  'supplier/library/products/:product/:part': [
    { page: ({ product }) => `/supplier/library/products/${product}/ethics-baseline`, as: 'rival-admin' },
  ],
  'supplier/memberships/:id/incidents': [{ page: ({ membership }) => `/supplier/memberships/${membership}/incidents` }],
  'supplier/opportunities/:id/report-a-problem': [{ page: ({ open }) => `/supplier/opportunities/${open}/report-a-problem` }],
  'supplier/opportunities/:id/invitation': [{ page: ({ open }) => `/supplier/opportunities/${open}/invitation` }],
  'supplier/opportunities/:id/decline': [{ page: ({ open }) => `/supplier/opportunities/${open}/decline`, beside: { reason: 'other' } }],
  'supplier/opportunities/:id/questions': [{ page: ({ open }) => `/supplier/opportunities/${open}/questions` }],
  'supplier/opportunities/:id/rules': [{ page: ({ open }) => `/supplier/opportunities/${open}/rules` }],
}

/** Nothing is typed there. The names of files that are sent have tests of their own (uploads.e2e-spec.ts). */
const WITHOUT_TEXT = [
  'supplier/applications/new',
  'supplier/applications/:id/products',
  'supplier/applications/:id/offer',
  // It takes one text, once, and shows it as the thread of replies does.
  'supplier/applications/:id/exclusions/:ground',
  'supplier/bids/:id/files',
  'supplier/bids/:id/files/:fileId/remove',
  'supplier/library/answers/:question/files',
  'supplier/library/answers/:question/files/:fileId/remove',
  'supplier/library/parts/:part/confirm',
  'supplier/library/products/:product/:part/confirm',
  'supplier/library/parts/:part/drop-draft',
  'supplier/library/products/:product/:part/drop-draft',
  'supplier/library/products/:product/retire',
  'supplier/memberships/:id/offer',
  // It takes one text, once, as the reply to a ground does.
  'supplier/memberships/:id/reply',
  'supplier/opportunities/:id/questions/:question/withdraw',
  'supplier/opportunities/:id/rules/:rule/withdraw',
]

const TEXTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus=alert(1) autofocus='",
  '</textarea><b>bold</b>',
  '{{ 7 * 7 }}{% raw %}${7*7}',
  '&lt;b&gt; &amp;amp; &#x41;',
  'javascript:alert(1)',
  '__proto__',
  '[object Object]',
  '٣٫١٤ １２',
  '\u202Egnp.exe',
  'a\u0301 \u{1F468}\u200D\u{1F4BB}',
  "x'); DROP TABLE bid; --",
  ' \t\u00a0 ',
  '-1e309',
  '../../etc/passwd',
  'x'.repeat(30_000),
]

/** Fields that are typed into at once: with more of the longest text the whole would be more than a body may hold. */
const MOST_TYPED = 30

/** NUL, half a surrogate pair, and bytes that are no UTF-8, as a browser would never send them. */
const NO_TEXT = ['%00', 'before%00after', '%ED%A0%80', '%FF', '%C0%AF']

const ALL = Object.entries(FORMS).flatMap(([route, senders]) =>
  senders.map((sender, place) => [`${route} (${place + 1})`, sender] as const),
)

describe('A form in which a supplier types', () => {
  let test: TestApp
  let world: SupplierWorld
  const naughty = naughtyList().filter(text => !text.includes('\0') && text.isWellFormed())

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    world = await aSupplierWorld(test, SECTIONS)
  })
  afterAll(() => test.stop())

  const cookieOf = ({ as = 'supplier-admin' }: Sender) => `session=${String(test.tokens.get(as))}`

  const look = async (sender: Sender, url: string) => {
    const { statusCode, body } = await test.app.inject({ url, headers: { cookie: cookieOf(sender) } })
    return { status: statusCode, body }
  }

  /** The form as it stands now; its page may hold others. */
  const formOf = async (sender: Sender) => {
    const { status, body } = await look(sender, sender.page(world))
    const form = formsOf(body).find(each => /^\/(supplier)\//.test(each.action))
    if (form === undefined) throw new Error(`There is no form on ${sender.page(world)}: ${status}`)
    return form
  }

  const send = async (sender: Sender, action: string, payload: string) => {
    const headers = { cookie: cookieOf(sender), 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
    const { statusCode, body, headers: sent } = await test.app.inject({ method: 'POST', url: action, headers, payload })
    return { status: statusCode, body, location: String(sent.location) }
  }

  /** Some forms take a password, and whoever guesses is slowed down, which is tried elsewhere. */
  const forgetGuesses = () => test.rows('DELETE FROM sign_in_slowdown')

  /** Types the text into every field of the form, and says what is wrong with the answer. */
  async function typeInto(sender: Sender, text: string): Promise<{ status: number; faults: string[] }> {
    const { action, fields } = await formOf(sender)
    const most = new Set(fields.filter(({ isTyped }) => isTyped).slice(0, MOST_TYPED))
    const typed = fields.map(field => (most.has(field) ? { ...field, value: text } : field))
    const { status, body, location } = await send(sender, action, encoded(typed, sender.beside))
    const shown = status === 303 ? await look(sender, location) : { status, body }
    const faults = [
      ...([303, 409, 412, 422].includes(status) ? [] : [`answered ${status}`]),
      ...(shown.status < 500 ? [] : [`led to ${shown.status}`]),
      ...(MARKUP.test(text) && shown.body.includes(text) ? ['shown as markup'] : []),
      ...(status === 422 && fields.some(isShownAgain) && !parse(shown.body).text.includes(text.trim()) && !isInAField(shown.body, text)
        ? ['not shown again']
        : []),
    ]
    return { status, faults }
  }

  it('has a row for each route that takes one', () => {
    const taken = routesOf(controllersOf(test.app)).filter(
      ({ method, page, path }) => method === 'POST' && page && path.startsWith('/supplier'),
    )
    expect(taken.map(({ path }) => path.slice(1)).toSorted()).toEqual([...Object.keys(FORMS), ...WITHOUT_TEXT].toSorted())
  })

  it.each(ALL)(
    'sent to %s takes hostile text or shows it again as text, and leaves nothing behind of what it refuses',
    async (_, sender) => {
      for (const text of TEXTS) {
        await eventsHandled(test)
        await forgetGuesses()
        const before = await contents(test, LOG)
        const { status, faults } = await typeInto(sender, text)
        expect([text.slice(0, 50), faults]).toEqual([text.slice(0, 50), []])
        if (status !== 303) expect(await contents(test, LOG)).toEqual(before)
      }
    },
  )

  it.each(ALL)('sent to %s with what is no text is refused, field by field, and writes nothing', async (_, sender) => {
    const { action, fields } = await formOf(sender)
    await eventsHandled(test)
    const before = await contents(test)
    for (const { name } of fields.slice(0, 12))
      for (const bytes of NO_TEXT) {
        const rest = encoded(fields.filter(field => field.name !== name))
        const { status } = await send(sender, action, `${rest}&${encodeURIComponent(name)}=${bytes}`)
        expect([name, bytes, status]).toEqual([name, bytes, 400])
      }
    expect(await contents(test)).toEqual(before)
  })

  it.each(ALL)('sent to %s with its hidden fields and choices bent is refused or does no harm', async (_, sender) => {
    const { action, fields } = await formOf(sender)
    for (const { name } of fields.filter(({ isTyped }) => !isTyped).slice(0, 12))
      for (const value of ['<script>x</script>', '', '__proto__', '-1']) {
        const bent = fields.map(field => (field.name === name ? { ...field, value } : field))
        const { status, body } = await send(sender, action, encoded(bent))
        expect([name, value, status < 500, body.includes('<script>x')]).toEqual([name, value, true, false])
      }
    const { status } = await send(sender, action, `${encoded(fields)}&__proto__=x&constructor=x`)
    expect(status).toBe(400)
  })

  const describeList = naughty.length > 0 ? it : it.skip

  describeList('takes each of the naughty strings, or shows it again as text', async () => {
    expect(naughty.length).toBeGreaterThan(400)
    for (const [place, text] of naughty.entries()) {
      const [route, sender] = ALL[place % ALL.length] ?? ALL[0] ?? []
      if (sender === undefined) throw new Error('There is no form.')
      await forgetGuesses()
      const { faults } = await typeInto(sender, text)
      expect([route, text, faults]).toEqual([route, text, []])
    }
  })
})

const MARKUP = /<\w[^>]{4}|="|='/

const isInAField = (html: string, text: string): boolean =>
  formsOf(html).some(({ fields }) => fields.some(({ value }) => value.trim() === text.trim()))

/** A password that was typed is never shown. */
const isShownAgain = ({ name, isTyped }: FormField): boolean => isTyped && name !== 'password' && name !== 'oneTimeCode'

const encoded = (fields: readonly FormField[], beside: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams([
    ...fields.filter(({ name }) => !(name in beside)).map(({ name, value }): [string, string] => [name, value]),
    ...Object.entries(beside),
  ]).toString()
