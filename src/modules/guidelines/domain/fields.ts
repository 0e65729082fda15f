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
  const take = (published: unknown): Json => {
    if (kind === 'code' || kind === 'codes') return coded(kind, codes, published)
    return kind === 'rows' ? rowsOf(published, columns, most) : TAKE[kind](published)
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

/** The rows of a list with the columns that may be seen; a list longer than anybody writes counts as missing. */
export function rowsOf(published: unknown, columns: readonly CellSource[], most: number): TableRow[] | null {
  if (!Array.isArray(published) || published.length > most) return null
  return published
    .filter(isObject)
    .map(row => Object.fromEntries(columns.map(column => [column.name, cell(column, own(row, column.name))])))
}

function cell({ kind, values, default: fallback }: CellSource, published: unknown): Json {
  const taken = kind === 'code' ? coded(kind, codesOf(values), published) : TAKE[kind](published)
  return taken ?? fallback ?? null
}

const cellsOf = (columns: readonly CellSource[]): ReadonlyMap<string, Cell> =>
  new Map(columns.map(({ name, label, kind, values }) => [name, { name, label, kind, codes: codesOf(values) }]))

export const factTable = ({ name, label, columns }: FactSource): FactTable => ({ name, label, columns, cells: cellsOf(columns) })

/** The member at a dotted path, own members only; undefined when any step is missing. */
export const memberAt = (requirement: unknown, path: string): unknown => path.split('.').reduce<unknown>(own, requirement)
