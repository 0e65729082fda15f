/** The object that the bytes are the JSON of, or null: bytes that somebody may have changed say anything. */
export function objectIn(bytes: Buffer): object | null {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof parsed === 'object' ? parsed : null
  } catch {
    return null
  }
}
