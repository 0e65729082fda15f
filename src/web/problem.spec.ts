import { HttpException, InternalServerErrorException, NotFoundException } from '@nestjs/common'
import { describe, expect, it } from '@jest/globals'
import { QueryFailedError } from 'typeorm'

import { Conflict, DomainError, type ErrorKind, Forbidden, Malformed, NotFound, NotSignedIn, Refused } from '../shared/domain/errors.js'
import { StaleVersion } from '../shared/domain/revision.js'
import { problemOf } from './problem.js'
import { TooManyRequests } from './rate-limits.js'

const shown = (error: unknown) => problemOf(error, '/api/v1/bids', 'request-7')

const withCode = (code: string, message = 'secret detail'): Error => Object.assign(new Error(message), { code })
const withStatus = (statusCode: number): Error => Object.assign(new Error('secret detail'), { statusCode })
const failedQuery = (code: string): Error => new QueryFailedError('SELECT secret', [], withCode(code))

describe('A refusal', () => {
  it.each<[ErrorKind, number]>([
    ['malformed', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['stale', 412],
    ['precondition-required', 428],
    ['refused', 422],
    ['too-large', 413],
    ['unsupported', 415],
    ['too-many', 429],
    ['unavailable', 503],
  ])('of kind %s becomes %d', (kind, status) => {
    const { problem, unexpected } = shown(new DomainError(kind, 'the-code', 'The detail.'))
    expect(problem).toEqual({
      type: 'urn:ai-marketplace:problem:the-code',
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: 'The detail.',
      instance: '/api/v1/bids',
      code: 'the-code',
    })
    expect(unexpected).toBe(false)
  })

  it.each<[DomainError, number, string]>([
    [new Malformed('x', 'x'), 400, 'x'],
    [new NotSignedIn(), 401, 'not-signed-in'],
    [new Forbidden('x', 'x'), 403, 'x'],
    [new NotFound('bid'), 404, 'not-found'],
    [new Conflict('x', 'x'), 409, 'x'],
    [new StaleVersion(), 412, 'stale-version'],
    [new Refused('x', 'x'), 422, 'x'],
    [new TooManyRequests(7), 429, 'too-many-requests'],
  ])('%p becomes %d with code %s', (error, status, code) => {
    expect(shown(error).problem).toMatchObject({ status, code })
  })

  it('shows the problems of its fields and the members that the reader needs', () => {
    const errors = [{ pointer: '/title', code: 'missing', detail: 'Give it a title.' }]
    expect(shown(new Refused('x', 'x', errors, { report: { outcome: 'blocked' } })).problem).toMatchObject({
      errors,
      report: { outcome: 'blocked' },
    })
  })

  it('cannot be made to say something else by its members', () => {
    const { problem } = shown(new Conflict('the-code', 'The detail.', { state: 'open', status: 200, code: 'other', detail: 'Other.' }))
    expect(problem).toMatchObject({ status: 409, code: 'the-code', detail: 'The detail.', state: 'open' })
  })

  it.each<[DomainError, Record<string, string>]>([
    [new NotSignedIn(), { 'WWW-Authenticate': 'Bearer' }],
    [new TooManyRequests(7), { 'Retry-After': '7' }],
    [new DomainError('unavailable', 'not-ready', 'x'), { 'Retry-After': '5' }],
    [new NotFound('bid'), {}],
  ])('%p carries the headers %j', (error, headers) => {
    expect(shown(error).headers).toEqual(headers)
  })
})

describe('A request that is cut off', () => {
  it('is no fault of the database', () => {
    const cutOff = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    const { problem, unexpected } = problemOf(cutOff, '/api/v1/bids', 'request-7', false)
    expect(problem).toMatchObject({ status: 400, code: 'body-ended-early' })
    expect(unexpected).toBe(false)
  })
})

describe('A database that is away', () => {
  it.each<[string, Error]>([
    ['is out of reach', withCode('ECONNREFUSED')],
    ['has hung up', withCode('ECONNRESET')],
    ['broke the pipe', withCode('EPIPE')],
    ['does not answer', withCode('ETIMEDOUT')],
    ['has no address', withCode('ENOTFOUND')],
    ['has no address yet', withCode('EAI_AGAIN')],
    ['has no way to it', withCode('EHOSTUNREACH')],
    ['failed a connection', failedQuery('08006')],
    ['has no disk left', failedQuery('53100')],
    ['has no connection left', failedQuery('53300')],
    ['is shutting down', failedQuery('57P01')],
    ['has crashed', failedQuery('57P02')],
    ['is starting', failedQuery('57P03')],
    ['broke a deadlock', failedQuery('40P01')],
    ['could not serialise', failedQuery('40001')],
    ['waited too long for a lock', failedQuery('55P03')],
    ['cancelled a statement', failedQuery('57014')],
    ['ended the connection', new Error('Connection terminated unexpectedly')],
    ['ended the connection in the middle of a query', new QueryFailedError('SELECT 1', [], new Error('Connection terminated'))],
    ['gave no connection in time', new Error('timeout exceeded when trying to connect')],
    ['ended an idle transaction', failedQuery('25P03')],
    ['was closed meanwhile', new Error('Client was closed and is not queryable')],
    ['broke off', new Error('Client has encountered a connection error and is not queryable')],
    ['refused on every address', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])],
  ])('that %s is 503, to be tried again', (_what, error) => {
    const { problem, headers, unexpected } = shown(error)
    expect(problem).toMatchObject({ status: 503, code: 'unavailable' })
    expect(headers).toEqual({ 'Retry-After': '5' })
    expect(unexpected).toBe(false)
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})

describe('What the framework refuses', () => {
  it.each<[unknown, number, string]>([
    [new NotFoundException('Cannot GET /secret'), 404, 'not-found'],
    [withStatus(413), 413, 'body-too-large'],
    [withStatus(414), 414, 'address-too-long'],
    [withStatus(415), 415, 'media-type-not-supported'],
    [withStatus(431), 431, 'headers-too-large'],
    [withStatus(400), 400, 'malformed'],
    [new HttpException('secret', 405), 405, 'method-not-allowed'],
  ])('%p becomes %d with code %s, in the product’s own words', (error, status, code) => {
    const { problem, unexpected } = shown(error)
    expect(problem).toMatchObject({ status, code })
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(unexpected).toBe(false)
  })
})

describe('Anything else', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('secret at /srv/secret.ts')],
    ['a type error', new TypeError('secret')],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { status: 404, message: 'secret' }],
    ['a broken constraint', failedQuery('23505')],
    ['a missing right', failedQuery('42501')],
    ['an internal error of the framework', new InternalServerErrorException('secret')],
    ['an error that calls itself 500', withStatus(500)],
    ['an error whose code is another’s', withCode('ERR_SECRET')],
  ])('thrown (%s) is 500 and gives away nothing but the request id', (_what, error) => {
    const { problem, headers, unexpected } = shown(error)
    expect(problem).toEqual({
      type: 'urn:ai-marketplace:problem:internal-error',
      title: 'Something went wrong',
      status: 500,
      detail: 'Something went wrong on our side. Try again in a moment. Quote request-7 when you report it.',
      instance: '/api/v1/bids',
      code: 'internal-error',
    })
    expect(headers).toEqual({})
    expect(unexpected).toBe(true)
  })

  it('does not claim of a change that nothing was changed, for its answer may have been lost after it was made', () => {
    for (const error of [new Error('secret'), withCode('ECONNRESET')]) {
      expect(problemOf(error, '/api/v1/bids', 'request-7', false).problem.detail).toContain('It is not known whether this was done')
    }
  })
})
