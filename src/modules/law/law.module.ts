import { Module } from '@nestjs/common'

import { LawController } from './law.controller.js'
import { LawPages } from './law.pages.js'
import { LawService } from './law.service.js'

@Module({ controllers: [LawController, LawPages], providers: [LawService] })
export class LawModule {}
