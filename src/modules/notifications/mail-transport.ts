import { createTransport } from 'nodemailer'

import { onOneLine } from './domain/letter.js'
import type { TroubleKind } from './domain/mail-retries.js'

export interface Message {
  messageId: string
  from: string
  to: string
  date: string
  subject: string
  text: string
  html: string
  attachments: { filename: string; content: Buffer }[]
}

/** The server's answer when it took the mail, or why it did not. `code` names no address and no content. */
export type HandOver = { taken: true; answer: string } | { taken: false; kind: TroubleKind; code: string }

export type MailTransport = (message: Message, ended: AbortSignal) => Promise<HandOver>

/** However slowly a server answers, a mail is given back after so long; the claim on it must last longer. */
const AT_MOST_MS = 60_000

const NEVER_FROM_ELSEWHERE = { disableFileAccess: true, disableUrlAccess: true }

/** Hands mails over by SMTP, each on a connection of its own, so that what happens to one happens to no other. */
export function smtpTransport(url: string): MailTransport {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...NEVER_FROM_ELSEWHERE,
  })
  return async ({ to, date, messageId, attachments, ...message }, ended) => {
    try {
      const { response } = await transport.sendMail({
        ...message,
        // As an object: an address is never read as a list of several.
        to: { name: '', address: to },
        date: new Date(date),
        messageId,
        attachments: attachments.map(each => ({ ...each, contentType: 'application/json' })),
        // RFC 3834: nobody's absence note answers.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.any([ended, AbortSignal.timeout(AT_MOST_MS)]),
        ...NEVER_FROM_ELSEWHERE,
      })
      return { taken: true, answer: onOneLine(response) }
    } catch (error) {
      return { taken: false, ...troubleOf(error as SmtpError) }
    }
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  command?: string
}

/** The recipient or the content displeases; whatever else goes wrong goes wrong for every mail. */
const OF_THIS_MAIL = ['EENVELOPE', 'EMESSAGE']

function troubleOf({ code = 'unknown', responseCode, command }: SmtpError): { kind: TroubleKind; code: string } {
  const said = responseCode === undefined ? code : `${code} ${responseCode}`
  if (!OF_THIS_MAIL.includes(code) || command === 'MAIL FROM') return { kind: 'no-server', code: said }
  return { kind: responseCode !== undefined && responseCode < 500 ? 'postponed' : 'refused', code: said }
}
