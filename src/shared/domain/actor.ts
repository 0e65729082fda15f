/** Roles of the marketplace; what each may do stands in docs/architecture.md and in each noun's policy. */
export const ROLES = [
  'organisation-admin',
  'buyer-author',
  'buyer-approver',
  'evaluator',
  'bid-writer',
  'supplier-admin',
  'procurement-officer',
  'senior-officer',
  'auditor',
] as const

export type Role = (typeof ROLES)[number]

export type OrganisationKind = 'public-body' | 'supplier' | 'operator'

/** "All an officer may" and "all a bid-writer may": the roles that a role carries with it. */
const CARRIES: Partial<Record<Role, readonly Role[]>> = {
  'senior-officer': ['procurement-officer'],
  'supplier-admin': ['bid-writer'],
}

/** In place of an organisation's id for whoever acts for nobody but themself: the nil UUID (RFC 9562), which no organisation has. */
export const NO_ORGANISATION = '00000000-0000-0000-0000-000000000000'

/** What is known of whoever acts, from the session. */
export interface ActorFacts {
  personId: string
  organisationId: string
  /** Null for whoever acts in no organisation. */
  organisationKind: OrganisationKind | null
  roles: readonly Role[]
  /** Whether the person holds a supplier role in any organisation: such a person never opens, approves, evaluates or audits. */
  supplierAnywhere: boolean
  /** Seconds since they last proved who they are, by signing in or by a step-up; by the database clock. */
  signInAgeSeconds: number
  /** Roles they hold and cannot use before they have given a second factor. */
  withheldRoles?: readonly Role[]
  /** The session they act in; none for an API token. */
  sessionId?: string | null
  /** Whether an API token acts for them, with fewer roles than they hold. */
  byToken?: boolean
}

/** A person acting in one organisation, or for themself alone. */
export class Actor {
  readonly personId: string
  readonly organisationId: string
  readonly organisationKind: OrganisationKind | null
  readonly supplierAnywhere: boolean
  readonly signInAgeSeconds: number
  readonly sessionId: string | null
  readonly byToken: boolean
  private readonly roles: ReadonlySet<Role>
  private readonly withheldRoles: ReadonlySet<Role>

  constructor(facts: ActorFacts) {
    this.personId = facts.personId
    this.organisationId = facts.organisationId
    this.organisationKind = facts.organisationKind
    this.supplierAnywhere = facts.supplierAnywhere
    this.signInAgeSeconds = facts.signInAgeSeconds
    this.sessionId = facts.sessionId ?? null
    this.byToken = facts.byToken ?? false
    this.roles = withCarried(facts.roles)
    this.withheldRoles = withCarried(facts.withheldRoles ?? [])
  }

  has(role: Role): boolean {
    return this.roles.has(role)
  }

  hasAny(roles: readonly Role[]): boolean {
    return roles.some(role => this.roles.has(role))
  }

  /** Whether one of these would be theirs if they gave a second factor. */
  lacksSecondFactorFor(roles: readonly Role[]): boolean {
    return roles.some(role => this.withheldRoles.has(role))
  }
}

/** The roles with all that they carry. */
export const withCarried = (roles: readonly Role[]): ReadonlySet<Role> => new Set(roles.flatMap(role => [role, ...(CARRIES[role] ?? [])]))

/** The marketplace itself, when a job acts and no person does. */
export const SYSTEM = { personId: null, organisationId: null } as const

/** Whoever a transaction runs for. */
export type Acting = (Pick<Actor, 'personId'> & { organisationId: string | null }) | typeof SYSTEM
