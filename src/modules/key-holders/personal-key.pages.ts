import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Malformed, NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Oneself } from '../../web/audience.js'
import { CountsAsSignIn } from '../../web/counts-as-sign-in.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { HandOnShareService } from './hand-on-share.service.js'
import { type HeldShare, KeyStandingService } from './key-standing.service.js'
import { ChangePassphraseForm, HandOnForm, NewKeyForm, ReplaceKeyForm } from './personal-key.form.js'
import { handOnView, keyView, OPENING_KEY, passphraseView, replaceView } from './personal-key-views.js'
import { PersonalKeysService } from './personal-keys.service.js'

/** The key of one's own by which whoever opens bids holds their side's share of a split opening key. */
@Controller('account/opening-key')
@Oneself()
export class PersonalKeyPages {
  constructor(
    private readonly standings: KeyStandingService,
    private readonly keys: PersonalKeysService,
    private readonly handing: HandOnShareService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page(
    'key-holders/views/opening-key.njk',
    'not for you',
    'no key',
    'no key, old sign-in',
    'no share',
    'with shares',
    'the last of a side',
  )
  async show(@CurrentActor() actor: Actor): Promise<object> {
    return keyView(await this.standings.get(actor), this.stepUp.isNeeded(actor), freshForm())
  }

  @Post()
  @CountsAsSignIn()
  @Page('key-holders/views/opening-key.njk', 'nothing typed', 'weak', 'not the same twice', 'made meanwhile')
  make(
    @CurrentActor() actor: Actor,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const passphrase = typedTwice(await readForm(NewKeyForm, ofKey(fields)))
        await this.keys.make(await this.stepUp.prove(actor, request, fields), { passphrase, replace: false }, key)
        return new SeeOther(OPENING_KEY, 'opening-key-made')
      },
      async form => keyView(await this.standings.get(actor), this.stepUp.isNeeded(actor), form),
    )
  }

  @Get('replace')
  @Page('key-holders/views/replace-key.njk', 'to confirm', 'old sign-in')
  async askToReplace(@CurrentActor() actor: Actor): Promise<object> {
    return replaceView(await this.standings.get(actor), this.stepUp.isNeeded(actor), freshForm())
  }

  /** For whoever lost the passphrase: what the key held is lost to them, until a colleague hands it on. */
  @Post('replace')
  @CountsAsSignIn()
  @Page('key-holders/views/replace-key.njk', 'not confirmed')
  replace(
    @CurrentActor() actor: Actor,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const passphrase = typedTwice(await readForm(ReplaceKeyForm, ofKey(fields)))
        await this.keys.make(await this.stepUp.prove(actor, request, fields), { passphrase, replace: true }, key)
        return new SeeOther(OPENING_KEY, 'opening-key-replaced')
      },
      async form => replaceView(await this.standings.get(actor), this.stepUp.isNeeded(actor), form),
    )
  }

  @Get('passphrase')
  @Page('key-holders/views/change-passphrase.njk', 'empty')
  askPassphrase(): object {
    return passphraseView(freshForm())
  }

  @Post('passphrase')
  @CountsAsSignIn()
  @Page('key-holders/views/change-passphrase.njk', 'nothing typed', 'new one weak')
  changePassphrase(@CurrentActor() actor: Actor, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const form = await readForm(ChangePassphraseForm, ofKey(fields))
        await this.keys.changePassphrase(actor, { currentPassphrase: form.currentPassphrase, passphrase: typedTwice(form) })
        return new SeeOther(OPENING_KEY, 'passphrase-changed')
      },
      passphraseView,
    )
  }

  @Get('shares/:id')
  @Page('key-holders/views/hand-on.njk', 'somebody to choose', 'nobody to choose')
  async askToHandOn(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return handOnView(await this.shareOf(actor, id), freshForm())
  }

  @Post('shares/:id')
  @CountsAsSignIn()
  @Page('key-holders/views/hand-on.njk', 'nobody chosen', 'wrong passphrase')
  handOn(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { personId, passphrase } = await readForm(HandOnForm, fields)
        await this.handing.handOn(actor, { requirementId, personId, passphrase }, key)
        return new SeeOther(OPENING_KEY, 'key-share-handed-on')
      },
      async form => handOnView(await this.shareOf(actor, requirementId), form),
    )
  }

  private async shareOf(actor: Actor, requirementId: string): Promise<HeldShare> {
    const share = await this.standings.findShare(actor, requirementId)
    if (share === null) throw new NotFound('share')
    return share
  }
}

/** The fields of the key, without what proves who signs. */
const ofKey = ({ passphrase, passphraseAgain, currentPassphrase, ...fields }: FormFields): FormFields => ({
  ...withoutSecrets(fields),
  ...Object.fromEntries(
    Object.entries({ passphrase, passphraseAgain, currentPassphrase }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ),
})

/** Nobody can give back a passphrase that was mistyped. */
function typedTwice({ passphrase, passphraseAgain }: NewKeyForm): string {
  if (passphrase === passphraseAgain) return passphrase
  const detail = 'The two passphrases are not the same. Type it twice.'
  throw new Malformed('invalid-request', detail, [{ pointer: '/passphraseAgain', code: 'not-the-same', detail }])
}
