import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { loadConfig } from '../src/shared/config.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

const AT_MOST = 5

describe('Tries at codes and passwords', () => {
  let test: TestApp

  beforeAll(async () => {
    const { limits } = loadConfig({
      RATE_ANONYMOUS: '100000',
      RATE_PERSON: '100000',
      RATE_SIGN_IN: '100000',
      RATE_SIGN_IN_ACCOUNT: String(AT_MOST),
    })
    test = await TestApp.start({ config: { limits } })
  })
  afterAll(() => test.stop())

  it.each<[string, 'evaluator' | undefined, 'post' | 'put', object]>([
    ['/accounts', undefined, 'post', { email: 'one@example.test' }],
    ['/accounts/password-reset', undefined, 'post', { email: 'two@example.test' }],
    ['/account/email-change', 'evaluator', 'post', { email: 'three@example.test', password: 'x' }],
  ])('at %s count as sign-ins on the account', async (path, player, verb, body) => {
    for (let time = 0; time < AT_MOST; time += 1) expect((await test.api(player)[verb](path).send(body)).status).not.toBe(429)
    await test.api(player)[verb](path).send(body).expect(problem(429, 'too-many-requests'))
  })

  it.each<[string, 'evaluator' | undefined, 'post' | 'put', object]>([
    ['/accounts/confirm', undefined, 'post', { code: 'x', name: 'x', password: 'x' }],
    ['/accounts/password-reset/confirm', undefined, 'post', { code: 'x', password: 'x' }],
    ['/accounts/email-change/confirm', undefined, 'post', { code: 'x' }],
    ['/accounts/invitations/look', undefined, 'post', { code: 'x' }],
    ['/accounts/invitations/accept', undefined, 'post', { code: 'x', name: 'x', password: 'x' }],
    ['/account/password', 'evaluator', 'put', { currentPassword: 'x', password: 'x' }],
  ])('at %s count together, for they name no account', async (path, player, verb, body) => {
    const statuses: number[] = []
    for (let time = 0; time <= AT_MOST; time += 1) statuses.push((await test.api(player)[verb](path).send(body)).status)
    expect(statuses.at(-1)).toBe(429)
  })
})
