import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { comparedView, historyView } from './library-history-views.js'
import type { AnswerKey } from './library-queries.js'
import { LibraryService } from './library.service.js'

/** What an answer of the library said before. */
@Controller('supplier/library/answers/:question')
@Audience('bid-writer')
export class LibraryHistoryPages {
  constructor(private readonly library: LibraryService) {}

  @Get()
  @Page('library/views/history.njk', 'nothing yet', 'some', 'more than a page')
  async list(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query('product') product: unknown,
    @Query('after') after: unknown,
  ): Promise<object> {
    const key = keyIn(question, product)
    return historyView(await this.library.getAnswer(actor, key), await this.library.listVersions(actor, key, ON_A_PAGE, cursorOf(after)))
  }

  /** Beside the one before it, or beside the one that `from` names. */
  @Get('versions/:version')
  @Page('library/views/compared.njk', 'the first', 'changed', 'long text')
  async compare(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('version', VersionParam) number: number,
    @Query('product') product: unknown,
    @Query('from') from: unknown,
  ): Promise<object> {
    const other = cursorOf(from)
    const earlier = other === undefined ? null : new VersionParam().transform(other)
    return comparedView(await this.library.compare(actor, keyIn(question, product), number, earlier))
  }
}

/** The answer that an address names; of a claim, with its product. */
export const keyIn = (question: string, product: unknown): AnswerKey => {
  const id = cursorOf(product)
  return { question, productId: id === undefined ? null : new UuidParam().transform(id) }
}
