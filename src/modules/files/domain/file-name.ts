import { Malformed } from '../../../shared/domain/errors.js'

const LONGEST = 200

/** Controls, line and paragraph ends, and the marks that turn the direction of writing: they make a name look like another. */
const DECEIVING = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** The file name to show: its last path part, composed (NFC). Names are never used where files are kept. */
export function fileNameOf(sent: string): string {
  const name = (sent.split(/[/\\]/).at(-1) ?? '').normalize('NFC').trim()
  if (DECEIVING.test(name))
    throw new FileNameNotAllowed('It holds control characters, or marks that change the direction of writing. Rename the file.')
  if (Array.from(name).length > LONGEST) throw new FileNameNotAllowed(`It is longer than ${LONGEST} characters. Rename the file.`)
  if (extensionOf(name) === null) throw new FileNameNotAllowed('It needs letters or digits and an extension, such as certificate.pdf.')
  return name
}

/** In lower case and without its dot; null where there is nothing before or after the last dot. */
export const extensionOf = (name: string): string | null => /[\p{L}\p{N}].*\.([a-z\d]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? null

class FileNameNotAllowed extends Malformed {
  constructor(why: string) {
    super('file-name-not-allowed', `The file cannot have this name. ${why}`, [
      { pointer: '/file', code: 'file-name-not-allowed', detail: why },
    ])
  }
}
