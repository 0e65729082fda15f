import { Injectable } from '@nestjs/common'

import { NotFound } from '../../shared/domain/errors.js'
import type { Agreement } from '../agreements/agreements.service.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import type { RuleSet } from '../guidelines/published-guidelines.js'
import type { SectionWords } from './domain/section-words.js'
import { sectionWords } from './writing/section-options.js'

/** What the members and the codes of a requirement are called. */
@Injectable()
export class RequirementWords {
  constructor(private readonly guidelines: GuidelinesService) {}

  /** In the words of the rule set it was published with; before that, and where that one is not here any more, in those of the newest. */
  of({ ruleSet }: { ruleSet: string | null }, categories: Agreement['categories'] = []): SectionWords {
    return sectionWords(this.ruleSet(ruleSet), { categories })
  }

  private ruleSet(version: string | null): RuleSet {
    const { published } = this.guidelines
    const newest = this.guidelines.current().ruleSet
    try {
      return published.ruleSet(version ?? newest)
    } catch (error) {
      if (error instanceof NotFound) return published.ruleSet(newest)
      throw error
    }
  }
}
