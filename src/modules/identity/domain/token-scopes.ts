import { type Actor, type Role, withCarried } from '../../../shared/domain/actor.js'

/**
 * What a token may be for, and the roles it then acts with. None holds what only a person may do (domain.md): a buyer-approver's and a
 * senior officer's verbs are in no scope, and the routes of the others say so themselves.
 */
export const SCOPES = {
  read: [],
  bid: ['bid-writer'],
  submit: ['supplier-admin'],
  buy: ['buyer-author'],
  audit: ['procurement-officer'],
} as const satisfies Record<string, readonly Role[]>

export type Scope = keyof typeof SCOPES

/** What each is for, in the words of a sentence. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  read: 'read',
  bid: 'write bids',
  submit: 'submit and withdraw bids',
  buy: 'write requirements',
  audit: 'do what an officer does',
}

export const SCOPE_NAMES = Object.keys(SCOPES) as Scope[]

/** Whether somebody can give a scope to a token: it can only narrow what they may. */
export const maySetScope = (scope: Scope, actor: Actor): boolean => SCOPES[scope].every(role => actor.has(role))

/** The roles of its owner that a token acts with. Reading, it has all of them if it may read all, and else those of its scopes. */
export function rolesOfToken(scopes: readonly Scope[], held: readonly Role[], reads: boolean): Role[] {
  if (reads && scopes.includes('read')) return [...held]
  const carried = withCarried(held)
  return scopes.flatMap(scope => SCOPES[scope].filter(role => carried.has(role)))
}
