/** Where a sign-in comes from. Nothing of it proves anything; a device token that we gave out comes nearest. */
export interface Origin {
  /** The address of whoever asks. */
  source: string
  /** Their program in words: "Firefox on Windows". */
  device: string
  /** The token that the cookie of a browser carries, to know it again; null where there are no cookies. */
  deviceToken: string | null
}
