import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ClamdAddress } from '../../src/shared/scanning/ask-clamd.js'
import { EICAR } from './eicar.js'

/**
 * How the daemon behaves: it works; it says nothing, or does not even read; it hangs up in the middle, or before its answer is whole; it answers
 * before it has read, or something else, or without end; or it takes less than is sent.
 */
export type ClamdMood = 'works' | 'silent' | 'does-not-read' | 'hangs-up' | 'breaks-off' | 'hasty' | 'garbles' | 'babbles' | 'small'

/** What it takes when it is small. */
const SMALL_BYTES = 1_000

/** Speaks the part of clamd's protocol that the product uses, over a real socket. It finds what holds the EICAR text, or what it is told to find. */
export class ClamdStandIn {
  mood: ClamdMood = 'works'
  version = 'ClamAV 1.4.3/27500/Mon Jan 13 09:30:00 2025'
  /** What else it finds, by a text in the bytes. */
  readonly finds = new Map<string, string>([[EICAR, 'Eicar-Test-Signature']])
  /** The bytes of each stream that it has heard to its end, and the size of each chunk. */
  readonly streams: Buffer[] = []
  readonly chunks: number[] = []
  readonly commands: string[] = []
  private readonly sockets = new Set<Socket>()
  private server: Server | null = null

  private constructor(
    readonly address: ClamdAddress,
    private readonly folder: string | null,
  ) {}

  static async start(over: 'tcp' | 'unix' = 'tcp'): Promise<ClamdStandIn> {
    const folder = over === 'unix' ? await mkdtemp(join(tmpdir(), 'ai-marketplace-clamd-')) : null
    const standIn = new ClamdStandIn(folder === null ? { host: '127.0.0.1', port: 0 } : { path: join(folder, 'clamd.ctl') }, folder)
    await standIn.open()
    return standIn
  }

  /** Serves, on the port it had. */
  async open(): Promise<void> {
    const server = createServer(socket => {
      this.hear(socket)
    })
    await new Promise<void>(resolve => server.listen(this.address, resolve))
    if ('port' in this.address) this.address.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** Nobody is there any more; whoever was being talked to is hung up on. */
  async close(): Promise<void> {
    const { server } = this
    this.server = null
    for (const socket of this.sockets) socket.destroy()
    if (server !== null) await new Promise(resolve => server.close(resolve))
  }

  async stop(): Promise<void> {
    await this.close()
    if (this.folder !== null) await rm(this.folder, { recursive: true, force: true })
  }

  private hear(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => undefined)
    if (this.mood === 'does-not-read') {
      socket.pause()
      return
    }
    if (this.mood === 'hasty') socket.write('stream: OK\0')
    let heard = Buffer.alloc(0)
    socket.on('data', part => {
      heard = Buffer.concat([heard, part])
      if (this.mood === 'hangs-up') socket.destroy()
      else this.answer(socket, heard)
    })
  }

  private answer(socket: Socket, heard: Buffer): void {
    const end = heard.indexOf(0)
    if (end < 0 || this.mood === 'silent') return
    const command = heard.toString('latin1', 0, end)
    if (command === 'zVERSION') this.say(socket, command, this.version)
    else if (command === 'zINSTREAM') this.scan(socket, heard.subarray(end + 1))
    else this.say(socket, command, 'UNKNOWN COMMAND')
  }

  private scan(socket: Socket, heard: Buffer): void {
    if (this.mood === 'small' && heard.length > SMALL_BYTES) {
      socket.end('INSTREAM size limit exceeded. ERROR\0')
      return
    }
    const chunks: Buffer[] = []
    for (let from = 0; heard.length >= from + 4;) {
      const length = heard.readUInt32BE(from)
      if (length === 0) {
        const bytes = Buffer.concat(chunks)
        this.streams.push(bytes)
        this.chunks.push(...chunks.map(chunk => chunk.length))
        this.say(socket, 'zINSTREAM', this.verdictOn(bytes))
        return
      }
      chunks.push(heard.subarray(from + 4, from + 4 + length))
      from += 4 + length
    }
  }

  private verdictOn(bytes: Buffer): string {
    const found = [...this.finds].find(([text]) => bytes.includes(text))
    return found === undefined ? 'stream: OK' : `stream: ${found[1]} FOUND`
  }

  private say(socket: Socket, command: string, answer: string): void {
    this.commands.push(command)
    if (this.mood === 'breaks-off') socket.end(answer)
    else if (this.mood === 'garbles') socket.end('\u0000\u0001\u00ffOK\0')
    else if (this.mood === 'babbles') socket.write('stream: OK '.repeat(10_000))
    else socket.end(`${answer}\0`)
  }
}
