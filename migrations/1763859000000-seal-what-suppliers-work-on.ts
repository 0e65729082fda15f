import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What suppliers work on is sealed, which the database can tell by the first byte. It cannot seal by itself: where there are bids already, the
 * rule holds for what is written from now on, and is validated when `migrate` has sealed the rest (seal-at-rest.ts).
 */
const RULES = [
  ['bid', 'working_copy', 'working_copies_are_sealed'],
  ['ethics_answer_section', 'answers', 'ethics_answers_are_sealed'],
  ['acknowledgement_set', 'acknowledgements', 'acknowledgements_are_sealed'],
  ['evidence_file', 'description', 'descriptions_are_sealed'],
  ['supplier_statement', 'value', 'statements_are_sealed'],
] as const

export class SealWhatSuppliersWorkOn1763859000000 implements MigrationInterface {
  readonly name = 'SealWhatSuppliersWorkOn1763859000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, rule] of RULES) {
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${rule} CHECK (substr(${column}, 1, 1) = '\\x01') NOT VALID`)
      const [left] = (await runner.query(`SELECT EXISTS (SELECT FROM ${table}) AS some`)) as { some: boolean }[]
      if (left?.some === false) await runner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${rule}`)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, , rule] of RULES) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${rule}`)
  }
}
