import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Installation } from './installation.js'
import { Operator } from './product.js'
import type { TestApp } from './test-app.js'

/** Runs commands on backups in folders of their own, and puts everything away in the end. */
export class BackupOperator {
  readonly operator = new Operator()
  private readonly folders: string[] = []

  async aFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-backup-'))
    this.folders.push(folder)
    return folder
  }

  /** What a command said and how it ended. */
  async run(environment: Record<string, string>, ...parameters: string[]): Promise<{ code: number | null; said: string }> {
    const running = this.operator.run('cli', environment, ...parameters)
    const { code } = await running.ended
    return { code, said: running.out + running.errors }
  }

  async putAway(): Promise<void> {
    await this.operator.putAway()
    await Promise.all(this.folders.map(folder => rm(folder, { recursive: true, force: true })))
  }
}

/** The environment of a command that may act as the owner, on another database and folder. */
export const at = (test: TestApp, { url, ownerUrl, storageUrl }: Installation): Record<string, string> => ({
  ...test.environment,
  DATABASE_URL: url,
  DATABASE_OWNER_URL: ownerUrl,
  STORAGE_URL: storageUrl,
})

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
