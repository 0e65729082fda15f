import { DATA, IMPACT, PROBLEM, RISK } from './need-sections.js'
import type { RequirementSection } from './requirement-field.js'
import { DATES, DOCUMENTS, EVALUATION, GOVERNANCE, MARKET, PANEL, PRICES, SETTINGS } from './tender-sections.js'

/** Everything a buyer writes, each member in one section; as the task list shows it. */
export const SECTION_GROUPS: readonly { title: string; sections: readonly RequirementSection[] }[] = [
  { title: 'Say what you need', sections: [PROBLEM, DATA] },
  { title: 'Say what it could do to people', sections: [RISK, IMPACT] },
  { title: 'Say who answers for it', sections: [GOVERNANCE, PANEL] },
  { title: 'Set how bids are judged', sections: [EVALUATION, PRICES, SETTINGS] },
  { title: 'Prepare the tender', sections: [MARKET, DOCUMENTS, DATES] },
]

export const SECTIONS: readonly RequirementSection[] = SECTION_GROUPS.flatMap(({ sections }) => sections)
