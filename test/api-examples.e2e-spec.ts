import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { isProblemCode, statusOf } from '../src/web/openapi/problem-codes.js'
import { type Answer, type ApiDocument, SCHEMAS } from '../src/web/openapi/shapes.js'
import { openApiOf } from '../src/web/openapi.js'
import { Contract } from './support/contract/contract.js'
import { TestApp } from './support/test-app.js'

describe('The examples of the API document', () => {
  let test: TestApp
  let document: ApiDocument
  let contract: Contract

  beforeAll(async () => {
    test = await TestApp.start()
    document = openApiOf(test.app) as unknown as ApiDocument
    contract = new Contract(document)
  })
  afterAll(() => test.stop())

  it('stand at every answer that has a body of JSON', () => {
    const bare = answers()
      .filter(([, status, { content = {} }]) => Number(status) < 400 && 'application/json' in content)
      .filter(([, , { content }]) => content?.['application/json']?.example === undefined)
    expect(bare.map(([id, status]) => `${id} ${status}`)).toEqual([])
  })

  it('are of the schema of their answer', () => {
    const wrong = answers().flatMap(([id, status, { content = {} }]) =>
      Object.values(content)
        .filter(({ schema, example }) => example !== undefined && !contract.fits(schema, example))
        .map(() => `${id} ${status}`),
    )
    expect(wrong).toEqual([])
  })

  it('show each problem as it is answered', () => {
    const shown = Object.entries(document.components.examples ?? {}).map(([code, { value }]: [string, { value?: unknown }]) => ({
      code,
      value,
    }))
    expect(shown).not.toEqual([])
    for (const { code, value } of shown) {
      expect({ code, fits: contract.fits({ $ref: `${SCHEMAS}Problem` }, value) }).toEqual({ code, fits: true })
      expect(value).toMatchObject({ code, status: isProblemCode(code) && statusOf(code) })
    }
  })

  const answers = (): [id: string, status: string, answer: Answer][] =>
    Object.values(document.paths)
      .flatMap(item => Object.values(item))
      .flatMap(({ operationId, responses }) =>
        Object.entries(responses).map(([status, answer]): [string, string, Answer] => [operationId, status, answer]),
      )
})
