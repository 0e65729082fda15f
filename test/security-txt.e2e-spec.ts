import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'

import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { type Instant, instantFromPostgres } from '../src/shared/domain/instant.js'
import { SecurityContact } from '../src/web/security-contact.js'
import { TestApp } from './support/test-app.js'

const ADDRESS = 'mailto:security@market.example'

describe('security.txt', () => {
  let test: TestApp
  let until: Instant

  beforeAll(async () => {
    test = await TestApp.start()
    const [row] = await test.rows<{ until: string }>(
      `SELECT ((market_now() + interval '40 days') AT TIME ZONE 'UTC')::text || '+00' AS until`,
    )
    until = instantFromPostgres(String(row?.until))
  })
  afterAll(() => test.stop())

  /** The contact as configured, with what it says in the log. */
  function configured(): { contact: SecurityContact; said: () => string } {
    const lines = new PassThrough()
    const config = { publicUrl: 'https://market.example', securityContact: { address: ADDRESS, until } }
    return {
      contact: new SecurityContact(test.app.get(UnitOfWork), config, pino(lines)),
      said: () => ((lines.read() as Buffer | null) ?? '').toString(),
    }
  }

  it('is not there where nobody was named', async () => {
    expect((await test.app.inject('/.well-known/security.txt')).statusCode).toBe(404)
    expect(await test.app.get(SecurityContact).look()).toBeNull()
  })

  it('says whom to tell, until when, and where it is', () => {
    expect(configured().contact.file()).toBe(
      `Contact: ${ADDRESS}\nExpires: ${until}\nPreferred-Languages: en\nCanonical: https://market.example/.well-known/security.txt\n`,
    )
  })

  it('warns in the log in the last thirty days and after them, and not before', async () => {
    const { contact, said } = configured()
    expect(await contact.look()).toBeGreaterThanOrEqual(39)
    expect(said()).toBe('')
    await test.moveClock('11 days')
    expect(await contact.look()).toBe(28)
    expect(said()).toContain('"days":28')
    await test.moveClock('30 days')
    expect(await contact.look()).toBe(-2)
    expect(said()).toContain('SECURITY_EXPIRES')
  })

  it('is given out as text', async () => {
    const shown = await TestApp.start({ beside: test, config: { securityContact: { address: ADDRESS, until } } })
    try {
      const { statusCode, headers, body } = await shown.app.inject('/.well-known/security.txt')
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
      expect(body).toContain(`\nExpires: ${until}\n`)
    } finally {
      await shown.stop()
    }
  })
})
