import { ApiProperty } from '@nestjs/swagger'
import { IsBoolean, IsOptional, IsUUID } from 'class-validator'

import { Words } from '../../web/fields.js'
import { SIDES, type Side } from '../keys/domain/shares.js'

/** As the password of an account. */
export const LONGEST_PASSPHRASE = 1000

export class PersonalKeyDto {
  madeAt!: string
  passphraseSetAt!: string
}

export class KeyColleagueDto {
  personId!: string
  name!: string
  /** Whether they have made a key of their own. */
  hasKey!: boolean
  holdsShare!: boolean
}

export class HeldShareDto {
  requirementId!: string
  title!: string

  /** For whom the share opens: the buyer, or the operator of the marketplace. */
  @ApiProperty({ enum: SIDES })
  side!: Side

  /** Everybody else who may open for that side. */
  colleagues!: KeyColleagueDto[]
}

export class KeyStandingDto {
  /** Whether a role of yours opens bids. */
  opens!: boolean

  /** Null while you have made none. */
  @ApiProperty({ type: PersonalKeyDto, nullable: true })
  key!: PersonalKeyDto | null

  /** Of requirements whose bids are still to be opened. */
  shares!: HeldShareDto[]
}

export class NewKeyInput {
  /** At least fifteen characters, not the password of the account. It is kept nowhere: if you lose it, nobody can give it back. */
  @Words(LONGEST_PASSPHRASE)
  passphrase!: string

  /** Gives up the key that is there, with every share that it holds. */
  @IsOptional()
  @IsBoolean()
  replace?: boolean
}

export class PassphraseChangeInput {
  @Words(LONGEST_PASSPHRASE)
  currentPassphrase!: string

  /** The new one: at least fifteen characters. */
  @Words(LONGEST_PASSPHRASE)
  passphrase!: string
}

export class HandOnInput {
  /** Id of the colleague, who has a key of their own. */
  @IsUUID()
  personId!: string

  /** Of your own key. */
  @Words(LONGEST_PASSPHRASE)
  passphrase!: string
}
