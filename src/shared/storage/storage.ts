import type { Readable } from 'node:stream'

import { DomainError } from '../domain/errors.js'

/** What was stored: where it lies, and what it is by its bytes. */
export interface StoredObject {
  /** Made by the storage; nothing that anybody sends becomes part of it. */
  key: string
  size: number
  sha256: Buffer
}

/** Where bytes lie that are too many for the database. The folder of `file:` is the first of its kind; S3 is to be the next. */
export abstract class Storage {
  /** Keeps all that the source gives, durably, or nothing of it. Throws FileTooLarge at the first byte beyond `most`. */
  abstract put(source: Readable, most: number): Promise<StoredObject>

  /** The bytes of an object, from a place on. Throws FileNotAtHand where there are none. */
  abstract open(key: string, from?: number): Promise<Readable>

  /** Removes an object; one that is gone already is no mistake. */
  abstract remove(key: string): Promise<void>

  /** Keys of all objects stored before a moment. */
  abstract listBefore(moment: Date): AsyncIterable<string>

  /** Removes what was begun before a moment and never became an object. */
  abstract removeUnfinishedBefore(moment: Date): Promise<void>
}

export class FileTooLarge extends DomainError {
  constructor(most: number) {
    super('too-large', 'file-too-large', `The file is larger than ${most} bytes. Make it smaller, or split it.`, [], { mostBytes: most })
  }
}

export class StorageFull extends DomainError {
  constructor() {
    super('unavailable', 'storage-full', 'There is no room for files at the moment. Nothing was kept; try again later.')
  }
}

/** A row names bytes that are not there: they were lost, or not put back yet. */
export class FileNotAtHand extends DomainError {
  constructor() {
    super(
      'unavailable',
      'file-not-at-hand',
      'The file is not at hand at the moment. Try again later, and tell the operator if it stays so.',
    )
  }
}

/** The bytes are not those that were kept, or not by this key: changed, cut, exchanged, or readable where they were sealed. */
export class FileNotAsKept extends DomainError {
  constructor() {
    super('unavailable', 'unavailable', 'The file cannot be read at the moment. Nothing is lost by that; the operator has to look.')
  }
}

/** A place that this process cannot use, as an operator is told at start. */
export class StorageUnfit extends Error {}
