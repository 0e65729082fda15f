import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { fastify, type FastifyInstance } from 'fastify'
import fc from 'fast-check'

import { BODY_LIMIT, parseJsonBodies } from './json-body.js'
import { problemOf } from './problem.js'

const nested = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels)

describe('A JSON body', () => {
  let server: FastifyInstance

  beforeAll(() => {
    server = fastify()
    parseJsonBodies(server)
    server.setErrorHandler((error, request, reply) => {
      const { problem } = problemOf(error, request.url, request.id)
      void reply.code(problem.status).send(problem)
    })
    server.post('/', request => ({ body: request.body ?? 'none' }))
  })
  afterAll(() => server.close())

  async function send(payload: string | Buffer, contentType = 'application/json'): Promise<{ status: number; answer: object }> {
    const reply = await server.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': contentType } })
    return { status: reply.statusCode, answer: reply.json<object>() }
  }

  it.each<[string, string, unknown]>([
    ['an object', '{"a":[1,true,null,"é😀"]}', { a: [1, true, null, 'é😀'] }],
    ['escapes', String.raw`{"a\"[{":"\\","b":"\ud83d\ude00"}`, { 'a"[{': '\\', b: '😀' }],
    ['white space around it', ' \r\n\t{} ', {}],
    ['a byte order mark before it', '\ufeff{"a":1}', { a: 1 }],
    ['brackets in texts, however many', `{"a":"${nested(100)}"}`, { a: nested(100) }],
    ['32 levels', `{"a":${nested(31)}}`, { a: JSON.parse(nested(31)) as unknown }],
    ['many lists side by side', `{"a":[${Array(100).fill('[]').join(',')}]}`, { a: Array(100).fill([]) }],
  ])('is read with %s', async (_what, text, body) => {
    expect(await send(text)).toEqual({ status: 200, answer: { body } })
  })

  it('may be left out', async () => {
    expect(await send('')).toEqual({ status: 200, answer: { body: 'none' } })
  })

  it.each<[string, string | Buffer, string]>([
    ['a byte that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'body-not-utf8'],
    ['an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22]), 'body-not-utf8'],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'body-not-utf8'],
    ['half a character at its end', Buffer.from([0x22, 0xc3]), 'body-not-utf8'],
    ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'body-not-utf8'],
    ['nothing but white space', ' \n', 'body-not-json'],
    ['half an object', '{"a":', 'body-not-json'],
    ['something after it', '{} {}', 'body-not-json'],
    ['a comma too many', '[1,]', 'body-not-json'],
    ['single quotes', "{'a':1}", 'body-not-json'],
    ['a comment', '{} // x', 'body-not-json'],
    ['NaN', '{"a":NaN}', 'body-not-json'],
    ['a raw line break in a text', '"a\nb"', 'body-not-json'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'body-not-json'],
    ['__proto__ written in escapes', String.raw`{"\u005f_proto__":{"admin":true}}`, 'body-not-json'],
    ['__proto__ further down', '{"a":[{"__proto__":1}]}', 'body-not-json'],
    ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}', 'body-not-json'],
    ['a name that every object inherits', '{"constructor":"Jones & Co"}', 'text-not-allowed'],
    ['a text alone', '"x"', 'body-not-an-object'],
    ['a list', '[1]', 'body-not-an-object'],
    ['null', 'null', 'body-not-an-object'],
    ['33 lists', nested(33), 'body-too-deep'],
    ['33 objects', nested(33, '{"a":', '}'), 'body-too-deep'],
    ['a hundred thousand lists that never end', '['.repeat(100_000), 'body-too-deep'],
    ['a text that ends in an escape before 33 lists', String.raw`["\\",` + nested(33) + ']', 'body-too-deep'],
    ['NUL', String.raw`{"a":"x\u0000"}`, 'text-not-allowed'],
    ['a lone high surrogate', String.raw`{"a":["\ud800"]}`, 'text-not-allowed'],
    ['a lone low surrogate', String.raw`{"a":["\udc00x"]}`, 'text-not-allowed'],
    ['surrogates in the wrong order', String.raw`{"a":"\ude00\ud83d"}`, 'text-not-allowed'],
    ['a lone surrogate in a name', String.raw`{"\ud800":1}`, 'text-not-allowed'],
  ])('is refused with %s', async (_what, payload, code) => {
    expect(await send(payload)).toMatchObject({ status: 400, answer: { code } })
  })

  it('says where hostile text stands, in values and in names', async () => {
    const { answer } = await send(String.raw`{"a/b":[{"c~d":"\u0000"}],"x":{"\u0000":1},"good":"text"}`)
    expect(answer).toMatchObject({
      errors: [
        { pointer: '/a~1b/0/c~0d', code: 'text-not-allowed' },
        { pointer: '/x', code: 'text-not-allowed' },
      ],
    })
  })

  it('is refused when it is larger than the limit, and read when it is exactly as large', async () => {
    const text = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`
    expect(await send(text(BODY_LIMIT))).toMatchObject({ status: 200 })
    expect(await send(text(BODY_LIMIT + 1))).toMatchObject({ status: 413, answer: { code: 'body-too-large' } })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'is not taken as %s',
    async contentType => {
      expect(await send('{}', contentType)).toMatchObject({ status: 415, answer: { code: 'media-type-not-supported' } })
    },
  )

  it('is read as JSON.parse would read it, or refused, and never breaks the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 6, stringUnit: 'binary' }), fc.string({ unit: 'binary' })), async text => {
        const { status, answer } = await send(text)
        expect([200, 400]).toContain(status)
        if (status === 200 && text !== '') expect(answer).toEqual({ body: (JSON.parse(text) as unknown) ?? 'none' })
      }),
    )
  })
})
