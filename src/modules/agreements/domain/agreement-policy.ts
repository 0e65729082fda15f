import type { Actor } from '../../../shared/domain/actor.js'

/** Officers write agreements, and never with a supplier role anywhere: what they write is how rivals are chosen. */
export const mayWriteAgreement = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

const isSenior = (actor: Actor): boolean => actor.has('senior-officer') && !actor.supplierAnywhere

/** Auditors read along. */
export const mayReadAgreementDrafts = (actor: Actor): boolean =>
  mayWriteAgreement(actor) || (actor.has('auditor') && !actor.supplierAnywhere)

/** A senior officer opens or returns what somebody else proposed. */
export const mayReturnAgreement = (actor: Actor): boolean => isSenior(actor)

/** Nobody opens what they wrote a part of: people count, not accounts. */
export const mayOpenAgreement = (actor: Actor, contributorIds: readonly string[]): boolean =>
  isSenior(actor) && !contributorIds.includes(actor.personId)

/** A senior officer moves the validity of an open agreement, or ends it. */
export const mayChangeAgreement = (actor: Actor): boolean => isSenior(actor)

/** A senior officer publishes filters. */
export const mayPublishFilters = (actor: Actor): boolean => isSenior(actor)

/** Officers and auditors see which editions of the filters there were. */
export const mayReadFilterEditions = (actor: Actor): boolean => mayReadAgreementDrafts(actor)
