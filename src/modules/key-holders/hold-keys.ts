import type { Readable } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'

/** Works past the row policies, to seal for people by their public keys and to see who holds what. Every other way to these rows is a person's own. */
export const holdKeys = <T>(view: Readable, work: () => Promise<T>): Promise<T> => withEveryRow(view, 'hold-keys', work)
