import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { otherSide, type Shares, type Side, SIDES } from '../keys/domain/shares.js'
import type { PrivateKey, PublicKey } from '../keys/key-service.js'
import { KeyUnavailable } from '../keys/key-unavailable.js'
import { type Envelope, ENVELOPES, OpeningKeys } from '../keys/opening-keys.js'
import { openSealedTo, sealTo } from '../keys/sealed-to.js'
import { holdKeys } from './hold-keys.js'
import { FEWEST_HOLDERS } from './domain/holding.js'
import { type KeyOwner, listKeyOwners } from './holder-queries.js'

/** A share as it is sealed for one person. */
interface Sealed {
  envelope: Envelope
  side: Side
  personId: string
  sealed: Buffer
}

/** Somebody who opens for a side, with their private key at hand. */
export interface Holder {
  personId: string
  side: Side
  key: PrivateKey
}

const aboutShare = (requirementId: string, envelope: Envelope, side: Side, personId: string): string =>
  `share of ${side} in the key of ${envelope} of requirement ${requirementId} for person ${personId}`

const aboutPassed = (requirementId: string, side: Side, personId: string, deadline: Instant): string =>
  `share of ${side} in the key of quality of requirement ${requirementId} passed to person ${personId} for the deadline ${deadline}`

/** Where the shares of split opening keys are sealed, for whom, and by whom they are opened again. */
@Injectable()
export class HeldShares {
  constructor(private readonly openingKeys: OpeningKeys) {}

  /** Makes the split keys of a requirement and seals each share for everybody of its side who has a key of their own; answers who these are. */
  async make(tx: Tx, requirementId: string): Promise<Record<Side, string[]>> {
    return holdKeys(tx, async () => {
      const owners = await listKeyOwners(tx, requirementId)
      const holders = { buyer: of('buyer', owners), operator: of('operator', owners) }
      if (SIDES.some(side => holders[side].length < FEWEST_HOLDERS))
        throw new TooFewKeyHolders(holders.buyer.length, holders.operator.length)
      const keys = await this.openingKeys.makeSplit(tx, requirementId)
      for (const envelope of ENVELOPES) for (const owner of owners) await this.give(tx, requirementId, envelope, owner, keys[envelope])
      return holders
    })
  }

  /** The holder's own share of the key of quality. */
  async take(tx: Tx, requirementId: string, { personId, side, key }: Holder): Promise<Buffer> {
    const kept = await firstRow<Sealed>(
      tx,
      `SELECT sealed FROM key_share WHERE requirement_id = $1 AND envelope = 'quality' AND side = $2 AND person_id = $3`,
      [requirementId, side, personId],
    )
    if (kept === null) throw new NoKeyShare(side)
    return opened(await openSealedTo(kept.sealed, key, aboutShare(requirementId, 'quality', side, personId)))
  }

  /** Passes the share of the side that agrees first to the people of the other, who cannot open it without their passphrases either. */
  async pass(tx: Tx, requirementId: string, side: Side, share: Buffer, deadline: Instant): Promise<void> {
    await holdKeys(tx, async () => {
      await tx.query('DELETE FROM passed_share WHERE requirement_id = $1', [requirementId])
      const holders = await listHolders(tx, requirementId, otherSide(side))
      if (holders.length === 0)
        throw new Conflict(
          'no-key-holder',
          'Nobody of the other side holds its share any more, so the bids cannot be opened. Tell its administrators: where somebody has lost the role and not the passphrase, giving the role back mends it.',
        )
      for (const { personId, publicKey } of holders) {
        const sealed = await sealTo(publicKey, share, aboutPassed(requirementId, side, personId, deadline))
        await savePassed(tx, requirementId, side, personId, deadline, sealed)
      }
    })
  }

  /** Both shares, by the passphrase of the one who opens as the second. */
  async join(tx: Tx, requirementId: string, { personId, side, key }: Holder, own: Buffer, deadline: Instant): Promise<Shares> {
    const other = otherSide(side)
    const passed = await findPassed(tx, requirementId, other, personId, deadline)
    if (passed === null)
      throw new Conflict(
        'key-share-not-passed',
        'The share of the other side was passed to your colleagues before you held yours. Have one of them open, or hand you both.',
      )
    const share = opened(await openSealedTo(passed, key, aboutPassed(requirementId, other, personId, deadline)))
    return side === 'buyer' ? { buyer: own, operator: share } : { buyer: share, operator: own }
  }

