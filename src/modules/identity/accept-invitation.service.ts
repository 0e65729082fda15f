import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Actor, SYSTEM } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { CodeNotValid } from './domain/mailed-codes.js'
import { movePersonInvitation } from './domain/person-invitation-lifecycle.js'
import { type MailedCode, MailedCodes } from './mailed-codes.js'
import { NewPasswords } from './new-passwords.js'
import { lockPeopleOf } from './own-organisation.js'
import { findPersonByEmail, getPerson, grantRoles, type Person, rolesIn } from './people-queries.js'
import { findPersonInvitation, invitationIn, type PersonInvitation, settle } from './person-invitation-queries.js'
import { createAccount, type Newcomer } from './sign-up.service.js'

/** What an invitation is for, as whoever holds its code may know. */
export type Invited = Pick<PersonInvitation, 'organisationName' | 'organisationKind' | 'email' | 'roles'> & {
  /** Whether the address has an account: then its person signs in to accept. */
  hasAccount: boolean
}

@Injectable()
export class AcceptInvitationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: MailedCodes,
    private readonly newPasswords: NewPasswords,
  ) {}

  /** Shows what the code is for, and leaves it good. */
  look(code: string): Promise<Invited> {
    return this.unitOfWork.readPublic(async view => {
      const { invitationId, email } = await this.codes.find(view, 'invitation', code)
      const invitation = await findPersonInvitation(view, invitationId)
      if (invitation === null) throw new CodeNotValid()
      const { organisationName, organisationKind, roles } = invitation
      return { organisationName, organisationKind, email, roles, hasAccount: (await findPersonByEmail(view, email)) !== null }
    })
  }

  /** Makes the account of the invited address and lets its person in. */
  async acceptAsNewPerson({ code, name, password }: Newcomer): Promise<Person> {
    const mailed = await this.find(code)
    const passwordHash = await this.newPasswords.hash(password, [name, mailed.email])
    return this.unitOfWork.run(SYSTEM, async tx => {
      const invitation = await this.lock(tx, mailed)
      const person = await createAccount(tx, mailed.email, name, passwordHash)
      await this.letIn(tx, mailed, invitation, person)
      return person
    })
  }

  /** Lets in a person who is signed in with the invited address. */
  async accept(actor: Actor, code: string, repeat: RepeatKey | null): Promise<void> {
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const mailed = await this.codes.find(tx, 'invitation', code)
      const invitation = await this.lock(tx, mailed)
      const person = await getPerson(tx, actor.personId)
      refuseOtherAddress(person, mailed)
      await this.letIn(tx, mailed, invitation, person)
      return {}
    })
  }

  private find(code: string): Promise<MailedCode> {
    return this.unitOfWork.readPublic(view => this.codes.find(view, 'invitation', code))
  }

  /** The invitation with the people of its organisation locked; it stands as long as whoever sent it is administrator there. */
  private async lock(tx: Tx, { invitationId }: MailedCode): Promise<PersonInvitation> {
    const found = await findPersonInvitation(tx, invitationId)
    if (found === null) throw new CodeNotValid()
    await lockPeopleOf(tx, found.organisationId)
    const invitation = (await findPersonInvitation(tx, invitationId)) ?? found
    const inviter = await rolesIn(tx, invitation.organisationId, invitation.invitedBy)
    if (!inviter.includes('organisation-admin')) throw new CodeNotValid()
    return invitation
  }

  private async letIn(tx: Tx, mailed: MailedCode, invitation: PersonInvitation, person: Person): Promise<void> {
    const { id, organisationId, roles, invitedBy, organisationKind } = invitation
    if (invitedBy === person.id && organisationKind !== 'supplier') throw new CodeNotValid()
    await this.codes.spend(tx, mailed)
    await settle(tx, id, movePersonInvitation(invitation.state, 'accepted'), person.id)
    await grantRoles(tx, organisationId, person.id, roles)
    await publish(tx, { type: 'invitation.accepted', payload: { organisationId, personId: person.id } })
    await recordAudit(tx, { personId: person.id, organisationId }, 'invitation.accepted', invitationIn(organisationId, id), { roles })
  }
}

function refuseOtherAddress({ email }: Person, mailed: MailedCode): void {
  if (email.toLowerCase() === mailed.email.toLowerCase()) return
  throw new Refused(
    'invited-under-another-address',
    'The invitation went to another address than that of your account. Sign in with that one, or ask to be invited under yours.',
  )
}
