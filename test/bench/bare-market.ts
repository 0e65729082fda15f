import { createHash } from 'node:crypto'

import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import pg from 'pg'

import { presentSupplier } from '../../src/modules/memberships/directory.dto.js'
import { listSuppliers } from '../../src/modules/memberships/directory-queries.js'
import { presentRequirement } from '../../src/modules/requirements/requirement.dto.js'
import type { RequirementFilter } from '../../src/modules/requirements/requirement-filter.js'
import { listRequirementSummaries } from '../../src/modules/requirements/requirement-list-queries.js'
import { findRequirementView } from '../../src/modules/requirements/requirement-queries.js'
import { poolSettings } from '../../src/shared/database/data-source.js'
import { PreparingClient } from '../../src/shared/database/preparing-client.js'
import type { Readable } from '../../src/shared/database/unit-of-work.js'
import { pageOf } from '../../src/shared/keyset.js'

/** The least that answers public reads with the same bytes: Fastify, and the product's own statements, prepared; no framework, no validation. */
const pool = new pg.Pool({ ...poolSettings, connectionString: String(process.argv[2]), max: 10, Client: PreparingClient })
const view = {
  query: async (sql: string, values: unknown[]) => (await pool.query<Record<string, unknown>>(sql, values)).rows,
} as unknown as Readable
const server = Fastify()

function answer(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const body = JSON.stringify(value)
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  void reply.header('ETag', etag).header('Cache-Control', 'public, no-cache').type('application/json; charset=utf-8')
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(body)
}

const PUBLIC = { buyerId: null, includePractice: false } as const

async function page(filter: Partial<RequirementFilter>, limit: number) {
  const found = await listRequirementSummaries(view, { ...PUBLIC, ...filter }, 'newest', [], limit + 1)
  return pageOf(
    found,
    limit,
    ({ sortedBy, id }) => ['newest', sortedBy, id],
    ({ sortedBy: _, ...summary }) => summary,
  )
}

type Asked = Pick<RequirementFilter, 'q' | 'status' | 'tier'>

server.get<{ Querystring: Asked }>('/api/v1/requirements', async (request, reply) => answer(request, reply, await page(request.query, 25)))

server.get<{ Querystring: Asked }>('/api/v1/requirements/export', async (request, reply) => {
  const { items } = await page(request.query, 10_000)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify({ items }))
})

server.get<{ Params: { id: string } }>('/api/v1/requirements/:id', async (request, reply) => {
  const found = await findRequirementView(view, request.params.id)
  return found === null ? reply.code(404).send() : answer(request, reply, presentRequirement(found, 'other'))
})

server.get('/api/v1/suppliers', async (request, reply) => {
  const { items, nextCursor } = pageOf(await listSuppliers(view, {}, null, 26), 25, ({ id }) => [id])
  return answer(request, reply, { items: items.map(presentSupplier), nextCursor })
})

process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`)
