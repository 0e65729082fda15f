import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { Facet } from '../agreements/domain/filters.js'
import { currentFilters } from '../agreements/filter-queries.js'
import { mayReadShortlist } from './domain/shortlist-policy.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { countInvited, countUninvited, listNames, listRounds, proofOfRound, type WholeRound } from './invitation-rounds.js'
import { requirementSubject } from './requirement-audit.js'
import { refuseUnless } from './requirement-guards.js'
import { getRequirementView, type RequirementView } from './requirement-queries.js'
import { findShortlist } from './shortlist-queries.js'

/** A round with what proves it. */
export interface ProvenRound extends WholeRound {
  /** What the log said of it when it was taken down; null where the log no longer holds it. */
  loggedHash: string | null
  /** What the log said when the invitations were written; null while the queue is at it. */
  sentHash: string | null
  /** How many invitations there are of it, each with its very moment. */
  written: number
  /** Whether invitations, round and log all say the same. */
  isProven: boolean
}

export interface InvitationRecord {
  requirement: RequirementView
  /** In the order in which they were made. */
  rounds: Page<ProvenRound>
  /** How many were invited, in all rounds together. */
  total: number
  /** Of each round the first that its list has, by name. */
  named: { id: string; name: string }[]
  /** How many match now and are not invited, while the requirement is open. */
  waiting: number
  /** What the filters are called now. */
  facets: Facet[]
}

/** How many of a round are named on its page; the API has the ids of all. */
export const MOST_NAMED = 100

/** Who was invited, when and by which filters. For the buyer's people and the officers; whether anybody means to bid is for neither. */
@Injectable()
export class InvitationRecordsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  get(actor: Actor, id: string, limit: number, cursor: string | undefined): Promise<InvitationRecord> {
    const [after = '0'] = readCursor(cursor, ['number']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getRequirementView(view, id)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      refuseUnless(mayReadShortlist(actor, requirement), actor, requirement, 'the buyer and the officers')
      const logged = await listLogged(view, id)
      const { facets } = await currentFilters(view)
      return withEveryRow(view, 'prove-invitations', async () => {
        const { items, nextCursor } = pageOf(await listRounds(view, id, Number(after), limit + 1), limit, ({ number }) => [String(number)])
        const rounds: ProvenRound[] = []
        for (const round of items) rounds.push(await proven(view, round, logged))
        const named = await listNames(
          view,
          rounds.flatMap(({ supplierIds }) => supplierIds.slice(0, MOST_NAMED)),
        )
        const waiting = requirement.state === 'open' ? await countWaiting(view, requirement) : 0
        return { requirement, rounds: { items: rounds, nextCursor }, total: await countInvited(view, id), named, facets, waiting }
      })
    })
  }
}

async function countWaiting(view: Readable, { id, categoryIds }: RequirementView): Promise<number> {
  return countUninvited(view, { requirementId: id, categoryIds, tokens: (await findShortlist(view, id))?.tokens ?? [] })
}

interface Logged {
  action: string
  number: unknown
  hash: unknown
}

const TAKEN = ['requirement.published', 'requirement.later-invited']
const SENT = 'requirement.invitations-sent'

async function listLogged(view: Readable, id: string): Promise<Logged[]> {
  const found = await rows<{ action: string; details: Buffer }>(
    view,
    `SELECT e.action, d.content AS details FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
     WHERE e.stream = $1 AND e.action = ANY($2) ORDER BY e.sequence`,
    [requirementSubject(id).stream, [...TAKEN, SENT]],
  )
  return found.map(({ action, details }) => {
    const { round, ...said } = JSON.parse(details.toString('utf8')) as { round?: Readonly<Record<string, unknown>> } & Readonly<
      Record<string, unknown>
    >
    const { number, hash } = round ?? said
    return { action, number, hash }
  })
}

async function proven(view: Readable, round: WholeRound, logged: readonly Logged[]): Promise<ProvenRound> {
  const saidBy = (actions: readonly string[]): string | null => {
    const said = logged.find(({ action, number }) => actions.includes(action) && number === round.number)
    return typeof said?.hash === 'string' ? said.hash : null
  }
  const { count: written, hash } = await proofOfRound(view, round.id)
  const [loggedHash, sentHash] = [saidBy(TAKEN), saidBy([SENT])]
  const isProven = written === round.count && [hash, loggedHash, sentHash].every(each => each === round.hash)
  return { ...round, loggedHash, sentHash, written, isProven }
}
