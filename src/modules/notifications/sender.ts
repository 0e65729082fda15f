import type { KeyObject } from 'node:crypto'

/** What every mail is written with: the address people use, who sends, and the key that codes are derived from. */
export interface Sender {
  publicUrl: string
  mailFrom: string
  masterKey: KeyObject
}
