import type { OpenAPIObject } from '@nestjs/swagger'

export interface Asked {
  method: string
  /** With its query. */
  path: string
}

/** The things that addresses name: by the noun before them, or by parameter. Whatever is not among them is asked for by the secret's own id. */
export interface Things {
  byName: Readonly<Record<string, string>>
  secret: string
}

interface Parameter {
  in: string
  name: string
  schema?: { enum?: unknown[] }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** Ending the session in use would end the asking. */
const LEFT_OUT = new Set(['DELETE /api/v1/sessions/current'])

/** Every request that the product's document knows, reads first; lists also with each choice that they offer. */
export function everyRequest({ paths }: OpenAPIObject, things: Things): Asked[] {
  const asked = Object.entries(paths).flatMap(([template, operations]) =>
    METHODS.filter(method => operations[method] !== undefined).flatMap(method => {
      const path = filled(template, things)
      const parameters = (operations[method]?.parameters ?? []) as Parameter[]
      return ['', ...choicesOf(parameters)].map(query => ({ method: method.toUpperCase(), path: `${path}${query}` }))
    }),
  )
  const wanted = asked.filter(({ method, path }) => !LEFT_OUT.has(`${method} ${path}`))
  return [...wanted.filter(({ method }) => method === 'GET'), ...wanted.filter(({ method }) => method !== 'GET')]
}

const filled = (template: string, { byName, secret }: Things): string =>
  template
    .replaceAll(/([^/]+)\/\{(\w+)\}/g, (_, noun: string, name: string) => `${noun}/${byName[noun] ?? byName[name] ?? secret}`)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => byName[name] ?? secret)

const choicesOf = (parameters: readonly Parameter[]): string[] =>
  parameters
    .filter(parameter => parameter.in === 'query')
    .flatMap(({ name, schema }) => (name === 'limit' ? [1, 100] : (schema?.enum ?? [])).map(choice => `?${name}=${String(choice)}`))
