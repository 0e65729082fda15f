import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Keys for sealing submitted versions, and the readable rows that opening makes of them. What is opened already becomes such rows at once; the
 * rest is sealed by `migrate` (seal-at-rest.ts), after which the rules are valid.
 */
export class SealVersions1763859010000 implements MigrationInterface {
  readonly name = 'SealVersions1763859010000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opening_key (
        requirement_id uuid NOT NULL REFERENCES requirement,
        envelope text NOT NULL CHECK (envelope IN ('quality', 'price')),
        public_key jsonb NOT NULL CHECK (public_key ?& ARRAY['kty', 'crv', 'x'] AND NOT public_key ? 'd'),
        private_key bytea NOT NULL CHECK (substr(private_key, 1, 1) < '\\x20'),
        made_at timestamptz NOT NULL DEFAULT market_now(),
        PRIMARY KEY (requirement_id, envelope)
      );
      COMMENT ON TABLE opening_key IS 'By which submitted versions are sealed; the private halves are wrapped by the key service.';

      CREATE TABLE supplier_key (
        supplier_id uuid PRIMARY KEY REFERENCES organisation,
        public_key jsonb NOT NULL CHECK (public_key ?& ARRAY['kty', 'crv', 'x'] AND NOT public_key ? 'd'),
        private_key bytea NOT NULL CHECK (substr(private_key, 1, 1) < '\\x20'),
        made_at timestamptz NOT NULL DEFAULT market_now()
      );
      COMMENT ON TABLE supplier_key IS 'By which a supplier''s own checks read its submitted versions before the opening.';

      CREATE TABLE opened_bid (
        bid_id uuid PRIMARY KEY,
        version integer NOT NULL,
        requirement_id uuid NOT NULL REFERENCES requirement,
        quality bytea NOT NULL,
        report bytea NOT NULL,
        FOREIGN KEY (bid_id, version) REFERENCES bid_version (bid_id, number)
      );
      COMMENT ON TABLE opened_bid IS 'The quality of the last version and the report of its check, readable, as the opening verified them.';
      CREATE INDEX opened_bid_by_requirement ON opened_bid (requirement_id, bid_id);

      INSERT INTO opened_bid (bid_id, version, requirement_id, quality, report)
      SELECT DISTINCT ON (b.id) b.id, v.number, b.requirement_id, v.quality, c.report
      FROM bid b JOIN requirement r ON r.id = b.requirement_id JOIN bid_version v ON v.bid_id = b.id JOIN check_report c ON c.id = v.report_id
      WHERE r.bids_opened_at IS NOT NULL AND b.state NOT IN ('draft', 'submitted', 'withdrawn', 'not-submitted')
        AND substr(v.quality, 1, 1) = '{'
      ORDER BY b.id, v.number DESC;

      ALTER TABLE bid_version DROP CONSTRAINT bid_version_content_hash_check, DROP CONSTRAINT bid_version_salt_check,
        ALTER content_hash TYPE bytea USING ${SPELT('content_hash')}, ALTER salt TYPE bytea USING ${SPELT('salt')};
      COMMENT ON COLUMN bid_version.salt IS 'Sealed, as is content_hash: together they let prices be guessed.';
      ALTER TABLE check_report ALTER report DROP NOT NULL;
      ALTER TABLE check_report DISABLE TRIGGER USER;
      UPDATE check_report SET report = NULL WHERE report = '';
      ALTER TABLE check_report ENABLE TRIGGER USER;
      COMMENT ON COLUMN check_report.report IS 'Where an earlier release kept it; it is in the quality envelope now.';
    `)
    for (const table of ['opening_key', 'supplier_key', 'opened_bid'])
      await runner.query(`
        CREATE TRIGGER ${table}_is_final BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER ${table}_is_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      `)
    for (const [table, rule, holds] of RULES) {
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${rule} CHECK (${holds}) NOT VALID`)
      const [left] = (await runner.query(`SELECT EXISTS (SELECT FROM ${table}) AS some`)) as { some: boolean }[]
      if (left?.some === false) await runner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${rule}`)
    }
  }

  /** What was opened becomes readable where it was before. What was not stays sealed for ever, as its keys go; no release can read it. */
  async down(runner: QueryRunner): Promise<void> {
    for (const [table, rule] of RULES) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${rule}`)
    await runner.query(`
      ALTER TABLE bid_version DISABLE TRIGGER USER;
      ALTER TABLE check_report DISABLE TRIGGER USER;
      UPDATE check_report c SET report = o.report
      FROM bid_version v JOIN opened_bid o ON o.bid_id = v.bid_id AND o.version = v.number WHERE c.id = v.report_id;
      UPDATE check_report SET report = '' WHERE report IS NULL;
      UPDATE bid_version v SET quality = o.quality FROM opened_bid o WHERE o.bid_id = v.bid_id AND o.version = v.number;
      ALTER TABLE bid_version ENABLE TRIGGER USER;
      ALTER TABLE check_report ENABLE TRIGGER USER;
      ALTER TABLE check_report ALTER report SET NOT NULL;
      ALTER TABLE bid_version ADD CONSTRAINT bid_version_content_hash_check CHECK (length(content_hash) = 32) NOT VALID,
        ADD CONSTRAINT bid_version_salt_check CHECK (length(salt) = 32) NOT VALID;
      DROP TABLE opened_bid, supplier_key, opening_key;
    `)
  }
}

/** Bytes as the JSON that is sealed of them; what is that already stays. */
const SPELT = (column: string): string =>
  `CASE WHEN length(${column}) = 32 THEN convert_to('"' || encode(${column}, 'hex') || '"', 'UTF8') ELSE ${column} END`

const SEALED = (column: string): string => `substr(${column}, 1, 1) = '\\x01'`
const ENVELOPE = (column: string): string => `substr(${column}, 1, 1) = '\\x02'`

const RULES = [
  ['bid_version', 'versions_are_sealed', [ENVELOPE('quality'), ENVELOPE('price'), SEALED('content_hash'), SEALED('salt')].join(' AND ')],
  ['check_report', 'reports_are_sealed', 'report IS NULL'],
] as const
