import type { MigrationInterface, QueryRunner } from 'typeorm'

type Figure = readonly [
  key: string,
  regime: 'pcr2015-dps' | 'pa2023-dynamic-market' | 'both',
  appliesTo: string,
  value: string,
  unit: string,
  from: string,
  until: string | null,
  source: string,
  confidence: 'found' | 'weak' | 'to-confirm' | 'own-policy',
]

const PCR = 'pcr2015-dps'
const PA = 'pa2023-dynamic-market'
const PCR_START = '2015-02-26'
const PA_START = '2025-02-24'
const DPS = 'dynamic purchasing systems'
const MARKETS = 'dynamic markets'

/** Moments as days: valid from the first of them on, and until the day before the last. */
const FIGURES: readonly Figure[] = [
  [
    'initial-window',
    PCR,
    DPS,
    '30',
    'days',
    PCR_START,
    null,
    'PCR 2015 reg. 34(10)–(11): requests to join, from the contract notice',
    'found',
  ],
  ['join-decision', PCR, DPS, '10', 'working-days', PCR_START, null, 'PCR 2015 reg. 34(16): from receipt of a request to join', 'found'],
  [
    'join-decision-extended',
    PCR,
    DPS,
    '15',
    'working-days',
    PCR_START,
    null,
    'PCR 2015 reg. 34(16): in total, where an extension is justified',
    'found',
  ],
  [
    'join-decision',
    PA,
    MARKETS,
    '10',
    'working-days',
    PA_START,
    null,
    'Own target for the “reasonable period” of PA 2023 s. 36, which names no days',
    'own-policy',
  ],
  ['tender-period-minimum', PCR, DPS, '10', 'days', PCR_START, null, 'PCR 2015 reg. 34: from sending the invitation', 'found'],
  ['tender-period-minimum', PA, MARKETS, '10', 'days', PA_START, null, 'PA 2023 s. 54: tendering under a dynamic market', 'found'],
  [
    'latest-end',
    PCR,
    DPS,
    '2029-02-23',
    'date',
    PA_START,
    null,
    'Systems of the old law lapse four years after the Procurement Act 2023 began',
    'to-confirm',
  ],
  [
    'shortlist-validity',
    PCR,
    DPS,
    '2',
    'working-days',
    PCR_START,
    null,
    'How a sister system (RM6148) is bought from: a list is run again after that',
    'found',
  ],
  ['responsiveness', PCR, DPS, '95', 'percent', PCR_START, null, 'RM6200: share of invitations that are answered, clause 10.8', 'found'],
  [
    'finance-score',
    PCR,
    DPS,
    '35',
    'points',
    PCR_START,
    null,
    'RM6200: Dun & Bradstreet score that proceeds; below it an officer looks further',
    'found',
  ],
  ['contract-term-maximum', PCR, DPS, '48', 'months', PCR_START, null, 'RM6200: up to four years, extensions included', 'to-confirm'],
  [
    'standstill-voluntary',
    PCR,
    'awards announced electronically',
    '10',
    'days',
    PCR_START,
    null,
    'PCR 2015 reg. 87: ends at midnight of the last day; not mandatory for contracts under a system',
    'found',
  ],
  ['standstill-voluntary', PCR, 'awards announced by other means', '15', 'days', PCR_START, null, 'PCR 2015 reg. 87', 'found'],
  [
    'standstill-voluntary',
    PA,
    MARKETS,
    '8',
    'working-days',
    PA_START,
    null,
    'PA 2023 s. 51: the day of publication is the first',
    'to-confirm',
  ],
  ['award-notice', PCR, DPS, '30', 'days', PCR_START, null, 'PCR 2015 reg. 50: after each award, or grouped by quarter', 'to-confirm'],
  ['contract-details-notice', PA, MARKETS, '30', 'days', PA_START, null, 'PA 2023 s. 53', 'to-confirm'],
  [
    'contract-copy',
    PA,
    'contracts above the figure for key performance indicators',
    '90',
    'days',
    PA_START,
    null,
    'PA 2023 s. 53',
    'to-confirm',
  ],
  [
    'kpi-threshold',
    PA,
    'estimated value with VAT',
    '5000000',
    'pounds',
    PA_START,
    null,
    'PA 2023 s. 52: above it at least three key performance indicators',
    'found',
  ],
  ['kpi-count', PA, 'contracts above the figure for key performance indicators', '3', 'count', PA_START, null, 'PA 2023 s. 52', 'found'],
  ['payments-published', PA, 'single payments', '30000', 'pounds', '2026-04-01', null, 'PA 2023 s. 70', 'found'],
  ['records-kept', PCR, 'reports and records of an award', '3', 'years', PCR_START, null, 'PCR 2015 regs. 83–84', 'found'],
  ['records-kept', PA, 'material decisions and messages', '3', 'years', PA_START, null, 'PA 2023 s. 98', 'found'],
  ['challenge-limit', PA, 'claims', '30', 'days', PA_START, null, 'PA 2023 s. 106: generally, from knowledge', 'found'],
  ['social-value-minimum', PCR, 'central government', '10', 'percent', '2021-01-01', null, 'PPN 06/20: of the total score', 'found'],
  ['social-value-minimum', PA, 'central government', '10', 'percent', '2025-10-01', null, 'PPN 002: of the total score', 'found'],
  [
    'carbon-plan-threshold',
    'both',
    'central government, value of one year',
    '5000000',
    'pounds',
    PA_START,
    null,
    'PPN 006: with VAT',
    'found',
  ],
  [
    'prompt-payment-share',
    'both',
    'central government, value of one year above 5,000,000 pounds',
    '95',
    'percent',
    PA_START,
    null,
    'PPN 018: of invoices within 60 days',
    'found',
  ],
  [
    'prompt-payment-average',
    'both',
    'central government, value of one year above 5,000,000 pounds',
    '55',
    'days',
    PA_START,
    '2025-10-01',
    'PPN 018',
    'found',
  ],
  [
    'prompt-payment-average',
    'both',
    'central government, value of one year above 5,000,000 pounds',
    '45',
    'days',
    '2025-10-01',
    null,
    'PPN 018',
    'found',
  ],
  ...thresholds('threshold', [
    ['central government, goods and services', '139688', '135018', 'found'],
    ['sub-central bodies, goods and services', '214904', '207720', 'found'],
    ['light touch', '663540', '663540', 'found'],
    ['utilities, goods and services', '429809', '415440', 'found'],
    ['defence and security', '429809', '415440', 'found'],
    ['works', '5372609', '5193000', 'found'],
  ]),
  [
    'notifiable-below-threshold',
    'both',
    'central government and the NHS',
    '12000',
    'pounds',
    PA_START,
    null,
    'Below-threshold rules: with VAT',
    'found',
  ],
  ['notifiable-below-threshold', 'both', 'other bodies', '30000', 'pounds', PA_START, null, 'Below-threshold rules: with VAT', 'found'],
]

