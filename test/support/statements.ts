import pg from 'pg'

type Query = (this: pg.Client, ...given: unknown[]) => unknown

const driver = pg.Client.prototype as unknown as { query: Query }

/** Hears, at the driver, every statement that one database role sends. */
export class Statements {
  private heard: string[] = []
  private readonly original = Reflect.get(driver, 'query')

  constructor(role: string) {
    const { original } = this
    const hear = (text: string): unknown => this.heard.push(text)
    driver.query = function (...given) {
      if (this.user === role) hear(textOf(given[0]))
      return Reflect.apply(original, this, given)
    }
  }

  /** The statements that were sent while the work was done. */
  async of(work: () => PromiseLike<unknown>): Promise<string[]> {
    this.heard = []
    await work()
    return [...this.heard]
  }

  stopListening(): void {
    driver.query = this.original
  }
}

const textOf = (query: unknown): string => (typeof query === 'string' ? query : String((query as { text?: unknown }).text))
