import { setTimeout as pause } from 'node:timers/promises'

import { PASSWORD } from '../cast.js'

/** What was asked, by whom. */
export interface Asked {
  who: string
  method: string
  path: string
  ifMatch?: string
  body?: unknown
}

/** An answer of the API: status, ETag where there is one, and the body as it came; with what was asked. */
export interface Answer {
  status: number
  etag: string
  body: Readonly<Record<string, unknown>>
  asked: Asked
}

/** A file to send, with what is said of it. */
export interface Upload {
  name: string
  bytes: Buffer
  said: Readonly<Record<string, string>>
}

/** How often a request is sent that the server turns away because too much is going on. */
const MOST_TRIES = 6

/** Speaks to a running instance as one signed-in person. */
export class ApiClient {
  private constructor(
    private readonly baseUrl: string,
    private readonly who: string,
    private readonly token: string,
  ) {}

  /** Signs in one of the cast, by the part before @example.test. */
  static async signIn(baseUrl: string, who: string): Promise<ApiClient> {
    const { status, body } = await new ApiClient(baseUrl, who, '').post('/sessions', { email: `${who}@example.test`, password: PASSWORD })
    if (status !== 201) throw new Error(`${who} could not sign in: ${JSON.stringify(body)}`)
    return new ApiClient(baseUrl, who, String(body['token']))
  }

  get(path: string): Promise<Answer> {
    return this.call({ method: 'GET', path })
  }

  post(path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    return this.call({ method: 'POST', path, body, ...(ifMatch === undefined ? {} : { ifMatch }) })
  }

  patch(path: string, body: unknown, ifMatch: string): Promise<Answer> {
    return this.call({ method: 'PATCH', path, body, ifMatch })
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.call({ method: 'PUT', path, body })
  }

  upload(path: string, { name, bytes, said }: Upload): Promise<Answer> {
    const form = new FormData()
    for (const [field, value] of Object.entries(said)) form.append(field, value)
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name)
    return this.send({ method: 'POST', path, body: { ...said, file: name } }, {}, form)
  }

  private call(asked: Omit<Asked, 'who'>): Promise<Answer> {
    const { body } = asked
    if (body === undefined) return this.send(asked, {})
    return this.send(asked, { 'Content-Type': 'application/json' }, JSON.stringify(body))
  }

  /** Asks again when the server says so: what it turns away under load it has not begun. */
  private async send(asked: Omit<Asked, 'who'>, headers: Record<string, string>, body?: string | FormData): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const { answer, retryAfter } = await this.sendOnce(asked, headers, body)
      if (answer.body['code'] !== 'overloaded' || tries === MOST_TRIES) return answer
      await pause(Number(retryAfter) * 1_000)
    }
  }

  private async sendOnce(
    asked: Omit<Asked, 'who'>,
    headers: Record<string, string>,
    body?: string | FormData,
  ): Promise<{ answer: Answer; retryAfter: string | null }> {
    const response = await fetch(`${this.baseUrl}/api/v1${asked.path}`, {
      method: asked.method,
      headers: {
        ...headers,
        ...(this.token === '' ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(asked.ifMatch === undefined ? {} : { 'If-Match': asked.ifMatch }),
      },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const answer = {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      asked: { who: this.who, ...asked },
    }
    return { answer, retryAfter: response.headers.get('retry-after') }
  }
}
