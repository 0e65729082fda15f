import type { RequirementSection } from '../domain/requirement-field.js'
import { valueAt, writtenOf } from '../domain/section-content.js'
import { labelOf } from '../domain/section-words.js'
import { fingerprint } from '../domain/typed-fields.js'
import { inWords, withCriteria } from '../domain/value-words.js'
import { requirementHead, sectionHref } from './requirement-head.js'
import type { RequirementWriting } from './requirement-writing.service.js'
import { OWN, type SectionForm } from './section-form.js'
import { sectionWords } from './section-options.js'

/** Fields that two people changed at once: both texts, and all else that was typed, to be sent again with what the person chooses. */
export function clashView(
  writing: RequirementWriting,
  section: RequirementSection,
  { fields, typed }: SectionForm,
  clashes: readonly string[],
) {
  const { requirement, ruleSet, agreement } = writing
  const written = writtenOf(requirement)
  const words = withCriteria(sectionWords(ruleSet, agreement), requirement.content.criteria)
  const inClash = section.fields.filter(({ at }) => clashes.includes(at))
  // What is saved now was just shown, so that choosing the other text is a change of it.
  const shown = Object.fromEntries(inClash.map(field => [`${OWN.was}${field.at}`, fingerprint(field, valueAt(written, field.at))]))
  const sent = Object.entries({ ...fields, ...shown }).filter(([name]) => !name.startsWith(OWN.choice) && name !== OWN.action)
  return {
    requirement: requirementHead(writing),
    section: { title: section.title, href: sectionHref(requirement.id, section.id) },
    clashes: inClash.map(field => ({
      id: field.at.replaceAll('/', '-'),
      name: `${OWN.choice}${field.at}`,
      label: labelOf(field, words),
      saved: inWords(field, valueAt(written, field.at), words),
      typed: inWords(field, typed[field.at], words),
    })),
    hidden: sent.flatMap(([name, value]) => [value].flat().map(each => ({ name, value: each }))),
  }
}
