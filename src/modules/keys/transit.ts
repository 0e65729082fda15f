import { readFile } from 'node:fs/promises'

import type { TransitSettings } from '../../shared/key-settings.js'
import type { Log } from '../../shared/log.js'
import { KeyServiceAway } from './key-unavailable.js'
import { Turns } from './turns.js'

/** Questions at once; others wait in line. */
const AT_ONCE = 4

/** Many times the longest answer there is. */
const MOST_BYTES = 65_536

/** The engine answers, and what it was given does not open by its key. */
export class NotOpened extends Error {}

/** What the engine says of what it was given, and what that means. Its own words never reach the log: nobody knows what a proxy puts into them. */
const NOT_OPENED: readonly (readonly [said: string, reason: string])[] = [
  ['encryption key not found', 'the engine has no key of the name in KEY_SERVICE_KEY'],
  ['message authentication failed', 'it was wrapped by another key, or the row was changed from outside'],
  ['version is too new', 'the key has fewer versions than when it was wrapped'],
  ['disallowed by policy (too old)', 'min_decryption_version of the key lies above the version that wrapped it'],
  ['invalid ciphertext', 'the row was changed from outside'],
]

const AWAY: Readonly<Record<number, string>> = {
  307: 'it names another address: set KEY_SERVICE_URL to one that answers itself',
  403: 'it refuses the token, or the token may not use that key',
  404: 'there is no transit engine at KEY_SERVICE_MOUNT, or KEY_SERVICE_NAMESPACE is another',
  429: 'it takes no more requests for now',
  503: 'it is sealed, or out of service',
}

interface Answer {
  status: number
  /** Null where it is no JSON. */
  body: unknown
}

/**
 * The transit engine of Vault and OpenBao, over HTTP. Each question is asked once: whoever needs the answer tries again, and nobody waits
 * longer than the settings say. Whatever is no answer is KeyServiceAway.
 */
export class Transit {
  private readonly turns = new Turns(AT_ONCE)
  private away: string | null = null

  constructor(
    private readonly settings: TransitSettings,
    private readonly log: Log,
  ) {}

  /** Answers the ciphertext, "vault:v1:…". */
  async encrypt(plaintext: Buffer): Promise<string> {
    try {
      return await this.ask('encrypt', { plaintext: plaintext.toString('base64') }, 'ciphertext')
    } catch (error) {
      throw error instanceof NotOpened ? this.noteAway(error.message) : error
    }
  }

  /** Throws NotOpened for what its key did not make. */
  async decrypt(ciphertext: string): Promise<Buffer> {
    return Buffer.from(await this.ask('decrypt', { ciphertext }, 'plaintext'), 'base64')
  }

  /** The same by the newest version of the key, without the content coming out; throws NotOpened as well. */
  rewrap(ciphertext: string): Promise<string> {
    return this.ask('rewrap', { ciphertext }, 'ciphertext')
  }

  private ask(verb: string, given: object, wanted: string): Promise<string> {
    return this.turns.take(async () => {
      const { status, body } = await this.post(verb, given)
      const answered = status === 200 ? textIn(body, 'data', wanted) : null
      if (answered !== null) return this.noteBack(answered)
      const reason = status === 400 || status === 500 ? reasonIn(body) : null
      if (reason !== null) throw new NotOpened(reason)
      throw this.noteAway(AWAY[status] ?? `it answered ${status}, and nothing that can be used`)
    })
  }

  private async post(verb: string, given: object): Promise<Answer> {
    const { url, mount, key, namespace, timeoutMs } = this.settings
    const token = await this.readToken()
    try {
      const response = await fetch(`${url}/v1/${mount}/${verb}/${key}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Vault-Request': 'true',
          'X-Vault-Token': token,
          ...(namespace === null ? {} : { 'X-Vault-Namespace': namespace }),
        },
        body: JSON.stringify(given),
        // Followed, it would take the token to wherever it leads.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, body: parsed(await readText(response)) }
    } catch (error) {
      throw this.noteAway(failureOf(error))
    }
  }

  private async readToken(): Promise<string> {
    const { token } = this.settings
    if (!('file' in token)) return token.export().toString('utf8')
    try {
      return (await readFile(token.file, 'utf8')).trim()
    } catch {
      throw this.noteAway('KEY_SERVICE_TOKEN_FILE cannot be read')
    }
  }

  /** One line when an outage begins or its reason changes, not one for each attempt. */
  private noteAway(reason: string): KeyServiceAway {
    if (this.away !== reason) this.log.error({ reason }, 'the key service cannot be used')
    this.away = reason
    return new KeyServiceAway()
  }

  private noteBack(answered: string): string {
    if (this.away !== null) this.log.info('the key service can be used again')
    this.away = null
    return answered
  }
}

async function readText({ body }: Response): Promise<string> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MOST_BYTES) throw new Error('The answer is too long.')
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined

function textIn(body: unknown, ...path: string[]): string | null {
  const found = path.reduce(memberOf, body)
  return typeof found === 'string' && found !== '' ? found : null
}

function reasonIn(body: unknown): string | null {
  const errors = memberOf(body, 'errors')
  const said = Array.isArray(errors) ? errors.map(String).join(' ') : ''
  return NOT_OPENED.find(([words]) => said.includes(words))?.[1] ?? null
}

/** By code alone: the message may hold what was sent. */
function failureOf(error: unknown): string {
  if (memberOf(error, 'name') === 'TimeoutError') return 'it does not answer in time'
  const code = memberOf(memberOf(error, 'cause'), 'code')
  return typeof code === 'string' ? `it is out of reach (${code})` : 'it gives no answer that can be read'
}
