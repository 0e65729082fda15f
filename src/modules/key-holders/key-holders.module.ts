import { Module } from '@nestjs/common'

import { IdentityModule } from '../identity/identity.module.js'
import { KeysModule } from '../keys/keys.module.js'
import { HandOnShareService } from './hand-on-share.service.js'
import { HeldShares } from './held-shares.js'
import { KeyStandingService } from './key-standing.service.js'
import { NoteLostHolders } from './note-lost-holders.js'
import { PassphraseLock } from './passphrase-lock.js'
import { PersonalKeyPages } from './personal-key.pages.js'
import { PersonalKeyController } from './personal-key.controller.js'
import { PersonalKeysService } from './personal-keys.service.js'

@Module({
  imports: [IdentityModule, KeysModule],
  controllers: [PersonalKeyController, PersonalKeyPages],
  providers: [HandOnShareService, HeldShares, KeyStandingService, NoteLostHolders, PassphraseLock, PersonalKeysService],
  exports: [HeldShares, PersonalKeysService],
})
export class KeyHoldersModule {}
