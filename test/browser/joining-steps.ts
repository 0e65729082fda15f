import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'

import type { FieldSource, QuestionSource } from '../../src/modules/library/domain/question-set.js'
import { currentSet } from '../../src/modules/library/question-sets.js'
import { aWholeAnswer } from '../support/whole-library.js'
import { follow, pathOf } from './newcomer.js'
import { press } from './send-elsewhere.js'

interface Typed {
  values: Readonly<Record<string, string>>
  rows: readonly Readonly<Record<string, string>>[]
}

/** Answers a part of the library as a person would, section by section, with whole answers unless others are given. */
export async function writePart(page: Page, partId: string, others: Readonly<Record<string, Typed>> = {}): Promise<void> {
  const part = currentSet().parts.find(({ id }) => id === partId)
  if (part === undefined) throw new Error(`The library has no part ${partId}.`)
  await follow(page, part.title)
  const path = pathOf(page)
  // What a choice leads to is shown when it is saved.
  for (let time = 0; time < 3 && pathOf(page) === path; time += 1) {
    for (const question of part.questions) await writeQuestion(page, question, others[question.id] ?? aWholeAnswer(question))
    await press(page, 'Save and continue')
  }
  expect(pathOf(page)).not.toBe(path)
}

async function writeQuestion(page: Page, { id, fields, rows }: QuestionSource, { values, rows: typed }: Typed): Promise<void> {
  for (const field of fields) await write(page, `${id}-values-${field.name}`, field, values[field.name])
  for (const [place, row] of typed.entries())
    for (const field of rows?.fields ?? []) await write(page, `${id}-rows-${place}-${field.name}`, field, row[field.name])
}

async function write(page: Page, name: string, { kind }: FieldSource, value: string | undefined): Promise<void> {
  const field: Locator = page.locator(`[name="${name}"]`)
  if (value === undefined || (await field.count()) === 0) return
  if (kind !== 'choice') await field.fill(value)
  else if ((await page.locator(`select[name="${name}"]`).count()) > 0) await field.selectOption(value)
  else await page.locator(`[name="${name}"][value="${value}"]`).check()
}

/** Finds every criterion met, each with a reason. */
export async function findAllMet(officer: Page): Promise<void> {
  const criteria = await officer.locator('section.market-finding').all()
  for (const criterion of criteria) {
    await criterion.getByLabel('Met', { exact: true }).check()
    await criterion.getByRole('textbox').fill('The answers show it.')
  }
  await press(officer, 'Record what you found')
}

/** Queries the first claim, and accepts all of them when that is on record; answers how many there are. */
export async function judgeClaims(officer: Page): Promise<number> {
  const claims = officer.locator('section.market-finding')
  await claims.first().getByLabel('Query', { exact: true }).check()
  await claims.first().getByRole('textbox').fill('It says nothing of children.')
  await press(officer, 'Record your verdicts')
  await follow(officer, 'Ethics baseline')
  for (const claim of await claims.all()) await claim.getByLabel('Accept', { exact: true }).check()
  await claims.first().getByRole('textbox').fill('Children are told of under B2.')
  await press(officer, 'Record your verdicts')
  await follow(officer, 'Ethics baseline')
  expect((await claims.allInnerTexts()).map(text => /\bAccepted\b/i.test(text))).toEqual(
    Array.from({ length: await claims.count() }, () => true),
  )
  return claims.count()
}

/** A record says of every step who took it and when, and by which law it was due. */
export function judgeTheRecord(record: string): void {
  const byOfficer = String.raw`Procurement officer[^,\n]*, \d.*20\d\d`
  expect(record).toMatch(/10 working days by the calendar of England and Wales, .*(34|Regulations)/i)
  expect(record.match(new RegExp(`Met: The answers show it\\. \\(${byOfficer}`, 'gi'))).toHaveLength(3)
  expect(record).toMatch(new RegExp(`Enough all the same: A bank stands surety\\. \\(${byOfficer}`, 'i'))
  expect(record.match(new RegExp(`accepted\\s+${byOfficer}`, 'gi'))).toHaveLength(12)
  expect(record).toMatch(new RegExp(`queried\\s+${byOfficer}.*: It says nothing of children\\.`, 'i'))
  expect(record).toMatch(new RegExp(`The officer asked about L702, ${byOfficer}`, 'i'))
  expect(record).toMatch(/The supplier replied.*, Founder, \d/)
  expect(record).toContain('declaration signed as Director')
  for (const action of ['submitted', 'claimed', 'asked', 'replied', 'criteria-found', 'claims-judged', 'finance-overridden', 'admitted'])
    expect(record).toContain(`application.${action}`)
  expect(record).not.toContain('NOT what the text comes to')
  expect(record).toMatch(new RegExp(`Claimed\\s+${byOfficer}`, 'i'))
}
