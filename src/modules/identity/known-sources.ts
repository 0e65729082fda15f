import { createHmac } from 'node:crypto'

import { Inject, Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { deriveKey } from '../../shared/master-key.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { Origin } from './origin.js'

/** A source is known for so long after the last sign-in from it. Own figure: longer than holidays, shorter than most addresses stay with one customer. */
export const KNOWN_FOR_DAYS = 90

/** What is known of where an attempt comes from. */
export interface Acquaintance {
  address: boolean
  device: boolean
  /** Whether the person ever signed in anywhere, so that a new place is news. */
  anywhere: boolean
}

/** Where each person has signed in before, as keyed hashes of addresses and device tokens: the table tells nobody's address. */
@Injectable()
export class KnownSources {
  private readonly key: Buffer

  constructor(@Inject(CONFIG) config: RunningConfig) {
    this.key = deriveKey(config.masterKey, 'known sources')
  }

  /** For nobody (an unknown account) the same question is asked, and nothing is known. */
  async find(view: Readable, personId: string | null, origin: Origin): Promise<Acquaintance> {
    const [address, device] = this.hashesOf(origin)
    const known = await rows<{ hash: Buffer }>(
      view,
      `SELECT source_hash AS hash FROM known_source WHERE person_id = $1 AND last_signed_in_at > market_now() - make_interval(days => ${KNOWN_FOR_DAYS})`,
      [personId],
    )
    const has = (hash: Buffer | undefined): boolean => hash !== undefined && known.some(each => each.hash.equals(hash))
    return { address: has(address), device: has(device), anywhere: known.length > 0 }
  }

  async remember(tx: Tx, personId: string, origin: Origin): Promise<void> {
    await tx.query(
      `INSERT INTO known_source (person_id, source_hash, first_seen_at, last_signed_in_at)
       SELECT $1, hash, at, at FROM unnest($2::bytea[]) AS given (hash), (SELECT market_now() AS at OFFSET 0) clock ORDER BY hash
       ON CONFLICT (person_id, source_hash) DO UPDATE SET last_signed_in_at = greatest(known_source.last_signed_in_at, excluded.last_signed_in_at)`,
      [personId, this.hashesOf(origin)],
    )
  }

  private hashesOf({ source, deviceToken }: Origin): Buffer[] {
    const hash = (text: string): Buffer => createHmac('sha256', this.key).update(text).digest()
    return deviceToken === null ? [hash(`address ${source}`)] : [hash(`address ${source}`), hash(`device ${deviceToken}`)]
  }
}
