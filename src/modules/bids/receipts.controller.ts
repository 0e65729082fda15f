import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'

import { Anyone } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { GivenReceiptDto, ReceiptVerdictDto } from './receipt.dto.js'
import { wordsForFault } from './receipt-words.js'
import { VerifyReceiptService } from './verify-receipt.service.js'

@ApiTags('receipts')
@Controller('api/v1/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: VerifyReceiptService) {}

  /** Verifies a receipt by its signature, and by its commitment where salt and content hash are given; looks at no bid. */
  @Post('verify')
  @Anyone()
  @HttpCode(200)
  @ApiBody({ type: GivenReceiptDto })
  @Refuses('not-a-receipt')
  async verify(@Body() body: unknown): Promise<ReceiptVerdictDto> {
    const { given, faults } = await this.receipts.verify(body)
    return { valid: faults.length === 0, kid: given.receipt.kid, reasons: faults.map(code => ({ code, detail: wordsForFault(code) })) }
  }
}
