import pg from 'pg'

type Query = (query: unknown, values?: unknown, callback?: unknown) => unknown

/** Begins a statement that is planned for its parameters each time: where the best plan depends on them, one for all would be a bad one for some. */
export const PLANNED_ANEW = '/* planned anew */ '

/** More texts than the product has. What is beyond is sent unprepared, so that a text built anew each time cannot fill the database's memory. */
const MOST_PREPARED = 1_000
const names = new Map<string, string>()

/**
 * A connection that has the database parse each statement with parameters once, and plan it anew only as long as that pays
 * (docs/adr/0025). A pooler between has to keep prepared statements with their connection. Statements that are asked side by side leave in
 * one piece and are answered in turn (docs/adr/0036).
 */
export class PreparingClient extends pg.Client {
  override query = ((query, values, callback) => {
    this.holdBack()
    return typeof query === 'string' && Array.isArray(values) && values.length > 0
      ? this.send({ name: nameOf(query), text: query, values }, callback)
      : this.send(query, values, callback)
  }) as Query as typeof pg.Client.prototype.query

  private send(...given: unknown[]): unknown {
    return Reflect.apply(Reflect.get(pg.Client.prototype, 'query') as Query, this, given)
  }

  /** Until whoever asks has asked all that it asks at once. */
  private holdBack(): void {
    const { stream } = this.connection
    stream.cork()
    process.nextTick(() => {
      stream.uncork()
    })
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_PREPARED || text.startsWith(PLANNED_ANEW)) return known
  const name = `statement-${names.size + 1}`
  names.set(text, name)
  return name
}
