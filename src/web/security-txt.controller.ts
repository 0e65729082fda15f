import { Controller, Get, Header } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'

import { Anyone } from './audience.js'
import { Refuses } from './openapi/documented.js'
import { SecurityContact } from './security-contact.js'

@ApiTags('operations')
@Controller('.well-known')
export class SecurityTxtController {
  constructor(private readonly contact: SecurityContact) {}

  /** Whom to tell of a weakness (RFC 9116); 404 where the operator has named nobody. */
  @Get('security.txt')
  @Anyone()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @Refuses('not-found')
  show(): string {
    return this.contact.file()
  }
}
