import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { TransitSettings } from '../../src/shared/key-settings.js'

/** How the service behaves: it works; it is sealed, busy or broken; it is silent or hangs up; it sends half an answer, another, or one without end. */
export type TransitMood =
  'works' | 'sealed' | 'busy' | 'broken' | 'silent' | 'hangs-up' | 'breaks-off' | 'garbles' | 'says-nothing' | 'babbles' | 'leads-elsewhere'

export const TOKEN = 'hvs.stand-in-4711'
const MOUNT = 'engines/transit'
const KEY = 'market-opening'
const NAMESPACE = 'procurement'

interface Key {
  versions: Buffer[]
  leastVersion: number
}

interface Answer {
  status: number
  body: object
}

/** Speaks the part of the transit engine's API that the product uses (Vault 1.x, OpenBao 2.x), over real HTTP and with real AES-256-GCM. */
export class TransitStandIn {
  mood: TransitMood = 'works'
  private token = TOKEN
  /** What it was asked, "encrypt" or another, whatever it answered. */
  readonly asked: string[] = []
  headers: IncomingHttpHeaders = {}
  /** What it took in to encrypt and gave out decrypted. */
  readonly plaintexts: Buffer[] = []
  private readonly keys = new Map<string, Key>()
  private port = 0

  private constructor(private server: Server) {}

  static async start(): Promise<TransitStandIn> {
    const standIn = new TransitStandIn(createServer())
    standIn.keys.set(KEY, { versions: [randomBytes(32)], leastVersion: 1 })
    await standIn.open()
    return standIn
  }

  /** Serves, on the port it had. */
  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.hear(request, response)
    })
    await new Promise<void>(resolve => this.server.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  /** Nobody is there any more; whoever was being talked to is hung up on. */
  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
  }

  /** Settings by which the product finds it. */
  settings(other: Partial<TransitSettings> = {}): TransitSettings {
    const token = createSecretKey(Buffer.from(TOKEN))
    return { url: this.url, mount: MOUNT, key: KEY, namespace: NAMESPACE, token, timeoutMs: 5_000, ...other }
  }

  /** The same for another process. */
  get environment(): Record<string, string> {
    return {
      KEY_SERVICE_URL: this.url,
      KEY_SERVICE_MOUNT: MOUNT,
      KEY_SERVICE_KEY: KEY,
      KEY_SERVICE_NAMESPACE: NAMESPACE,
      KEY_SERVICE_TOKEN: TOKEN,
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** New things are wrapped by a new version from now on. */
  rotate(): void {
    this.key().versions.push(randomBytes(32))
  }

  /** min_decryption_version, until what this answers puts it back. */
  refuseBelow(version: number): () => void {
    const key = this.key()
    const before = key.leastVersion
    key.leastVersion = version
    return () => {
      key.leastVersion = before
    }
  }

  /** Behaves so until what this answers is called. */
  behave(mood: TransitMood): () => void {
    this.mood = mood
    return () => {
      this.mood = 'works'
    }
  }

  /** Takes another token than the one that was given out, until what this answers is called. */
  exchangeToken(): () => void {
    this.token = 'hvs.renewed-4712'
    return () => {
      this.token = TOKEN
    }
  }

  /** The key is gone until what this answers puts it back. */
  lose(): () => void {
    const lost = this.key()
    this.keys.delete(KEY)
    return () => this.keys.set(KEY, lost)
  }

  /** The same name for another key of as many versions, until what this answers undoes it. */
  exchange(): () => void {
    const { versions } = this.key()
    const putBack = this.lose()
    this.keys.set(KEY, { versions: versions.map(() => randomBytes(32)), leastVersion: 1 })
    return putBack
  }

  /** The newest version is gone, until what this answers puts it back. */
  forgetNewest(): () => void {
    const { versions } = this.key()
    const newest = versions.splice(-1)
    return () => versions.push(...newest)
  }

  private key(): Key {
    const key = this.keys.get(KEY)
    if (key === undefined) throw new Error('The key is lost.')
    return key
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const [, mount, verb = '', name = ''] = /^\/v1\/(.+)\/([a-z]+)\/([^/]+)$/.exec(String(request.url)) ?? []
    this.asked.push(verb)
    this.headers = request.headers
    if (this.mood === 'silent') return
    if (this.mood === 'hangs-up') request.socket.destroy()
    else if (this.mood === 'babbles') this.babble(response)
    else if (this.mood === 'garbles') response.end('<html>Welcome</html>')
    else if (this.mood === 'leads-elsewhere') response.writeHead(307, { Location: `${this.url}/v1/elsewhere` }).end()
    else {
      const { status, body } = this.answer(request, mount, verb, name, Buffer.concat(chunks).toString('utf8'))
      const text = JSON.stringify(body)
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
      if (this.mood !== 'breaks-off') response.end(text)
      else response.write(text.slice(0, -9), () => request.socket.destroy())
    }
  }

  private babble(response: ServerResponse): void {
    response.write('{"data": "')
    const more = (): void => {
      if (!response.destroyed) response.write('x'.repeat(65_536), more)
    }
    more()
  }

  private answer(request: IncomingMessage, mount: string | undefined, verb: string, name: string, text: string): Answer {
    if (this.mood === 'sealed') return refused(503, 'Vault is sealed')
    if (this.mood === 'busy') return refused(429, 'request path "transit": rate limit quota exceeded')
    if (this.mood === 'broken') return refused(500, `internal error, with ${String(request.headers['x-vault-token'])}`)
    if (this.mood === 'says-nothing') return { status: 200, body: {} }
    if (request.headers['x-vault-token'] !== this.token) return refused(403, 'permission denied')
    if (request.headers['x-vault-namespace'] !== NAMESPACE || mount !== MOUNT || !['POST', 'PUT'].includes(String(request.method)))
      return refused(404, `no handler for route "${String(mount)}". route entry not found.`)
    const key = this.keys.get(name)
    if (key === undefined) return refused(400, 'encryption key not found')
    const { plaintext = '', ciphertext = '' } = JSON.parse(text) as { plaintext?: string; ciphertext?: string }
    if (verb === 'encrypt') return this.sealed(key, Buffer.from(plaintext, 'base64'))
    const opened = open(key, ciphertext)
    if (typeof opened === 'string') return refused(400, opened)
    if (verb === 'rewrap') return sealedBy(key, opened)
    this.plaintexts.push(opened)
    return { status: 200, body: { data: { plaintext: opened.toString('base64') } } }
  }

  private sealed(key: Key, plaintext: Buffer): Answer {
    this.plaintexts.push(plaintext)
    return sealedBy(key, plaintext)
  }
}

const refused = (status: number, error: string): Answer => ({ status, body: { errors: [error] } })

function sealedBy({ versions }: Key, plaintext: Buffer): Answer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? Buffer.of(), nonce)
  const bytes = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  return {
    status: 200,
    body: { data: { ciphertext: `vault:v${versions.length}:${bytes.toString('base64')}`, key_version: versions.length } },
  }
}

/** What is inside, or what the engine says where it does not open. */
function open({ versions, leastVersion }: Key, ciphertext: string): Buffer | string {
  const [, version = '', text = ''] = /^vault:v(\d+):([\w+/=]+)$/.exec(ciphertext) ?? []
  if (version === '') return 'invalid ciphertext: no prefix'
  const key = versions[Number(version) - 1]
  if (key === undefined) return 'invalid ciphertext: version is too new'
  if (Number(version) < leastVersion) return 'ciphertext or signature version is disallowed by policy (too old)'
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 28) return 'invalid ciphertext: too short'
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    return 'cipher: message authentication failed'
  }
}
