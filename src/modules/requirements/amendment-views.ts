import type { Instant } from '../../shared/domain/instant.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import type { AmendmentPreview } from './amend-requirement.service.js'
import { type AmendmentForm, amendableParts } from './amendment.form.js'
import { shownDates, withoutDates } from './change-dates.form.js'
import type { ChangeStanding } from './change-standing.service.js'
import { standingView } from './change-views.js'
import { AMENDABLE_SECTIONS, materialIn } from './domain/amendable-sections.js'
import { compareRequirements } from './domain/compare-requirements.js'
import { momentFields } from './domain/moment-fields.js'
import type { RequirementSection } from './domain/requirement-field.js'
import { writtenOf } from './domain/section-content.js'
import { nameOf, type SectionWords } from './domain/section-words.js'
import type { Fields } from './domain/typed-text.js'
import { OWN } from './writing/section-form.js'
import { fieldView, savedFields } from './writing/section-views.js'

/** The parts to choose among, or the fields of those that were chosen, with what is published. */
export const amendView = (standing: ChangeStanding, words: SectionWords, part: unknown) => {
  const parts = amendableParts(part)
  const written = writtenOf(standing.requirement)
  return formView(standing, words, parts, Object.assign({}, ...parts.map(each => savedFields(each, written))) as Fields, freshForm())
}

/** The fields of the parts that were chosen, with what was typed. */
export const amendAgainView = (standing: ChangeStanding, words: SectionWords, { parts, typed }: AmendmentForm, form: FormView) =>
  formView(standing, words, parts, typed.fields, form)

const formView = (standing: ChangeStanding, words: SectionWords, parts: readonly RequirementSection[], fields: Fields, form: FormView) => ({
  ...standingView(standing),
  revision: standing.requirement.revision,
  choices: AMENDABLE_SECTIONS.map(section => choiceOf(section, words)),
  parts: parts.map(({ id, title, fields: shown }) => ({ id, title, fields: shown.map(field => fieldView(field, fields, words)) })),
  form,
})

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const choiceOf = (section: RequirementSection, words: SectionWords) => ({
  id: section.id,
  title: section.title,
  material: materialIn(section).map(field => lowerFirst(nameOf(field, words))),
  isAllMaterial: materialIn(section).length === section.fields.length,
})

const MINUTE_MS = 60_000

/** The next whole minute, so that what the fields of a form cannot show is not too early. */
const nextMinute = (moment: Instant): Instant =>
  new Date(Math.ceil(Date.parse(moment) / MINUTE_MS) * MINUTE_MS).toISOString().replace('.000Z', '.000000Z') as Instant

/** What an amendment would change, where the deadline goes, and what is sent when it is confirmed. */
export const amendmentView = (
  standing: ChangeStanding,
  words: SectionWords,
  preview: AmendmentPreview,
  { typed }: AmendmentForm,
  form: FormView | null,
) => {
  const { content } = standing.requirement
  const { before, after, move } = preview
  const earliest = move === null ? null : nextMinute(move.earliestDeadline)
  const first = { ...shownDates(content), ...(earliest === null ? {} : momentFields('submissionDeadline', earliest)) }
  const carried = Object.entries(withoutDates(typed.fields)).filter(([name]) => name !== OWN.action)
  return {
    ...standingView(standing),
    fields: compareRequirements(before, after, words),
    material: move !== null,
    earliest,
    workingDays: move?.amendmentWorkingDays ?? null,
    reason: typed.fields['reason'] ?? '',
    carried: carried.flatMap(([name, value]) => [value].flat().map(each => ({ name, value: each }))),
    form: form ?? freshForm(first),
  }
}
