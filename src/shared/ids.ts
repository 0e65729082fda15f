import { v4, v7 } from 'uuid'

/** A new UUIDv7: ids are made here, never by the database, and sort by the time they were made. */
export const newId = (): string => v7()

/** A random id, for what must not tell when it was made: whoever asks a question is not to be found out by the moment. */
export const newBlindId = (): string => v4()
