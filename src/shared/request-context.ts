import { AsyncLocalStorage } from 'node:async_hooks'

/** Carries the request id to the log and nothing else: state travels as arguments. */
export const requestContext = new AsyncLocalStorage<{ requestId: string }>()
