import { type DynamicModule, Global, Module } from '@nestjs/common'

import type { GuidelinePacks } from './guideline-packs.js'

/** Injection token of the packs that the process was started with. */
export const GUIDELINE_PACKS = Symbol('guideline packs')

/** The packs that the process works with. */
@Global()
@Module({})
export class GuidelinePacksModule {
  static with(packs: GuidelinePacks): DynamicModule {
    return {
      module: GuidelinePacksModule,
      providers: [{ provide: GUIDELINE_PACKS, useValue: packs }],
      exports: [GUIDELINE_PACKS],
    }
  }
}
