import { describe, expect, it } from '@jest/globals'

import { bearerToken, organisationHeader } from './credentials.js'

describe('bearerToken', () => {
  it.each<[string | undefined, string | null]>([
    ['Bearer abc-DEF_123', 'abc-DEF_123'],
    ['bearer abc', 'abc'],
    [`Bearer ${'x'.repeat(200)}`, 'x'.repeat(200)],
    [undefined, null],
    ['', null],
    ['Bearer', null],
    ['Bearer ', null],
    ['Bearer  abc', null],
    ['Bearer abc def', null],
    ['Bearer abc,', null],
    [`Bearer ${'x'.repeat(201)}`, null],
    ['Basic YTpi', null],
    ['BearerBearer abc', null],
  ])('of %j is %j', (authorization, token) => {
    expect(bearerToken(authorization === undefined ? {} : { authorization })).toBe(token)
  })
})

describe('organisationHeader', () => {
  it('is what X-Organisation says, if anything', () => {
    expect(organisationHeader({ 'x-organisation': 'x' })).toBe('x')
    expect(organisationHeader({})).toBeUndefined()
  })
})
