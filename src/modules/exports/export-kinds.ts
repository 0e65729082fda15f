import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Subject } from '../audit/record-audit.js'

export type ExportKindName = 'bid-pack'

/** One file of an archive. It is opened when its turn comes, and read once. */
export interface ExportEntry {
  path: string
  open: () => Promise<ByteStream>
}

export interface ExportContent {
  /** How many entries there will be, for the progress. */
  total: number
  entries: AsyncIterable<ExportEntry>
}

/** What can be made into a file. A feature registers its own. */
export interface ExportKind {
  name: ExportKindName
  /** What the download is called. */
  fileName: (requirementId: string) => string
  subject: (requirementId: string) => Subject
  /** Throws for whoever may not have it; asked when it is ordered, made, looked at and downloaded. */
  refuseUnlessAllowed: (view: Readable, actor: Actor, requirementId: string) => Promise<unknown>
  contentOf: (actor: Actor, requirementId: string) => Promise<ExportContent>
}

@Injectable()
export class ExportKinds {
  private readonly kinds = new Map<ExportKindName, ExportKind>()

  register(kind: ExportKind): void {
    this.kinds.set(kind.name, kind)
  }

  get(name: ExportKindName): ExportKind {
    const kind = this.kinds.get(name)
    if (kind === undefined) throw new Error(`Nobody makes a ${name}.`)
    return kind
  }
}
