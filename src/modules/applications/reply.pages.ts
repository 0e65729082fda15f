import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Malformed, NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { currentSet } from '../library/question-sets.js'
import { maySubmitApplication } from './domain/application-policy.js'
import { applicationHref } from './own-application-links.js'
import { OwnApplicationsService } from './own-applications.service.js'
import { GroundReplyForm, ReplyForm } from './reply.form.js'
import { ReplyService } from './reply.service.js'
import { groundReplyView, keysOf, keyText, replyView } from './reply-views.js'

const REPLY = 'applications/views/application-reply.njk'
const GROUND = 'applications/views/ground-reply.njk'

/** Replies to what officers ask, and to grounds that they raise. */
@Controller('supplier/applications/:id')
export class ReplyPages {
  constructor(
    private readonly replies: ReplyService,
    private readonly own: OwnApplicationsService,
  ) {}

  @Get('reply')
  @Audience('bid-writer')
  @Page(REPLY, 'asked', 'asked with answers renewed', 'nothing asked')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.view(actor, id, freshForm())
  }

  @Post('reply')
  @Audience('bid-writer')
  @Page(REPLY, 'nothing typed', 'an answer not whole', 'replied by somebody else')
  reply(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { text } = await readForm(ReplyForm, { text: one(fields, 'text') })
        await this.replies.reply(actor, id, text, await this.chosen(actor, id, fields), key)
        return new SeeOther(applicationHref(id), 'application-replied')
      },
      form => this.view(actor, id, form),
    )
  }

  @Get('exclusions/:ground')
  @Audience('bid-writer')
  @Page(GROUND, 'waiting', 'replied', 'decided', 'for the administrator')
  showGround(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('ground', QuestionParam) ground: string,
  ): Promise<object> {
    return this.groundView(actor, id, ground, freshForm())
  }

  @Post('exclusions/:ground')
  @Audience('supplier-admin')
  @Page(GROUND, 'nothing typed', 'replied by somebody else')
  replyToGround(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('ground', QuestionParam) ground: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { text } = await readForm(GroundReplyForm, fields)
        await this.replies.replyToGround(actor, id, ground, text, key)
        return new SeeOther(`${applicationHref(id)}/exclusions/${ground}`, 'ground-replied')
      },
      form => this.groundView(actor, id, ground, form),
    )
  }

  /** Of the answers that can be given those whose boxes were ticked; only a bent form names others. */
  private async chosen(actor: Actor, id: string, fields: FormFields) {
    const names = [fields['answers'] ?? []].flat()
    const offered = new Set((await this.replies.listRenewed(actor, id)).map(({ answer }) => keyText(answer)))
    if (names.some(name => !offered.has(name)))
      throw new Malformed('invalid-request', 'One of the answers cannot be given any more. Choose again.', [
        { pointer: '/answers', code: 'answer-unknown', detail: 'One of the answers cannot be given any more. Choose again.' },
      ])
    return keysOf(names)
  }

  private async view(actor: Actor, id: string, form: FormView): Promise<object> {
    const [application, thread, renewed] = await Promise.all([
      this.own.get(actor, id),
      this.replies.getThread(actor, id),
      this.replies.listRenewed(actor, id),
    ])
    return replyView(application, thread, renewed, currentSet(), form)
  }

  private async groundView(actor: Actor, id: string, ground: string, form: FormView): Promise<object> {
    const application = await this.own.get(actor, id)
    const raised = (await this.replies.getThread(actor, id)).raised.find(each => each.ground === ground)
    if (raised === undefined) throw new NotFound('ground')
    return groundReplyView(application, raised, maySubmitApplication(actor), form)
  }
}
