import { Module } from '@nestjs/common'

import { CONFIG, LOG } from '../../shared/tokens.js'
import { KeyService } from './key-service.js'
import { keyServiceBySettings } from './key-service-by-settings.js'
import { MakeKeysAhead } from './make-keys-ahead.js'
import { OpeningKeys } from './opening-keys.js'
import { SupplierKeys } from './supplier-keys.js'

@Module({
  providers: [{ provide: KeyService, inject: [CONFIG, LOG], useFactory: keyServiceBySettings }, MakeKeysAhead, OpeningKeys, SupplierKeys],
  exports: [OpeningKeys, SupplierKeys],
})
export class KeysModule {}
