import { Module } from '@nestjs/common'

import { FileBytes } from './file-bytes.js'
import { FileKinds } from './file-kinds.js'
import { ScanFiles } from './scan-files.js'
import { SweepFiles } from './sweep-files.js'
import { TakeFiles } from './take-files.js'

/** Files that people send: how they come in, are scanned, are read and are swept. Features register their kinds. */
@Module({
  providers: [FileBytes, FileKinds, ScanFiles, SweepFiles, TakeFiles],
  exports: [FileBytes, FileKinds, TakeFiles],
})
export class FilesModule {}
