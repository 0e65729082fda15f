import type { AddressInfo } from 'node:net'

import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

export interface CaughtMail extends Email {
  /** To whom the server was told to deliver it, whatever its headers say. */
  recipients: string[]
  raw: string
}

/** What the server does with a mail: takes it, refuses its recipient for good or for now, hangs up in the middle, or never answers. */
export type Mood = 'takes' | 'refuses' | 'postpones' | 'hangs-up' | 'stalls'

/** A mail server on loopback that keeps what it is given. */
export class MailCatcher {
  readonly caught: CaughtMail[] = []
  /** How the server takes mail for an address; others' it just takes. */
  readonly moods = new Map<string, Mood>()
  private server: SMTPServer | null = null
  private port = 0

  static async start(): Promise<MailCatcher> {
    const catcher = new MailCatcher()
    await catcher.open()
    return catcher
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`
  }

  /** What arrived for somebody of the cast. */
  for(player: string): CaughtMail[] {
    return this.caught.filter(({ recipients }) => recipients.includes(`${player}@example.test`))
  }

  /** Serves again, on the port it had. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onRcptTo: ({ address }, _, answer) => {
        const mood = this.moods.get(address)
        if (mood === 'refuses') answer(Object.assign(new Error('No such mailbox'), { responseCode: 550 }))
        else if (mood === 'postpones') answer(Object.assign(new Error('Try again later'), { responseCode: 451 }))
        else answer()
      },
      onData: (stream, { id, envelope }, answer) => {
        const recipients = envelope.rcptTo.map(({ address }) => address)
        const mood = this.moods.get(recipients[0] ?? '')
        if (mood === 'stalls') stream.resume()
        else if (mood === 'hangs-up') hangUp(server, id)
        else
          void this.keep(stream, recipients).then(() => {
            answer(null, `queued as ${this.caught.length}`)
          })
      },
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    // A client that hangs up is no failure of the server.
    server.on('error', () => undefined)
    this.port = (server.server.address() as AddressInfo).port
    this.server = server
  }

  /** Refuses every connection until it opens again. */
  async close(): Promise<void> {
    const { server } = this
    this.server = null
    if (server !== null)
      await new Promise<void>(resolve => {
        server.close(resolve)
      })
  }

  private async keep(stream: SMTPServerDataStream, recipients: string[]): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    this.caught.push({ ...(await PostalMime.parse(raw)), recipients, raw: raw.toString('latin1') })
  }
}

function hangUp(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.close()
}
