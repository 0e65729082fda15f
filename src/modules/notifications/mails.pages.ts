import { Controller, Get, Inject, Param } from '@nestjs/common'

import { NotFound } from '../../shared/domain/errors.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Public } from '../../web/audience.js'
import { Frames, Page } from '../../web/pages/page.js'
import { Framed } from '../../web/pages/page-route.js'
import { composeLetter } from './compose-letter.js'
import type { Letter } from './domain/letter.js'
import { inventedFacts } from './invented-facts.js'
import { htmlOf } from './letter-views.js'
import { lettersView, letterView, waitingMailsView } from './mails-views.js'
import type { Notice } from './notice.js'
import { NOTICES } from './notices.js'
import { WaitingMails } from './waiting-mails.js'

/** For those who build the product or try it out: every mail there is, with invented facts, and what waits to be sent. Missing wherever NODE_ENV is anything but development. */
@Controller('mails')
@Public()
export class MailsPages {
  constructor(
    private readonly waitingMails: WaitingMails,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'development' | 'publicUrl' | 'mailFrom'>,
  ) {}

  @Get()
  @Page('notifications/views/mails.njk', 'all')
  list(): object {
    this.refuseUnlessDevelopment()
    return lettersView(NOTICES)
  }

  /** What was really written to people and waits for a mail server, codes included: whoever tries the product out reads it here. */
  @Get('waiting')
  @Page('notifications/views/waiting-mails.njk', 'none', 'some')
  async waiting(): Promise<object> {
    this.refuseUnlessDevelopment()
    return waitingMailsView(await this.waitingMails.list())
  }

  @Get(':letter')
  @Page('notifications/views/mail.njk', 'about a bid', 'with a code', 'about an account')
  async one(@Param('letter') kind: string): Promise<object> {
    const notice = this.noticeOf(kind)
    return letterView(notice, await this.letterOf(notice), this.config.mailFrom)
  }

  @Get(':letter/html')
  @Frames()
  async html(@Param('letter') kind: string): Promise<Framed> {
    return new Framed(htmlOf(await this.letterOf(this.noticeOf(kind)), this.config.publicUrl))
  }

  private noticeOf(kind: string): Notice {
    this.refuseUnlessDevelopment()
    const notice = NOTICES.find(({ on }) => on === kind)
    if (notice === undefined) throw new NotFound('letter')
    return notice
  }

  private letterOf(notice: Notice): Promise<Letter> {
    return composeLetter(notice, inventedFacts(this.config.publicUrl))
  }

  private refuseUnlessDevelopment(): void {
    if (!this.config.development) throw new NotFound('page')
  }
}
