import { describe, expect, it } from '@jest/globals'

import { SECTIONS } from '../domain/requirement-sections.js'
import type { Fields } from '../domain/typed-text.js'
import { readSectionForm, redrawn } from './section-form.js'

const PANEL = SECTIONS.find(({ id }) => id === 'panel')

/** The form of the panel after somebody pressed a button. */
function pressed(button: string, fields: Fields): Fields | null {
  if (PANEL === undefined) throw new Error('There is no panel.')
  return redrawn(PANEL, readSectionForm(PANEL, { '.asked': 'governance/panel', '.do': button, ...fields }))
}

const ROLES = { 'governance-panel-0-role': 'One', 'governance-panel-1-role': 'Two' }

const rolesIn = (fields: Fields | null): unknown[] =>
  Object.entries(fields ?? {}).flatMap(([name, value]) => (name.endsWith('-role') ? [value] : []))

describe('A form with rows', () => {
  it.each<[string, string, Fields, unknown[]]>([
    ['gets a blank row', 'add-row governance/panel', ROLES, ['One', 'Two', '']],
    ['gets a second where the first is blank', 'add-row governance/panel', {}, ['', '']],
    ['loses the row that is named', 'remove-row governance/panel 0', ROLES, ['Two']],
    ['stays as it is where that row is not there', 'remove-row governance/panel 7', ROLES, ['One', 'Two']],
    ['stays as it is where no such field is there', 'add-row title', ROLES, ['One', 'Two']],
    ['stays as it is where it is only to be shown', 'show', ROLES, ['One', 'Two']],
  ])('%s', (_what, button, fields, roles) => {
    expect(rolesIn(pressed(button, fields))).toEqual(roles)
  })

  it('is saved where no button asks for rows', () => {
    expect(pressed('save', ROLES)).toBeNull()
    expect(pressed('', ROLES)).toBeNull()
  })
})
