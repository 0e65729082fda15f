import { Module } from '@nestjs/common'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { DirectoryController } from './directory.controller.js'
import { DirectoryPages } from './directory.pages.js'
import { DirectoryService } from './directory.service.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

@Module({
  imports: [AgreementsModule],
  controllers: [DirectoryController, DirectoryPages],
  providers: [DirectoryService, SupplierInterestsService],
  exports: [SupplierInterestsService],
})
export class MembershipsModule {}
