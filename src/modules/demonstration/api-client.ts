/** An answer of the API: status, ETag where there is one, and the body as it came. */
export interface Answer {
  status: number
  etag: string
  body: Readonly<Record<string, unknown>>
}

/** Speaks to a running instance as one signed-in person. */
export class ApiClient {
  private constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  static async signIn(baseUrl: string, email: string, password: string): Promise<ApiClient> {
    const { body } = await send(`${baseUrl}/api/v1/sessions`, 'POST', {}, { email, password })
    return new ApiClient(baseUrl, String(body['token']))
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path)
  }

  post(path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    return this.call('POST', path, body, ifMatch)
  }

  patch(path: string, body: unknown, ifMatch: string): Promise<Answer> {
    return this.call('PATCH', path, body, ifMatch)
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.call('PUT', path, body)
  }

  private call(method: string, path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    const headers = { Authorization: `Bearer ${this.token}`, ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }) }
    return send(`${this.baseUrl}/api/v1${path}`, method, headers, body)
  }
}

async function send(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...content,
  })
  const text = await response.text()
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
  }
}
