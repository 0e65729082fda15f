import { readFile, stat } from 'node:fs/promises'

/** A file that a command was given is not what it should be; says why. */
export class InputFileUnusable extends Error {}

const LARGEST = 16_777_216

/** The JSON that a file holds, in UTF-8; throws InputFileUnusable in plain words, which never repeat the file's content. */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text)
  } catch {
    throw new InputFileUnusable(`${file} is not JSON.`)
  }
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > LARGEST) throw new InputFileUnusable(`${file} is larger than 16 MiB.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof InputFileUnusable) throw error
    throw new InputFileUnusable(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`)
  }
}
