import { Module } from '@nestjs/common'

import { SupplierInterestsController } from './supplier-interests.controller.js'
import { SupplierInterestsPages } from './supplier-interests.pages.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

@Module({
  controllers: [SupplierInterestsController, SupplierInterestsPages],
  providers: [SupplierInterestsService],
  exports: [SupplierInterestsService],
})
export class MembershipsModule {}
