import { createHmac, type KeyObject } from 'node:crypto'

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { sha256 } from '../../shared/canonical.js'
import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { deriveKey } from '../../shared/master-key.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Sweeper } from '../outbox/sweeper.js'
import { CODE_LIFETIMES, CodeNotValid, type CodePurpose, MOST_CODES } from './domain/mailed-codes.js'

/** What a code was mailed for. */
export interface MailedCode {
  id: string
  email: string
  invitationId: string | null
  personId: string | null
  previousEmail: string | null
}

type Wanted = { purpose: CodePurpose; email: string } & Partial<Pick<MailedCode, 'invitationId' | 'personId' | 'previousEmail'>>

/** After so many wrong second factors a code is worth nothing any more. Own figure: enough for slips, too few for guessing. */
const MOST_FAILURES = 5

/** Codes are kept for longer than any is good, so that a late question can be answered. */
const KEPT_DAYS = 30

/** The text of a code: nobody who has the database alone can write it, and it can be written again for a mail that is sent again. */
export const textOfCode = (masterKey: KeyObject, id: string): string =>
  createHmac('sha256', deriveKey(masterKey, 'mailed-codes')).update(id).digest('base64url')

/** One after the other, whatever is done about one address: what was counted stays true, and no address gets two people. */
export const lockAddress = (tx: Tx, email: string): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))`, [email])

class TooManyMails extends DomainError {
  constructor(retryAfterSeconds: number) {
    super('too-many', 'too-many-mails', 'This address was sent several mails already. Look among them, or wait and try again.', [], {
      retryAfterSeconds,
    })
  }
}

/** Codes that prove, once and for a while, that somebody reads the mail of an address. */
@Injectable()
export class MailedCodes implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'forget-old-codes', run: () => this.unitOfWork.run(SYSTEM, forgetOldCodes) })
  }

  /** Makes a code for the mail that an event sets going; answers its id. */
  async make(tx: Tx, { purpose, email, invitationId = null, personId = null, previousEmail = null }: Wanted): Promise<string> {
    const id = newId()
    await tx.query(
      `INSERT INTO mailed_code (id, purpose, email, code_hash, invitation_id, person_id, previous_email, made_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, at, at + make_interval(hours => $8) FROM (SELECT market_now() AS at OFFSET 0) clock`,
      [
        id,
        purpose,
        email,
        sha256(Buffer.from(textOfCode(this.config.masterKey, id))),
        invitationId,
        personId,
        previousEmail,
        CODE_LIFETIMES[purpose].hours,
      ],
    )
    return id
  }

  /** What the code was mailed for, or CodeNotValid. It is still good afterwards. */
  async find(view: Readable, purpose: CodePurpose, text: string): Promise<MailedCode> {
    const found = await firstRow<MailedCode>(
      view,
      `SELECT id, email, invitation_id AS "invitationId", person_id AS "personId", previous_email AS "previousEmail" FROM mailed_code
       WHERE code_hash = $1 AND purpose = $2 AND spent_at IS NULL AND expires_at > (SELECT market_now())`,
      [sha256(Buffer.from(text)), purpose],
    )
    if (found === null) throw new CodeNotValid()
    return found
  }

  /** Uses the code up, or CodeNotValid: of two who use it at once, one gets through. */
  async spend(tx: Tx, { id }: Pick<MailedCode, 'id'>): Promise<void> {
    const spent = await rows(
      tx,
      'UPDATE mailed_code SET spent_at = market_now() WHERE id = $1 AND spent_at IS NULL AND expires_at > market_now() RETURNING id',
      [id],
    )
    if (spent.length === 0) throw new CodeNotValid()
  }

  /** Makes what else was mailed to the address for the purpose worthless. */
  async spendAll(tx: Tx, purpose: CodePurpose, email: string): Promise<void> {
    await tx.query('UPDATE mailed_code SET spent_at = market_now() WHERE purpose = $1 AND lower(email) = lower($2) AND spent_at IS NULL', [
      purpose,
      email,
    ])
  }

  async spendThoseOf(tx: Tx, invitationId: string): Promise<void> {
    await tx.query('UPDATE mailed_code SET spent_at = market_now() WHERE invitation_id = $1 AND spent_at IS NULL', [invitationId])
  }

  /** Counts that a second factor was wrong beside the code; the last time uses the code up. */
  async countFailure(tx: Tx, { id }: Pick<MailedCode, 'id'>): Promise<void> {
    await tx.query(
      `UPDATE mailed_code SET failures = failures + 1, spent_at = CASE WHEN failures + 1 >= $2 THEN market_now() END
       WHERE id = $1 AND spent_at IS NULL`,
      [id, MOST_FAILURES],
    )
  }

  /** Throws TooManyMails where the address has had as many as it may; with its lock held. */
  async refuseTooMany(tx: Tx, purpose: CodePurpose, email: string): Promise<void> {
    const seconds = await secondsUntilNext(tx, purpose, email)
    if (seconds > 0) throw new TooManyMails(seconds)
  }

  /** The same as an answer, for whoever must not be told. */
  async hasHadEnough(tx: Tx, purpose: CodePurpose, email: string): Promise<boolean> {
    return (await secondsUntilNext(tx, purpose, email)) > 0
  }
}

/** Until the first of those that count is old enough; 0 where another may be mailed now. */
async function secondsUntilNext(tx: Tx, purpose: CodePurpose, email: string): Promise<number> {
  const { seconds } = await oneRow<{ seconds: number }>(
    tx,
    `SELECT coalesce(max(ceil(extract(epoch FROM made_at + within - clock.now))), 0)::int AS seconds
     FROM (SELECT market_now() AS now OFFSET 0) clock,
          unnest($3::interval[], $4::int[]) AS limits (within, most),
          LATERAL (SELECT made_at FROM mailed_code WHERE lower(email) = lower($2) AND purpose = $1 AND made_at > clock.now - within
                   ORDER BY made_at DESC OFFSET most - 1 LIMIT 1) AS first_that_counts`,
    [purpose, email, MOST_CODES.map(({ within }) => within), MOST_CODES.map(({ most }) => most)],
  )
  return seconds
}

const forgetOldCodes = (tx: Tx): Promise<unknown> =>
  tx.query(`DELETE FROM mailed_code WHERE made_at < (SELECT market_now()) - make_interval(days => ${KEPT_DAYS})`)
