import { Inject, Injectable } from '@nestjs/common'

import { canonicalBytes } from '../../shared/canonical.js'
import { DomainError } from '../../shared/domain/errors.js'
import { RotatingSeal, type SealedFor } from '../../shared/rotating-seal.js'
import type { Log } from '../../shared/log.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG, LOG } from '../../shared/tokens.js'

/** What is sealed for the supplier whose it is, column by column. */
export type SealedColumn =
  | 'bid.working_copy'
  | 'ethics_answer_section.answers'
  | 'acknowledgement_set.acknowledgements'
  | 'evidence_file.description'
  | 'supplier_statement.value'
  | 'ethics_audit_message.said'
  | 'bid_version.content_hash'
  | 'bid_version.salt'
  | 'opened_file.file_key'

type OfSupplier = Readonly<{ id: string; supplierId: string }>

/** The place of a value: it is sealed for that column of that row of that supplier, and opens nowhere else. */
export const placeOf = (column: SealedColumn, supplierId: string, row: string): SealedFor => ({
  owner: supplierId,
  place: `${column} of ${row}`,
})

export const workingCopyOf = ({ id, supplierId }: OfSupplier): SealedFor => placeOf('bid.working_copy', supplierId, id)

export const answersOf = ({ id, supplierId }: OfSupplier, section: string): SealedFor =>
  placeOf('ethics_answer_section.answers', supplierId, `${id} ${section}`)

export const acknowledgementsOf = ({ id, supplierId }: OfSupplier): SealedFor =>
  placeOf('acknowledgement_set.acknowledgements', supplierId, id)

export const descriptionOf = (supplierId: string, fileId: string): SealedFor => placeOf('evidence_file.description', supplierId, fileId)

export const statementOf = (supplierId: string, statementId: string): SealedFor =>
  placeOf('supplier_statement.value', supplierId, statementId)

/** What was said about a bid of that supplier while it was audited. */
export const messageOf = (supplierId: string, messageId: string): SealedFor => placeOf('ethics_audit_message.said', supplierId, messageId)

/** What a version's commitment is made of; together the two let prices be guessed. */
export const secretOf = (column: 'content_hash' | 'salt', { id, supplierId }: OfSupplier, version: number): SealedFor =>
  placeOf(`bid_version.${column}`, supplierId, `${id} ${version}`)

/** The key of a file of an opened bid. */
export const openedKeyOf = (supplierId: string, fileId: string): SealedFor => placeOf('opened_file.file_key', supplierId, fileId)

/** The master key is another than it was sealed by, or the row was changed by somebody else than the product. */
export class BidUnreadable extends DomainError {
  constructor() {
    super('unavailable', 'unavailable', 'This bid cannot be read at the moment. Nothing is lost by that; the operator has to look.')
  }
}

/** The master keys at hand. */
export type SealingKeys = Pick<RunningConfig, 'masterKey' | 'previousMasterKey'>

/** The seal of all that suppliers work on. */
export const sealOfBids = ({ masterKey, previousMasterKey }: SealingKeys): RotatingSeal =>
  new RotatingSeal('bids', masterKey, previousMasterKey)

/** The one way by which what a supplier works on becomes bytes at rest, and back. */
@Injectable()
export class Sealing {
  private readonly seals: RotatingSeal

  constructor(
    @Inject(CONFIG) keys: SealingKeys,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.seals = sealOfBids(keys)
  }

  seal(content: unknown, place: SealedFor): Buffer {
    return this.seals.seal(canonicalBytes(content), place)
  }

  /** The same of a hash or a salt. */
  sealSecret(secret: Buffer, place: SealedFor): Buffer {
    return this.seal(secret.toString('hex'), place)
  }

  unsealSecret(sealed: Buffer, place: SealedFor): Buffer {
    return Buffer.from(String(this.unseal(sealed, place)), 'hex')
  }

  /** Throws BidUnreadable for what was not sealed for this place by a master key that is at hand. */
  unseal(sealed: Buffer, place: SealedFor): unknown {
    const bytes = this.seals.unseal(sealed, place)
    if (bytes === null) {
      this.log.error({ place: place.place }, 'what was sealed does not open: by another MASTER_KEY, or the row was changed from outside')
      throw new BidUnreadable()
    }
    return JSON.parse(bytes.toString('utf8'))
  }
}
