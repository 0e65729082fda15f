import { describe, expect, it } from '@jest/globals'

import { aboutRequirement, onOneLine, subjectWith } from './letter.js'

describe('A text on one line', () => {
  it.each([
    ['A chatbot', 'A chatbot'],
    ['A\r\nBcc: everybody@example.test', 'A Bcc: everybody@example.test'],
    ['A\n\n\tB\u2028C\u2029D\u0085E', 'A B C D E'],
    ['\u202Egnp.exe\u202C', 'gnp.exe'],
    ['  \u0000\u0007bell\u001b[31m ', 'bell [31m'],
    ['Cafe\u0301 \u{1F468}\u200D\u{1F4BB} العربية', 'Cafe\u0301 \u{1F468}\u200D\u{1F4BB} العربية'],
    ['', ''],
  ])('makes of %j %j', (text, line) => {
    expect(onOneLine(text)).toBe(line)
  })
})

describe('A subject', () => {
  it.each([
    ['a short title whole', 'A chatbot', 'Your bid was received: A chatbot'],
    ['a title of forty characters whole', 'x'.repeat(40), `Your bid was received: ${'x'.repeat(40)}`],
    ['the beginning of a longer one', 'x'.repeat(41), `Your bid was received: ${'x'.repeat(39)}…`],
    ['no half of a character', '\u{1F468}'.repeat(41), `Your bid was received: ${'\u{1F468}'.repeat(39)}…`],
    ['no space before the cut', `${'x'.repeat(38)} ${'y'.repeat(100)}`, `Your bid was received: ${'x'.repeat(38)}…`],
    ['no encoded word', '=?utf-8?q?=E2=80=AE?=', 'Your bid was received: = ?utf-8?q?=E2=80=AE?='],
  ])('holds %s', (_, title, subject) => {
    expect(subjectWith('Your bid was received', title)).toBe(subject)
  })
})

describe('A letter about a requirement', () => {
  it.each([
    ['2026-07-04T16:00:00.000000Z', ['Requirement: A chatbot', 'Deadline: 4 July 2026 at 17:00:00 (BST)', 'https://market.example/1']],
    [null, ['Requirement: A chatbot', 'https://market.example/1']],
  ])('(deadline %s) names it, and the deadline where there is one', (deadline, said) => {
    expect(aboutRequirement('A\n\nchatbot', deadline, 'https://market.example/1')).toEqual(said)
  })
})
