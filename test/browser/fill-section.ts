import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'

import type { Answer } from '../../src/modules/guidelines/domain/answers.js'
import { fieldOf } from '../../src/modules/bids/domain/typed-answers.js'

export const saveSection = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save and continue' }).click()

/** Fills what is shown of the answers, and again while they lead to more questions, until the last section leads to the check. */
export async function fillAll(page: Page, answers: Readonly<Record<string, Answer>>): Promise<void> {
  const done = new Set<string>()
  while (page.url().includes('/ethics/')) {
    for (const [id, given] of Object.entries(answers)) {
      if (done.has(id) || (await page.locator(`#${id}`).count()) === 0) continue
      await fill(page, id, given)
      done.add(id)
    }
    await saveSection(page)
  }
  expect([...done].toSorted()).toEqual(Object.keys(answers).toSorted())
}

/** Types an answer into the fields of its question, as a person would. */
export async function fill(page: Page, question: string, answer: Answer): Promise<void> {
  const { value, text, parts = {}, reason, rows = [], files = [], itemFiles = {}, signature } = answer
  if (typeof value === 'number') await field(page, question, 'value').fill(String(value))
  else await tick(page, fieldOf(question, 'value'), value ?? [])
  if (text !== undefined) await field(page, question, 'text').fill(text)
  if (reason !== undefined) await field(page, question, 'reason').fill(reason)
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') await field(page, question, 'parts', name).fill(part)
    else await tick(page, fieldOf(question, 'parts', name), part)
  }
  await tick(page, fieldOf(question, 'files'), files)
  for (const [item, own] of Object.entries(itemFiles)) await tick(page, fieldOf(question, 'itemFiles', item), own)
  for (const [place, row] of rows.entries()) await fillRow(page, question, place, row)
  if (signature !== undefined) {
    for (const name of ['name', 'role', 'date'] as const) await field(page, question, 'signature', name).fill(signature[name] ?? '')
    if (signature.consent === true) await tick(page, fieldOf(question, 'signature', 'consent'), 'true')
  }
}

const field = (page: Page, ...place: [string, ...(string | number)[]]): Locator => page.locator(`[name="${fieldOf(...place)}"]`)

async function tick(page: Page, name: string, values: string | readonly string[]): Promise<void> {
  for (const value of [values].flat()) await page.locator(`[name="${name}"][value="${value}"]`).check()
}

/** Adds a row where there is none yet. */
async function fillRow(page: Page, question: string, place: number, row: Readonly<Record<string, string>>): Promise<void> {
  const legend = page.getByText(`${question}, row ${place + 1}`, { exact: true })
  if ((await legend.count()) === 0) await page.getByRole('button', { name: `Add a row to ${question}` }).click()
  for (const [column, text] of Object.entries(row)) {
    const id = fieldOf(question, 'rows', place, column)
    const select = page.locator(`select#${id}`)
    if ((await select.count()) > 0) await select.selectOption(text)
    else await page.locator(`#${id}`).fill(text)
  }
}
