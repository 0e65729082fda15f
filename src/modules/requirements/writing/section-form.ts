import type { Typed } from '../../../shared/domain/merge-typed.js'
import { idOf, type RequirementField, type RequirementSection } from '../domain/requirement-field.js'
import { typedIn } from '../domain/typed-fields.js'
import { allRows, blankRow, placesIn, type Row, rowsAsFields, rowsIn } from '../domain/typed-rows.js'
import { all, type Fields, one } from '../domain/typed-text.js'

/** The form of one section as it was sent: its inputs, and what they hold by the place of each field. */
export interface SectionForm extends Typed<unknown> {
  fields: Fields
  action: FormAction
}

type FormAction = { do: 'save' | 'save-and-stay' | 'show' } | { do: 'add-row' | 'remove-row'; field: string; row: number }

/** Inputs of the form itself begin with a dot: what a person types never does. */
export const OWN = { asked: '.asked', was: '.was-', action: '.do', choice: '.choice-' } as const

/** Reads the form of a section. A clash that the person decided for what is saved takes the field out of the form. */
export function readSectionForm(section: RequirementSection, fields: Fields): SectionForm {
  const held = all(fields, OWN.asked)
  const kept = section.fields.filter(field => held.includes(field.at) && fields[`${OWN.choice}${field.at}`] !== 'saved')
  return {
    fields,
    action: actionIn(one(fields, OWN.action)),
    typed: Object.fromEntries(kept.map(field => [field.at, typedIn(field, fields)])),
    was: Object.fromEntries(kept.map(({ at }) => [at, one(fields, `${OWN.was}${at}`)])),
  }
}

function actionIn(text: string): FormAction {
  const [verb, field = '', row = '0'] = text.split(' ')
  if (verb === 'add-row' || verb === 'remove-row') return { do: verb, field, row: Number.parseInt(row, 10) }
  return verb === 'save-and-stay' || verb === 'show' ? { do: verb } : { do: 'save' }
}

/** The inputs with a blank row more, or with a row less; as they are where only a look was asked for, and null where they are to be saved. */
export function redrawn(section: RequirementSection, { fields, action }: SectionForm): Fields | null {
  if (action.do === 'show') return fields
  if (!('field' in action)) return null
  const field = section.fields.find(({ at, kind }) => at === action.field && kind === 'rows')
  if (field === undefined) return fields
  const shown = placesIn(field, fields).length === 0 ? [blankRow(field, [])] : allRows(field, fields)
  const rows = action.do === 'add-row' ? [...shown, blankRow(field, shown)] : shown.filter((_, place) => place !== action.row)
  return withRows(field, fields, rows)
}

/** The inputs with other rows. */
function withRows(field: RequirementField, fields: Fields, rows: readonly Row[]): Fields {
  const begin = new RegExp(`^${idOf(field)}-\\d+-`)
  const others = Object.entries(fields).filter(([name]) => !begin.test(name))
  return { ...Object.fromEntries(others), ...rowsAsFields(field, rows) }
}

/** The inputs with only the rows that say something. */
export const withoutBlankRows = (section: RequirementSection, fields: Fields): Fields =>
  section.fields.filter(({ kind }) => kind === 'rows').reduce((done, field) => withRows(field, done, rowsIn(field, done)), fields)
