import type { Readable } from 'node:stream'

import { DomainError, type ErrorKind, Malformed, Refused } from '../../shared/domain/errors.js'
import type { ActorRequest } from '../actor.guard.js'
import { readUpload } from '../file-upload.js'
import { refuseOtherActor } from './acting-for.js'

/** The hidden fields of a form that takes a file. */
const HIDDEN = ['_as', '_key'] as const

/** Reads the form of a page that sends one file, and whom it was shown to. */
export async function readFileForm(request: ActorRequest, take: (name: string, bytes: Readable) => Promise<void>): Promise<void> {
  const body = await readUpload(request, HIDDEN, (name, bytes) => (name === '' ? Promise.reject(new NoFileChosen()) : take(name, bytes)))
  refuseOtherActor({ account: request.account ?? null, body })
}

/** What `upload` answers; refusals of the file itself stand at its field. */
export const atTheFile = <T>(upload: Promise<T>): Promise<T> =>
  upload.catch((error: unknown) => {
    if (!(error instanceof DomainError) || !ABOUT_THE_FILE.has(error.kind)) throw error
    throw new Refused(error.code, error.message, [{ pointer: '/file', code: error.code, detail: error.message }])
  })

const ABOUT_THE_FILE: ReadonlySet<ErrorKind> = new Set(['malformed', 'refused', 'too-large', 'unsupported', 'too-many', 'unavailable'])

/** A browser sends a part without a name where nothing was chosen. */
class NoFileChosen extends Malformed {
  constructor() {
    super('file-missing', 'Choose a file')
  }
}
