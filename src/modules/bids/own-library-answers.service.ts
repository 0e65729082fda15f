import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type CurrentAnswer, listAnswers } from '../library/library-queries.js'
import { BidStandingService, type StandingOfBid } from './bid-standing.service.js'
import { type LibraryAnswers, readLibraryAnswers } from './library-answers.js'
import { Sealing } from './sealing.js'

/** What a version of a bid stands on, with what became of it in the library since. */
export interface OwnLibraryAnswers {
  bid: StandingOfBid
  stands: LibraryAnswers
  /** By the id of the answer. */
  now: ReadonlyMap<string, CurrentAnswer>
}

@Injectable()
export class OwnLibraryAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly sealing: Sealing,
  ) {}

  /** In one snapshot, for its supplier only. */
  get(actor: Actor, bidId: string, version: number): Promise<OwnLibraryAnswers> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await this.standings.getIn(view, actor, bidId)
      const stands = await readLibraryAnswers(view, this.sealing, bidId, version)
      const library = stands.answers.length === 0 ? [] : await listAnswers(view, this.sealing, actor)
      return { bid, stands, now: new Map(library.map(answer => [answer.id, answer])) }
    })
  }
}
