import pg from 'pg'

/** One statement as it went to the database. */
export interface Statement {
  /** Where it is prepared. */
  name: string | undefined
  text: string
  values: readonly unknown[]
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown

const driver = pg.Client.prototype as unknown as { query: Query }

/** What the work sends to the database, in its order, heard at the driver. Nothing else may talk to a database meanwhile. */
export async function recorded(work: () => Promise<unknown>): Promise<Statement[]> {
  const original = Reflect.get(driver, 'query')
  const heard: Statement[] = []
  driver.query = function (...given) {
    heard.push(statementOf(given))
    return Reflect.apply(original, this, given)
  }
  try {
    await work()
  } finally {
    driver.query = original
  }
  return heard
}

function statementOf([query, values]: readonly unknown[]): Statement {
  if (typeof query === 'string') return { name: undefined, text: query, values: Array.isArray(values) ? values : [] }
  const { name, text, values: own = [] } = query as { name?: string; text: string; values?: unknown[] }
  return { name, text, values: own }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * The same statements for somebody else: each text and buffer in `instead` gives way to its counterpart, and each id that is neither there nor in
 * `shared` was made by the work, so it gets a new one, the same at each place.
 */
export function replayed(
  statements: readonly Statement[],
  instead: ReadonlyMap<string, string>,
  shared: ReadonlySet<string>,
  newId: () => string,
): Statement[] {
  const made = new Map<string, string>()
  const idFor = (id: string): string => {
    const known = instead.get(id) ?? (shared.has(id) ? id : made.get(id))
    if (known !== undefined) return known
    const fresh = newId()
    made.set(id, fresh)
    return fresh
  }
  const exchange = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(UUID, idFor)
    if (Array.isArray(value)) return value.map(exchange)
    if (!Buffer.isBuffer(value)) return value
    const other = instead.get(value.toString('hex'))
    return other === undefined ? value : Buffer.from(other, 'hex')
  }
  return statements.map(({ values, ...statement }) => ({
    ...statement,
    text: exchange(statement.text) as string,
    values: values.map(exchange),
  }))
}
