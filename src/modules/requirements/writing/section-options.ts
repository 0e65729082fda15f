import type { Agreement } from '../../agreements/agreements.service.js'
import type { RuleSet } from '../../guidelines/published-guidelines.js'
import type { FieldOption } from '../domain/requirement-field.js'
import type { SectionWords } from '../domain/section-words.js'

const UNKNOWN: FieldOption = { code: 'unknown', label: 'Nobody knows yet' }

/** The words of a guideline's pack and of an agreement for what a buyer writes. */
export const sectionWords = (
  { attributes, settings, fields }: Pick<RuleSet, 'attributes' | 'settings' | 'fields'>,
  { categories }: Pick<Agreement, 'categories'>,
): SectionWords => {
  const attributeAt = (at: string) => attributes.find(({ name }) => at === `riskProfile/${name}`)
  const settingAt = (at: string) => settings.find(({ name }) => at === `settings/${name}`)
  const fieldAt = (at: string) => fields.find(({ path }) => at === path.replaceAll('.', '/'))
  return {
    asks: at => attributeAt(at)?.asks ?? null,
    calls: at => (attributeAt(at) ?? settingAt(at) ?? fieldAt(at))?.label ?? null,
    options: (at, column) => {
      if (at === 'categoryIds') return categories.map(({ id, title }) => ({ code: id, label: title }))
      const attribute = attributeAt(at)
      if (attribute !== undefined) return [...(attribute.values ?? []), UNKNOWN]
      const setting = settingAt(at)
      if (setting !== undefined) return setting.values ?? []
      const source = column === undefined ? fieldAt(at) : fieldAt(at)?.columns?.find(({ name }) => name === column)
      return source?.values ?? []
    },
  }
}
