/** Who may do what with the rows of a table: conditions in SQL over the settings that UnitOfWork makes for one transaction. */
export interface RowPolicy {
  /** Whose rows may be read. */
  reads: string
  /** Whose rows may be added, changed and removed, as far as the grants allow that at all. */
  writes: string
  /** Whose rows may be held against others by whoever may not write them; where it is left out, those that may be written. */
  locks?: string
}

/** Null where nobody in particular asks, which equals nothing. */
export const ORGANISATION = `(SELECT nullif(current_setting('market.organisation', true), '')::uuid)`

/** Work of the marketplace itself and the acts in named-acts.ts. Where nobody has heard of the setting (another release, a bare psql) it is not guessed at: the statement fails. */
export const NAMED_ACT = `(SELECT current_setting('market.act')) <> ''`

/** The same, and no where nobody has heard of it: before a look into another table, whose own policy asks again. */
export const KNOWN_ACT = `(SELECT coalesce(current_setting('market.act', true), '')) <> ''`

export const OPERATOR = `(SELECT EXISTS (SELECT FROM organisation o WHERE o.id = ${ORGANISATION} AND o.kind = 'operator'))`

/** One row by its primary key, and null where there is none. Never EXISTS, which Postgres may answer by reading all the rows there are and hashing them. */
export const theOne = (of: string, where: string): string => `(SELECT true FROM ${of} WHERE ${where})`

export const buyerOf = (requirement: string): string => theOne('requirement r', `r.id = ${requirement} AND r.buyer_id = ${ORGANISATION}`)

/** The person who acts, whatever the organisation. */
export const PERSON = `(SELECT nullif(current_setting('market.person', true), '')::uuid)`

export const both = (condition: string): RowPolicy => ({ reads: condition, writes: condition })

export const ofSupplier = (table: string): string => `${table}.supplier_id = ${ORGANISATION} OR ${NAMED_ACT}`

/** Rows of the supplier's own bid. */
const ofOwnBid = (table: string): string =>
  `${KNOWN_ACT} OR ${theOne('bid b', `b.id = ${table}.bid_id AND b.supplier_id = ${ORGANISATION}`)}`

/** Read by whoever may read the bid, once it is opened; written by its supplier. */
export const openedWithBid = (table: string): RowPolicy => ({
  reads: `${KNOWN_ACT} OR ${theOne('bid b', `b.id = ${table}.bid_id`)}`,
  writes: ofOwnBid(table),
})

/** Sealed with the bid and never opened to anybody else. */
export const supplierAlone = (table: string): RowPolicy => both(ofOwnBid(table))

/** Of the operator's people. */
export const operators = (): RowPolicy => both(`${OPERATOR} OR ${NAMED_ACT}`)

/** Of the buyer's people. */
export const buyers = (table: string): RowPolicy => both(`${buyerOf(`${table}.requirement_id`)} OR ${NAMED_ACT}`)

/** Of the buyer's people and the operator's. */
export const buyersAndOperators = (table: string): RowPolicy => both(`${OPERATOR} OR ${buyerOf(`${table}.requirement_id`)} OR ${NAMED_ACT}`)

/** Known to everybody once it is published; until then to the buyer's people and the operator's. A supplier that bids holds it as it is. */
export const publishedOrBuyers = (table: string): RowPolicy & { locks: string } => {
  const writes = `${table}.buyer_id = ${ORGANISATION} OR ${OPERATOR} OR ${NAMED_ACT}`
  const reads = `${table}.published_at IS NOT NULL OR ${writes}`
  return { reads, locks: reads, writes }
}

/** Of the person themself. */
export const oneself = (table: string): RowPolicy => both(`${table}.person_id = ${PERSON} OR ${NAMED_ACT}`)

/** Part of an application, for the operator's people and the supplier whose it is. */
export const partOfApplication = (table: string): RowPolicy =>
  both(`${OPERATOR} OR ${theOne('application a', `a.id = ${table}.application_id AND a.supplier_id = ${ORGANISATION}`)} OR ${NAMED_ACT}`)

/** Of a supplier and the operator's people. */
export const suppliersAndOperators = (table: string): RowPolicy => both(`${OPERATOR} OR ${ofSupplier(table)}`)

/** Part of an audit, for the officers and the supplier whose answers it is about. */
export const partOfAudit = (table: string): RowPolicy =>
  both(`${OPERATOR} OR ${theOne('ethics_audit a', `a.id = ${table}.audit_id AND a.supplier_id = ${ORGANISATION}`)} OR ${NAMED_ACT}`)

/** Of a supplier, and of the operator's people once something that they read names it. Several may; one is enough. */
export const givenToOfficers = (table: string, of: string, where: string): string =>
  `${ofSupplier(table)} OR (${OPERATOR} AND (SELECT true FROM ${of} WHERE ${where} LIMIT 1))`
