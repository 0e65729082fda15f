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

/** What is known of whoever acts, from the session. */
export interface ActorFacts {
  personId: string
  organisationId: string
  organisationKind: OrganisationKind
  roles: readonly Role[]
  /** Whether the person holds a supplier role in any organisation: such a person never opens, approves, evaluates or audits. */
  supplierAnywhere: boolean
  /** Seconds since the password was last given, by the database clock. */
  signInAgeSeconds: number
}

/** A person acting in one organisation. */
export class Actor {
  readonly personId: string
  readonly organisationId: string
  readonly organisationKind: OrganisationKind
  readonly supplierAnywhere: boolean
  readonly signInAgeSeconds: number
  private readonly roles: ReadonlySet<Role>

  constructor(facts: ActorFacts) {
    this.personId = facts.personId
    this.organisationId = facts.organisationId
    this.organisationKind = facts.organisationKind
    this.supplierAnywhere = facts.supplierAnywhere
    this.signInAgeSeconds = facts.signInAgeSeconds
    this.roles = new Set(facts.roles.flatMap(role => [role, ...(CARRIES[role] ?? [])]))
  }

  has(role: Role): boolean {
    return this.roles.has(role)
  }

  hasAny(roles: readonly Role[]): boolean {
    return roles.some(role => this.roles.has(role))
  }
}

/** The marketplace itself, when a job acts and no person does. */
export const SYSTEM = { personId: null, organisationId: null } as const

/** Whoever a transaction runs for. */
export type Acting = (Pick<Actor, 'personId'> & { organisationId: string | null }) | typeof SYSTEM
