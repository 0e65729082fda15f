import { createServer, type Server } from 'node:http'

import { Injectable } from '@nestjs/common'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry, Summary } from 'prom-client'

import type { Role } from '../shared/domain/actor.js'
import type { ActorRequest } from './actor.guard.js'

const BIDDERS: readonly Role[] = ['bid-writer', 'supplier-admin']

/**
 * Counts by route and status, never by person, address or content. Served on its own port, away from the public. Routes that bidders use,
 * alone or with others, are not counted, for that would tell how many bid: of them only the time to answer is shown, and what failed.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry()
  private readonly requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers: [this.registry],
  })

  /** Not registered, because it counts. */
  private readonly bidding = new Summary({
    name: 'bidding_request_seconds',
    help: 'Time to answer on the routes that bidders use, in the last five minutes',
    percentiles: [0.5, 0.99],
    maxAgeSeconds: 300,
    ageBuckets: 5,
    registers: [],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
    this.showTimeOfBidding()
  }

  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const seconds = reply.elapsedTime / 1000
      const isBidding = isForBidders(request)
      if (isBidding) this.bidding.observe(seconds)
      if (!isBidding || reply.statusCode >= 500)
        this.requests.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, seconds)
      done()
    })
  }

  /** Serves /metrics until closed; rejects when the address is taken. */
  async serve(port: number, host: string): Promise<Server> {
    const server = createServer((request, response) => {
      if (request.url !== '/metrics') response.writeHead(404).end()
      else void this.registry.metrics().then(text => response.writeHead(200, { 'Content-Type': this.registry.contentType }).end(text))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve)
    })
    return server
  }

  /** The quantiles of the summary without its count. */
  private showTimeOfBidding(): void {
    const { bidding } = this
    new Gauge({
      name: 'bidding_request_seconds',
      help: 'Time to answer on the routes that bidders use, in the last five minutes',
      labelNames: ['quantile'],
      registers: [this.registry],
      async collect() {
        const { values } = await bidding.get()
        for (const { labels, value } of values) if (labels['quantile'] !== undefined) this.set({ quantile: labels['quantile'] }, value)
      },
    })
  }
}

/** Whether the route is for bidders too: what others may read there after the opening, only bidders read before. A request that was not led to a route is nobody's in particular. */
function isForBidders(request: FastifyRequest): boolean {
  const { audience } = request as ActorRequest
  return Array.isArray(audience) && audience.some((role: Role) => BIDDERS.includes(role))
}
