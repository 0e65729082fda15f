import { Readable as ByteStream } from 'node:stream'

import { Injectable, type OnModuleInit } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { csvRow } from '../../shared/domain/csv.js'
import type { Instant } from '../../shared/domain/instant.js'
import { OPENED_STATES } from '../bids/domain/bid-lifecycle.js'
import { GIVEN_OUT, isGivenOut } from '../files/domain/scan.js'
import { EvidenceBytes } from '../bids/evidence-bytes.js'
import { listFilesOfVersion } from '../bids/evidence-queries.js'
import { listOpenedBids, listOpenedSummaries, type OpenedBid } from '../bids/opened-bid-queries.js'
import { refuseUnlessReadable } from '../bids/opened-bids.service.js'
import { Sealing } from '../bids/sealing.js'
import { safePart } from '../exports/domain/safe-path.js'
import { type ExportContent, type ExportEntry, ExportKinds } from '../exports/export-kinds.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { requirementSubject } from '../requirements/requirement-audit.js'
import { type PackTable, PACK_TABLES, tableStart } from './bid-pack-tables.js'
import { packedBidHtml, type PackedFile, packIndexHtml } from './bid-pack-views.js'
import { competitionOf, type OpenedCompetition } from './opened-competition.js'

/** Read at once, so that the envelopes of so many are in memory together and no more. */
const AT_ONCE = 5

/** The bids of one competition as somebody may read them. */
interface Packing {
  actor: Actor
  competition: OpenedCompetition
  openedAt: Instant | null
}

/** The opened bids of a requirement as one archive: to be read and printed, as data, with their evidence, and with tables over all of them. */
@Injectable()
export class BidPack implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
    private readonly bytes: EvidenceBytes,
    private readonly kinds: ExportKinds,
    private readonly sealing: Sealing,
  ) {}

  onModuleInit(): void {
    this.kinds.register({
      name: 'bid-pack',
      fileName: requirementId => `bid-pack-${requirementId}.zip`,
      subject: requirementSubject,
      refuseUnlessAllowed: refuseUnlessReadable,
      contentOf: (actor, requirementId) => this.contentOf(actor, requirementId),
    })
  }

  private contentOf(actor: Actor, requirementId: string): Promise<ExportContent> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await refuseUnlessReadable(view, actor, requirementId)
      const { bids, files } = await countOpened(view, requirementId)
      const packing = { actor, competition: competitionOf(this.guidelines, requirement), openedAt: requirement.bidsOpenedAt }
      return { total: 1 + PACK_TABLES.length + 2 * bids + files, entries: this.entriesOf(packing) }
    })
  }

  private async *entriesOf(packing: Packing): AsyncGenerator<ExportEntry> {
    yield inMemory('index.html', await this.indexOf(packing))
    for (const table of PACK_TABLES)
      yield { path: table.path, open: () => Promise.resolve(ByteStream.from(this.rowsOf(packing, table), { objectMode: false })) }
    let place = 0
    for await (const bid of this.bidsOf(packing)) yield* this.filesOf(packing, bid, folderOf((place += 1), bid.supplierName))
  }

  private async *filesOf({ actor, competition }: Packing, bid: OpenedBid, folder: string): AsyncGenerator<ExportEntry> {
    const stored = await this.unitOfWork.read(actor, view => listFilesOfVersion(view, this.sealing, bid.bidId, bid.version))
    const files = bid.files.map(({ id, name, sha256 }, place): PackedFile => {
      const scan = stored.find(each => each.id === id)?.scan ?? 'pending'
      return { id, name, sha256, scan, path: isGivenOut(scan) ? `files/${safePart(place + 1, name)}` : null }
    })
    yield inMemory(`${folder}/bid.html`, packedBidHtml(competition, bid, files))
    yield inMemory(`${folder}/bid.json`, `${JSON.stringify(bid, null, 2)}\n`)
    for (const { id, path } of files) if (path !== null) yield { path: `${folder}/${path}`, open: () => this.bytes.open(actor, id) }
  }

  private async *rowsOf(packing: Packing, table: PackTable): AsyncGenerator<string> {
    yield tableStart(table)
    for await (const bid of this.bidsOf(packing)) yield table.rowsOf(bid, packing.competition).map(csvRow).join('')
  }

  /** All bids in the order of the list, some at a time; whether they may be read is asked each time. */
  private async *bidsOf({ actor, competition: { requirementId } }: Packing): AsyncGenerator<OpenedBid> {
    let found: OpenedBid[] = []
    do {
      const after = found.at(-1)?.bidId ?? null
      found = await this.unitOfWork.read(actor, async view => {
        await refuseUnlessReadable(view, actor, requirementId)
        return listOpenedBids(view, requirementId, after, AT_ONCE)
      })
      yield* found
    } while (found.length === AT_ONCE)
  }

  private indexOf({ actor, competition, openedAt }: Packing): Promise<string> {
    return this.unitOfWork.read(actor, async view => {
      const bids = await listOpenedSummaries(view, competition.requirementId, null, null)
      return packIndexHtml(
        competition,
        openedAt,
        bids.map((bid, place) => ({ ...bid, folder: folderOf(place + 1, bid.supplierName) })),
      )
    })
  }
}

const folderOf = (place: number, supplierName: string): string => `bids/${safePart(place, supplierName)}`

const inMemory = (path: string, text: string): ExportEntry => ({ path, open: () => Promise.resolve(ByteStream.from([Buffer.from(text)])) })

/** Of the last versions, and without what is not given out. */
const countOpened = (view: Readable, requirementId: string): Promise<{ bids: number; files: number }> =>
  oneRow(
    view,
    `SELECT count(*)::int AS bids,
            coalesce(sum((SELECT count(*) FROM bid_version_file p JOIN evidence_file f ON f.id = p.file_id
                          WHERE p.bid_id = b.id AND p.version = v.number AND f.scan = ANY ($3))), 0)::int AS files
     FROM bid b JOIN LATERAL (SELECT max(number) AS number FROM bid_version WHERE bid_id = b.id) v ON true
     WHERE b.requirement_id = $1 AND b.state = ANY ($2)`,
    [requirementId, OPENED_STATES, GIVEN_OUT],
  )
