import { isObject, own, type Json, type TableRow } from './json.js'
import type { Field } from './pack.js'
import type { Cell } from './condition.js'
import type { FactTable } from './pack.js'
import type { CellSource, FactSource, FieldSource, SettingSource } from './pack-source.js'
import { severityOf, type Attribute, type Tier } from './risk-tier.js'

const codesOf = (values: readonly { code: string; label: string }[] | undefined): ReadonlyMap<string, string> | null =>
  values === undefined ? null : new Map(values.map(({ code, label }) => [code, label]))

export const attributePath = (name: string): string => `riskProfile.${name}`

export function attributeField(attribute: Attribute): Field {
  return {
    ...always(attributePath(attribute.name), attribute.label),
    kind: attribute.values === undefined ? 'number' : 'code',
    codes: codesOf(attribute.values),
    take: published => (severityOf(attribute, published) === null ? null : (published as Json)),
  }
}

/** A field without default and columns. */
const always = (path: string, label: string): Pick<Field, 'path' | 'label' | 'cells' | 'needsTier' | 'alwaysThere' | 'defaultAt'> => ({
  path,
  label,
  cells: null,
  needsTier: false,
  alwaysThere: false,
  defaultAt: () => null,
})

export function settingField(setting: SettingSource): Field {
  const codes = codesOf(setting.values)
  const byTier = isObject(setting.default) ? setting.default : null
  const flat = isObject(setting.default) ? null : (setting.default ?? null)
  return {
    ...always(`settings.${setting.name}`, setting.label),
    kind: setting.kind,
    codes,
    needsTier: byTier !== null,
    alwaysThere: setting.default !== undefined,
    defaultAt: (tier: () => Tier) => (byTier === null ? flat : byTier[tier()]),
    take: published => (setting.kind === 'number' ? number(published) : coded(setting.kind, codes, published)),
  }
}

const number = (published: unknown): Json => (typeof published === 'number' && Number.isFinite(published) ? published : null)

function coded(kind: 'code' | 'codes', codes: ReadonlyMap<string, string> | null, published: unknown): Json {
  if (kind === 'code') return typeof published === 'string' && codes?.has(published) === true ? published : null
  return Array.isArray(published) ? published.filter(code => typeof code === 'string' && codes?.has(code) === true) : null
}

export function memberField({ path, label, kind, values, columns = [] }: FieldSource, most: number): Field {
  const codes = codesOf(values)
  const rows = takingRows(columns, most)
  const take = (published: unknown): Json => {
    if (kind === 'code' || kind === 'codes') return coded(kind, codes, published)
    return kind === 'rows' ? rows(published) : TAKE[kind](published)
  }
  return { ...always(path, label), kind, codes, cells: kind === 'rows' ? cellsOf(columns) : null, take }
}

const text = (published: unknown): Json => (typeof published === 'string' ? published : null)

const TAKE: Record<'text' | 'list' | 'flag' | 'number' | 'date', (published: unknown) => Json> = {
  text,
  list: published => (Array.isArray(published) ? published.filter(item => typeof item === 'string') : null),
  flag: published => (typeof published === 'boolean' ? published : null),
  number: published => (typeof published === 'string' ? published : number(published)),
  date: text,
}

/** Takes the rows of a list with the columns that may be seen; a list longer than anybody writes counts as missing. */
function takingRows(columns: readonly CellSource[], most: number): (published: unknown) => TableRow[] | null {
  const cells = columns.map(column => [column.name, takingCell(column)] as const)
  return published => {
    if (!Array.isArray(published) || published.length > most) return null
    return published.filter(isObject).map(row => Object.fromEntries(cells.map(([name, take]) => [name, take(own(row, name))])))
  }
}

function takingCell({ kind, values, default: fallback }: CellSource): (published: unknown) => Json {
  const codes = codesOf(values)
  return published => (kind === 'code' ? coded(kind, codes, published) : TAKE[kind](published)) ?? fallback ?? null
}

const cellsOf = (columns: readonly CellSource[]): ReadonlyMap<string, Cell> =>
  new Map(columns.map(({ name, label, kind, values }) => [name, { name, label, kind, codes: codesOf(values) }]))

export const factTable = ({ name, label, columns }: FactSource, most: number): FactTable => ({
  name,
  label,
  cells: cellsOf(columns),
  take: takingRows(columns, most),
})

/** The steps of each path that packs have fields at. */
const steps = new Map<string, readonly string[]>()

/** The member at a dotted path of a pack, own members only; undefined when any step is missing. */
export function memberAt(requirement: unknown, path: string): unknown {
  const known = steps.get(path) ?? path.split('.')
  steps.set(path, known)
  return known.reduce<unknown>(own, requirement)
}
