import type { Instant } from '../../../shared/domain/instant.js'

/** A version of an answer, as far as it matters when the officers were given it. */
export interface GivenVersion {
  answerId: string
  version: number
  /** "changed" after admission, which is reviewed on its own and no part of the decision. */
  given: 'submitted' | 'replied' | 'changed'
  pinnedAt: Instant
}

/** Of each answer the version that a decision at that moment rests on: the newest that the officers had by then. Of what is not decided: that they have now. */
export const decidedOn = <Version extends GivenVersion>(versions: readonly Version[], decidedAt: Instant | null): Version[] =>
  newestOf(versions.filter(each => isBefore(each, decidedAt)))

/** Of each answer the newest of these versions. */
export function newestOf<Version extends GivenVersion>(versions: readonly Version[]): Version[] {
  const newest = new Map<string, Version>()
  for (const each of versions) if ((newest.get(each.answerId)?.version ?? 0) < each.version) newest.set(each.answerId, each)
  return [...newest.values()]
}

/** Whether the officers were given it before the decision, or there is none. */
export const isBefore = ({ given, pinnedAt }: GivenVersion, decidedAt: Instant | null): boolean =>
  decidedAt === null || (given !== 'changed' && pinnedAt <= decidedAt)
