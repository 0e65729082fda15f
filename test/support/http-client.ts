import { Agent, type IncomingHttpHeaders, request } from 'node:http'

import { check } from './contract/watch.js'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** A process to ask, over at most so many connections that stay open. */
export class HttpClient {
  private readonly agent: Agent

  constructor(
    readonly port: number,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** Sends one request and reads the whole answer; a body is sent as JSON. */
  ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: unknown): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const ofBody = payload === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(payload)) }
    const options = { host: '127.0.0.1', port: this.port, method, path, agent: this.agent, headers: { ...headers, ...ofBody } }
    return new Promise((resolve, reject) => {
      const sent = request(options, response => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const answer = { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString('utf8') }
          const complaint = check({ method, url: path, ...answer })
          if (complaint === null) resolve(answer)
          else reject(new Error(complaint))
        })
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })
