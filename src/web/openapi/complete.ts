import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { OpenAPIObject } from '@nestjs/swagger'

import { type Examples, readExamples } from './examples.js'
import { completeParameter } from './parameters.js'
import { refusalsOf } from './refusals-of.js'
import { completeResponses, FIELD_PROBLEM, HEADERS, PROBLEM } from './responses.js'
import { type RouteFacts, routeFacts } from './route-facts.js'
import { closeInputs, formByName } from './schemas.js'
import type { ApiDocument, Operation } from './shapes.js'
import { TAGS } from './tags.js'
import { whoMay } from './who-may.js'

/** Adds to Swagger's document what follows from the routes: refusals, headers, forms of text, closed bodies, and examples from the tests. */
export function complete(app: NestFastifyApplication, swaggers: OpenAPIObject): OpenAPIObject {
  const document = structuredClone(swaggers) as unknown as ApiDocument
  const [facts, examples] = [routeFacts(app), readExamples()]
  const { components } = document
  document.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }))
  for (const item of Object.values(document.paths))
    for (const [method, operation] of Object.entries(item)) completeOperation(method, operation, facts, examples)
  components.schemas = { ...components.schemas, Problem: PROBLEM, FieldProblem: FIELD_PROBLEM }
  components.headers = HEADERS
  components.examples = Object.fromEntries(Object.entries(examples.problems).map(([code, value]) => [code, { value }]))
  closeInputs(document)
  formByName(document)
  return document as unknown as OpenAPIObject
}

function completeOperation(method: string, operation: Operation, facts: ReadonlyMap<string, RouteFacts>, examples: Examples): void {
  const own = facts.get(operation.operationId)
  if (own === undefined) throw new Error(`No route is called ${operation.operationId}.`)
  operation.security ??= []
  operation.description = [operation.description, whoMay(own)].filter(Boolean).join('\n\n')
  for (const parameter of operation.parameters ?? [])
    completeParameter(parameter, parameter.in === 'path' ? own.parts.get(parameter.name) : undefined)
  if (own.isPublicRead) operation.parameters = [...(operation.parameters ?? []), IF_NONE_MATCH]
  completeResponses(operation, refusalsOf(method, operation, own), own, examples)
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'ETag of the answer at hand',
  schema: { type: 'string' },
}
