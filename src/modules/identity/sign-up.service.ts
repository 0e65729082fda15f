import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { lockAddress, MailedCodes } from './mailed-codes.js'
import { NewPasswords } from './new-passwords.js'
import { accountOf } from './own-organisation.js'
import { addressOf, createPerson, findPersonByEmail, type Person } from './people-queries.js'

/** What somebody says of themself who has no account yet, with the code that proves their address. */
export interface Newcomer {
  code: string
  name: string
  password: string
}

/** Only whoever reads the mail of the address hears it. */
export class AccountExists extends Conflict {
  constructor() {
    super('account-exists', 'There is an account with this address already. Sign in, or ask for a new password.')
  }
}

@Injectable()
export class SignUpService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: MailedCodes,
    private readonly newPasswords: NewPasswords,
  ) {}

  /**
   * Mails a code to the address, or, where somebody has it already, a letter that says so. Whoever asks sees no difference, neither in the
   * answer nor in the work. Name and password are given with the code: nobody can prepare an account for another.
   */
  async ask(given: string): Promise<void> {
    const email = addressOf(given)
    await this.unitOfWork.run(SYSTEM, async tx => {
      await lockAddress(tx, email)
      const known = await findPersonByEmail(tx, email)
      if (await this.codes.hasHadEnough(tx, 'sign-up', email)) return
      const codeId = await this.codes.make(tx, { purpose: 'sign-up', email })
      await publish(tx, { type: known === null ? 'sign-up.asked' : 'sign-up.repeated', payload: { codeId } })
    })
  }

  /** Makes the account; the address is confirmed by the code. */
  async confirm({ code, name, password }: Newcomer): Promise<Person> {
    const mailed = await this.unitOfWork.readPublic(view => this.codes.find(view, 'sign-up', code))
    const passwordHash = await this.newPasswords.hash(password, [name, mailed.email])
    return this.unitOfWork.run(SYSTEM, async tx => {
      await this.codes.spend(tx, mailed)
      return createAccount(tx, mailed.email, name, passwordHash)
    })
  }
}

/** A person who has proved the address, unless somebody has it already. */
export async function createAccount(tx: Tx, email: string, name: string, passwordHash: string): Promise<Person> {
  await lockAddress(tx, email)
  if ((await findPersonByEmail(tx, email)) !== null) throw new AccountExists()
  const person = await createPerson(tx, email, name, passwordHash)
  await recordAudit(tx, { personId: person.id, organisationId: null }, 'account.created', accountOf(person.id))
  return person
}
