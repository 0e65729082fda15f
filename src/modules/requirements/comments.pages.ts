import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { CommentForm } from './comment.form.js'
import { commentsHref, commentsView } from './comment-views.js'
import { CommentsService } from './comments.service.js'
import { pagesOf } from './domain/requirement-pages.js'
import { RequirementsService } from './requirements.service.js'

const VIEW = 'requirements/views/comments.njk'

/** What the buyer's people say to each other about a requirement. */
@Controller('buyer/requirements/:id/comments')
@Audience('buyer-author', 'buyer-approver', 'evaluator')
export class CommentsPages {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly comments: CommentsService,
  ) {}

  @Get()
  @Page(VIEW, 'none yet', 'some', 'more than a page', 'long text')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.viewOf(actor, id, freshForm(), cursorOf(after))
  }

  @Post()
  @Page(VIEW, 'nothing written')
  write(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'comment-written', async () => {
      const { section = null, text } = await readForm(CommentForm, fields)
      await this.comments.write(actor, id, { section, text }, key)
    })
  }

  @Post(':commentId/resolve')
  @Page(VIEW, 'resolved by somebody else')
  resolve(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('commentId', UuidParam) commentId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'comment-resolved', () => this.comments.resolve(actor, commentId, key))
  }

  @Post(':commentId/reopen')
  @Page(VIEW, 'reopened by somebody else')
  reopen(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('commentId', UuidParam) commentId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'comment-reopened', () => this.comments.reopen(actor, commentId, key))
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<unknown>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(commentsHref(id), told)
      },
      form => this.viewOf(actor, id, form),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView, after?: string): Promise<object> {
    const page = await this.comments.list(actor, id, ON_A_PAGE, after)
    const requirement = await this.requirements.get(actor, id)
    return commentsView(requirement, page, pagesOf(requirement, actor), form)
  }
}
