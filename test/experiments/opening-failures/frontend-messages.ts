/** What a client of Postgres sends, message by message (protocol 3.0): what begins a connection has no type. */
export interface Message {
  type: string
  bytes: Buffer
}

const LENGTH_BYTES = 4

/** Cuts a stream into messages; a part of one waits for the rest. */
export class Messages {
  private rest = Buffer.alloc(0)

  /** Whether the next message begins a connection. */
  constructor(private begins: boolean) {}

  take(chunk: Buffer): Message[] {
    this.rest = Buffer.concat([this.rest, chunk])
    const messages: Message[] = []
    for (let next = this.next(); next !== null; next = this.next()) messages.push(next)
    return messages
  }

  private next(): Message | null {
    const head = this.begins ? 0 : 1
    if (this.rest.length < head + LENGTH_BYTES) return null
    const end = head + this.rest.readUInt32BE(head)
    if (this.rest.length < end) return null
    const bytes = this.rest.subarray(0, end)
    this.rest = this.rest.subarray(end)
    const type = this.begins ? 'begin' : bytes.toString('latin1', 0, 1)
    this.begins = false
    return { type, bytes }
  }
}

/** The texts of the statements that a connection carries out, however it prepared them. */
export class Statements {
  private readonly prepared = new Map<string, string>()
  private bound = ''

  /** The statement that the message carries out, or null. */
  read({ type, bytes }: Message): string | null {
    const [first = '', second = ''] = bytes
      .subarray(1 + LENGTH_BYTES)
      .toString('utf8')
      .split('\0')
    if (type === 'Q') return first
    if (type === 'P') this.prepared.set(first, second)
    if (type === 'B') this.bound = this.prepared.get(second) ?? ''
    return type === 'E' ? this.bound : null
  }
}
