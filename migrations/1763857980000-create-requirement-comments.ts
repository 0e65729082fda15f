import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the buyer's own people say to each other about a requirement, and whether it is dealt with. */
export class CreateRequirementComments1763857980000 implements MigrationInterface {
  readonly name = 'CreateRequirementComments1763857980000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE requirement_comment (
        id uuid PRIMARY KEY,
        requirement_id uuid NOT NULL REFERENCES requirement,
        section text CHECK (section ~ '^[a-z]+(-[a-z]+)*$' AND length(section) <= 40),
        text text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
        written_by uuid NOT NULL REFERENCES person,
        written_at timestamptz NOT NULL,
        resolved_by uuid REFERENCES person,
        resolved_at timestamptz,
        CONSTRAINT resolved_by_somebody CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
      );
      COMMENT ON TABLE requirement_comment IS 'For the buyer alone. Who resolved one or opened it again before stands in the log.';
      COMMENT ON COLUMN requirement_comment.section IS 'What it is about; null for the requirement as a whole.';
      CREATE INDEX requirement_comment_newest ON requirement_comment (requirement_id, written_at DESC, id DESC);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requirement_comment')
  }
}
