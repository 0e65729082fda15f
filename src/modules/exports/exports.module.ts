import { Module } from '@nestjs/common'

import { ExportFiles } from './export-files.js'
import { ExportKinds } from './export-kinds.js'
import { ExportsController } from './exports.controller.js'
import { ExportsService } from './exports.service.js'
import { MakeExports } from './make-exports.js'

/** Files that are made in the background. Features register what they can make. */
@Module({
  controllers: [ExportsController],
  providers: [ExportFiles, ExportKinds, ExportsService, MakeExports],
  exports: [ExportKinds, ExportsService],
})
export class ExportsModule {}
