import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { Sealing } from '../../shared/sealing.js'
import { today } from '../library/library-queries.js'
import { getOwnApplication, refuseNonSuppliers } from './application-guards.js'
import { type Application, listApplicationsOf } from './application-queries.js'
import { type OwnApplication, readOwnApplication } from './own-application.js'
import { type OpenPlace, listOpenPlaces } from './own-application-places.js'
import { type Appointment, readAppointment } from './own-appointment.js'
import { type AnswerSince, readChangesSince } from './own-changes.js'
import { decidedOn, isBefore } from './domain/decided-on.js'
import { type GivenAnswer, listAllPinned } from './pinned-answers.js'

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

  /** Categories that could be applied for today. */
  listPlaces(actor: Actor): Promise<OpenPlace[]> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, view => listOpenPlaces(view, actor.organisationId))
  }

  /** The record of an admission, or NotFound. */
  getAppointment(actor: Actor, id: string): Promise<Appointment> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view =>
      readAppointment(view, this.sealing, await readOwnApplication(view, this.sealing, actor, id)),
    )
  }

  /** What became of every answer that the officers were given. */
  listChanges(actor: Actor, id: string): Promise<AnswerSince[]> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view => {
      await getOwnApplication(view, actor, id)
      return readChangesSince(view, this.sealing, actor, id)
    })
  }

  /** The day it is in London. */
  today(actor: Actor): Promise<string> {
    return this.unitOfWork.read(actor, view => today(view))
  }

  /** The application that was admitted last, by its id; null where none was. */
  async findAdmitted(actor: Actor): Promise<string | null> {
    refuseNonSuppliers(actor)
    const newest = await this.unitOfWork.read(actor, view =>
      firstRow<{ id: string }>(
        view,
        `SELECT id FROM application WHERE supplier_id = $1 AND state = 'admitted' ORDER BY decided_at DESC, id DESC LIMIT 1`,
        [actor.organisationId],
      ),
    )
    return newest?.id ?? null
  }

  /** Every version of every answer that the officers were given, the newest first. */
  listGiven(actor: Actor, id: string): Promise<GivenAnswer[]> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view => {
      const { decidedAt } = await getOwnApplication(view, actor, id)
      const pins = await listAllPinned(view, this.sealing, id)
      const counting = new Set(decidedOn(pins, decidedAt))
      return pins.map(pin => ({ ...pin, counts: counting.has(pin), isLater: !isBefore(pin, decidedAt) }))
    })
  }
}
