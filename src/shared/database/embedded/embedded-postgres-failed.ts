interface FailureDetails {
  /** What Postgres itself said. */
  logLines?: readonly string[]
  cause?: unknown
}

/** Says in plain words what is wrong with the folder and the way out. */
export class EmbeddedPostgresFailed extends Error {
  constructor(found: string, wayOut: string, { logLines = [], cause }: FailureDetails = {}) {
    const said = logLines.length === 0 ? [] : ['Postgres said:', ...logLines.map(line => `  ${line}`)]
    super([found, ...said, wayOut].join('\n'), { cause })
    this.name = 'EmbeddedPostgresFailed'
  }
}

export const ANOTHER_FOLDER = 'set DATA_DIR to another folder'
export const ANOTHER_POSTGRES = 'set DATABASE_URL to a Postgres of your own'

/** The code of a system error (`ENOENT`) or a database error (`28P01`). Looks no closer: Jest's Error is not the system's. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

export function messageOf(error: unknown): string {
  return (error as Error | undefined)?.message ?? String(error)
}
