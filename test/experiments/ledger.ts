import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What the receipt says that an oracle compares. */
export interface ReadReceipt {
  bidId: string
  version: number
  receivedAt: string
  contentCommitment: string
}

/** One try of one client, as it saw it. Times are milliseconds of the driver's own clock, never turned back. */
export interface Try {
  bidId: string
  key: string
  sentAt: number
  /** When the whole answer had been read; null when none came. */
  ackAt: number | null
  status: number | null
  /** Seconds for which the answer asks to wait. */
  retryAfter: number | null
  code: string | null
  /** SHA-256 of the answer's bytes. */
  sha256: string | null
  receipt: ReadReceipt | null
}

/** Acknowledged means: the client has read a whole 201 or 200 with a receipt in it. */
export const isAcknowledged = ({ status, receipt }: Try): boolean => (status === 201 || status === 200) && receipt !== null

/** What the clients were told, on disk before they go on: a crash of the driver would not make it forget what it was promised. */
export class Ledger {
  readonly tries: Try[] = []
  private writing: Promise<void> = Promise.resolve()

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async open(): Promise<Ledger> {
    const path = join(await mkdtemp(join(tmpdir(), 'ai-marketplace-ledger-')), 'tries.jsonl')
    return new Ledger(path, await open(path, 'a'))
  }

  note(made: Try): Promise<void> {
    this.tries.push(made)
    this.writing = this.writing.then(async () => {
      await this.file.appendFile(`${JSON.stringify(made)}\n`)
      await this.file.datasync()
    })
    return this.writing
  }

  async putAway(): Promise<void> {
    await this.writing
    await this.file.close()
    await rm(dirname(this.path), { recursive: true, force: true })
  }
}
