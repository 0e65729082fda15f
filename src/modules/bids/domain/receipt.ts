/** Proof of what was received and when. The commitment is salted, so it tells nothing to whoever lacks the salt. */
export interface Receipt {
  bidId: string
  requirementId: string
  version: number
  /** By the database clock, microseconds. */
  receivedAt: string
  /** SHA-256 over the salt and the content hash. */
  contentCommitment: string
  /** Every evidence file of the version, with the hash of its bytes in 64 hexadecimal digits, as sha256sum prints it. */
  files: { id: string; sha256: string }[]
  reportHash: string
}
