import { createHash } from 'node:crypto'

import { unzipSync, type Zippable, zipSync } from 'fflate'
import type { Response } from 'supertest'

/** Collects a binary answer whole. */
export function binary(response: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const stream = response as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => {
    done(null, Buffer.concat(chunks))
  })
}

/** The files of a ZIP by their paths. */
export const unzip = (bytes: Buffer): Map<string, Buffer> =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, Buffer.from(content)]))

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A ZIP of these files, as an office program would write it. */
export const aZip = (files: Readonly<Record<string, Buffer | string>>): Buffer => {
  const entries: Zippable = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]))
  return Buffer.from(zipSync(entries))
}
