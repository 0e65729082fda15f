import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { OpenAPIObject } from '@nestjs/swagger'

import { AppModule } from './app.module.js'
import { showGauges } from './gauges.js'
import { type GuidelinePacks, readGuidelinePacks } from './modules/guidelines/guideline-packs.js'
import { type Log, NestLog } from './shared/log.js'
import { newId } from './shared/ids.js'
import type { RunningConfig } from './shared/shared.module.js'
import { EarlyProblems } from './web/early-problems.js'
import { takeFiles } from './web/file-upload.js'
import { parseJsonBodies } from './web/json-body.js'
import { shedLoad } from './web/load-shedding.js'
import { Metrics } from './web/metrics.js'
import { openApiOf, publishOpenApi } from './web/openapi.js'
import { addressOf } from './web/page-addresses.js'
import { servePages } from './web/pages/serve-pages.js'
import { guardRequests } from './web/request-hooks.js'
import { headersOfData, setSecurityHeaders } from './web/security-headers.js'
import { limitSlowClients, PATIENCE, serverLimits } from './web/slow-clients.js'
import { refuseUndeclaredBodies } from './web/undeclared-bodies.js'

/** What is the same at every start of one build. The product makes it each time; who starts it hundreds of times may have it from before. */
export interface SameAtEveryStart {
  guidelinePacks(): GuidelinePacks
  openApi(app: NestFastifyApplication): OpenAPIObject
}

const MADE_NOW: SameAtEveryStart = { guidelinePacks: () => readGuidelinePacks(), openApi: openApiOf }

/** The whole HTTP pipeline, in the order a request meets it. Used by every process that serves and by the tests. */
export async function createApp(config: RunningConfig, log: Log, same = MADE_NOW): Promise<NestFastifyApplication> {
  const early = new EarlyProblems(headersOfData(config.publicUrl))
  const adapter = new FastifyAdapter({
    ...serverLimits(PATIENCE),
    genReqId: newId,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // As long as an Idempotency-Key may be, by which a submission is asked for.
    routerOptions: { maxParamLength: 255, ignoreTrailingSlash: true },
    rewriteUrl: ({ url = '/' }) => addressOf(url),
    forceCloseConnections: 'idle',
    // A request that arrives on an open connection while the process ends is answered like any other.
    return503OnClosing: false,
    frameworkErrors: early.refuseAddress,
    clientErrorHandler: early.refuseConnection,
  })
  const fastify = adapter.getInstance()
  parseJsonBodies(fastify)
  await setSecurityHeaders(fastify, config.publicUrl)
  await fastify.register(cookie)
  await fastify.register(rateLimit, { global: false })
  guardRequests(fastify, log)
  limitSlowClients(fastify, early.refuseConnection)
  await shedLoad(fastify, config)
  await takeFiles(fastify)
  await servePages(fastify, config.publicUrl)

  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, log, same.guidelinePacks()), adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  })
  app.get(Metrics).observe(fastify)
  showGauges(app)
  const document = same.openApi(app)
  publishOpenApi(app, document)
  refuseUndeclaredBodies(fastify, document)
  return app
}
