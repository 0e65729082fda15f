import { Injectable } from '@nestjs/common'

import { faultsOf, type GivenReceipt, type ReceiptFault } from './domain/receipt.js'
import { keysById } from './domain/receipt-key.js'
import { readReceipt } from './domain/receipt-shape.js'
import { ReceiptKeys } from './receipt-keys.js'

/** A receipt that somebody handed over, with what is wrong with it. */
export interface ReceiptVerdict {
  given: GivenReceipt
  faults: readonly ReceiptFault[]
}

@Injectable()
export class VerifyReceiptService {
  constructor(private readonly keys: ReceiptKeys) {}

  /** Judges by the published keys alone and looks at no bid; throws Malformed (`not-a-receipt`). */
  async verify(content: unknown): Promise<ReceiptVerdict> {
    const given = readReceipt(content)
    return { given, faults: faultsOf(given, keysById({ keys: await this.keys.list() })) }
  }
}