  /** Seals all that a holder holds of a requirement for a colleague, what the other side has passed on included. */
  async handOn(tx: Tx, requirementId: string, { personId, side, key }: Holder, to: KeyOwner, deadline: Instant): Promise<void> {
    const kept = await rows<Sealed>(
      tx,
      'SELECT envelope, sealed FROM key_share WHERE requirement_id = $1 AND side = $2 AND person_id = $3 ORDER BY envelope',
      [requirementId, side, personId],
    )
    if (kept.length === 0) throw new NoKeyShare(side)
    const passed = await findPassed(tx, requirementId, otherSide(side), personId, deadline)
    await holdKeys(tx, async () => {
      // Left from a key that they had before.
      await tx.query('DELETE FROM passed_share WHERE requirement_id = $1 AND person_id = $2', [requirementId, to.personId])
      for (const { envelope, sealed } of kept) {
        const share = opened(await openSealedTo(sealed, key, aboutShare(requirementId, envelope, side, personId)))
        await this.give(tx, requirementId, envelope, to, { [side]: share })
      }
      if (passed === null) return
      const share = opened(await openSealedTo(passed, key, aboutPassed(requirementId, otherSide(side), personId, deadline)))
      const about = aboutPassed(requirementId, otherSide(side), to.personId, deadline)
      await savePassed(tx, requirementId, otherSide(side), to.personId, deadline, await sealTo(to.publicKey, share, about))
    })
  }

  /** Takes all shares from a person whose key is gone; answers of which requirements. */
  async forget(tx: Tx, personId: string): Promise<string[]> {
    await tx.query('DELETE FROM passed_share WHERE person_id = $1', [personId])
    const lost = await rows<{ id: string }>(
      tx,
      `WITH lost AS (DELETE FROM key_share WHERE person_id = $1 RETURNING requirement_id) SELECT DISTINCT requirement_id AS id FROM lost`,
      [personId],
    )
    return lost.map(({ id }) => id)
  }

  private async give(tx: Tx, requirementId: string, envelope: Envelope, to: KeyOwner, shares: Partial<Shares>): Promise<void> {
    const { personId, side, publicKey } = to
    const share = shares[side]
    if (share === undefined) throw new Error('A share is for its own side.')
    await tx.query('INSERT INTO key_share (requirement_id, envelope, side, person_id, sealed) VALUES ($1, $2, $3, $4, $5)', [
      requirementId,
      envelope,
      side,
      personId,
      await sealTo(publicKey, share, aboutShare(requirementId, envelope, side, personId)),
    ])
  }
}

const of = (side: Side, owners: readonly KeyOwner[]): string[] =>
  owners.filter(owner => owner.side === side).map(({ personId }) => personId)

/** People of a side who hold its share. */
const listHolders = (tx: Tx, requirementId: string, side: Side): Promise<{ personId: string; publicKey: PublicKey }[]> =>
  rows(
    tx,
    `SELECT s.person_id AS "personId", k.public_key AS "publicKey" FROM key_share s JOIN personal_key k ON k.person_id = s.person_id
     WHERE s.requirement_id = $1 AND s.envelope = 'quality' AND s.side = $2 ORDER BY s.person_id FOR SHARE OF k`,
    [requirementId, side],
  )

async function findPassed(tx: Tx, requirementId: string, side: Side, personId: string, deadline: Instant): Promise<Buffer | null> {
  const kept = await firstRow<{ sealed: Buffer }>(
    tx,
    'SELECT sealed FROM passed_share WHERE requirement_id = $1 AND side = $2 AND person_id = $3 AND submission_deadline = $4',
    [requirementId, side, personId, deadline],
  )
  return kept?.sealed ?? null
}

const savePassed = (tx: Tx, requirementId: string, side: Side, personId: string, deadline: Instant, sealed: Buffer): Promise<unknown> =>
  tx.query('INSERT INTO passed_share (requirement_id, side, person_id, submission_deadline, sealed) VALUES ($1, $2, $3, $4, $5)', [
    requirementId,
    side,
    personId,
    deadline,
    sealed,
  ])

/** What was sealed for a key that is at hand opens by it, unless somebody changed the row. */
function opened(share: Buffer | null): Buffer {
  if (share === null) throw new KeyUnavailable()
  return share
}

class NoKeyShare extends Forbidden {
  constructor(side: Side) {
    super(
      'no-key-share',
      `The key of these bids is split, and you hold no share of the ${side}. Ask a colleague who holds one to hand it to you, or to open.`,
    )
  }
}

class TooFewKeyHolders extends Refused {
  constructor(buyer: number, operator: number) {
    super(
      'too-few-key-holders',
      `The key of the bids is to be split, and that needs at least ${FEWEST_HOLDERS} approvers of the buyer and ${FEWEST_HOLDERS} procurement officers with a key of their own; there are ${buyer} and ${operator}. Have them make one in their account, under "Key for opening bids", and publish then; or have the draft returned and choose not to split.`,
      [],
      { holders: { buyer, operator } },
    )
  }
}
