import type { KeyObject } from 'node:crypto'

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { deriveKey } from '../../shared/master-key.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { type Receipt, type ReceiptFacts, signReceipt } from './domain/receipt.js'
import { type Signed, signDocument } from './domain/signed-document.js'
import { privateKeyOf, type PublicKey, publicKeyOf, thumbprintOf } from './domain/receipt-key.js'

/** Another purpose is another key: this text never changes. */
const PURPOSE = 'receipts'

/** The key that signs receipts, derived from the master key and so the same in every process; and the public keys of all it ever started with. */
@Injectable()
export class ReceiptKeys implements OnModuleInit {
  private readonly privateKey: KeyObject

  constructor(
    @Inject(CONFIG) config: RunningConfig,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.privateKey = privateKeyOf(deriveKey(config.masterKey, PURPOSE))
  }

  /** Publishes the key before it signs anything. Processes that start at once, and every later start, find it there. */
  async onModuleInit(): Promise<void> {
    const key = publicKeyOf(this.privateKey)
    await this.unitOfWork.run(SYSTEM, tx =>
      tx.query('INSERT INTO receipt_key (kid, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [thumbprintOf(key), key]),
    )
  }

  sign(facts: ReceiptFacts): Receipt {
    return signReceipt(facts, this.privateKey)
  }

  /** Signs what is no receipt, with the same key: `document` says what it is, so that nothing is taken for something else. */
  signReport<Facts extends { document: string }>(facts: Facts): Signed<Facts> {
    return signDocument(facts, this.privateKey)
  }

  /** Every public key this marketplace ever started with, the oldest first. */
  list(): Promise<PublicKey[]> {
    return this.unitOfWork.readPublic(view => this.listIn(view))
  }

  /** The same, within what reads more. */
  async listIn(view: Readable): Promise<PublicKey[]> {
    const found = await rows<{ key: PublicKey }>(view, 'SELECT public_key AS key FROM receipt_key ORDER BY first_used_at, kid')
    return found.map(({ key }) => key)
  }
}
