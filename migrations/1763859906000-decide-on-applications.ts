import type { MigrationInterface, QueryRunner } from 'typeorm'

const KINDS = [
  'failed-opening',
  'late-bid',
  'tampering',
  'overdue-audit',
  'overdue-explanation',
  'overdue-registration',
  'unanswered-rule',
  'infected-evidence',
  'few-key-holders',
  'no-key-holders',
]

const kindsAre = (kinds: readonly string[]): string => `
  ALTER TABLE officer_event DROP CONSTRAINT officer_event_kind_check,
    ADD CONSTRAINT officer_event_kind_check CHECK (kind IN (${kinds.map(kind => `'${kind}'`).join(', ')}))`

const SIZES = 'UK definitions of sizes of firms: below the figure of staff, and at most the figure of turnover'
const MEDIUM = 'PA 2023 s. 123, and the codelist of the UK extension of OCDS: fewer than 250 staff, and turnover'
const SMALLER = 'Companies Act 2006 ss. 382 and 384A, turnover as raised in April 2025; from general knowledge'

/** Figures that decisions on applications need beside those of joining. */
const FIGURES: readonly (readonly [
  key: string,
  regime: string,
  appliesTo: string,
  value: string,
  unit: string,
  from: string,
  source: string,
])[] = [
  [
    'exclusion-report',
    'pa2023-dynamic-market',
    'rejections and removals on exclusion grounds',
    '30',
    'days',
    '2025-02-24',
    'PA 2023 s. 59: told to the minister; the days from general knowledge',
  ],
  ['size-staff', 'both', 'micro', '10', 'count', '2015-02-26', `${SIZES}. ${SMALLER}`],
  ['size-staff', 'both', 'small', '50', 'count', '2015-02-26', `${SIZES}. ${SMALLER}`],
  ['size-staff', 'both', 'medium', '250', 'count', '2015-02-26', `${SIZES}. ${MEDIUM}`],
  ['size-turnover', 'both', 'micro', '1000000', 'pounds', '2015-02-26', `${SIZES}. ${SMALLER}`],
  ['size-turnover', 'both', 'small', '15000000', 'pounds', '2015-02-26', `${SIZES}. ${SMALLER}`],
  ['size-turnover', 'both', 'medium', '44000000', 'pounds', '2015-02-26', `${SIZES}. ${MEDIUM}`],
]

/** What officers need beside their findings to decide on applications: why a financial standing is enough all the same, and the alarm of what waits too long. */
export class DecideOnApplications1763859906000 implements MigrationInterface {
  readonly name = 'DecideOnApplications1763859906000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE finance_override (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL,
        application_answer_id uuid NOT NULL,
        score integer,
        threshold integer NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
        given_by uuid NOT NULL REFERENCES person,
        given_at timestamptz NOT NULL,
        CONSTRAINT a_score_that_is_enough_needs_none CHECK (score IS NULL OR score < threshold),
        FOREIGN KEY (application_answer_id, application_id) REFERENCES application_answer (id, application_id)
      );
      CREATE INDEX finance_override_by_application ON finance_override (application_id, given_at DESC);
      CREATE INDEX finance_override_by_answer ON finance_override (application_answer_id, application_id);
      COMMENT ON TABLE finance_override IS 'Why a supplier whose score is below the figure, or who has none, is financially fit all the same. It counts for one pinned version of the answer, and the newest counts.';
      CREATE TRIGGER finance_override_is_final BEFORE UPDATE OR DELETE ON finance_override FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER finance_override_is_kept BEFORE TRUNCATE ON finance_override FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      ${kindsAre([...KINDS, 'overdue-application'])}
    `)
    for (const [key, regime, appliesTo, value, unit, from, source] of FIGURES)
      await runner.query(
        `INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, day_after_last, source, confidence)
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, 'to-confirm')`,
        [key, regime, appliesTo, value, unit, from, source],
      )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM legal_figure WHERE key IN ('exclusion-report', 'size-staff', 'size-turnover')`)
    await runner.query(`DELETE FROM officer_event WHERE kind = 'overdue-application'; ${kindsAre(KINDS)}; DROP TABLE finance_override`)
  }
}
