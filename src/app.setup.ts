import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'

import { AppModule } from './app.module.js'
import { showGauges } from './gauges.js'
import { type Log, NestLog } from './shared/log.js'
import { newId } from './shared/ids.js'
import type { RunningConfig } from './shared/shared.module.js'
import { refuseAddress, refuseConnection } from './web/early-problems.js'
import { takeFiles } from './web/file-upload.js'
import { parseJsonBodies } from './web/json-body.js'
import { Metrics } from './web/metrics.js'
import { publishOpenApi } from './web/openapi.js'
import { guardRequests } from './web/request-hooks.js'
import { limitSlowBodies, SLOWEST_FILE_MS } from './web/slow-bodies.js'

/** The whole HTTP pipeline, in the order a request meets it. Used by every process that serves and by the tests. */
export async function createApp(config: RunningConfig, log: Log): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: newId,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    requestTimeout: SLOWEST_FILE_MS,
    // As long as an Idempotency-Key may be, by which a submission is asked for.
    routerOptions: { maxParamLength: 255, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // A request that arrives on an open connection while the process ends is answered like any other.
    return503OnClosing: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
  })
  const fastify = adapter.getInstance()
  parseJsonBodies(fastify)
  await fastify.register(helmet, helmetOptions(config.publicUrl))
  await fastify.register(cookie)
  await fastify.register(rateLimit, { global: false })
  guardRequests(fastify, log)
  limitSlowBodies(fastify)
  await takeFiles(fastify)

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, log), adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  })
  app.get(Metrics).observe(fastify)
  showGauges(app)
  publishOpenApi(app)
  return app
}

/** Nothing of ours is framed or sniffed, and no script or style is inline; on plain http nothing is upgraded. */
const helmetOptions = (publicUrl: string) => ({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      frameAncestors: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      upgradeInsecureRequests: publicUrl.startsWith('https:') ? [] : null,
    },
  },
  referrerPolicy: { policy: 'same-origin' as const },
  strictTransportSecurity: publicUrl.startsWith('https:') && { maxAge: 31_536_000, includeSubDomains: true },
})
