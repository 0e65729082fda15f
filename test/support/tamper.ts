import type { EntityManager } from 'typeorm'

import { type ChainedEvent, eventHash, FIRST_HEAD } from '../../src/modules/audit/domain/audit-chain.js'

/** What somebody with the owner's password may do to one chain. */
export class Tamperer {
  constructor(
    private readonly manager: EntityManager,
    private readonly stream: string,
  ) {}

  /** Changes a column of one event. */
  async change(sequence: number, assignment: string): Promise<void> {
    await this.manager.query(`UPDATE audit_event SET ${assignment} WHERE stream = $1 AND sequence = $2`, [this.stream, sequence])
  }

  async changeDetail(sequence: number, assignment: string): Promise<void> {
    await this.manager.query(`UPDATE audit_detail SET ${assignment} WHERE event_id = ${THE_EVENT}`, [this.stream, sequence])
  }

  async eraseDetail(sequence: number): Promise<void> {
    await this.manager.query(`DELETE FROM audit_detail WHERE event_id = ${THE_EVENT}`, [this.stream, sequence])
  }

  async delete(sequence: number): Promise<void> {
    await this.eraseDetail(sequence)
    await this.manager.query('DELETE FROM audit_event WHERE stream = $1 AND sequence = $2', [this.stream, sequence])
  }

  async swap(one: number, other: number): Promise<void> {
    await this.change(one, 'sequence = 1000000')
    await this.change(other, `sequence = ${one}`)
    await this.change(1_000_000, `sequence = ${other}`)
  }

  /** Adds an event to the end with a right hash, without a word to the head. */
  async forge(): Promise<void> {
    const events = await this.events()
    const last = events.at(-1)
    if (last === undefined) throw new Error('There is nothing to forge on.')
    await this.manager.query(
      `INSERT INTO audit_event SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'sequence', sequence + 1))).*
       FROM audit_event e WHERE stream = $1 AND sequence = $2`,
      [this.stream, last.sequence],
    )
    await this.rehash(Number(last.sequence) + 1)
  }

  /** Makes every hash from an event on right again. */
  async rehash(from = 1): Promise<void> {
    let previousHash: Buffer = FIRST_HEAD
    for (const event of await this.events()) {
      const right = { ...event, previousHash: Number(event.sequence) < from ? event.previousHash : previousHash }
      const hash = eventHash(right)
      await this.manager.query('UPDATE audit_event SET previous_hash = $3, hash = $4 WHERE stream = $1 AND sequence = $2', [
        this.stream,
        event.sequence,
        right.previousHash,
        hash,
      ])
      previousHash = hash
    }
  }

  /** Makes the head say what the last event says. */
  async fixHead(): Promise<void> {
    await this.manager.query(
      `UPDATE audit_stream s SET (length, head) = (SELECT sequence, hash FROM audit_event e WHERE e.stream = s.stream ORDER BY sequence DESC LIMIT 1)
       WHERE stream = $1`,
      [this.stream],
    )
  }

  async deleteChain(): Promise<void> {
    for (const { sequence } of await this.events()) await this.delete(Number(sequence))
    await this.manager.query('DELETE FROM audit_stream WHERE stream = $1', [this.stream])
  }

  private events(): Promise<ChainedEvent[]> {
    return this.manager.query<ChainedEvent[]>(
      `SELECT stream, sequence, id, schema_version AS "schemaVersion", occurred_at AS "occurredAt", person_id AS "personId",
              organisation_id AS "organisationId", action, subject_type AS "subjectType", subject_id AS "subjectId", commitment,
              previous_hash AS "previousHash"
       FROM audit_event WHERE stream = $1 ORDER BY sequence`,
      [this.stream],
    )
  }
}

const THE_EVENT = '(SELECT id FROM audit_event WHERE stream = $1 AND sequence = $2)'
