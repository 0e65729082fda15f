import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { OpenAPIObject } from '@nestjs/swagger'

import type { SameAtEveryStart } from '../../src/app.setup.js'
import { readGuidelinePacks } from '../../src/modules/guidelines/guideline-packs.js'
import { openApiOf } from '../../src/web/openapi.js'
import { documentOfRun, noteDocument } from './contract/seen.js'

/** The document of this test file's first application. */
let document: OpenAPIObject | undefined

/** The first application of a run makes the document, and the others of the same build have it from there. */
function madeOnce(app: NestFastifyApplication): OpenAPIObject {
  document ??= (documentOfRun() as OpenAPIObject | null) ?? noteDocument(openApiOf(app))
  return document
}

/** Reads the packs and compiles them. That they are proved at a start is seen where the product starts by itself, and by the specs of the packs. */
const unproved = () => readGuidelinePacks(undefined, undefined, () => undefined)

/** For the hundreds of applications that the tests of one build start. */
export const MADE_BEFORE: SameAtEveryStart = { guidelinePacks: unproved, openApi: madeOnce }
