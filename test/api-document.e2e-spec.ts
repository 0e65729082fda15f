import { readdirSync, readFileSync } from 'node:fs'

import type { OpenAPIObject } from '@nestjs/swagger'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { controllersOf, type Route, routesOf } from './support/routes.js'
import { TestApp } from './support/test-app.js'

interface Operation {
  summary?: string
  description?: string
  operationId?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: { type?: unknown } }[]
  responses: Record<string, { description?: string }>
  security?: object[]
}

describe('The OpenAPI document', () => {
  let test: TestApp
  let routes: Route[]
  let document: OpenAPIObject
  let operations: [string, Operation][]
  const data = (): Route[] => routes.filter(({ page }) => page === undefined)

  beforeAll(async () => {
    test = await TestApp.start()
    routes = routesOf(controllersOf(test.app))
    const response = await test.app.inject({ url: '/api/openapi.json' })
    document = response.json<OpenAPIObject>()
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    )
  })
  afterAll(() => test.stop())

  it('is of OpenAPI 3.1 and has a title, a version and a description', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: 'AI Marketplace', version: '1', description: expect.stringContaining('RFC 9457') })
  })

  it('is valid by the schema of OpenAPI', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) })
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  })

  it('holds every route that is no page', () => {
    const declared = data().map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(operations.map(([name]) => name).toSorted()).toEqual(declared.toSorted())
  })

  it('refers to nothing that is missing', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => String(target))
    expect(references.length).toBeGreaterThan(20)
    expect([...new Set(references)].filter(target => resolve(document, target) === undefined)).toEqual([])
  })

  it('is made of shapes that share no name, of which the last would stand for all', () => {
    const names = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .flatMap(file => [...readFileSync(`src/${file}`, 'utf8').matchAll(/^(?:export )?class (\w+(?:Dto|Query))\b/gm)])
      .map(([, name]) => name)
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  })

  it('says of every operation in one sentence what it does', () => {
    expect(operations.filter(([, { summary = '' }]) => !/^[A-Z].{10,}\.$/.test(summary)).map(([name]) => name)).toEqual([])
  })

  it('names each operation once, under a tag and with an answer', () => {
    const names = operations.map(([, { operationId }]) => operationId)
    expect(new Set(names).size).toBe(operations.length)
    expect(names).not.toContain(undefined)
    expect(operations.filter(([, { tags = [], responses }]) => tags.length !== 1 || Object.keys(responses).length === 0)).toEqual([])
  })

  it('says of every operation who may call it, and of every tag what it is about', () => {
    expect(operations.filter(([, { description = '' }]) => !/^(Anybody|For `)/.test(description)).map(([name]) => name)).toEqual([])
    const used = new Set(operations.flatMap(([, { tags = [] }]) => tags))
    expect((document.tags ?? []).map(({ name }) => name).toSorted()).toEqual([...used].toSorted())
    const [, start] = operations.find(([name]) => name === 'POST /api/v1/applications') ?? []
    expect(start?.description).toBe('For `bid-writer`.')
  })

  it('has a parameter for every part of a path, and asks for no other but those', () => {
    for (const [name, { parameters = [] }] of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)
      expect({ name, inPath: parameters.filter(each => each.in === 'path').map(each => each.name) }).toEqual({ name, inPath })
      expect({
        name,
        required: parameters.filter(each => each.in !== 'header' && each.required === true).map(each => each.name),
      }).toEqual({
        name,
        required: inPath,
      })
    }
  })

  it('says of every parameter what it is, and of none in a query that it may be null', () => {
    const all = operations.flatMap(([name, { parameters = [] }]) => parameters.map(parameter => ({ ...parameter, at: name })))
    expect(all.filter(({ description = '' }) => description === '').map(({ at, name }) => `${at}: ${name}`)).toEqual([])
    expect(all.filter(each => each.in === 'query' && Array.isArray(each.schema?.type)).map(({ at, name }) => `${at}: ${name}`)).toEqual([])
  })

  it('tells of every query that a list takes', () => {
    const [, list] = operations.find(([name]) => name === 'GET /api/v1/requirements') ?? []
    const limit = {
      in: 'query',
      required: false,
      schema: expect.objectContaining({ type: 'integer', minimum: 1, maximum: 100, default: 25 }),
    }
    expect(
      list?.parameters
        ?.filter(each => each.in === 'query')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      'buyer',
      'buyerName',
      'category',
      'closingAfter',
      'closingBefore',
      'cursor',
      'limit',
      'q',
      'scope',
      'sort',
      'status',
      'tier',
    ])
    expect(list?.parameters?.find(({ name }) => name === 'limit')).toMatchObject(limit)
    const [, answers] = operations.find(([name]) => name === 'GET /api/v1/bids/{id}/ethics-answers') ?? []
    expect(answers?.parameters?.filter(each => each.in !== 'header').map(({ name }) => name)).toEqual(['id', 'section'])
  })

  it('asks for a bearer token exactly where one is needed', () => {
    const signedIn = data()
      .filter(({ audience, path }) => (audience !== 'public' && audience !== 'anyone') || path === '/api/v1/sessions/current')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(
      operations
        .filter(([, { security = [] }]) => security.length > 0 && security.every(way => Object.keys(way).length > 0))
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(signedIn.toSorted())
  })

  it('says type object only of what has members or may have any', () => {
    const bare = Object.entries(document.components?.schemas ?? {}).filter(
      ([, schema]) => JSON.stringify(schema) === '{"type":"object","properties":{}}',
    )
    expect(bare.map(([name]) => name)).toEqual([])
  })
})

/** What a reference such as #/components/schemas/BidDto names. */
function resolve(document: object, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document)
}
