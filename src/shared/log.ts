import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'

import { requestContext } from './request-context.js'

export type Log = Logger

/** Structured log lines with the request id. Never log content, names, addresses or secrets: ids and codes only. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    mixin: () => requestContext.getStore() ?? {},
    redact: ['*.password', '*.token', 'req.headers', 'headers'],
  })
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
