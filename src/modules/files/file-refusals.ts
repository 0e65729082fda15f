import { Refused } from '../../shared/domain/errors.js'

/** It breaks off, or is not as its format has it: nothing can be said of what is in it. */
export class NotWhole extends Error {}

export class FileTypeMismatch extends Refused {
  constructor(found: string) {
    super('file-type-mismatch', `The file is not what its name says: its content is ${found}. Rename it, or send the right file.`)
  }
}

export class AlsoSomethingElse extends Refused {
  constructor(what: string) {
    super('file-type-mismatch', `The file is more than its name says: it is ${what}. Save it anew, without what does not belong to it.`)
  }
}

export class Encrypted extends Refused {
  constructor() {
    const detail =
      'The file is encrypted: it asks for a password, or limits printing or copying, so that no scanner can look into it. Save it without a password and without limits.'
    super('file-encrypted', detail)
  }
}

export class WithMacros extends Refused {
  constructor() {
    super('file-with-macros', 'The file holds macros or other programs. Save it without them, or as a PDF.')
  }
}

export class ReachesOut extends Refused {
  constructor() {
    const detail =
      'The file fetches something from elsewhere when it is opened, such as a template, or hides what it fetches. Save it with everything in it, or as a PDF.'
    super('file-reaches-out', detail)
  }
}

export class PackedTooMuch extends Refused {
  constructor(why: string) {
    super('file-packed-too-much', `The file is not packed as office programs pack theirs. ${why} Save it anew, or as a PDF.`)
  }
}

export class WithFormulas extends Refused {
  constructor(line: number) {
    const detail = `Line ${line} has a cell that a spreadsheet would calculate. Save the table with its values instead of formulas.`
    super('file-with-formulas', detail, [], { line })
  }
}
