import type { DataSource } from 'typeorm'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { type Heads, verifyLog, wordsForChainFault } from '../audit/verify-log.js'
import { wordsForFinding } from './domain/bid-faults.js'
import { verifyBids } from './verify-bids.js'
import { readKeysFile, readReceiptFile } from './verify-receipt-file.js'

/** What was kept where whoever writes to the database cannot: heads of chains, and files of public keys and of a receipt. */
export interface Kept {
  heads: Heads | undefined
  keys: string | undefined
  receipt: string | undefined
}

/** Verifies log and bids as of one moment, with one line for each finding; whether everything is whole. */
export async function tellOfBids(source: DataSource, kept: Kept, say: (line: string) => void): Promise<boolean> {
  const outside = {
    keys: kept.keys === undefined ? undefined : await readKeysFile(kept.keys),
    receipt: kept.receipt === undefined ? undefined : (await readReceiptFile(kept.receipt)).receipt,
  }
  return new UnitOfWork(source).read(SYSTEM, async (view: Readable) => {
    const log = await verifyLog(view, kept.heads)
    for (const fault of log.faults) say(`FAULT ${wordsForChainFault(fault)}`)
    const bids = await verifyBids(
      view,
      finding => {
        say(`FAULT ${wordsForFinding(finding)}`)
      },
      outside,
    )
    say(`${log.streams} chains, ${log.events} events, ${log.faults.length} faults`)
    say(`${bids.bids} bids, ${bids.versions} versions, ${bids.openings} openings, ${bids.findings} faults`)
    if (bids.unsigned > 0)
      say(`${bids.unsigned} receipts are from before receipts were signed: whoever wrote to the database could change them.`)
    if (kept.heads === undefined)
      say('Without --head or --receipt, what was cut off or rewritten together with its chain cannot be told, nor an older state put back.')
    if (kept.keys === undefined) say('Without --keys, a key that somebody put into the database counts as published.')
    return log.faults.length + bids.findings === 0
  })
}
