import { Module } from '@nestjs/common'

import { GuidelinesService } from './guidelines.service.js'

@Module({ providers: [GuidelinesService], exports: [GuidelinesService] })
export class GuidelinesModule {}
