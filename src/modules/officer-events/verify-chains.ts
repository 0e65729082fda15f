import { Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type StreamVerdict, verifyStream } from '../audit/verify-log.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { noteOfficerEvents, type ToNote } from './note-officer-events.js'

/** So many chains a sweep, so that other sweeps wait little, and each again after so long. Own figures: a log of thousands of chains is gone through in hours. */
const BATCH = 20
const AGAIN_AFTER = '1 hour'

/**
 * Goes through the chains of the log again and again, and raises an alarm for each fault once. How a chain stood when it was last whole is kept
 * beside it, so that a tail cut since then shows; whoever can change that as well is found by heads kept outside (verify-log --head).
 */
@Injectable()
export class VerifyChains implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'verify-chains', run: () => this.verifySome() })
  }

  async verifySome(): Promise<void> {
    const verdicts = await this.unitOfWork.read(SYSTEM, verifyDue)
    if (verdicts.length > 0) await this.unitOfWork.run(SYSTEM, tx => noteVerdicts(tx, verdicts))
  }
}

interface Verdict extends StreamVerdict {
  stream: string
}

/** On one snapshot, so that what is written meanwhile is no fault. */
async function verifyDue(view: Readable): Promise<Verdict[]> {
  const due = await rows<{ stream: string; length: string; head: Buffer }>(
    view,
    `SELECT stream, length, head FROM log_check WHERE checked_at < (SELECT market_now()) - interval '${AGAIN_AFTER}'
     ORDER BY checked_at, stream LIMIT ${BATCH}`,
  )
  const verdicts: Verdict[] = []
  for (const { stream, length, head } of due)
    verdicts.push({ stream, ...(await verifyStream(view, stream, { length: Number(length), head: head.toString('hex') })) })
  return verdicts
}

async function noteVerdicts(tx: Tx, verdicts: readonly Verdict[]): Promise<void> {
  const at = await marketNow(tx)
  await tx.query('UPDATE log_check SET checked_at = $2 WHERE stream = ANY($1)', [verdicts.map(({ stream }) => stream), at])
  const whole = verdicts.filter(({ fault }) => fault === null)
  await tx.query(
    `UPDATE log_check c SET length = whole.length, head = whole.head
     FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS whole (stream, length, head) WHERE c.stream = whole.stream`,
    [whole.map(({ stream }) => stream), whole.map(({ state }) => String(state.sequence)), whole.map(({ state }) => state.head)],
  )
  const alarms = verdicts.flatMap(({ fault }) =>
    fault === null ? [] : { fault: fault.fault, about: `${fault.stream} ${fault.sequence} ${fault.fault}`, stream: fault.stream },
  )
  const noted = await noteOfficerEvents(tx, await withOwners(tx, alarms, at))
  await publishAll(
    tx,
    noted.map(({ id }) => ({ type: 'log.tampering-found', payload: { officerEventId: id } })),
  )
}

interface Alarm {
  fault: string
  about: string
  stream: string
}

/** Whose chain it is, where that is on record still. */
async function withOwners(tx: Tx, alarms: readonly Alarm[], occurredAt: Instant): Promise<ToNote[]> {
  const owners = await rows<Owner>(
    tx,
    `SELECT r.id AS "requirementId", o.id AS "organisationId", p.id AS "personId"
     FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS chain (kind, id, place)
     LEFT JOIN requirement r ON chain.kind = 'requirement' AND r.id = chain.id LEFT JOIN organisation o ON chain.kind = 'organisation' AND o.id = chain.id
     LEFT JOIN person p ON chain.kind = 'person' AND p.id = chain.id ORDER BY place`,
    [alarms.map(({ stream }) => stream.split(':')[0]), alarms.map(({ stream }) => stream.split(':')[1] ?? null)],
  )
  return alarms.map(({ fault, about }, place) => ({ kind: 'tampering', about, occurredAt, reason: fault, ...owners[place] }))
}

interface Owner {
  requirementId: string | null
  organisationId: string | null
  personId: string | null
}
