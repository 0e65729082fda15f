import { Choice, Whole } from '../../web/fields.js'

const YES_NO = ['no', 'yes', 'unknown']

/** The buyer's answers on risk; every one is needed before publication, and "unknown" counts as missing. */
export class RiskProfileDto {
  @Choice(['none', 'organisations', 'individuals', 'unknown'])
  subjects?: string

  @Choice(['none', 'anonymised', 'personal', 'special', 'unknown'])
  pdata?: string

  @Choice(['none', 'informs', 'recommends', 'solely', 'unknown'])
  role?: string

  @Choice(['none', 'minor', 'significant', 'unknown'])
  effect?: string

  @Choice(YES_NO)
  vulnerable?: string

  @Choice(['no', 'staff', 'public', 'unknown'])
  public?: string

  @Choice(['none', 'verify', 'identify', 'categorise', 'unknown'])
  biometric?: string

  @Choice(['general', 'sensitive', 'coercive', 'unknown'])
  domain?: string

  @Choice(['easy', 'hard', 'unknown'])
  reversible?: string

  @Choice(YES_NO)
  safety?: string

  @Choice(YES_NO)
  generative?: string

  /** People a year. */
  @Whole(0, 100_000_000)
  scale?: number
}
