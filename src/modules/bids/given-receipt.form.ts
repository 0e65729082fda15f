import type { Readable } from 'node:stream'

import { DomainError, Malformed, Refused } from '../../shared/domain/errors.js'
import { BODY_LIMIT, readJsonObject } from '../../web/json-body.js'

/** The field that receipts are pasted into. */
const PASTED = 'receipt'

/** The field that a file is chosen in. */
const CHOSEN = 'file'

export type GivenIn = typeof PASTED | typeof CHOSEN

/** The JSON of a receipt that was pasted; what is none is refused at its field. */
export function readPasted(text: string): unknown {
  if (text.trim() === '') throw refusedIn(PASTED, 'receipt-missing', 'Paste a receipt, or choose its file')
  return readIn(PASTED, Buffer.from(text, 'utf8'))
}

/** The JSON of a receipt in a file as it comes. */
export async function readChosen(name: string, bytes: Readable): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) throw refusedIn(CHOSEN, 'file-too-large', 'The file is larger than any receipt: at most 1 MB')
    chunks.push(chunk)
  }
  if (name === '' || size === 0) throw refusedIn(CHOSEN, 'file-missing', 'Choose the file of a receipt, or paste it')
  return readIn(CHOSEN, Buffer.concat(chunks))
}

function readIn(field: GivenIn, bytes: Buffer): unknown {
  try {
    return readJsonObject(bytes)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw refusedIn(field, error.code, 'This is not a receipt. Give the whole text of the downloaded file, from the first { to the last }')
  }
}

/** What is missing or malformed in a receipt is told together at the field it was given in. */
export class NoReceipt extends Refused {
  constructor(
    field: GivenIn,
    readonly faults: readonly string[],
  ) {
    const detail = 'This is not a signed receipt: parts of it are missing or were changed. Give the whole text of the downloaded file'
    super('not-a-receipt', detail, [{ pointer: `/${field}`, code: 'not-a-receipt', detail }])
  }
}

/** Asks for the verdict; that it is no receipt at all is told at the field it was given in. */
export async function judgedIn<T>(field: GivenIn, judge: () => Promise<T>): Promise<T> {
  try {
    return await judge()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not-a-receipt') throw error
    throw new NoReceipt(
      field,
      error.errors.map(({ detail }) => detail),
    )
  }
}

const refusedIn = (field: GivenIn, code: string, detail: string): Malformed =>
  new Malformed('invalid-request', detail, [{ pointer: `/${field}`, code, detail }])
