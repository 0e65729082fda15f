import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'

import { describe, expect, it } from '@jest/globals'

import { ConfigurationInvalid, loadConfig } from './config.js'

const HOSTILE = 'a\nb\r\nc\u001b[2Jd\u2028e\u0085f\u0000g"},{"level":"fatal","msg":"forged"'

/** What a process writes to its standard output when it logs these fields and this message. */
function logged(fields: object, message: string): string[] {
  const script = `
    import { createLog } from ${JSON.stringify(new URL('log.js', import.meta.url).href)}
    const { fields, message } = JSON.parse(process.argv[1])
    if (fields.error) fields.err = Object.assign(new Error(fields.error), { code: fields.error, name: fields.error })
    createLog('info').info(fields, message)`
  const written = execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify({ fields, message })], {
    encoding: 'utf8',
  })
  return written.split('\n').filter(line => line !== '')
}

describe('The log', () => {
  it.each([
    ['a message', {}, HOSTILE],
    ['a field', { route: HOSTILE, nested: { method: HOSTILE } }, 'answered'],
    ['the name of a field', { [HOSTILE]: 1 }, 'answered'],
    ['an error', { error: HOSTILE }, 'an unexpected error'],
  ])('keeps one line one line, without control characters, whatever stands in %s', (_where, fields, message) => {
    const lines = logged(fields, message)
    expect(lines).toHaveLength(1)
    // eslint-disable-next-line no-control-regex -- those are what must not be there
    expect(lines[0]).not.toMatch(/[\u0000-\u001f]/)
    expect(JSON.parse(String(lines[0]))).toMatchObject({ level: 'info', msg: message })
  })

  it('names the line of the source where an error happened, without Node holding the map of every module', () => {
    const script = `
      import { createLog } from ${JSON.stringify(new URL('log.js', import.meta.url).href)}
      import { parseMasterKey } from ${JSON.stringify(new URL('master-key.js', import.meta.url).href)}
      try { parseMasterKey('no key') } catch (err) { createLog('info').error({ err }, 'x') }`
    const written = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    const { stack } = (JSON.parse(written) as { err: { stack: string } }).err
    const [, file = '', line] = /^ {4}at parseMasterKey \((.+\/src\/shared\/master-key\.ts):(\d+):\d+\)$/m.exec(stack) ?? []
    expect(readFileSync(file, 'utf8').split('\n')[Number(line) - 1]).toContain('throw new ')
  })

  it('leaves out passwords, tokens and headers', () => {
    const [line] = logged(
      { body: { password: 'secret-1', token: 'secret-2' }, headers: { cookie: 'secret-3' }, req: { headers: 'secret-4' } },
      'x',
    )
    expect(line).not.toContain('secret-')
  })
})

describe('The configuration', () => {
  const key = randomBytes(32).toString('hex')
  const token = `hvs.${key}`
  const service = { KEY_SERVICE_URL: 'https://bao.example', KEY_SERVICE_KEY: 'market', KEY_SERVICE_TOKEN: token }
  const config = loadConfig({ MASTER_KEY: key, ...service })

  it('does not show its master key, nor the token of the key service, to whoever prints it', () => {
    expect(config.keyService.transit).toHaveProperty('token')
    expect(`${JSON.stringify(config)}${inspect(config, { depth: 9 })}`).not.toContain(key)
    const [line] = logged({ config: JSON.parse(JSON.stringify(config)) as object }, 'started')
    expect(line).not.toContain(key)
  })

  it('says what is wrong with a secret without repeating it', () => {
    const secrets = {
      MASTER_KEY: 'not-a-key-but-secret',
      KEY_SERVICE_TOKEN: 'secret words',
      KEY_SERVICE_URL: 'https://a:secret-word@bao',
      DATABASE_URL: 'mysql://app:secret-word@db/market',
      SMTP_URL: 'http://a:secret-word@mail',
    }
    const refuse = (): unknown => loadConfig(secrets)
    expect(refuse).toThrow(ConfigurationInvalid)
    expect(refuse).not.toThrow(/secret/)
  })
})
