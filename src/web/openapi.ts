import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import type { FastifyInstance } from 'fastify'

import { complete } from './openapi/complete.js'
import { PROBLEM_TYPE } from './openapi/responses.js'
import { SCHEMAS } from './openapi/shapes.js'

const DESCRIPTION = `Public bodies post requirements for AI, suppliers bid, and a bid is accepted only after its ethics questionnaire has been
checked against the Guidelines for AI procurement. Errors are RFC 9457 problem documents with a stable \`code\`. Money is an object with a decimal
string; moments are RFC 3339 in UTC. Send \`Idempotency-Key\` on every POST that changes something, and \`If-Match\` with every change of a draft.
Before a route is found a request can be answered 408 \`request-too-slow\` or 431 \`headers-too-large\`.

Lists answer \`items\` and \`nextCursor\`: ask on with \`cursor\` until it is null. Days, such as \`dueOn\` and \`replyBy\`, are days in London and
counted to their end. A \`hash\` is \`sha256-\` and 64 hexadecimal digits; \`sha256\` of a file is the digits alone. What a supplier offers and a
buyer filters by are values by facet, with the keys of \`GET /api/v1/filters\`. A \`confidence\` says how sure a figure is: \`found\` in its source,
in a \`weak\` one, \`to-confirm\`, or the operator's \`own-policy\`.

Each operation names the roles that may call it, in the organisation that is acted for. A \`senior-officer\` is a \`procurement-officer\` too, and a \`supplier-admin\` a \`bid-writer\`.`

/** The OpenAPI 3.1 document of the routes as they are. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('AI Marketplace')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addGlobalResponse({
      status: 'default',
      description: 'A fault on the side of the marketplace: `internal-error`, which says what to quote',
      content: { [PROBLEM_TYPE]: { schema: { $ref: `${SCHEMAS}Problem` } } },
    })
    .build()
  return complete(app, SwaggerModule.createDocument(app, options))
}

/** Serves the document at /api/openapi.json and a readable form at /api/docs. */
export function publishOpenApi(app: NestFastifyApplication, document: OpenAPIObject): void {
  allowStyleOfDocs(app.getHttpAdapter().getInstance())
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'AI Marketplace API' })
}

/** The page of Swagger UI carries style of its own inside the page; its scripts are files and need no exception. */
function allowStyleOfDocs(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const policy = reply.getHeader('Content-Security-Policy')
    if (/^\/api\/docs\/?$/.test(request.url) && typeof policy === 'string') {
      void reply.header('Content-Security-Policy', policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"))
    }
    done()
  })
}
