import type { Page } from 'playwright-core'

import type { RequirementField, RequirementSection } from '../../src/modules/requirements/domain/requirement-field.js'
import { idOf } from '../../src/modules/requirements/domain/requirement-field.js'
import { SECTIONS } from '../../src/modules/requirements/domain/requirement-sections.js'
import { valueAt, type Written } from '../../src/modules/requirements/domain/section-content.js'
import { asFields } from '../../src/modules/requirements/domain/typed-fields.js'

/** Writes all of a requirement, section by section from its task list, as a person would. */
export async function writeRequirement(page: Page, href: string, written: Written): Promise<void> {
  for (const section of SECTIONS) {
    await page.goto(href)
    await page.getByRole('main').getByRole('link', { name: section.title, exact: true }).click()
    await fillSection(page, section, written)
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await page.getByText('Saved.').first().waitFor()
  }
}

/** Fills one section that is open. */
export async function fillSection(page: Page, section: RequirementSection, written: Written): Promise<void> {
  for (const field of section.fields) {
    const value = valueAt(written, field.at)
    if (value === null) continue
    if (field.kind === 'rows') await addRows(page, field, (value as unknown[]).length)
    for (const [name, text] of Object.entries(asFields(field, value))) await enter(page, name, text)
  }
}

async function addRows(page: Page, field: RequirementField, count: number): Promise<void> {
  const [column] = field.columns ?? []
  const row = (place: number) => page.locator(`[name="${idOf(field)}-${place}-${String(column?.name)}"]`)
  for (let place = 1; place < count; place += 1) {
    if ((await row(place).count()) > 0) continue
    await page.getByRole('button', { name: `Add another ${String(field.row).toLowerCase()}`, exact: true }).click()
    await row(place).waitFor()
  }
}

/** Types, chooses or ticks, whatever the input is; what the page has filled in itself is left. */
async function enter(page: Page, name: string, value: string | readonly string[]): Promise<void> {
  const input = page.locator(`[name="${name}"]`).first()
  const kind = await input.getAttribute('type')
  if (kind === 'hidden') return
  if ((await page.locator(`select[name="${name}"]`).count()) > 0) await input.selectOption(String(value))
  else if (kind === 'radio' || kind === 'checkbox') {
    for (const each of [value].flat()) await page.locator(`[name="${name}"][value="${each}"]`).check()
  } else await input.fill(String(value))
}
