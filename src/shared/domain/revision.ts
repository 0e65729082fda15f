import { DomainError } from './errors.js'

export class StaleVersion extends DomainError {
  constructor() {
    super('stale', 'stale-version', 'Somebody changed this since you read it. Read it again and repeat your change.')
  }
}

/** Throws StaleVersion unless the writer has seen the newest revision. */
export function refuseStale(current: number, seen: number): void {
  if (current !== seen) throw new StaleVersion()
}
