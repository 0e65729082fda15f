import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020 } from 'ajv/dist/2020.js'

const SCHEMA = join(import.meta.dirname, 'packs/pack.schema.json')

/** That the schema is one is for its spec to say, not for every start; and one pack is judged sooner than better code for it is written. */
const AS_IT_IS = { validateSchema: false, meta: false, code: { optimize: false } }

const hasShape = new Ajv2020({ allErrors: true, allowUnionTypes: true, ...AS_IT_IS }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
)

/** Where JSON is not of the form of a pack; what stands in it is for compilePack to judge. */
export function shapeProblems(source: unknown): string[] {
  if (hasShape(source)) return []
  return (hasShape.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || 'the pack'}: ${message ?? ''} ${JSON.stringify(params)}`,
  )
}
