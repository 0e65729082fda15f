import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { OPENED_STATES } from './domain/bid-lifecycle.js'

interface Infected {
  fileId: string
  bidId: string
  supplierId: string
  scannedAt: Instant | null
  openedAt: Instant
  finding: string | null
}

/**
 * Has the officers see an infected file of an opened bid, once for each: at the opening, or when it is found after that. Before the opening
 * nobody but the supplier may know that there is a bid.
 */
@Injectable()
export class NoteInfectedEvidence implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    const note = (tx: Tx, { payload }: { payload: Readonly<Record<string, unknown>> }) => noteInfected(tx, String(payload['requirementId']))
    this.handlers.register(
      { name: 'note-infected-evidence', on: 'bids.opened', handle: note },
      { name: 'note-evidence-found-infected', on: 'evidence.infected', handle: note },
    )
  }
}

async function noteInfected(tx: Tx, requirementId: string): Promise<void> {
  const infected = await rows<Infected>(
    tx,
    `SELECT f.id AS "fileId", b.id AS "bidId", b.supplier_id AS "supplierId", f.scanned_at AS "scannedAt", r.bids_opened_at AS "openedAt", f.finding
     FROM requirement r JOIN bid b ON b.requirement_id = r.id AND b.state = ANY ($2)
     JOIN LATERAL (SELECT max(number) AS number FROM bid_version WHERE bid_id = b.id) v ON true
     JOIN bid_version_file p ON p.bid_id = b.id AND p.version = v.number JOIN evidence_file f ON f.id = p.file_id AND f.scan = 'infected'
     WHERE r.id = $1 AND r.bids_opened_at IS NOT NULL ORDER BY f.id`,
    [requirementId, OPENED_STATES],
  )
  await noteOfficerEvents(
    tx,
    infected.map(({ fileId, bidId, supplierId, scannedAt, openedAt, finding }) => ({
      kind: 'infected-evidence',
      about: fileId,
      occurredAt: scannedAt !== null && scannedAt > openedAt ? scannedAt : openedAt,
      requirementId,
      organisationId: supplierId,
      subjectId: bidId,
      ...(finding === null ? {} : { reason: finding }),
    })),
  )
}
