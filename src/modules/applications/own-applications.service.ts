import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { Sealing } from '../../shared/sealing.js'
import { getOwnApplication, refuseNonSuppliers } from './application-guards.js'
import { type Application, listApplicationsOf } from './application-queries.js'
import { type OwnApplication, readOwnApplication } from './own-application.js'
import { listAllPinned, type PinnedAnswer } from './pinned-answers.js'

/** Reads a supplier's applications, for those who write for it. */
@Injectable()
export class OwnApplicationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** Newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<Application>> {
    refuseNonSuppliers(actor)
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(await listApplicationsOf(view, actor.organisationId, before, limit + 1), limit, ({ id }) => [id]),
    )
  }

  get(actor: Actor, id: string): Promise<OwnApplication> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, view => readOwnApplication(view, this.sealing, actor, id))
  }

  /** Every version of every answer that the officers were given, the newest first. */
  listGiven(actor: Actor, id: string): Promise<PinnedAnswer[]> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view => {
      await getOwnApplication(view, actor, id)
      return listAllPinned(view, this.sealing, id)
    })
  }
}
