import { type FieldProblem, Refused } from '../../../shared/domain/errors.js'

/**
 * Fewest characters. NIST SP 800-63B-4 section 3.1.1.2 and ASVS 5.0 6.2.1: fifteen for a password that may be the only factor.
 * There are no rules of composition and no expiry (ASVS 6.2.5, 6.2.10).
 */
export const FEWEST_CHARACTERS = 15

/** As the sign-in takes it; ASVS 6.2.9 asks for at least 64. */
export const MOST_CHARACTERS = 1000

/** Words of the place, which whoever guesses tries first (ASVS 6.2.11). */
const OF_THE_MARKETPLACE = [
  'marketplace',
  'procurement',
  'organisation',
  'supplier',
  'buyer',
  'evaluator',
  'officer',
  'auditor',
  'administrator',
  'demonstration',
]

/** Fewest letters and digits that must be left beside a known word, or make what is repeated: as many as make a password that is not the only factor (NIST). */
const FEWEST_BESIDE = 8

const WAY_OUT = 'Take a longer one: four or more words that have nothing to do with each other are easy to remember and hard to guess.'

/** What is chosen: the password of an account, or the passphrase of a key, which is judged in the same way. */
export type Secret = 'password' | 'passphrase'

/** Refuses a password that is too short, well known, or made of what is known of the account. It is judged as it was typed, whole. */
export function refuseWeakPassword(
  password: string,
  about: readonly string[],
  isCommon: (text: string) => boolean,
  what: Secret = 'password',
): void {
  if (Array.from(password).length < FEWEST_CHARACTERS)
    throw new PasswordRefused(what, 'too-short', `The ${what} has fewer than ${FEWEST_CHARACTERS} characters. ${WAY_OUT}`)
  if (isShortRepeated(password) || shapesOf(password).some(isCommon))
    throw new PasswordRefused(what, 'too-common', `Lists of stolen passwords hold this one, or what it repeats. ${WAY_OUT}`)
  if (isMostlyKnown(password, about))
    throw new PasswordRefused(
      what,
      'too-close',
      `The ${what} is little more than your name, your e-mail address or a word of this service. ${WAY_OUT}`,
    )
}

export class PasswordRefused extends Refused {
  constructor(what: Secret, fault: 'too-short' | 'too-common' | 'too-close', detail: string) {
    const code = `${what}-${fault}`
    super(code, detail, [{ pointer: `/${what}`, code, detail } satisfies FieldProblem])
  }
}

/** The password itself, what it repeats, and what is left without digits and signs around it: "Password-2026!" is "password". */
function shapesOf(password: string): string[] {
  const small = password.toLowerCase()
  const unit = repeatedIn(small)
  const core = small.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [small, unit, core, repeatedIn(core)].filter(shape => shape !== '')
}

/** The shortest text that the text is so many times over. */
const repeatedIn = (text: string): string => text.slice(0, (text + text).indexOf(text, 1))

const isShortRepeated = (password: string): boolean => {
  const unit = repeatedIn(password.toLowerCase())
  return unit.length < password.length && Array.from(unit).length < FEWEST_BESIDE
}

function isMostlyKnown(password: string, about: readonly string[]): boolean {
  const words = [...about.flatMap(text => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)), ...OF_THE_MARKETPLACE]
  const known = words.filter(word => word.length >= 4).toSorted((one, other) => other.length - one.length)
  const small = password.toLowerCase()
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), small)
  return rest !== small && Array.from(rest.replaceAll(/[^\p{L}\p{N}]+/gu, '')).length < FEWEST_BESIDE
}
