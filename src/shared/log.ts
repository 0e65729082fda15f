import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'

import { inSources } from './source-frames.js'

export type Log = Logger

/**
 * Structured log lines. Never log content, names, addresses or secrets: ids and codes only. Whoever has a request gives its id; an
 * AsyncLocalStorage that gave it by itself would make every promise of the process dearer (docs/performance.md).
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: label => ({ level: label }) },
    redact: ['*.password', '*.passphrase', '*.passphraseAgain', '*.currentPassphrase', '*.token', 'req.headers', 'headers'],
  })
}

/** Where an error happened and what the database calls it; never its message from the database or its parameters, which hold people's data. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  const frames = (error.stack ?? '').split('\n').filter(line => line.startsWith('    at '))
  const isOfDatabase = 'query' in error
  return {
    type: error.name,
    code,
    constraint,
    table,
    message: isOfDatabase ? undefined : error.message,
    stack: inSources(frames).join('\n'),
  }
}

/** Nest's own messages as lines of the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Log) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message))
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message))
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message))
  }
}
