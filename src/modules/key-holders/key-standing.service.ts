import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Side } from '../keys/domain/shares.js'
import { holdKeys } from './hold-keys.js'
import { isOpener, listHeld, listOpeners } from './holder-queries.js'
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
    return this.unitOfWork.read(actor, async view => {
      const held = await listHeld(view, actor.personId)
      const shares: HeldShare[] = []
      for (const each of held) shares.push({ ...each, colleagues: await colleagues(view, each.requirementId, each.side, actor.personId) })
      return { opens: await isOpener(view, actor.personId), key: await this.keys.find(view, actor.personId), shares }
    })
  }
}

async function colleagues(view: Readable, requirementId: string, side: Side, but: string): Promise<Colleague[]> {
  const openers = await holdKeys(view, () => listOpeners(view, requirementId))
  return openers
    .filter(each => each.side === side && each.personId !== but)
    .map(({ personId, name, hasKey, holdsShare }) => ({ personId, name, hasKey, holdsShare }))
}