/** What began before a revision keeps the figures of its beginning. */
function thresholds(key: string, rows: readonly (readonly [string, string, string, 'found'])[]): Figure[] {
  const source = 'Thresholds with VAT, of the estimated value with options and extensions; revised every two years'
  return rows.flatMap(([appliesTo, before, since, confidence]): Figure[] => [
    [key, 'both', appliesTo, before, 'pounds', '2024-01-01', '2026-01-01', source, confidence],
    [key, 'both', appliesTo, since, 'pounds', '2026-01-01', null, source, confidence],
  ])
}

const INSERT = `
  INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, day_after_last, source, confidence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** Figures and days that the law or the government's policy sets, each with its time and its source (docs/adr/0044). */
export class KeepTheLawAsData1763859600000 implements MigrationInterface {
  readonly name = 'KeepTheLawAsData1763859600000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE legal_figure (
        key text NOT NULL CHECK (key ~ '^[a-z][a-z-]{1,49}$'),
        regime text NOT NULL CHECK (regime IN ('pcr2015-dps', 'pa2023-dynamic-market', 'both')),
        applies_to text NOT NULL CHECK (length(applies_to) BETWEEN 1 AND 200),
        value text NOT NULL CHECK (value ~ CASE unit WHEN 'date' THEN '^\\d{4}-\\d\\d-\\d\\d$' ELSE '^\\d{1,12}(\\.\\d{1,2})?$' END),
        unit text NOT NULL CHECK (unit IN ('days', 'working-days', 'months', 'years', 'percent', 'pounds', 'points', 'count', 'date')),
        first_day date NOT NULL,
        day_after_last date CHECK (day_after_last > first_day),
        source text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
        confidence text NOT NULL CHECK (confidence IN ('found', 'weak', 'to-confirm', 'own-policy')),
        PRIMARY KEY (key, regime, applies_to, first_day)
      );
      COMMENT ON COLUMN legal_figure.day_after_last IS 'The first day on which it is in force no more; null while no end is known.';
    `)
    for (const figure of FIGURES) await runner.query(INSERT, [...figure])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE legal_figure')
  }
}
