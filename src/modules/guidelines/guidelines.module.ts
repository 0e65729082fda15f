import { Module } from '@nestjs/common'

import { GuidelinesController } from './guidelines.controller.js'
import { GuidelinesPages } from './guidelines.pages.js'
import { GuidelinesService } from './guidelines.service.js'

@Module({ controllers: [GuidelinesController, GuidelinesPages], providers: [GuidelinesService], exports: [GuidelinesService] })
export class GuidelinesModule {}
