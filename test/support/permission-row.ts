import type { Player } from './test-app.js'

export type Somebody = Player | 'nobody'

export interface Row {
  /** Method and path with names of the world's things. */
  route: string
  /** The status for whoever it differs for. */
  but?: Partial<Record<Somebody, number>>
  others: number
  body?: object
  /** The thing that is made anew for each who is let through, because the route uses it up. */
  fresh?:
    | 'draft'
    | 'waiting'
    | 'approved'
    | 'open'
    | 'file'
    | 'question'
    | 'comment'
    | 'unfit'
    | 'waiver'
    | 'colleague'
    | 'invitation'
    | 'registration'
    | 'event'
    | 'agreementDraft'
    | 'proposal'
    | 'openAgreement'
    | 'product'
    | 'applicationDraft'
    | 'member'
    | 'suspendedMember'
    | 'noticedMember'
    | 'review'
  /** Whose ETag If-Match names, where that is not what the route changes. */
  etagOf?: string
  /** Whether the body is a form with a file. */
  uploads?: true
}

/** The same status for several. */
export const all = (players: readonly Somebody[], status: number): Partial<Record<Somebody, number>> =>
  Object.fromEntries(players.map(player => [player, status]))

export const BUYERS = ['buyer-author', 'buyer-approver', 'evaluator'] as const
export const COUNCIL = ['organisation-admin', ...BUYERS] as const
export const OFFICERS = ['procurement-officer', 'second-officer', 'senior-officer'] as const
export const SUPPLIER = ['bid-writer', 'supplier-admin'] as const
export const NOBODY = { nobody: 401 }
