import { isObject, own, type Json } from './json.js'
import type { Field } from './pack.js'
import type { FieldSource, SettingSource } from './pack-source.js'
import { severityOf, type Attribute, type Tier } from './risk-tier.js'

const codesOf = (values: readonly { code: string; label: string }[] | undefined): ReadonlyMap<string, string> | null =>
  values === undefined ? null : new Map(values.map(({ code, label }) => [code, label]))

export const attributePath = (name: string): string => `riskProfile.${name}`

export function attributeField(attribute: Attribute): Field {
  return {
    path: attributePath(attribute.name),
    label: attribute.label,
    kind: attribute.values === undefined ? 'number' : 'code',
    codes: codesOf(attribute.values),
    needsTier: false,
    defaultAt: () => null,
    take: published => (severityOf(attribute, published) === null ? null : (published as Json)),
  }
}

export function settingField(setting: SettingSource): Field {
  const codes = codesOf(setting.values)
  const byTier = isObject(setting.default) ? setting.default : null
  const flat = isObject(setting.default) ? null : (setting.default ?? null)
  return {
    path: `settings.${setting.name}`,
    label: setting.label,
    kind: setting.kind,
    codes,
    needsTier: byTier !== null,
    defaultAt: (tier: () => Tier) => (byTier === null ? flat : byTier[tier()]),
    take: published => (setting.kind === 'number' ? number(published) : coded(setting.kind, codes, published)),
  }
}

const number = (published: unknown): Json => (typeof published === 'number' && Number.isFinite(published) ? published : null)

function coded(kind: 'code' | 'codes', codes: ReadonlyMap<string, string> | null, published: unknown): Json {
  if (kind === 'code') return typeof published === 'string' && codes?.has(published) === true ? published : null
  return Array.isArray(published) ? published.filter(code => typeof code === 'string' && codes?.has(code) === true) : null
}

export function memberField({ path, label, kind, members = [] }: FieldSource): Field {
  return { path, label, kind, codes: null, needsTier: false, defaultAt: () => null, take: published => TAKE[kind](published, members) }
}

const TAKE: Record<FieldSource['kind'], (published: unknown, members: readonly string[]) => Json> = {
  text: published => (typeof published === 'string' ? published : null),
  list: published => (Array.isArray(published) ? published.filter(item => typeof item === 'string') : null),
  rows: (published, members) =>
    Array.isArray(published)
      ? published.filter(isObject).map(row => Object.fromEntries(members.map(member => [member, scalar(own(row, member))])))
      : null,
}

const scalar = (cell: unknown): Json => (typeof cell === 'string' || typeof cell === 'boolean' ? cell : number(cell))

/** The member at a dotted path, own members only; undefined when any step is missing. */
export const memberAt = (requirement: unknown, path: string): unknown => path.split('.').reduce<unknown>(own, requirement)
