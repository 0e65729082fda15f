import { Module } from '@nestjs/common'

import { SupplierInterestsService } from './supplier-interests.service.js'

@Module({
  providers: [SupplierInterestsService],
  exports: [SupplierInterestsService],
})
export class MembershipsModule {}
