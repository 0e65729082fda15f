import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { type Comment, listComments, lockComment } from './comment-queries.js'
import { mayComment } from './domain/comment-policy.js'
import type { CommentSection } from './domain/comment-sections.js'
import { requirementSubject } from './requirement-audit.js'
import { getRequirement } from './requirement-queries.js'

export interface NewComment {
  section: CommentSection | null
  text: string
}

/** What the buyer's people say to each other about a requirement. To everybody else there is none. */
@Injectable()
export class CommentsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first. */
  list(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<Comment>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      if (!mayComment(actor, await getRequirement(view, requirementId))) throw new NotFound('requirement')
      const found = await listComments(view, requirementId, after, limit + 1)
      return pageOf(found, limit, ({ writtenAt, id }) => [writtenAt, id])
    })
  }

  /** Says something about a part or the whole, and tells those who wrote it; answers its id. */
  async write(actor: Actor, requirementId: string, { section, text }: NewComment, repeat: RepeatKey | null): Promise<{ id: string }> {
    return runOnce(this.unitOfWork, actor, repeat, async tx => {
      if (!mayComment(actor, await getRequirement(tx, requirementId))) throw new NotFound('requirement')
      const id = newId()
      await tx.query(
        'INSERT INTO requirement_comment (id, requirement_id, section, text, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, requirementId, section, text, actor.personId, await marketNow(tx)],
      )
      await publish(tx, { type: 'requirement.commented', payload: { requirementId, commentId: id } })
      await recordAudit(tx, actor, 'requirement.commented', requirementSubject(requirementId), { commentId: id, section })
      return { id }
    })
  }

  /** Says that it is dealt with. */
  async resolve(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await this.settle(actor, id, repeat, 'requirement.comment-resolved', ({ resolvedAt }, at) => {
      if (resolvedAt !== null) throw new CommentSettled('This comment is resolved already.')
      return [actor.personId, at]
    })
  }

  /** Says that it is not dealt with after all. */
  async reopen(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await this.settle(actor, id, repeat, 'requirement.comment-reopened', ({ resolvedAt }) => {
      if (resolvedAt === null) throw new CommentSettled('This comment is open already.')
      return [null, null]
    })
  }

  private settle(
    actor: Actor,
    id: string,
    repeat: RepeatKey | null,
    action: string,
    decide: (comment: Comment, at: Instant) => [personId: string | null, at: Instant | null],
  ): Promise<{ id: string }> {
    return runOnce(this.unitOfWork, actor, repeat, async tx => {
      const comment = await lockComment(tx, id)
      const { requirementId } = comment
      if (!mayComment(actor, await getRequirement(tx, requirementId))) throw new NotFound('comment')
      const resolution = decide(comment, await marketNow(tx))
      await tx.query('UPDATE requirement_comment SET resolved_by = $2, resolved_at = $3 WHERE id = $1', [id, ...resolution])
      await recordAudit(tx, actor, action, requirementSubject(requirementId), { commentId: id })
      return { id }
    })
  }
}

class CommentSettled extends Conflict {
  constructor(message: string) {
    super('comment-state', message)
  }
}
