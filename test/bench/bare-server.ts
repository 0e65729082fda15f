import { createHash } from 'node:crypto'

import Fastify from 'fastify'
import pg from 'pg'

import type { Asked } from '../../src/modules/bids/domain/bid-completeness.js'
import type { BidDraft } from '../../src/modules/bids/domain/bid-content.js'
import { priceTotalOf, wordCountsOf } from '../../src/modules/bids/domain/bid-progress.js'
import { acknowledgementsOf, sealOfBids, workingCopyOf } from '../../src/modules/bids/sealing.js'
import { loadConfig } from '../../src/shared/config.js'
import { withMasterKey } from '../../src/shared/keep-master-key.js'
import type { SealedFor } from '../../src/shared/rotating-seal.js'
import { EVERY_ROW } from '../support/cluster.js'

/** The least that answers a supplier's bid with the same bytes: Fastify and two prepared statements, no framework, no rules. */
const pool = new pg.Pool({ connectionString: String(process.argv[2]), options: EVERY_ROW, max: 10 })
const server = Fastify()
const seal = sealOfBids(await withMasterKey(loadConfig({ DATA_DIR: String(process.argv[3]) })))

const unsealed = (bytes: Buffer, place: SealedFor): unknown => JSON.parse(String(seal.unseal(bytes, place)))

const WHO = {
  name: 'who',
  text: `SELECT s.person_id, g.organisation_id, array_agg(g.role) AS roles FROM session s JOIN role_grant g ON g.person_id = s.person_id
         WHERE s.token_hash = $1 AND s.expires_at > market_now() GROUP BY 1, 2`,
}
const BID = {
  name: 'bid',
  text: `SELECT b.id, b.requirement_id, b.supplier_id, b.revision, b.working_copy, a.acknowledgements, r.content,
                CASE WHEN b.state = 'draft' AND r.submission_deadline <= market_now() THEN 'not-submitted' ELSE b.state END AS state
         FROM bid b JOIN requirement r ON r.id = b.requirement_id LEFT JOIN acknowledgement_set a ON a.bid_id = b.id WHERE b.id = $1`,
}

interface BidRow {
  id: string
  requirement_id: string
  supplier_id: string
  revision: number
  state: string
  working_copy: Buffer
  acknowledgements: Buffer | null
  content: Asked
}

server.get<{ Params: { id: string } }>('/api/v1/bids/:id', async (request, reply) => {
  const token = String(request.headers.authorization).replace('Bearer ', '')
  const who = await pool.query<{ organisation_id: string }>({ ...WHO, values: [createHash('sha256').update(token).digest()] })
  const found = await pool.query<BidRow>({ ...BID, values: [request.params.id] })
  const [bid] = found.rows
  if (bid === undefined || bid.supplier_id !== who.rows[0]?.organisation_id) return reply.code(404).send()
  const place = { id: bid.id, supplierId: bid.supplier_id }
  const sealed = bid.acknowledgements
  const given = (sealed === null ? [] : unsealed(sealed, acknowledgementsOf(place))) as { readHash: string }[]
  const acknowledgements = given.map(({ readHash: _, ...each }) => ({ ...each, stands: true }))
  const { id, requirement_id: requirementId, state } = bid
  void reply.header('etag', `"${bid.revision}"`).header('cache-control', 'no-store')
  const draft = unsealed(bid.working_copy, workingCopyOf(place)) as BidDraft
  const progress = { wordCounts: wordCountsOf(draft, bid.content), priceTotal: priceTotalOf(draft, bid.content) }
  return { id, requirementId, state, ...draft, acknowledgements, ...progress }
})

process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`)
