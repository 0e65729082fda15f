import { Controller, Get } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Anyone } from '../../web/audience.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { thumbprintOf } from './domain/receipt-key.js'
import { ReceiptKeySetDto } from './receipt.dto.js'
import { ReceiptKeys } from './receipt-keys.js'

@ApiTags('receipts')
@Controller('.well-known')
export class ReceiptKeysController {
  constructor(private readonly keys: ReceiptKeys) {}

  /** The public keys of receipts as a JWK set: all this marketplace ever started with, so that old receipts stay verifiable. */
  @Get('receipt-keys.json')
  @Anyone()
  @PublicRead()
  async list(): Promise<ReceiptKeySetDto> {
    const keys = await this.keys.list()
    return { keys: keys.map(({ kty, crv, x }) => ({ kty, crv, x, kid: thumbprintOf({ kty, crv, x }), alg: 'Ed25519', use: 'sig' })) }
  }
}
