import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

import { Messages, Statements } from './frontend-messages.js'

/** Where a statement is held: before the database has it, or when the database has carried it out and nobody was told. */
export type Hold = 'before' | 'unanswered'

/** The statement to be held at: by its number since the proxy was armed, the first being 1, and by its text. */
export type Choice = (number: number, text: string) => boolean

interface Armed {
  hold: Hold
  choice: Choice
  reached: () => void
}

/** Stands between a process and Postgres, and holds whatever the process asks from a chosen statement on. */
export class DatabaseProxy {
  /** Statements since it was armed. */
  readonly texts: string[] = []
  private armed: Armed | null = null
  private readonly pairs = new Set<Pair>()

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async before(databaseUrl: string): Promise<DatabaseProxy> {
    const server = createServer()
    const proxy = new DatabaseProxy(server, new URL(databaseUrl))
    server.on('connection', client => {
      proxy.join(client)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  /** The database's address, by way of the proxy. */
  get url(): string {
    const url = new URL(this.target)
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return url.toString()
  }

  /** Holds at the first statement that is chosen; resolves when it is held. */
  arm(hold: Hold, choice: Choice): Promise<void> {
    this.texts.length = 0
    return new Promise(resolve => {
      this.armed = { hold, choice, reached: resolve }
    })
  }

  disarm(): void {
    this.armed = null
  }

  /** Cuts every connection. */
  cut(): void {
    this.disarm()
    for (const pair of this.pairs) pair.end()
  }

  async close(): Promise<void> {
    this.cut()
    this.server.close()
    await once(this.server, 'close')
  }

  private join(client: Socket): void {
    const upstream = connect(Number(this.target.port), this.target.hostname)
    const pair = new Pair(client, upstream, text => this.met(text))
    this.pairs.add(pair)
    pair.ended = () => this.pairs.delete(pair)
  }

  /** Whether the statement is to be held, and how. */
  private met(text: string): Armed | null {
    if (this.armed === null) return null
    this.texts.push(text)
    if (!this.armed.choice(this.texts.length, text)) return null
    const { armed } = this
    this.armed = null
    return armed
  }
}

/** One connection, and its own to the database. */
class Pair {
  ended: () => void = () => undefined
  private readonly asked = new Messages(true)
  private readonly answered = new Messages(false)
  private readonly statements = new Statements()
  private isHeld = false
  /** Answers that end a statement ('Z'), which come once for each synchronisation and once for the beginning. */
  private due = 1
  private waiting: (() => void) | null = null

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly met: (text: string) => Armed | null,
  ) {
    client.on('data', chunk => {
      this.ask(chunk)
    })
    upstream.on('data', chunk => {
      this.answer(chunk)
    })
    for (const socket of [client, upstream]) {
      // Whoever cuts it off means to.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.end()
      })
    }
  }

  end(): void {
    this.client.destroy()
    this.upstream.destroy()
    this.ended()
  }

  private ask(chunk: Buffer): void {
    for (const message of this.asked.take(chunk)) {
      if (this.isHeld) return
      const text = this.statements.read(message)
      const armed = text === null || this.waiting !== null ? null : this.met(text)
      if (armed?.hold === 'before') {
        this.isHeld = true
        armed.reached()
        return
      }
      if (armed !== null) this.waiting = armed.reached
      this.upstream.write(message.bytes)
      if (message.type === 'Q' || message.type === 'S') {
        this.due += 1
        // What was asked together with it is carried out after it.
        if (this.waiting !== null) this.isHeld = true
      }
    }
  }

  private answer(chunk: Buffer): void {
    for (const { type } of this.answered.take(chunk)) if (type === 'Z') this.due -= 1
    if (this.waiting === null) this.client.write(chunk)
    else if (this.due === 0) {
      const reached = this.waiting
      this.waiting = null
      this.client.pause()
      reached()
    }
  }
}
