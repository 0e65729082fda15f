import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { DisclosureRule } from './domain/disclosure.js'

/** The rule that is stated beside the figures. */
export const readDisclosureRule = (): DisclosureRule =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'disclosure-rule.json'), 'utf8')) as DisclosureRule
