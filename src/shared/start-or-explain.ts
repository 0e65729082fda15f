import { ConfigurationInvalid } from './config.js'
import { EmbeddedPostgresFailed } from './database/embedded/embedded-postgres.js'
import { DatabaseUnfit } from './database/schema-check.js'
import { OutOfReach } from './domain/errors.js'
import { InputFileUnusable } from './input-file.js'
import { inSources } from './source-frames.js'
import { StorageUnfit } from './storage/storage.js'

const EXPLAINED = [ConfigurationInvalid, EmbeddedPostgresFailed, DatabaseUnfit, InputFileUnusable, OutOfReach, StorageUnfit]

/** Runs an entry point. What an operator can mend is told in plain words, anything else with its stack; both end with exit code 1. */
export async function startOrExplain(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (EXPLAINED.some(kind => error instanceof kind)) return error.message
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}. Something else listens there: stop it, or set PORT or METRICS_PORT to another port.`
  if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND'))
    return `The database is out of reach (${error.message}). Check DATABASE_URL.`
  return error.stack === undefined ? error.message : inSources(error.stack.split('\n')).join('\n')
}
