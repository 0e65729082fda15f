import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { onOneLine, subjectWith } from '../src/modules/notifications/domain/letter.js'
import { htmlOf } from '../src/modules/notifications/letter-views.js'
import { type MailTransport, smtpTransport } from '../src/modules/notifications/mail-transport.js'
import { newId } from '../src/shared/ids.js'
import { type CaughtMail, MailCatcher } from './support/mail-catcher.js'
import { naughtyList } from './support/naughty-list.js'

const TITLES = [
  'A chatbot',
  'A\r\nBcc: everybody@example.test',
  'A\r\n\r\n<script>alert(1)</script>',
  '<img src=x onerror=alert(1)> & "quotes" \'too\'',
  '=?utf-8?q?encoded?=',
  '.\r\nQUIT\r\n',
  'From somebody',
  '\u202Egnp.exe',
  'long '.repeat(40),
  '\u{1F468}\u200D\u{1F4BB} العربية Ystrad Mynach ŵŷ',
]

const NAUGHTY = naughtyList().filter(text => !text.includes('\0') && text.isWellFormed())

describe('Whatever a requirement is called', () => {
  let catcher: MailCatcher
  let transport: MailTransport

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    transport = smtpTransport(catcher.url)
  })
  afterAll(() => catcher.close())

  const sent = async (title: string): Promise<CaughtMail | undefined> => {
    const subject = subjectWith('Your bid was received', title)
    const text = `Received.\n\nRequirement: ${onOneLine(title)}\n`
    const html = htmlOf({ subject, paragraphs: text.split('\n\n') }, 'https://market.example.test')
    const messageId = `<${newId()}@example.test>`
    const to = 'admin@example.test'
    const message = { messageId, from: 'Market <market@example.test>', to, date: '2026-07-01T12:00:00.000000Z', attachments: [] }
    expect(await transport({ ...message, subject, text, html }, new AbortController().signal)).toMatchObject({ taken: true })
    return catcher.caught.find(mail => mail.messageId === messageId)
  }

  const headersOf = (mail: CaughtMail | undefined): string[] => (mail?.headers ?? []).map(({ key }) => key)

  it('the mail goes to one person, with no header besides and its words as they are', async () => {
    const tame = headersOf(await sent('A chatbot'))
    expect(tame).toContain('message-id')
    const look = async (title: string): Promise<void> => {
      const mail = await sent(title)
      expect([title, mail?.recipients]).toEqual([title, ['admin@example.test']])
      expect([title, headersOf(mail)]).toEqual([title, tame])
      expect([title, squeezed(mail?.subject)]).toEqual([title, squeezed(subjectWith('Your bid was received', title))])
      expect([title, mail?.text?.trimEnd()]).toEqual([title, `Received.\n\nRequirement: ${onOneLine(title)}`.trimEnd()])
      expect([title, [...(mail?.html ?? '').matchAll(/<([a-z!]+)/g)].map(([, tag]) => tag)]).toEqual([title, TAGS])
    }
    const titles = [...TITLES, ...NAUGHTY]
    for (let place = 0; place < titles.length; place += AT_ONCE) await Promise.all(titles.slice(place, place + AT_ONCE).map(look))
  })
})

const AT_ONCE = 10

/** Those of the template, with two paragraphs and the foot. */
const TAGS = ['!doctype', 'html', 'head', 'meta', 'meta', 'title', 'style', 'body', 'header', 'main', 'h', 'p', 'p', 'footer', 'p']

/** Folding a header may change the kind and number of its blanks, and nothing else. */
const squeezed = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()
