import { Global, Module } from '@nestjs/common'

import { Refusals } from './refusals.js'

@Global()
@Module({ providers: [Refusals], exports: [Refusals] })
export class AuditModule {}
