import { IsDefined, Matches } from 'class-validator'

import { Said } from '../../web/pages/form-fields.js'
import type { FormFields } from '../../web/pages/form-body.js'

export class ShortlistForm {
  @Said(200, 'Give the shortlist a name', 'The name') name!: string

  @IsDefined({ message: 'Open this page again, so that it is known what you read' })
  @Matches(/^(0|[1-9]\d{0,8})$/, { message: 'Open this page again, so that it is known what you read' })
  seen!: string
}

/** The boxes of one filter share a name. */
export const FILTER_FIELD = 'filter-'

const isBox = (name: string): boolean => name.startsWith(FILTER_FIELD)

/** What is said beside the boxes. */
export const besideFilters = (fields: FormFields): FormFields => Object.fromEntries(Object.entries(fields).filter(([name]) => !isBox(name)))

/** What was ticked, by filter. */
export const tickedIn = (fields: FormFields): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => isBox(name))
      .map(([name, ticked]) => [name.slice(FILTER_FIELD.length), [ticked].flat().filter(value => value !== '')]),
  )
