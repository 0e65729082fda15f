import { Inject, Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, type DomainError, Forbidden, NotFound } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import type { Shares } from '../keys/domain/shares.js'
import type { PrivateKey } from '../keys/key-service.js'
import { OpeningKeys } from '../keys/opening-keys.js'
import { publish } from '../outbox/publish.js'
import { moveRequirement } from '../requirements/domain/requirement-lifecycle.js'
import { maySeeRequirement } from '../requirements/domain/requirement-policy.js'
import { isKeySplit } from '../requirements/domain/split-key.js'
import { closeRequirement } from '../requirements/close-requirement.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import { requirementSubject } from '../requirements/requirement-audit.js'
import { getRequirement, lockRequirement } from '../requirements/requirement-queries.js'
import { Requirement } from '../requirements/requirement.entity.js'
import { readReceived, type Received, RequirementNotOpen } from './bid-guards.js'
import { type OpeningSide, openingSideOf } from './domain/bid-policy.js'
import { thumbprintOf } from './domain/receipt-key.js'
import { openFileKeys } from './evidence-keys.js'
import { noteFailedOpening } from './note-refusals.js'
import { type KeptVersion, openVersion } from './open-version.js'
import { ReceiptKeys } from './receipt-keys.js'
import { SplitOpening } from './split-opening.js'
import { Sealing } from './sealing.js'
import { moveBids, settleDrafts } from './settle-drafts.js'
import { shownHashOf } from './version-parts.js'

/** Whether both people have now agreed, and so the bids are open. */
export interface OpeningProgress {
  opened: boolean
}

@Injectable()
export class OpenBidsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly openingKeys: OpeningKeys,
    private readonly receiptKeys: ReceiptKeys,
    private readonly sealing: Sealing,
    private readonly split: SplitOpening,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * One of the two people agrees to open; with the second, all bids open at once, and the list of their commitments is recorded. Where the key is
   * split, each gives the passphrase of the key that holds their side's share.
   */
  async open(actor: Actor, requirementId: string, repeat: RepeatKey | null, passphrase: string | null = null): Promise<OpeningProgress> {
    const isSplit = await this.noteAttempt(actor, requirementId)
    const subject = requirementSubject(requirementId)
    const note = (tx: Tx, error: DomainError) => noteFailedOpening(tx, actor, requirementId, error)
    return this.refusals.recorded(actor, { action: 'bids.opening-refused', subject, note }, async () => {
      const key = isSplit ? await this.unlock(actor, requirementId, passphrase) : null
      return runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, requirementId)
        if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
        const side = await this.refuseUnlessMayOpen(tx, actor, requirement)
        const received = await readReceived(tx, requirementId)
        refuseUnlessDue(requirement, received)
        const share = key === null ? null : await this.split.take(tx, requirementId, { personId: actor.personId, side, key }, received)

        if (!(await consent(tx, actor, requirementId, side, received))) {
          await share?.pass()
          await recordAudit(tx, actor, 'bids.opening-agreed', subject, { side })
          return { opened: false }
        }
        const shares = (await share?.join()) ?? null
        const versions = await withEveryRow(tx, 'open-bids', () => this.openAll(tx, requirement, received.at, shares))
        await publish(tx, { type: 'bids.opened', payload: { requirementId } })
        await recordAudit(tx, actor, 'bids.opened', subject, { versions })
        return { opened: true }
      })
    })
  }

  /** Asks for no passphrase before it may be used, and holds no row while it is worked on. A repeat passes here as the first time did. */
  private async unlock(actor: Actor, requirementId: string, passphrase: string | null): Promise<PrivateKey> {
    await this.unitOfWork.run(actor, async tx => {
      const requirement = await getRequirement(tx, requirementId)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      await this.refuseUnlessMayOpen(tx, actor, requirement)
      refuseEarly(await readReceived(tx, requirementId))
    })
    return this.split.unlock(actor, passphrase)
  }

  /** Stands in the log before anything is tried: what is broken off leaves a line too, and no key is asked for without one. Answers whether the key is split. */
  private noteAttempt(actor: Actor, requirementId: string): Promise<boolean> {
    return this.unitOfWork.run(actor, async tx => {
      const requirement = await getRequirement(tx, requirementId)
      if (maySeeRequirement(actor, requirement) && openingSideOf(actor, requirement) !== null)
        await recordAudit(tx, actor, 'bids.opening-attempted', requirementSubject(requirementId))
      return isKeySplit(requirement)
    })
  }

  /**
   * All bids or none: the quality of last versions is opened, held against what was committed to and written down readable; prices stay sealed,
   * and so does the proof. Files stay as they are, and their keys are taken over. Drafts are settled, and the requirement is closed by record.
   */
  private async openAll(tx: Tx, requirement: Requirement, at: Instant, shares: Shares | null): Promise<OpenedVersion[]> {
    await settleDrafts(tx, requirement.id)
    await moveBids(tx, requirement.id, 'submitted', 'opened')
    const found = await listLastVersions(tx, requirement.id)
    const versions = found.length === 0 ? [] : await this.unseal(tx, requirement.id, found, shares)
    await tx.query('INSERT INTO opening (requirement_id, opened_at, versions) VALUES ($1, $2, $3)', [
      requirement.id,
      at,
      JSON.stringify(versions),
    ])
    const { state, revision } = requirement.state === 'open' ? await closeRequirement(tx, requirement) : requirement
    const opened = versions.length === 0 ? moveRequirement(state, 'unsuccessful') : state
    await tx.update(Requirement, requirement.id, { state: opened, bidsOpenedAt: at, revision: revision + 1 })
    return versions
  }

  private async unseal(tx: Tx, requirementId: string, found: readonly KeptVersion[], shares: Shares | null): Promise<OpenedVersion[]> {
    const key = await this.openingKeys.giveOut(tx, requirementId, shares)
    const signedBy = new Map((await this.receiptKeys.listIn(tx)).map(publicKey => [thumbprintOf(publicKey), publicKey]))
    const opened = []
    for (const kept of found) opened.push({ ...kept, ...(await openVersion(kept, key, signedBy)) })
    await tx.query(
      `INSERT INTO opened_bid (bid_id, version, requirement_id, quality, report)
       SELECT bid, version, $1, quality, report FROM unnest($2::uuid[], $3::int[], $4::bytea[], $5::bytea[]) AS opened (bid, version, quality, report)`,
      [
        requirementId,
        opened.map(({ bidId }) => bidId),
        opened.map(({ version }) => version),
        opened.map(({ quality }) => quality),
        opened.map(({ report }) => report),
      ],
    )
    await openFileKeys(tx, this.sealing, requirementId, key)
    return opened.map(({ bidId, version, commitment, quality }) => ({
      ...{ bidId, version, contentCommitment: shownHash(commitment) },
      qualityHash: shownHashOf(quality),
    }))
  }

  private async refuseUnlessMayOpen(tx: Tx, actor: Actor, requirement: Requirement): Promise<OpeningSide> {
    const side = openingSideOf(actor, requirement)
    if (side === null) throw new Forbidden('opening-not-yours', 'Bids are opened by an approver of the buyer and a procurement officer.')
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'opening')
    await refuseWithoutDeclaration(tx, actor, requirement.id)
    return side
  }
}

