import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'

import type { TestApp } from './test-app.js'

export const BOUNDARY = 'a-boundary-of-the-test'

/** The head and the end of a part that holds a file. */
export const fileHead = (name: string, field = 'file'): Buffer =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`)
export const fieldPart = (name: string, value: string): Buffer =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
export const NEXT = Buffer.from('\r\n')
export const END = Buffer.from(`--${BOUNDARY}--\r\n`)

export interface RawUpload {
  parts: Iterable<Buffer> | AsyncIterable<Buffer>
  /** What Content-Length says; chunked where it is left out. */
  declared?: number
  contentType?: string
  /** The connection dies once all was sent and this has come about; no answer is waited for. */
  diesAfter?: () => Promise<void>
}

export interface Seen {
  /** Null where the connection ended without an answer. */
  status: number | null
  code: string | null
  /** Bytes that the server took from the connection. */
  read: number
}

/** Sends an upload byte by byte as it is written here, until it is answered. */
export async function sendRaw(test: TestApp, bidId: string, upload: RawUpload): Promise<Seen> {
  const server = test.app.getHttpServer()
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const client = new Line(connect((server.address() as AddressInfo).port, '127.0.0.1'))
  const [taken] = await accepted
  await client.send(headOf(test, bidId, upload))
  for await (const part of upload.parts) {
    if (client.isAnswered) break
    await client.send(upload.declared === undefined ? chunkOf(part) : part)
  }
  if (upload.diesAfter !== undefined) {
    await upload.diesAfter()
    client.kill()
  } else if (!client.isAnswered) await client.send(upload.declared === undefined ? Buffer.from('0\r\n\r\n') : Buffer.alloc(0))
  const answer = await client.answer()
  return { ...statusAndCode(answer), read: taken.bytesRead }
}

function headOf(test: TestApp, bidId: string, { declared, contentType = `multipart/form-data; boundary=${BOUNDARY}` }: RawUpload): Buffer {
  const lines = [
    `POST /api/v1/bids/${bidId}/files HTTP/1.1`,
    'Host: market.example',
    `Authorization: Bearer ${String(test.tokens.get('supplier-admin'))}`,
    `Content-Type: ${contentType}`,
    declared === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${declared}`,
    'Connection: close',
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

const chunkOf = (part: Buffer): Buffer =>
  part.length === 0 ? part : Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])

function statusAndCode(answer: string): Pick<Seen, 'status' | 'code'> {
  const [, status = null] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
  const [, code = null] = /"code":"([a-z\d-]+)"/.exec(answer) ?? []
  return { status: status === null ? null : Number(status), code }
}

/** The client's end of one connection. */
class Line {
  private heard = ''
  private readonly closed: Promise<unknown>

  constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.heard += text))
    // A server that stops reading resets the connection in the end.
    socket.on('error', () => undefined)
    this.closed = new Promise(resolve => socket.once('close', resolve))
  }

  get isAnswered(): boolean {
    return this.heard !== '' || this.socket.destroyed || this.socket.readableEnded
  }

  async send(bytes: Buffer): Promise<void> {
    if (this.socket.write(bytes) || this.isAnswered) return
    const waiting = new AbortController()
    const heardOf = (event: string) => once(this.socket, event, { signal: waiting.signal }).catch(() => undefined)
    await Promise.race([heardOf('drain'), heardOf('data'), this.closed])
    waiting.abort()
  }

  kill(): void {
    this.socket.resetAndDestroy()
  }

  /** All that was answered, once the connection is closed. */
  async answer(): Promise<string> {
    await this.closed
    return this.heard
  }
}
