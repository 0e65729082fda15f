/**
 * One way of keeping private keys at rest, and the port behind which an external service stands. What it wrapped is known by how the bytes
 * begin, and opens for nothing but what it was wrapped for.
 */
export abstract class KeyWrap {
  abstract hasWrapped(bytes: Buffer): boolean

  /** Throws KeyServiceAway where nobody answers, as the others do. */
  abstract wrap(key: Buffer, about: string): Promise<Buffer>

  /** Throws KeyUnavailable where it does not open, or is for something else. */
  abstract unwrap(wrapped: Buffer, about: string): Promise<Buffer>

  /** What it wrapped itself, wrapped by its newest key; null where it is. */
  abstract renew(wrapped: Buffer, about: string): Promise<Buffer | null>
}
