import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import { lockWritable } from './bid-guards.js'
import { type BidOfSupplier, type BidToShow, getRequirementOf } from './bid-queries.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { checkWorkingCopy, findingsIn, readWorkingCopy, type WorkingCopy } from './check-bid.js'
import {
  type Acknowledgement,
  type BoundAcknowledgement,
  findWarning,
  stands,
  unbound,
  withAcknowledgement,
} from './domain/acknowledgements.js'
import { acknowledgementsOf, Sealing } from './sealing.js'

/** An acknowledgement as its supplier sees it. */
export interface OwnAcknowledgement extends Acknowledgement {
  /** False once the rule no longer warns of the values it was given for: give it again. False too while nothing can be checked. */
  stands: boolean
}

@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly changes: ChangeWorkingCopy,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
  ) {}

  /** Notes the supplier's reason for a rule that warns now. The same reason for the same values stays as it was given. */
  acknowledge(actor: Actor, bidId: string, rule: string, reason: string): Promise<OwnAcknowledgement> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, bidId, refusal)
      if (!this.guidelines.isSupplierRule(pinnedVersions(await getRequirementOf(tx, bid)), rule)) throw new NotFound('rule')
      const warning = findWarning(await checkWorkingCopy(this.guidelines, this.sealing, tx, bid), rule)
      if (warning === null) throw new RuleDoesNotWarn(rule)

      const given = await getAcknowledgements(tx, this.sealing, bid)
      const bound = { rule, reason, readHash: warning.readHash }
      const earlier = given.find(each => each.rule === rule && each.reason === reason && each.readHash === bound.readHash)
      if (earlier !== undefined) return { ...unbound(earlier), stands: true }
      const role = actor.has('supplier-admin') ? 'supplier-admin' : 'bid-writer'
      const added: BoundAcknowledgement = { ...bound, role, personId: actor.personId, acknowledgedAt: await marketNow(tx) }
      await saveAcknowledgements(tx, this.sealing, bid, withAcknowledgement(given, added))
      return { ...unbound(added), stands: true }
    })
  }

  /** All that were given for the working copy, each with whether it stands; none does where the promised rules are not at hand to say so. */
  async list(view: Readable, bid: BidOfSupplier): Promise<OwnAcknowledgement[]> {
    const given = await getAcknowledgements(view, this.sealing, bid)
    return given.length === 0 ? [] : this.standingOn(given, await readWorkingCopy(view, this.sealing, bid))
  }

  /** The same of a bid that was read with all that is looked at. */
  listIn(bid: BidToShow, working: WorkingCopy): OwnAcknowledgement[] {
    const given = acknowledgementsIn(this.sealing, bid, bid.acknowledgements)
    return given.length === 0 ? [] : this.standingOn(given, working)
  }

  /** The same held against a report that is at hand. */
  async standingIn(view: Readable, bid: BidOfSupplier, report: Pick<CheckReport, 'findings'>): Promise<OwnAcknowledgement[]> {
    return (await getAcknowledgements(view, this.sealing, bid)).map(each => ({ ...unbound(each), stands: stands(each, report) }))
  }

  /** Only the rules run that are acknowledged. */
  private standingOn(given: readonly BoundAcknowledgement[], working: WorkingCopy): OwnAcknowledgement[] {
    const rules = given.map(({ rule }) => rule)
    const findings = findingsIn(this.guidelines, working, rules)
    return given.map(each => ({ ...unbound(each), stands: stands(each, { findings }) }))
  }
}

class RuleDoesNotWarn extends Refused {
  constructor(rule: string) {
    super('rule-does-not-warn', `${rule} does not warn of these answers, so there is nothing to acknowledge.`)
  }
}

export async function getAcknowledgements(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<BoundAcknowledgement[]> {
  const row = await firstRow<{ acknowledgements: Buffer }>(view, 'SELECT acknowledgements FROM acknowledgement_set WHERE bid_id = $1', [
    bid.id,
  ])
  return acknowledgementsIn(sealing, bid, row?.acknowledgements ?? null)
}

const acknowledgementsIn = (sealing: Sealing, bid: BidOfSupplier, sealed: Buffer | null): BoundAcknowledgement[] =>
  sealed === null ? [] : (sealing.unseal(sealed, acknowledgementsOf(bid)) as BoundAcknowledgement[])

const saveAcknowledgements = (
  tx: Tx,
  sealing: Sealing,
  bid: BidOfSupplier,
  acknowledgements: readonly BoundAcknowledgement[],
): Promise<unknown> =>
  tx.query(
    `INSERT INTO acknowledgement_set (bid_id, acknowledgements) VALUES ($1, $2) ON CONFLICT (bid_id) DO UPDATE SET acknowledgements = $2`,
    [bid.id, sealing.seal(acknowledgements, acknowledgementsOf(bid))],
  )
