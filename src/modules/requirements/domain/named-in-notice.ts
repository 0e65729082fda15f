import type { NamedInNotice } from '../../guidelines/domain/answer-in-words.js'
import type { RequirementContent } from './requirement-content.js'

/** What answers pick from the notice, each with its id and its words. */
export const namedInNotice = ({ outcomes = [], measures = [] }: Pick<RequirementContent, 'outcomes' | 'measures'>): NamedInNotice => ({
  outcomes: new Map(outcomes.map(({ id, text }) => [id, `${id}: ${text}`])),
  measures: new Map(measures.map(({ id, name }) => [id, `${id}: ${name}`])),
})
