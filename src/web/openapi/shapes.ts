/** A JSON schema, as far as the document is worked on. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  required?: readonly string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  allOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  anyOf?: readonly Schema[]
}

export interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Schema
}

export interface Answer {
  description: string
  headers?: Record<string, { $ref: string } | { required?: boolean; description?: string; schema?: Schema }>
  content?: Record<string, { schema: Schema; example?: unknown; examples?: Record<string, object> }>
}

export interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer>
  security?: Record<string, string[]>[]
}

export type Paths = Record<string, Record<string, Operation>>

export interface ApiDocument {
  openapi: string
  tags?: { name: string; description: string }[]
  paths: Paths
  components: {
    schemas: Record<string, Schema>
    headers?: Record<string, object>
    examples?: Record<string, object>
    securitySchemes?: object
  }
}

/** Where references to schemas point. */
export const SCHEMAS = '#/components/schemas/'
