import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'

const DESCRIPTION = `Public bodies post requirements for AI, suppliers bid, and a bid is accepted only after its ethics questionnaire has been
checked against the Guidelines for AI procurement. Errors are RFC 9457 problem documents with a stable \`code\`. Money is an object with a decimal
string; moments are RFC 3339 in UTC. Send \`Idempotency-Key\` on every POST that changes something, and \`If-Match\` with every change of a draft.`

/** The OpenAPI 3.1 document of the routes as they are. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('AI Marketplace')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build()
  return SwaggerModule.createDocument(app, options)
}

/** Serves the document at /api/openapi.json and a readable form at /api/docs. */
export function publishOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiOf(app), { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'AI Marketplace API' })
}
