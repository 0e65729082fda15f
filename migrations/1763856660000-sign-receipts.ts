import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The public keys of receipts, and the keys that submissions were sent with. Receipts that were given before stay as they are, unsigned. */
export class SignReceipts1763856660000 implements MigrationInterface {
  readonly name = 'SignReceipts1763856660000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE receipt_key (
        kid text PRIMARY KEY CHECK (length(kid) = 43),
        public_key jsonb NOT NULL CHECK (public_key ?& ARRAY['kty', 'crv', 'x'] AND NOT public_key ? 'd'),
        first_used_at timestamptz NOT NULL DEFAULT market_now()
      );
      COMMENT ON TABLE receipt_key IS 'Every public key that ever signed receipts. The private one is derived from MASTER_KEY and stands nowhere.';
      CREATE TRIGGER receipt_key_is_final BEFORE UPDATE OR DELETE ON receipt_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER receipt_key_is_kept BEFORE TRUNCATE ON receipt_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE submission_key (
        bid_id uuid NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
        version integer NOT NULL,
        PRIMARY KEY (bid_id, person_id, key, version),
        FOREIGN KEY (bid_id, version) REFERENCES bid_version (bid_id, number)
      );
      COMMENT ON TABLE submission_key IS 'Which receipt answered a submission, by the Idempotency-Key it was sent with: for ever, while idempotency_key forgets.';
      CREATE TRIGGER submission_key_is_final BEFORE UPDATE OR DELETE ON submission_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER submission_key_is_kept BEFORE TRUNCATE ON submission_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE submission_key, receipt_key')
  }
}
