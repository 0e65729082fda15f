import { open, rename, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

const LINES_KEPT = 50
const BYTES_KEPT = 64 * 1024

/**
 * Where the server writes its log: a file, never a pipe to us. A server that outlives a killed Node would otherwise break at
 * its next log line, in the middle of its orderly end. Handing it an open file also spares its account the way to the folder.
 */
export class ServerLog {
  private constructor(
    private readonly handle: FileHandle,
    private mark: number,
  ) {}

  /** Begins a new file at each start and keeps the one before. */
  static async open(dataDir: string): Promise<ServerLog> {
    const file = join(dataDir, 'postgres.log')
    await rename(file, `${file}.1`).catch(() => null)
    return new ServerLog(await open(file, 'a+', 0o600), 0)
  }

  get fd(): number {
    return this.handle.fd
  }

  /** Says that what comes next belongs to a new server. */
  async beginServer(): Promise<void> {
    this.mark = (await this.handle.stat()).size
  }

  /** The last lines the present server wrote. */
  async lastLines(): Promise<string[]> {
    const { size } = await this.handle.stat()
    const from = Math.max(this.mark, size - BYTES_KEPT)
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean).slice(-LINES_KEPT)
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}
