export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'precondition-required'
  | 'refused'
  | 'too-large'
  | 'unsupported'
  | 'too-many'
  | 'unavailable'

/** One field's problem; `pointer` is an RFC 6901 JSON pointer into the request body. */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

/** A refusal in the product's own words. `code` is stable and kebab-case; `members` are extra facts the reader needs. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = new.target.name
  }
}

/** Missing and "not yours to know" are one answer, so neither reveals the other. */
export class NotFound extends DomainError {
  constructor(what: string) {
    super('not-found', 'not-found', `There is no such ${what}, or it is not yours to see.`)
  }
}

/** For what the actor may see but not do. */
export class Forbidden extends DomainError {
  constructor(code: string, message: string) {
    super('forbidden', code, message)
  }
}

export class NotSignedIn extends DomainError {
  constructor(message = 'Sign in first: send "Authorization: Bearer <token>" from POST /api/v1/sessions.') {
    super('unauthenticated', 'not-signed-in', message)
  }
}

export class Conflict extends DomainError {
  constructor(code: string, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super('conflict', code, message, [], members)
  }
}

export class Malformed extends DomainError {
  constructor(code: string, message: string, errors: readonly FieldProblem[] = []) {
    super('malformed', code, message, errors)
  }
}

/** Something outside of the product is out of reach that this needs. Nothing is wrong with what was asked: it may be asked again later. */
export class OutOfReach extends DomainError {
  constructor(message: string) {
    super('unavailable', 'unavailable', message)
  }
}

/** Says no to a repeated request before it is known what it is about, so it is no attempt worth recording. */
export class RepeatRefused extends DomainError {}

/** Well-formed, but a rule says no. */
export class Refused extends DomainError {
  constructor(code: string, message: string, errors: readonly FieldProblem[] = [], members: Readonly<Record<string, unknown>> = {}) {
    super('refused', code, message, errors, members)
  }
}
