import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { CompareBidsService } from './compare-bids.service.js'
import type { ComparedKind } from './domain/compared-questions.js'
import { KindParam } from './kind-param.js'
import { bidsView, bidView, comparisonView, questionView } from './panel-views.js'
import { ReadBidsService } from './read-bids.service.js'
import { orWhatComesFirst } from './what-comes-first-views.js'

/** As many bids as fit beside each other. */
const BESIDE_EACH_OTHER = 6

/** Opened bids, one by one and beside each other. */
@Controller('buyer/requirements/:id')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class PanelPages {
  constructor(
    private readonly reading: ReadBidsService,
    private readonly comparing: CompareBidsService,
  ) {}

  @Get('bids')
  @Page('panel/views/bids.njk', 'some', 'none', 'more than a page')
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<PageAnswer> {
    return orWhatComesFirst(id, '/bids', async () => {
      const { competition, bids } = await this.reading.list(actor, id, ON_A_PAGE, cursorOf(after))
      return bidsView(competition, bids)
    })
  }

  @Get('bids/:bidId')
  @Page('panel/views/bid.njk', 'with files', 'files not given out', 'without files', 'long text')
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('bidId', UuidParam) bidId: string): Promise<PageAnswer> {
    return orWhatComesFirst(id, `/bids/${bidId}`, async () => bidView(await this.reading.get(actor, id, bidId)))
  }

  /** The bytes as they came, to be saved and never shown inside a page. */
  @Get('bids/:bidId/files/:fileId')
  @Downloads()
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('bidId', UuidParam) bidId: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<Download> {
    const { name, size, bytes } = await this.reading.file(actor, id, bidId, fileId)
    return new Download(name, 'application/octet-stream', bytes, size)
  }

  @Get('compare')
  @Page('panel/views/compare.njk', 'several bids', 'no bids', 'more bids')
  compare(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<PageAnswer> {
    return orWhatComesFirst(id, '/compare', async () =>
      comparisonView(await this.comparing.all(actor, id, BESIDE_EACH_OTHER, cursorOf(after))),
    )
  }

  @Get('compare/:kind/:question')
  @Page('panel/views/compare-question.njk', 'award', 'ethics', 'files not given out', 'long text', 'more bids')
  question(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('kind', KindParam) kind: ComparedKind,
    @Param('question', QuestionParam) question: string,
    @Query('after') after: unknown,
  ): Promise<PageAnswer> {
    return orWhatComesFirst(id, `/compare/${kind}/${question}`, async () => {
      const comparison = await this.comparing.one(actor, id, [kind, question], BESIDE_EACH_OTHER, cursorOf(after))
      return questionView(comparison, await this.comparing.scansOf(actor, comparison.bids), cursorOf(after))
    })
  }
}
