import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'

import { Anyone } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { faultsOf } from './domain/receipt.js'
import { keysById } from './domain/receipt-key.js'
import { readReceipt } from './domain/receipt-shape.js'
import { GivenReceiptDto, ReceiptVerdictDto } from './receipt.dto.js'
import { ReceiptKeys } from './receipt-keys.js'
import { wordsForFault } from './receipt-words.js'

@ApiTags('receipts')
@Controller('api/v1/receipts')
export class ReceiptsController {
  constructor(private readonly keys: ReceiptKeys) {}

  /** Verifies a receipt by its signature, and by its commitment where salt and content hash are given; looks at no bid. */
  @Post('verify')
  @Anyone()
  @HttpCode(200)
  @ApiBody({ type: GivenReceiptDto })
  @Refuses('not-a-receipt')
  async verify(@Body() body: unknown): Promise<ReceiptVerdictDto> {
    const given = readReceipt(body)
    const faults = faultsOf(given, keysById({ keys: await this.keys.list() }))
    return { valid: faults.length === 0, kid: given.receipt.kid, reasons: faults.map(code => ({ code, detail: wordsForFault(code) })) }
  }
}
