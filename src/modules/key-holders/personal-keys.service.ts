import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { NewPasswords } from '../identity/new-passwords.js'
import { accountOf } from '../identity/own-organisation.js'
import { Passwords } from '../identity/passwords.js'
import { Slowdown } from '../identity/slowdown.js'
import { newPair, type PrivateKey, type PublicKey } from '../keys/key-service.js'
import { publish } from '../outbox/publish.js'
import { HeldShares } from './held-shares.js'
import { isOpener } from './holder-queries.js'
import { type LockedKey, PassphraseLock } from './passphrase-lock.js'

/** What may be told of a person's key. */
export interface PersonalKey {
  madeAt: Instant
  passphraseSetAt: Instant
}

/** Whether a key that is there is to be given up for a new one. */
export interface NewKey {
  passphrase: string
  replace: boolean
}

export interface PassphraseChange {
  currentPassphrase: string
  passphrase: string
}

/** The keys by which people who open bids keep their side's shares. No passphrase is kept, and none can be found again. */
@Injectable()
export class PersonalKeysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly lock: PassphraseLock,
    private readonly newPasswords: NewPasswords,
    private readonly passwords: Passwords,
    private readonly slowdown: Slowdown,
    private readonly held: HeldShares,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  find(view: Readable, personId: string): Promise<PersonalKey | null> {
    return firstRow<PersonalKey>(
      view,
      'SELECT made_at AS "madeAt", passphrase_set_at AS "passphraseSetAt" FROM personal_key WHERE person_id = $1',
      [personId],
    )
  }

  /** Makes a key, or another in place of the one whose passphrase was lost: then the shares that it held are lost to its person. */
  make(actor: Actor, { passphrase, replace }: NewKey, repeat: RepeatKey | null): Promise<void> {
    return this.refusals.recorded(actor, { action: 'opening-key.making-refused', subject: accountOf(actor.personId) }, async () => {
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'making a key of your own')
      await this.refuseUnfit(actor, passphrase)
      const { publicKey, privateKey } = await newPair()
      const locked = await this.lock.lock(actor.personId, privateKey, passphrase)
      const turn = { isRepeat: true }
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        turn.isRepeat = false
        await this.put(tx, actor, publicKey, locked, replace)
        return {}
      })
      // Nothing that is kept tells passphrases apart, so a repeat with another one is found by trying it.
      if (turn.isRepeat) await this.unlock(actor, passphrase)
    })
  }

  private async put(tx: Tx, actor: Actor, publicKey: PublicKey, locked: LockedKey, replace: boolean): Promise<void> {
    const before = await this.find(tx, actor.personId)
    const made = await rows(
      tx,
      `INSERT INTO personal_key AS k (person_id, public_key, sealed_key, salt, stretching) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id) DO UPDATE SET public_key = $2, sealed_key = $3, salt = $4, stretching = $5,
         made_at = market_now(), passphrase_set_at = market_now() WHERE $6 RETURNING person_id`,
      [actor.personId, JSON.stringify(publicKey), ...valuesOf(locked), replace],
    )
    if (made.length === 0)
      throw new Conflict(
        'opening-key-exists',
        'You have a key already. Change its passphrase if you know it; replace the key only if you lost it, for the new one opens nothing that the old one held.',
      )
    const lost = replace ? await this.held.forget(tx, actor.personId) : []
    await this.tell(tx, actor, before === null ? 'opening-key.made' : 'opening-key.replaced', lost)
  }

  changePassphrase(actor: Actor, { currentPassphrase, passphrase }: PassphraseChange): Promise<void> {
    return this.refusals.recorded(actor, { action: 'opening-key.change-refused', subject: accountOf(actor.personId) }, async () => {
      const key = await this.unlock(actor, currentPassphrase, 'currentPassphrase')
      await this.refuseUnfit(actor, passphrase)
      const locked = await this.lock.lock(actor.personId, key, passphrase)
      await this.unitOfWork.run(actor, async tx => {
        const changed = await rows(
          tx,
          `UPDATE personal_key SET sealed_key = $2, salt = $3, stretching = $4, passphrase_set_at = market_now()
           WHERE person_id = $1 AND public_key->>'x' = $5 RETURNING person_id`,
          [actor.personId, ...valuesOf(locked), key.x],
        )
        if (changed.length === 0)
          throw new Conflict(
            'opening-key-changed-meanwhile',
            'Your key was replaced at the same moment. It has the passphrase that was given then.',
          )
        await this.tell(tx, actor, 'opening-key.passphrase-changed')
      })
    })
  }

  /** The private key, for the moment of one request; or 422 where the passphrase is not right. Tries that fail are slowed down. */
  async unlock(actor: Actor, passphrase: string, field: 'passphrase' | 'currentPassphrase' = 'passphrase'): Promise<PrivateKey> {
    const kept = await this.unitOfWork.read(actor, view =>
      firstRow<LockedKey>(view, 'SELECT sealed_key AS sealed, salt, stretching FROM personal_key WHERE person_id = $1', [actor.personId]),
    )
    if (kept === null) throw new Conflict('opening-key-missing', 'You have no key of your own yet. Make one in your account first.')
    const counted = this.slowdown.ofPassphrase(actor.personId)
    await this.slowdown.count(counted)
    const key = await this.lock.unlock(actor.personId, kept, passphrase)
    if (key === null) throw new PassphraseWrong(field)
    await this.unitOfWork.run(actor, tx => this.slowdown.forgive(tx, counted))
    return key
  }

  /** Openers alone have keys, by passphrases that are hard to guess and not the password, which is typed far more often. */
  private async refuseUnfit(actor: Actor, passphrase: string): Promise<void> {
    const { name, email, hash, opens } = await this.unitOfWork.read(actor, async view => ({
      ...(await oneRow<{ name: string; email: string; hash: string }>(
        view,
        'SELECT name, email, password_hash AS hash FROM person WHERE id = $1',
        [actor.personId],
      )),
      opens: await isOpener(view, actor.personId),
    }))
    if (!opens)
      throw new Forbidden(
        'opening-key-not-yours',
        'Keys are for approvers of a buyer and for procurement officers, who open bids, and for nobody who works for a supplier.',
      )
    await this.newPasswords.refuseWeak(passphrase, [name, email], 'passphrase')
    if (await this.passwords.fits(passphrase, hash, 'first')) throw new PassphraseIsPassword()
  }

  /** By mail as well, in case it was not them. */
  private async tell(tx: Tx, { personId, organisationId }: Actor, happened: string, lost: readonly string[] = []): Promise<void> {
    await publish(tx, { type: happened, payload: { personId } })
    for (const requirementId of lost) await publish(tx, { type: 'key-share.lost', payload: { requirementId, personId } })
    await recordAudit(tx, { personId, organisationId }, happened, accountOf(personId), { sharesLost: lost.length })
  }
}

const valuesOf = ({ sealed, salt, stretching }: LockedKey): unknown[] => [sealed, salt, JSON.stringify(stretching)]

class PassphraseWrong extends Refused {
  constructor(field: string) {
    const [code, detail] = ['passphrase-wrong', 'The passphrase is not right. Nothing was done; type the one that you gave your key.']
    super(code, detail, [{ pointer: `/${field}`, code, detail }])
  }
}

class PassphraseIsPassword extends Refused {
  constructor() {
    const [code, detail] = ['passphrase-is-password', 'This is the password of your account. Take another passphrase for the key.']
    super(code, detail, [{ pointer: '/passphrase', code, detail }])
  }
}
