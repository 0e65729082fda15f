import type { Letter } from './domain/letter.js'
import { textOf } from './letter-views.js'
import type { Message } from './mail-transport.js'
import type { Notice } from './notice.js'

export const lettersView = (notices: readonly Notice[]) => ({
  letters: notices.map(({ on, subject }) => ({ href: hrefOf(on), subject, on })),
})

export const letterView = ({ on }: Notice, letter: Letter, from: string) => ({
  back: '/mails',
  on,
  from,
  subject: letter.subject,
  text: textOf(letter),
  frame: `${hrefOf(on)}/html`,
})

export const waitingMailsView = (messages: readonly Message[]) => ({
  back: '/mails',
  mails: messages.map(({ to, subject, date, text }) => ({ to, subject, date, text })),
})

const hrefOf = (on: string): string => `/mails/${on}`
