/** How a member of a requirement is written on a page. */
export type FieldKind = 'line' | 'words' | 'choice' | 'choices' | 'yes-no' | 'number' | 'lines' | 'day' | 'moment' | 'money' | 'rows'

type CellKind = 'line' | 'words' | 'select' | 'flag' | 'number' | 'figure'

export interface FieldOption {
  code: string
  label: string
}

export interface FieldColumn {
  name: string
  kind: CellKind
  label: string
  hint?: string
  /** What it is called where it is told and not asked: before what is said, or for a flag the sentence for yes and the one for no. */
  tells?: string | readonly [yes: string, no: string]
  /** What a new row says; for a flag. */
  begins?: 'true' | 'false'
  /** What may be chosen; where it is left out, what the guideline's pack lists, or the criteria of the same form. */
  options?: readonly FieldOption[]
}

/** One member of a requirement that is written by itself, so that two people who write different ones do not get into each other's way. */
export interface RequirementField {
  /** Its place, as a JSON pointer without the first slash: "governance/seniorOwner". */
  at: string
  kind: FieldKind
  label: string
  hint?: string
  /** Lines of the box. */
  height?: number
  columns?: readonly FieldColumn[]
  /** Begins the ids of its rows, which the page gives. */
  letter?: string
  /** What one row is called, and how many there may be. */
  row?: string
  most?: number
}

export interface RequirementSection {
  id: string
  title: string
  /** What stands under the title. */
  about: string
  fields: readonly RequirementField[]
}

/** The id of the field on its page, and how its name begins. */
export const idOf = ({ at }: Pick<RequirementField, 'at'>): string => at.replaceAll('/', '-')