function refuseUnlessDue(requirement: Requirement, received: Received): void {
  if (requirement.publishedAt === null || requirement.state === 'cancelled') throw new RequirementNotOpen()
  if (requirement.bidsOpenedAt !== null) throw new Conflict('bids-already-opened', 'The bids are already open.')
  refuseEarly(received)
}

function refuseEarly({ at, inTime, submissionDeadline }: Received): void {
  if (inTime) {
    throw new Conflict(
      'deadline-not-passed',
      `It was ${londonTime(at)} by the server when this arrived; bids stay sealed until the deadline, ${londonTime(submissionDeadline)}.`,
      {
        serverTime: at,
        submissionDeadline,
      },
    )
  }
}

/** Notes the agreement; true when the other side had agreed before. It is for the deadline that has passed: more time after an outage asks both sides anew. */
async function consent(
  tx: Tx,
  actor: Actor,
  requirementId: string,
  side: OpeningSide,
  { at, submissionDeadline }: Received,
): Promise<boolean> {
  const given = await rows<{ side: OpeningSide; personId: string }>(
    tx,
    'SELECT side, person_id AS "personId" FROM opening_consent WHERE requirement_id = $1 AND submission_deadline = $2',
    [requirementId, submissionDeadline],
  )
  if (given.some(({ personId }) => personId === actor.personId))
    throw new Conflict('opening-already-agreed', 'You have already agreed. A second person must open too.')
  if (given.some(each => each.side === side))
    throw new Conflict('opening-side-taken', `The ${side} has already agreed. The other side must open too.`)
  await tx.query(
    'INSERT INTO opening_consent (requirement_id, side, person_id, consented_at, submission_deadline) VALUES ($1, $2, $3, $4, $5)',
    [requirementId, side, actor.personId, at, submissionDeadline],
  )
  return given.length === 1
}

interface OpenedVersion {
  bidId: string
  version: number
  contentCommitment: string
  /** Of what was written down readable, so that a change of it shows to whoever has no key. */
  qualityHash: string
}

/** The last version of every bid that counts. */
const listLastVersions = (tx: Tx, requirementId: string): Promise<KeptVersion[]> =>
  rows<KeptVersion>(
    tx,
    `SELECT DISTINCT ON (b.id) b.id AS "bidId", b.requirement_id AS "requirementId", v.number AS version, v.quality, v.commitment,
            v.input_hash AS "inputHash", v.receipt, v.received_at < (SELECT min(first_used_at) FROM receipt_key) AS "isFromBeforeSigning",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.file_id, 'sha256', encode(p.sha256, 'hex'))), '[]')
             FROM bid_version_file p WHERE p.bid_id = b.id AND p.version = v.number) AS files
     FROM bid b JOIN bid_version v ON v.bid_id = b.id WHERE b.requirement_id = $1 AND b.state = 'opened' ORDER BY b.id, v.number DESC`,
    [requirementId],
  )
