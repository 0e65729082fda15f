import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { RepeatKey } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { getFilters } from '../agreements/filter-queries.js'
import { recordAudit } from '../audit/record-audit.js'
import { admitMember } from '../memberships/admit-member.js'
import { withParents } from '../memberships/domain/offer.js'
import { publish } from '../outbox/publish.js'
import { shareOpenCategory } from './application-guards.js'
import { applicationSubject } from './application-queries.js'
import { type Claimed, lockForDecision, refuseAt } from './decide-guards.js'
import { OfficerActs } from './officer-acts.js'
import { exclusionReportBy } from './decision-record.js'
import type { AdmissionGap } from './domain/admission-gaps.js'
import { keepsOut } from './domain/exclusion-grounds.js'
import { type RejectionBasis, whyUnfounded } from './domain/rejection-basis.js'
import { SIZE, supplierSize } from './domain/supplier-size.js'
import { type ApplicationFile, fileOf } from './officer-application-file.js'
import { readPinnedHash } from './pinned-answers.js'

/** Admission and rejection: by the officer who claimed the application, as they saw it, with a fresh sign-in, and once. */
@Injectable()
export class DecideApplicationService {
  constructor(
    private readonly acts: OfficerActs,
    private readonly sealing: Sealing,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Admits the supplier to the category, whoever else is a member and whatever competes meanwhile (T6): from this moment on it matches and may bid.
   * Refused while anything keeps it from that, where its agreement is not in force, and where it has a standing already.
   */
  admit(actor: Actor, id: string, seen: number, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.admission-refused', async tx => {
      const application = await lockForDecision(tx, actor, id, seen, 'admitted')
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'admitting a supplier')
      await shareOpenCategory(tx, application.categoryId)
      const file = await fileOf(tx, this.sealing, application)
      if (file.gaps.length > 0) throw new AdmissionIncomplete(file.gaps)
      const membershipId = await this.makeMember(tx, actor, file)
      const decidedAt = await marketNow(tx)
      await tx.query(`UPDATE application SET state = 'admitted', decided_by = $2, decided_at = $3, revision = revision + 1 WHERE id = $1`, [
        id,
        actor.personId,
        decidedAt,
      ])
      await publish(tx, { type: 'application.admitted', payload: { applicationId: id } })
      await recordAudit(tx, actor, 'application.admitted', applicationSubject(application), { membershipId, decidedAt, ...foundIn(file) })
    })
  }

  /** Rejects it by a criterion that was found not met, or by a ground by which the supplier is kept out, with reasons. The supplier may apply anew at once. */
  reject(actor: Actor, id: string, seen: number, basis: RejectionBasis, reasons: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.rejection-refused', async tx => {
      const application = await lockForDecision(tx, actor, id, seen, 'rejected')
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'rejecting an application')
      const file = await fileOf(tx, this.sealing, application)
      refuseUnfounded(file, basis, reasons)
      const decidedAt = await marketNow(tx)
      await tx.query(
        `UPDATE application SET state = 'rejected', decided_by = $2, decided_at = $3, criterion_id = $4, ground = $5, reasons = $6, revision = revision + 1
         WHERE id = $1`,
        [id, actor.personId, decidedAt, basis.criterion, basis.ground, reasons],
      )
      await publish(tx, { type: 'application.rejected', payload: { applicationId: id } })
      const { criterion: criterionId, ground } = basis
      const details = { criterionId, ground, reasons, decidedAt, exclusionReport: reportFor(file, londonDay(decidedAt)), ...foundIn(file) }
      await recordAudit(tx, actor, 'application.rejected', applicationSubject(application), details)
    })
  }

  private async makeMember(tx: Tx, actor: Actor, { application, answers, figures }: ApplicationFile): Promise<string> {
    const { id: applicationId, agreementId, categoryId, supplierId } = application
    const { facets } = await getFilters(tx, editionOf(application))
    const size = supplierSize(answers.find(({ pin }) => pin.question === SIZE)?.pin.content.answer.values ?? {}, figures)
    const offer = withParents(application.offer, facets)
    const answersHash = await readPinnedHash(tx, applicationId)
    return admitMember(tx, actor, { applicationId, answersHash, agreementId, categoryId, supplierId, offer, size })
  }
}

/** The edition of the filters by which it was submitted. */
function editionOf({ id, filterEdition }: Claimed): number {
  if (filterEdition === null) throw new Error(`Application ${id} was not received.`)
  return filterEdition
}

function refuseUnfounded({ criteria, grounds }: ApplicationFile, basis: RejectionBasis, reasons: string): void {
  const found = {
    criteria: criteria.map(({ id, text, finding }) => ({ id, text, met: finding?.met ?? null })),
    grounds: grounds.map(({ id, title, case: raised }) => ({ id, title, outcome: raised?.outcome ?? null })),
  }
  const unfounded = whyUnfounded(found, basis, reasons)
  if (unfounded !== null) refuseAt(unfounded.pointer, unfounded.code, unfounded.detail)
}

/** What stands on record of all that was decided by. */
const foundIn = ({ criteria, answers, grounds, finance }: ApplicationFile) => ({
  criteria: criteria.map(({ id, finding }) => ({ criterionId: id, findingId: finding?.id ?? null, met: finding?.met ?? null })),
  claims: answers
    .filter(({ isClaim }) => isClaim)
    .map(({ pin, verdict }) => ({ pinId: pin.id, hash: pin.hash, verdict: verdict?.verdict ?? null })),
  exclusions: grounds.flatMap(({ case: raised }) =>
    raised === null ? [] : [{ caseId: raised.id, ground: raised.ground, outcome: raised.outcome }],
  ),
  finance: { score: finance.score, threshold: finance.threshold, overrideId: finance.override?.id ?? null },
})

const reportFor = ({ application, grounds, figures }: ApplicationFile, decidedOn: string) =>
  grounds.some(({ case: raised }) => keepsOut(raised?.outcome)) ? exclusionReportBy(figures, application.regime, decidedOn) : null

class AdmissionIncomplete extends Refused {
  constructor(gaps: readonly AdmissionGap[]) {
    super(
      'admission-incomplete',
      'The supplier cannot be admitted yet. See errors for all that keeps it from that.',
      gaps.map(({ code, about, detail }) => ({ pointer: `/${about}`, code, detail })),
    )
  }
}
