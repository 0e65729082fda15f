import { Injectable } from '@nestjs/common'

import { canonicalBytes, sha256 } from '../../shared/canonical.js'
import type { Actor } from '../../shared/domain/actor.js'
import { mergeMembers } from '../../shared/domain/merge-members.js'
import { StaleVersion } from '../../shared/domain/revision.js'
import { Bid } from './bid.entity.js'
import { lockWritable } from './bid-guards.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import type { BidDraft } from './domain/bid-content.js'
import type { DraftPart } from './domain/draft-parts.js'
import { Sealing, workingCopyOf } from './sealing.js'

/** Names the content of a part, as an ETag does: equal contents have equal tags. */
export const partTag = (content: unknown): string => sha256(canonicalBytes(content)).toString('base64url')

@Injectable()
export class SaveDraftPart {
  constructor(
    private readonly changes: ChangeWorkingCopy,
    private readonly sealing: Sealing,
  ) {}

  /** Saves a part that is still as its writer saw it, whatever became of the others. What is there already is saved again by doing nothing. */
  save<T>(actor: Actor, bidId: string, part: DraftPart<T>, seen: string, value: T): Promise<void> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, bidId, refusal)
      const draft = this.sealing.unseal(bid.workingCopy, workingCopyOf(bid)) as BidDraft
      const saved = partTag(part.of(draft))
      if (saved === partTag(value)) return
      if (saved !== seen) throw new StaleVersion()
      const workingCopy = this.sealing.seal(mergeMembers(draft, part.with(draft, value)), workingCopyOf(bid))
      await tx.update(Bid, bidId, { workingCopy, revision: bid.revision + 1 })
    })
  }
}
