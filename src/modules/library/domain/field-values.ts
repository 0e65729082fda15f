import { parseInstant } from '../../../shared/domain/instant.js'
import { problemWithIdentifier, spellIdentifier } from '../../identity/domain/identifiers.js'
import type { FieldSource } from './question-set.js'

/** A value in its one spelling, or what is wrong with it, in words for whoever typed it. */
export type ReadValue = { value: string } | { wrong: string }

interface Kind {
  spell: (given: string) => string
  /** What is wrong with a value in its one spelling; null for nothing. */
  wrong: (value: string, field: FieldSource, today: string) => string | null
}

const NO_LINE_MAX = 500
const WORDS_MAX = 5000

/** Control characters that no text of people has; lines and tabs are text. */
const CONTROLS = /(?![\t\n])\p{Cc}/u

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && parseInstant(`${text}T00:00Z`) !== null

/** Dates before it are slips of the finger. Own figure. */
const EARLIEST = '1900-01-01'

const wrongText = (most: number) => (value: string, field: FieldSource) => {
  const limit = field.maxLength ?? most
  if (CONTROLS.test(value) || !value.isWellFormed()) return `${field.label}: take out the characters that cannot be shown`
  return value.length > limit ? `${field.label} must have at most ${limit.toLocaleString('en')} characters` : null
}

const bare = (text: string): string => text.replaceAll(/\s/g, '')

const identifier = (scheme: 'companiesHouseNumber' | 'duns'): Kind => ({
  spell: given => spellIdentifier(scheme, given),
  wrong: value => problemWithIdentifier(scheme, value),
})

const KINDS: Readonly<Record<FieldSource['kind'], Kind>> = {
  line: {
    spell: given => given.trim().replaceAll(/\s+/g, ' '),
    wrong: wrongText(NO_LINE_MAX),
  },
  words: { spell: given => given.replaceAll(/\r\n?/g, '\n').trim(), wrong: wrongText(WORDS_MAX) },
  date: {
    spell: bare,
    wrong: (value, { label, past }, today) => {
      if (!isDay(value)) return `${label} must be a date such as 2026-11-30`
      if (value < EARLIEST) return `${label} must be 1900 or later`
      return past === true && value > today ? `${label} must not be in the future` : null
    },
  },
  choice: {
    spell: given => given.trim(),
    wrong: (value, { label, options = [] }) => (options.some(({ code }) => code === value) ? null : `${label}: choose one of the answers`),
  },
  money: {
    spell: given => bare(given).replace(/^£/, '').replaceAll(',', ''),
    wrong: (value, { label }) =>
      /^(0|[1-9]\d{0,12})(\.\d{2})?$/.test(value) ? null : `${label} must be an amount in pounds such as 250000 or 250000.00`,
  },
  whole: {
    spell: bare,
    wrong: (value, { label, min = 0, max = 999_999_999 }) =>
      /^(0|[1-9]\d{0,8})$/.test(value) && Number(value) >= min && Number(value) <= max
        ? null
        : `${label} must be a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`,
  },
  'company-number': identifier('companiesHouseNumber'),
  duns: identifier('duns'),
  email: {
    spell: given => given.trim(),
    wrong: (value, { label }) =>
      value.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value) ? null : `${label} must be an address such as name@example.org`,
  },
  'data-protection-number': {
    spell: given => bare(given).toUpperCase(),
    wrong: (value, { label }) => (/^Z[A-Z0-9]\d{6}$/.test(value) ? null : `${label} has the form Z1234567 or ZA123456`),
  },
}

/** Reads one value of a field; `today` is the day in London. What is blank is null: nothing was answered. */
export function readValue(field: FieldSource, given: string, today: string): ReadValue | null {
  if (given.trim() === '') return null
  const { spell, wrong } = KINDS[field.kind]
  const value = spell(given.normalize('NFC'))
  const problem = wrong(value, field, today)
  return problem === null ? { value } : { wrong: problem }
}
