import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { isBackupFree } from '../../shared/database/backup-lock.js'
import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { Storage } from '../../shared/storage/storage.js'
import { LOG } from '../../shared/tokens.js'
import { Sweeper } from '../outbox/sweeper.js'
import { FileKinds, type KindOfFiles } from './file-kinds.js'

const AN_HOUR_MS = 3_600_000
const AT_ONCE = 500

/** Removes what nothing holds: files that were taken out and are in no version, and bytes without a row, of an export or of a file of any kind. */
@Injectable()
export class SweepFiles implements OnModuleInit, BeforeApplicationShutdown {
  private walk: Promise<void> | null = null
  private ending = false

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly storage: Storage,
    private readonly sweeper: Sweeper,
    private readonly kinds: FileKinds,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'forget-removed-evidence', run: () => this.forgetRemoved() })
    this.sweeper.register({ name: 'remove-orphaned-evidence', run: () => this.beginWalk() })
  }

  /** Rows first: should this end in between, the bytes are orphans and go with those. */
  async forgetRemoved(): Promise<void> {
    const keys = await this.unitOfWork.run(SYSTEM, tx => deleteRemoved(tx, this.kinds.all()))
    for (const key of keys) await this.storage.remove(key)
  }

  /** Removes objects without a row, and unfinished ones, that are older than an hour: no upload takes so long. */
  async removeOrphans(): Promise<void> {
    const anHourAgo = new Date(Date.parse(await this.unitOfWork.readPublic(marketNow)) - AN_HOUR_MS)
    await this.storage.removeUnfinishedBefore(anHourAgo)
    let batch: string[] = []
    for await (const key of this.storage.listBefore(anHourAgo)) {
      if (this.ending) return
      batch.push(key)
      if (batch.length < AT_ONCE) continue
      await this.removeWithoutRow(batch)
      batch = []
    }
    await this.removeWithoutRow(batch)
  }

  /**
   * Begins the walk through all folders where none of any process was begun within the hour, and answers whether it did. The walk is
   * long, and nothing waits for it; one that fails is made up for by the next.
   */
  async beginWalk(): Promise<boolean> {
    if (this.walk !== null || this.ending || !(await this.unitOfWork.run(SYSTEM, claimWalk))) return false
    this.walk = this.removeOrphans()
      .catch((error: unknown) => {
        this.log.error({ reason: String(error) }, 'orphaned evidence could not be removed')
      })
      .finally(() => {
        this.walk = null
      })
    return true
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true
    await this.walk
  }

  private async removeWithoutRow(keys: readonly string[]): Promise<void> {
    const holders = ['export_job', ...this.kinds.all().map(({ table }) => table)]
    const isHeldBy = holders.map(table => `EXISTS (SELECT FROM ${table} WHERE storage_key = key)`).join(' OR ')
    const orphans = await this.unitOfWork.read(SYSTEM, view =>
      rows<{ key: string }>(view, `SELECT key FROM unnest($1::text[]) AS key WHERE NOT (${isHeldBy})`, [keys]),
    )
    for (const { key } of orphans) await this.storage.remove(key)
  }
}

/** Whoever moves the moment walks. */
async function claimWalk(tx: Tx): Promise<boolean> {
  const claimed = await firstRow(
    tx,
    `UPDATE storage SET walk_began_at = market_now() WHERE walk_began_at IS NULL OR walk_began_at <= (SELECT market_now()) - interval '1 hour' RETURNING owner`,
  )
  return claimed !== null
}

/** Not while a backup is made: it copies the bytes of every row that it has. */
async function deleteRemoved(tx: Tx, kinds: readonly KindOfFiles[]): Promise<string[]> {
  if (!(await isBackupFree(tx))) return []
  const keys: string[] = []
  for (const { table, keepsRemoved } of kinds) {
    if (keepsRemoved === null) continue
    const found = await rows<{ key: string }>(
      tx,
      `DELETE FROM ${table} WHERE id IN (
         SELECT f.id FROM ${table} f WHERE f.removed_at IS NOT NULL AND NOT ${keepsRemoved} LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING storage_key AS key`,
      [AT_ONCE],
    )
    keys.push(...found.map(({ key }) => key))
  }
  return keys
}
