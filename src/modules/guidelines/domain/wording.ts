import type { Looked } from './condition.js'
import { shown, type Json } from './json.js'
import type { Nameable } from './references.js'
import type { Wording } from './shortest-change.js'

/** How a pack calls its own questions, members and codes. */
export const wordingOf = (names: Nameable, changes: Wording['changes']): Wording => ({
  changes,
  label: looked => labelOf(looked, names),
  option: (looked, code) => optionOf(looked, code, names),
})

function labelOf({ question, part, column, item, requirement, fact }: Looked, { questions, fields, facts }: Nameable): string {
  if (question !== undefined) {
    const source = questions.get(question)
    const inside =
      source?.parts?.find(({ name }) => name === part)?.label ??
      source?.columns?.find(({ name }) => name === column)?.label ??
      source?.options?.find(({ code }) => code === item)?.label
    if (part === 'reason') return `the reason in ${question}`
    return inside === undefined ? question : `${inside} in ${question}`
  }
  if (requirement !== undefined) {
    const field = fields.get(requirement)
    const inside = column === undefined ? undefined : field?.cells?.get(column)?.label
    return inside === undefined ? (field?.label ?? requirement) : `${inside} in ${field?.label ?? requirement}`
  }
  const table = facts.get(fact ?? '')
  const inside = table?.cells.get(column ?? '')?.label
  return inside === undefined ? (table?.label ?? '') : `${inside} in ${table?.label ?? ''}`
}

function optionOf({ question, column, requirement, fact }: Looked, code: Json, { questions, fields, facts }: Nameable): string {
  const source = questions.get(question ?? '')
  const options = column === undefined ? source?.options : source?.columns?.find(({ name }) => name === column)?.options
  const field = fields.get(requirement ?? '')
  const codes = column === undefined ? field?.codes : (field?.cells ?? facts.get(fact ?? '')?.cells)?.get(column)?.codes
  return options?.find(option => option.code === code)?.label ?? codes?.get(shown(code)) ?? shown(code)
}
