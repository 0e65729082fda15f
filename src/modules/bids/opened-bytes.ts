/** What the opening wrote down readable: a quality envelope, or the report of its check. */
export const readOpened = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))
