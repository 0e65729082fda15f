import { SECTIONS } from './requirement-sections.js'
import type { RequirementField, RequirementSection } from './requirement-field.js'
import type { RequirementContent } from './requirement-content.js'

/** All that is written of a requirement, by member. */
export type Written = Readonly<Record<string, unknown>>

export const writtenOf = ({ content, categoryIds }: { content: RequirementContent; categoryIds: readonly string[] }): Written => ({
  ...content,
  ...(categoryIds.length === 0 ? {} : { categoryIds }),
})

/** What stands at the place of a field; null for nothing. */
export function valueAt(written: Written, at: string): unknown {
  const [member = '', inside] = at.split('/')
  const value = written[member]
  return (inside === undefined ? value : (value as Written | undefined)?.[inside]) ?? null
}

/** The change of whole members that puts these values in their places; null takes out, and a member of which nothing is left is deleted. */
export function changeOf(written: Written, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  for (const [at, value] of Object.entries(values)) {
    const [member = '', inside] = at.split('/')
    change[member] = inside === undefined ? value : withValue((member in change ? change[member] : written[member]) ?? {}, inside, value)
  }
  return change
}

function withValue(member: object, name: string, value: unknown): object | null {
  const kept = Object.entries({ ...member, [name]: value }).filter(([, each]) => each !== null && each !== undefined)
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

/** Where a place is written: "governance.panel" or "/criteria/0/title", as rules and refusals name it; null for what no page asks. */
export function fieldAt(place: string): { section: RequirementSection; field: RequirementField } | null {
  const at = place.replace(/^\//, '').replaceAll('.', '/')
  for (const section of SECTIONS) {
    const field = section.fields.find(each => each.at === at || at.startsWith(`${each.at}/`))
    if (field !== undefined) return { section, field }
  }
  // A rule may name a whole member, of which no field is nearer than the first.
  const section = SECTIONS.find(({ fields }) => fields.some(field => field.at.startsWith(`${at}/`)))
  const [field] = section?.fields.filter(each => each.at.startsWith(`${at}/`)) ?? []
  return section === undefined || field === undefined ? null : { section, field }
}
