import { pounds } from '../../shared/domain/decimal.js'
import { dayInWords } from '../../shared/domain/london-time.js'
import { CALENDAR_SURENESS } from '../../shared/domain/bank-holidays.js'
import { holidaysIn, type WorkingCalendar, WORKING_CALENDARS } from '../../shared/domain/working-days.js'
import type { FormView } from '../../web/pages/form.js'
import type { LawOnDay } from './law.service.js'
import type { LegalFigure, PolicyReference } from './legal-figures.js'

const WORDS: Readonly<Record<string, string>> = {
  'award-notice': 'Award notice',
  'carbon-plan-threshold': 'Carbon reduction plan asked for above',
  'challenge-limit': 'Time limit for claims',
  'contract-copy': 'Copy of the contract published within',
  'contract-details-notice': 'Contract details notice within',
  'contract-term-maximum': 'Longest contract',
  'exclusion-report': 'An exclusion told to the minister within',
  'finance-scale': 'Highest score of the scale of that score',
  'application-due-soon': 'A request to join is due soon within',
  'library-products': 'Products that a library holds, with those no longer offered, at most',
  'finance-score': 'Financial score that proceeds',
  'initial-window': 'First window for requests to join, at least',
  'join-decision': 'Decision on a request to join, within',
  'join-decision-extended': 'Decision with an extension, within',
  'kpi-count': 'Key performance indicators, at least',
  'kpi-threshold': 'Key performance indicators asked for above',
  'latest-end': 'Latest end of a system',
  'notifiable-below-threshold': 'Notifiable below the threshold from',
  'payments-published': 'Payments published above',
  'prompt-payment-average': 'Prompt payment, on average within',
  'prompt-payment-share': 'Prompt payment, share in time',
  'records-kept': 'Records kept for',
  'review-decision': 'A look at what changed after admission, within',
  responsiveness: 'Invitations answered',
  'shortlist-validity': 'A shortlist holds for',
  'size-staff': 'Size of a supplier: staff below',
  'size-turnover': 'Size of a supplier: turnover below',
  'social-value-minimum': 'Weight of social value, at least',
  'standstill-voluntary': 'Standstill where one is given',
  'tender-period-minimum': 'Time for bids, at least',
  threshold: 'Threshold',
}

const REGIMES = {
  'pcr2015-dps': 'Public Contracts Regulations 2015',
  'pa2023-dynamic-market': 'Procurement Act 2023',
  both: 'Both laws',
} as const

const UNITS: Readonly<Record<LegalFigure['unit'], (value: string) => string>> = {
  days: value => `${value} days`,
  'working-days': value => `${value} working days`,
  months: value => `${value} months`,
  years: value => `${value} years`,
  percent: value => `${value} %`,
  pounds,
  points: value => `${value} points`,
  count: value => value,
  date: dayInWords,
}

const CONFIDENCE = {
  found: { text: 'Read in its source', colour: 'green' },
  weak: { text: 'From a weak source', colour: 'yellow' },
  'to-confirm': { text: 'To be confirmed', colour: 'orange' },
  'own-policy': { text: 'Policy of the operator', colour: 'blue' },
} as const

const CALENDARS: Readonly<Record<WorkingCalendar, string>> = {
  'england-and-wales': 'England and Wales',
  'united-kingdom': 'All nations of the United Kingdom together',
}

/** What a figure says, such as "10 working days". */
export const figureInWords = ({ value, unit }: Pick<LegalFigure, 'value' | 'unit'>): string => UNITS[unit](value)

export const lawView = ({ day, figures, references }: LawOnDay, form: FormView) => ({
  form,
  day,
  figures: figures.map(figure => ({ ...figure, name: WORDS[figure.key] ?? figure.key, says: figureInWords(figure), ...shown(figure) })),
  references: references.map(reference => ({ ...reference, ...shown(reference) })),
  calendars: WORKING_CALENDARS.map(calendar => ({ name: CALENDARS[calendar], days: holidaysIn(day.slice(0, 4), calendar) })),
  year: day.slice(0, 4),
  sureness: CALENDAR_SURENESS,
})

const shown = ({ regime, confidence }: Pick<LegalFigure | PolicyReference, 'regime' | 'confidence'>) => ({
  law: REGIMES[regime],
  tag: CONFIDENCE[confidence],
})
