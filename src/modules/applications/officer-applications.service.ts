import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { Sealing } from '../../shared/sealing.js'
import { getApplication } from './application-queries.js'
import { getForOfficer, refuseOtherReaders } from './decide-guards.js'
import { type ApplicationFile, fileOf } from './officer-application-file.js'
import { listQueue, type QueuedApplication, type QueueFilter } from './officer-application-queue.js'
import { decisionRecordOf, type DecisionRecord } from './decision-record.js'
import { findSigned, listApplicationEvents, listInterestsDeclared } from './officer-application-queries.js'
import { countWork, type OfficerWork } from './officer-work.js'

/** What officers and auditors read of applications. */
@Injectable()
export class OfficerApplicationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** What is due first stands first. What the reader declared an interest in is left out. */
  list(actor: Actor, filter: QueueFilter, limit: number, cursor: string | undefined): Promise<Page<QueuedApplication>> {
    refuseOtherReaders(actor)
    const after = readCursor(cursor, ['day', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(await listQueue(view, actor.personId, filter, after, limit + 1), limit, ({ dueOn, id }) => [dueOn, id]),
    )
  }

  /** How many wait in the agreement and category that are chosen, and what waits of members in all agreements. */
  count(actor: Actor, filter: QueueFilter): Promise<OfficerWork> {
    refuseOtherReaders(actor)
    return this.unitOfWork.readAtOnce(actor, view => countWork(view, actor, filter))
  }

  /** Which supplier an application is of: what is asked before interests are declared. */
  async supplierOf(actor: Actor, id: string): Promise<string> {
    refuseOtherReaders(actor)
    return (await this.unitOfWork.read(actor, view => getApplication(view, id))).supplierId
  }

  /** The file as it stands, or stood when it was decided on: only after declaring interests in the supplier. */
  get(actor: Actor, id: string): Promise<ApplicationFile> {
    return this.unitOfWork.read(actor, async view => fileOf(view, this.sealing, await getForOfficer(view, actor, id)))
  }

  /** All that was given, found, said and decided, by whom and when, with what the log says of it: enough to defend the decision from. */
  record(actor: Actor, id: string): Promise<DecisionRecord> {
    return this.unitOfWork.read(actor, async view => {
      const application = await getForOfficer(view, actor, id)
      const [file, events, signed, interests] = await Promise.all([
        fileOf(view, this.sealing, application),
        listApplicationEvents(view, application.supplierId, id),
        findSigned(view, id),
        listInterestsDeclared(view, application.supplierId, id),
      ])
      return decisionRecordOf(file, events, signed, interests)
    })
  }
}
