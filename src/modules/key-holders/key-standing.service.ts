import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Side } from '../keys/domain/shares.js'
import { holdKeys } from './hold-keys.js'
import { type HeldFor, isOpener, listHeld, listOpenersOf } from './holder-queries.js'
import { type PersonalKey, PersonalKeysService } from './personal-keys.service.js'

/** A colleague of the same side: whether they have a key of their own, and whether they hold the share. */
export interface Colleague {
  personId: string
  name: string
  hasKey: boolean
  holdsShare: boolean
}

/** A requirement of which one holds a share, and the others of the side. */
export interface HeldShare {
  requirementId: string
  title: string
  side: Side
  colleagues: Colleague[]
}

/** How somebody stands with the key by which they open bids. */
export interface KeyStanding {
  /** Whether they may open bids at all. */
  opens: boolean
  /** Null where they have made none. */
  key: PersonalKey | null
  shares: HeldShare[]
}

@Injectable()
export class KeyStandingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: PersonalKeysService,
  ) {}

  get(actor: Actor): Promise<KeyStanding> {
    return this.unitOfWork.read(actor, async view => ({
      opens: await isOpener(view, actor.personId),
      key: await this.keys.find(view, actor.personId),
      shares: await withColleagues(view, actor.personId, await listHeld(view, actor.personId)),
    }))
  }

  /** Null where they hold none of it. */
  findShare(actor: Actor, requirementId: string): Promise<HeldShare | null> {
    return this.unitOfWork.read(actor, async view => {
      const [share] = await withColleagues(view, actor.personId, await listHeld(view, actor.personId, requirementId))
      return share ?? null
    })
  }
}

async function withColleagues(view: Readable, personId: string, held: readonly HeldFor[]): Promise<HeldShare[]> {
  if (held.length === 0) return []
  const openers = await holdKeys(view, () =>
    listOpenersOf(
      view,
      held.map(({ requirementId }) => requirementId),
    ),
  )
  return held.map(share => ({
    ...share,
    colleagues: openers
      .filter(each => each.requirementId === share.requirementId && each.side === share.side && each.personId !== personId)
      .map(({ personId: id, name, hasKey, holdsShare }) => ({ personId: id, name, hasKey, holdsShare })),
  }))
}
