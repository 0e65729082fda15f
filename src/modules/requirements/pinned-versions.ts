import { NotFound } from '../../shared/domain/errors.js'
import type { PinnedVersions } from '../guidelines/guidelines.service.js'
import type { Requirement } from './requirement.entity.js'

export type Pins = Pick<Requirement, 'guideline' | 'edition' | 'questionnaire' | 'ruleSet' | 'packHash'>

/** The versions a published requirement is pinned to, with the hash of what they held then. */
export function pinnedVersions({ guideline, edition, questionnaire, ruleSet, packHash }: Pins): PinnedVersions {
  if (guideline === null || edition === null || questionnaire === null || ruleSet === null) throw new NotFound('questionnaire')
  return { guideline, edition, questionnaire, ruleSet, packHash }
}
