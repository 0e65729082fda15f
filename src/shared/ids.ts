import { v7 } from 'uuid'

/** A new UUIDv7: ids are made here, never by the database, and sort by the time they were made. */
export const newId = (): string => v7()
