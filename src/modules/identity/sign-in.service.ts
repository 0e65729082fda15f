import { Inject, Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Acting, SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { publish } from '../outbox/publish.js'
import { KnownSources } from './known-sources.js'
import type { Origin } from './origin.js'
import { Passwords } from './passwords.js'
import { PendingSignIns } from './pending-sign-ins.js'
import { SecondFactorCodes } from './second-factor-codes.js'
import { type OrganisationRoles, rolesAmong, Sessions } from './sessions.js'
import { recordSignIn, type SignInMethod } from './sign-in-events.js'
import { type Counted, Slowdown } from './slowdown.js'

export class SignInRefused extends DomainError {
  constructor() {
    super('unauthenticated', 'sign-in-refused', 'The e-mail address or the password is not right.')
  }
}

export class OneTimeCodeNeeded extends DomainError {
  constructor(
    readonly pendingToken: string,
    expiresAt: Instant,
  ) {
    const detail =
      'The password is right. Send pendingToken with the code of your app, or a recovery code, to /api/v1/sessions/second-step.'
    super('unauthenticated', 'one-time-code-needed', detail, [], { pendingToken, expiresAt })
  }
}

export class OneTimeCodeRefused extends DomainError {
  constructor() {
    const detail = 'The code is not right, or was used before. Wait for the next one of your app, or use a recovery code.'
    super('unauthenticated', 'one-time-code-refused', detail)
  }
}

export interface Person {
  id: string
  name: string
  email: string
}

/** Somebody whose password, or whose identity provider, spoke for them. */
export interface Proved {
  person: Person
  method: SignInMethod
  /** Whether a second factor of the identity provider was part of it. */
  secondFactor: boolean
}

export interface SignedIn {
  token: string
  expiresAt: Instant
  person: Person
  organisations: OrganisationRoles[]
  /** Whether roles wait for a second factor that was never set up. */
  secondFactorNeeded: boolean
}

const PERSON = 'SELECT id, name, email, password_hash AS "passwordHash" FROM person'

@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly knownSources: KnownSources,
    private readonly slowdown: Slowdown,
    private readonly codes: SecondFactorCodes,
    private readonly pending: PendingSignIns,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * The person with this e-mail address and password, or SignInRefused: the same answer after the same work for an unknown account. Who fails
   * often is slowed; see Slowdown.
   */
  async verify(email: string, password: string, origin: Origin): Promise<Proved> {
    const found = await this.unitOfWork.readPublic(view =>
      firstRow<Person & { passwordHash: string }>(view, `${PERSON} WHERE lower(email) = lower($1)`, [email]),
    )
    const counted = await this.countTry('password', found?.id ?? null, email.toLowerCase(), origin)
    const fits = await this.passwords.fits(password, found?.passwordHash ?? null)
    if (found === null || !fits) {
      await this.unitOfWork.run(SYSTEM, tx =>
        recordSignIn(tx, { personId: found?.id ?? null, outcome: 'refused', method: 'password', origin }),
      )
      throw new SignInRefused()
    }
    await this.unitOfWork.run(SYSTEM, tx => this.slowdown.forgive(tx, counted))
    return { person: { id: found.id, name: found.name, email: found.email }, method: 'password', secondFactor: false }
  }

  /** Begins a session, or refuses with a pending sign-in where the account has a second factor and no code was given. */
  async signIn(proved: Proved, code: string | undefined, origin: Origin): Promise<SignedIn> {
    const { person, method } = proved
    const needsCode = !proved.secondFactor && (await this.unitOfWork.readPublic(view => this.codes.isSetUp(view, person.id)))
    if (!needsCode) return this.begin(proved, origin)
    if (code === undefined) {
      const { token, expiresAt } = await this.unitOfWork.run(asPerson(person.id), tx => this.pending.start(tx, person.id, method))
      throw new OneTimeCodeNeeded(token, expiresAt)
    }
    return this.signInWithCode(person, method, origin, tx => this.codes.take(tx, person.id, code))
  }

  /** The second step: the code for a sign-in that waits for it. */
  async giveCode(pendingToken: string, code: string, origin: Origin): Promise<SignedIn> {
    const { personId, method } = await this.pending.countTry(pendingToken)
    const person = await this.unitOfWork.readPublic(view =>
      firstRow<Person>(view, 'SELECT id, name, email FROM person WHERE id = $1', [personId]),
    )
    if (person === null) throw new OneTimeCodeRefused()
    return this.signInWithCode(
      person,
      method,
      origin,
      async tx => (await this.codes.take(tx, personId, code)) && (await this.pending.finish(tx, pendingToken)),
    )
  }

  /** Ends the session of a token, or refuses when there is none. */
  async signOut(token: string): Promise<void> {
    const session = await this.sessions.find(token)
    await this.unitOfWork.run(asPerson(session.personId), async tx => {
      await this.sessions.end(tx, token)
      await recordSignIn(tx, { personId: session.personId, outcome: 'signed-out' })
    })
  }

  private async signInWithCode(
    person: Person,
    method: SignInMethod,
    origin: Origin,
    takeCode: (tx: Tx) => Promise<boolean>,
  ): Promise<SignedIn> {
    const counted = await this.countTry('code', person.id, person.id, origin)
    const proved = { person, method, secondFactor: true }
    const begun = await this.unitOfWork.run(asPerson(person.id), async tx => {
      if (await takeCode(tx)) {
        await this.slowdown.forgive(tx, counted)
        return this.beginIn(tx, proved, origin)
      }
      await recordSignIn(tx, { personId: person.id, outcome: 'code-refused', method, origin })
      return null
    })
    if (begun === null) throw new OneTimeCodeRefused()
    return this.signedIn(proved, begun)
  }

  private async countTry(what: 'password' | 'code', personId: string | null, account: string, origin: Origin): Promise<Counted[]> {
    const known = await this.unitOfWork.readPublic(view => this.knownSources.find(view, personId, origin))
    // Whoever comes with a known device is counted by it, so that a rival behind the same address is not in their way.
    const source = known.device ? `device ${String(origin.deviceToken)}` : `address ${origin.source}`
    const counted = this.slowdown.ofAccount(what, account, source, known.device || known.address)
    await this.slowdown.count(counted)
    return counted
  }

  private async begin(proved: Proved, origin: Origin): Promise<SignedIn> {
    const begun = await this.unitOfWork.run(asPerson(proved.person.id), tx => this.beginIn(tx, proved, origin))
    return this.signedIn(proved, begun)
  }

  /** A session, a line of the log, and word to the person where this is a place they never signed in from. */
  private async beginIn(tx: Tx, { person, method, secondFactor }: Proved, origin: Origin): Promise<{ token: string; expiresAt: Instant }> {
    const known = await this.knownSources.find(tx, person.id, origin)
    await this.knownSources.remember(tx, person.id, origin)
    await recordSignIn(tx, { personId: person.id, outcome: 'signed-in', method, secondFactor, origin })
    const isNews = known.anywhere && !(origin.deviceToken === null ? known.address : known.device)
    if (isNews) await publish(tx, { type: 'sign-in.from-new-place', payload: { personId: person.id, device: origin.device } })
    return this.sessions.start(tx, person.id, { device: origin.device, secondFactor })
  }

  private async signedIn({ person, secondFactor }: Proved, { token, expiresAt }: { token: string; expiresAt: Instant }): Promise<SignedIn> {
    const { organisations } = await this.sessions.find(token)
    const needing = organisations.flatMap(({ roles }) => rolesAmong(roles, this.config.secondFactorRoles))
    return { token, expiresAt, person, organisations, secondFactorNeeded: !secondFactor && needing.length > 0 }
  }
}

const asPerson = (personId: string): Acting => ({ personId, organisationId: null })
