import { Inject, Injectable } from '@nestjs/common'

import { canonicalBytes } from '../../shared/canonical.js'
import { marketNow } from '../../shared/database/market-now.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { ReceiptKeys } from '../bids/receipt-keys.js'
import { Sealing } from '../bids/sealing.js'
import { publish } from '../outbox/publish.js'
import { lockForOfficer } from './audit-access.js'
import { type AuditedBid, getAuditedBid, listAuditedFiles } from './audited-bid.js'
import { listTurns } from './audit-messages.js'
import { bidReportOf } from './bid-report.js'
import { isReferral } from './domain/answers-to-judge.js'
import { methodOf } from './domain/audit-method.js'
import { mayConfirmAudit } from './domain/ethics-audit-policy.js'
import { moveAudit } from './domain/ethics-audit-lifecycle.js'
import { type ReferralDecision, refuseUndecided, refuseUnjudged, type StandingAnswer } from './domain/sign-off.js'
import {
  auditSubject,
  type EthicsAudit,
  getAudit,
  listAnswersToJudge,
  listSignOffs,
  listVerdicts,
  saveAudit,
  type SignOff,
} from './ethics-audit-queries.js'
import { standingAnswers } from './standing-answers.js'

type Place = SignOff['place']

/** A sign-off that was allowed, before it is written down. */
interface Granted {
  place: Place
  /** Whom the second officer confirms. */
  confirms: string | null
  referrals: readonly ReferralDecision[]
}

@Injectable()
export class SignOffAuditService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly keys: ReceiptKeys,
    private readonly sealing: Sealing,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Signs the audit off as the officer saw it, with a decision on each referral. At high tier a second, senior person confirms all of it, or
   * gives another verdict, with which the first sign-off lapses. With the last sign-off the signed report is made, and nothing changes again.
   */
  async signOff(
    actor: Actor,
    auditId: string,
    seen: number,
    decisions: readonly ReferralDecision[],
    repeat: RepeatKey | null,
  ): Promise<void> {
    const subject = auditSubject(await this.unitOfWork.read(actor, view => getAudit(view, auditId)))
    await this.refusals.recorded(actor, { action: 'ethics-audit.sign-off-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const audit = await lockForOfficer(tx, actor, auditId, seen)
        refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'signing off')
        const bid = await getAuditedBid(tx, audit.bidId)
        const granted = await grant(tx, actor, audit, bid, decisions)
        const at = await marketNow(tx)
        await insertSignOff(tx, actor, audit, granted, at)
        if (granted.place !== 'first') await this.saveReport(tx, audit, bid, granted, at)
        await saveAudit(tx, audit, moveAudit(audit.state, granted.place === 'first' ? 'awaiting-second' : 'signed-off'))
        await tellOfSignOff(tx, audit, granted)
        await recordAudit(tx, actor, 'ethics-audit.signed-off', subject, { ...granted, revision: audit.revision + 1 })
        return { id: auditId }
      }),
    )
  }

  private async saveReport(tx: Tx, audit: EthicsAudit, bid: AuditedBid, { referrals }: Granted, at: Instant): Promise<void> {
    const report = this.keys.signReport(
      bidReportOf({
        audit,
        bid,
        files: await listAuditedFiles(tx, this.sealing, audit, bid),
        toJudge: await listAnswersToJudge(tx, audit.id),
        verdicts: await listVerdicts(tx, audit.id),
        referrals,
        signedOffAt: at,
      }),
    )
    await tx.query('INSERT INTO ethics_audit_report (audit_id, report, made_at) VALUES ($1, $2, $3)', [
      audit.id,
      canonicalBytes(report),
      at,
    ])
  }
}

async function grant(
  tx: Tx,
  actor: Actor,
  audit: EthicsAudit,
  { report }: AuditedBid,
  decisions: readonly ReferralDecision[],
): Promise<Granted> {
  refuseUnjudged(await listStandingAnswers(tx, audit.id))
  if (audit.state === 'awaiting-second') return confirm(actor, decisions, (await listSignOffs(tx, audit.id)).at(-1))
  const referrals = report.findings.filter(isReferral).map(({ rule }) => rule)
  refuseUndecided(decisions, referrals)
  const { officers } = methodOf(audit.method).tiers[audit.tier]
  return { place: officers === 2 ? 'first' : 'only', confirms: null, referrals: decisions }
}

/** The second decides on nothing anew: whoever sees it otherwise gives a verdict, and both start over. */
function confirm(actor: Actor, decisions: readonly ReferralDecision[], first: SignOff | undefined): Granted {
  if (first === undefined) throw new Error('The audit awaits a second sign-off and has no first.')
  if (!mayConfirmAudit(actor, first.personId))
    throw new Forbidden(
      'second-officer-needed',
      'This audit is confirmed by a senior officer who is not the person that signed it off first.',
    )
  if (decisions.length > 0)
    throw new Conflict(
      'referrals-decided',
      'The referrals were decided with the first sign-off. Confirm it without any, or give a verdict, with which the first sign-off lapses.',
    )
  return { place: 'second', confirms: first.personId, referrals: first.referrals }
}

const listStandingAnswers = async (tx: Tx, auditId: string): Promise<StandingAnswer[]> =>
  standingAnswers(await listAnswersToJudge(tx, auditId), await listVerdicts(tx, auditId), await listTurns(tx, auditId))

const insertSignOff = (tx: Tx, actor: Actor, audit: EthicsAudit, { place, confirms, referrals }: Granted, at: Instant): Promise<unknown> =>
  tx.query(
    `INSERT INTO ethics_audit_sign_off (audit_id, revision, place, person_id, confirms, referrals, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [audit.id, audit.revision + 1, place, actor.personId, confirms, JSON.stringify(referrals), at],
  )

const tellOfSignOff = (tx: Tx, { id: auditId, requirementId }: EthicsAudit, { place }: Granted): Promise<void> =>
  publish(tx, { type: place === 'first' ? 'ethics-audit.second-needed' : 'ethics-audit.signed-off', payload: { auditId, requirementId } })
