import type { MigrationInterface, QueryRunner } from 'typeorm'

const PCR = 'pcr2015-dps'
const PA = 'pa2023-dynamic-market'
const PA_START = '2025-02-24'

type Reference = readonly [
  number: string,
  subject: string,
  regime: 'pcr2015-dps' | 'pa2023-dynamic-market' | 'both',
  from: string,
  until: string | null,
  succeeds: string | null,
  source: string,
  confidence: 'found' | 'to-confirm',
]

const REFERENCES: readonly Reference[] = [
  [
    'PPN 06/20',
    'Social value in awards',
    PCR,
    '2021-01-01',
    null,
    null,
    'In force for competitions under the old law, those of its systems included',
    'to-confirm',
  ],
  ['PPN 002', 'Social value in awards', PA, '2025-10-01', null, 'PPN 06/20', 'To be used from 1 October 2025', 'found'],
  ['PPN 02/24', 'Disclosure of the use of AI in bids', PCR, '2024-03-25', null, null, 'For competitions under the old law', 'to-confirm'],
  [
    'PPN 017',
    'Disclosure of the use of AI in bids',
    PA,
    PA_START,
    null,
    'PPN 02/24',
    'From the beginning of the Procurement Act 2023',
    'found',
  ],
  [
    'PPN 03/24',
    'Standard selection questionnaire',
    PCR,
    '2024-03-25',
    null,
    null,
    'Three parts; the third only where it matters',
    'to-confirm',
  ],
  ['PPN 06/21', 'Carbon reduction plans', 'both', '2021-09-30', PA_START, null, 'Before the Procurement Act 2023', 'to-confirm'],
  ['PPN 006', 'Carbon reduction plans', 'both', PA_START, null, 'PPN 06/21', 'From the beginning of the Procurement Act 2023', 'found'],
  ['PPN 09/23', 'Cyber Essentials', 'both', '2023-09-01', PA_START, null, 'Before the Procurement Act 2023', 'to-confirm'],
  ['PPN 014', 'Cyber Essentials', 'both', PA_START, null, 'PPN 09/23', 'Held before award; renewed each year', 'found'],
  ['PPN 02/23', 'Modern slavery', 'both', '2023-02-01', PA_START, null, 'Before the Procurement Act 2023', 'to-confirm'],
  ['PPN 009', 'Modern slavery', 'both', PA_START, null, 'PPN 02/23', 'Risk is looked at from market engagement on', 'found'],
  ['PPN 018', 'Prompt payment', 'both', PA_START, null, null, 'Pass or fail above 5,000,000 pounds a year', 'found'],
  ['PPN 021', 'Payment spot checks', 'both', '2025-10-01', null, null, 'Data each six months', 'found'],
]

const INSERT = `
  INSERT INTO policy_reference (number, subject, regime, first_day, day_after_last, succeeds, source, confidence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Notes on procurement policy, each with its time, what it took over from, and its source (docs/adr/0044). */
export class KeepPolicyReferences1763859610000 implements MigrationInterface {
  readonly name = 'KeepPolicyReferences1763859610000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy_reference (
        number text PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 50),
        subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
        regime text NOT NULL CHECK (regime IN ('pcr2015-dps', 'pa2023-dynamic-market', 'both')),
        first_day date NOT NULL,
        day_after_last date CHECK (day_after_last > first_day),
        succeeds text REFERENCES policy_reference,
        source text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
        confidence text NOT NULL CHECK (confidence IN ('found', 'weak', 'to-confirm', 'own-policy'))
      );
      CREATE INDEX policy_reference_by_predecessor ON policy_reference (succeeds);
    `)
    for (const reference of REFERENCES) await runner.query(INSERT, [...reference])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE policy_reference')
  }
}
