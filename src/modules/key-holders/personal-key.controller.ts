import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { NeverByToken, Oneself } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { HandOnShareService } from './hand-on-share.service.js'
import { KeyStandingService } from './key-standing.service.js'
import { HandOnInput, KeyStandingDto, NewKeyInput, PassphraseChangeInput } from './personal-key.dto.js'
import { PersonalKeysService } from './personal-keys.service.js'

/** The key of one's own by which whoever opens bids holds their side's share of a split opening key. */
@ApiTags('opening')
@Controller('api/v1/account/opening-key')
@Oneself()
@NeverByToken()
export class PersonalKeyController {
  constructor(
    private readonly standings: KeyStandingService,
    private readonly keys: PersonalKeysService,
    private readonly handing: HandOnShareService,
  ) {}

  /** Tells whether you have a key, and of which requirements it holds a share. */
  @Get()
  get(@CurrentActor() actor: Actor): Promise<KeyStandingDto> {
    return this.standings.get(actor)
  }

  /** Makes your key, or gives it up for another. */
  @Post()
  @CountsAsSignIn()
  @Refuses(
    'fresh-sign-in-required',
    'opening-key-not-yours',
    'opening-key-exists',
    'passphrase-wrong',
    'passphrase-too-short',
    'passphrase-too-common',
    'passphrase-too-close',
    'passphrase-is-password',
    'sign-in-slowed',
  )
  async make(
    @CurrentActor() actor: Actor,
    @Body() { passphrase, replace = false }: NewKeyInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<KeyStandingDto> {
    await this.keys.make(actor, { passphrase, replace }, repeat)
    return this.standings.get(actor)
  }

  /** Gives your key another passphrase; it holds what it held. */
  @Put('passphrase')
  @CountsAsSignIn()
  @HttpCode(204)
  @Refuses(
    'opening-key-missing',
    'opening-key-not-yours',
    'opening-key-changed-meanwhile',
    'passphrase-wrong',
    'passphrase-too-short',
    'passphrase-too-common',
    'passphrase-too-close',
    'passphrase-is-password',
    'sign-in-slowed',
  )
  changePassphrase(@CurrentActor() actor: Actor, @Body() change: PassphraseChangeInput): Promise<void> {
    return this.keys.changePassphrase(actor, change)
  }

  /** Hands the share of a requirement's key to a colleague of your side. You hold it as well from then on. */
  @Post('shares/:id')
  @CountsAsSignIn()
  @HttpCode(204)
  @Refuses(
    'opening-key-missing',
    'passphrase-wrong',
    'no-such-colleague',
    'key-share-held',
    'key-share-not-needed',
    'no-key-share',
    'sign-in-slowed',
  )
  handOn(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Body() { personId, passphrase }: HandOnInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    return this.handing.handOn(actor, { requirementId, personId, passphrase }, repeat)
  }
}
