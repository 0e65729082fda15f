import type { ScanState } from '../../files/domain/scan.js'
import { listed } from '../../guidelines/domain/lists.js'
import { folded } from '../../guidelines/domain/words.js'
import type { AuditMethod } from './audit-method.js'

export const ASSURANCE_LEVELS = ['A0', 'A1', 'A2', 'A3'] as const

/** A0 asserted, A1 own document, A2 independent document, A3 checked by the platform. */
export type AssuranceLevel = (typeof ASSURANCE_LEVELS)[number]

export interface Assurance {
  level: AssuranceLevel
  reason: string
}

/** What is known of a file that an answer names. */
export interface NamedFile {
  name: string
  type?: string
  issuer?: string
  expiryDate?: string
  scan: ScanState
  readable: boolean
}

interface Around {
  supplierName: string
  /** The day the version was received, in London. */
  day: string
  method: AuditMethod
}

/** What one file lends to the claim it is attached to. It goes by what is said of the file; whether that is true, only a check can tell. */
export function assuranceOfFile(file: NamedFile, { supplierName, day, method }: Around): Assurance {
  if (file.scan === 'infected') return { level: 'A0', reason: 'Malware was found in it, so it shows nothing.' }
  if (file.scan === 'unscannable')
    return { level: 'A0', reason: 'The scanner could not look into it and nobody is given it, so it shows nothing.' }
  if (!file.readable) return { level: 'A0', reason: 'It cannot be read, so it shows nothing.' }
  if (file.expiryDate !== undefined && file.expiryDate < day)
    return { level: 'A1', reason: `It ran out on ${file.expiryDate}, before the bid was received.` }
  const issuer = (file.issuer ?? '').trim()
  if (issuer === '') return { level: 'A1', reason: 'Nobody is named as its issuer, so it counts as the supplier’s own.' }
  if (folded(issuer) === folded(supplierName)) return { level: 'A1', reason: 'The supplier issued it itself.' }
  if (!isIndependent(file.type ?? '', method))
    return { level: 'A1', reason: 'What it is said to be is no certificate, audit or test of somebody independent.' }
  return { level: 'A2', reason: `${file.type ?? ''} issued by ${issuer}, which is not the supplier.` }
}

const isIndependent = (type: string, { independentDocuments }: AuditMethod): boolean =>
  independentDocuments.some(words => ` ${folded(type)} `.includes(` ${words} `))

/** How well a claim is assured: by the best of its files, or by what an officer looked up or had run again. */
export function assuranceOf(files: readonly (Assurance & { name: string })[], checked: string | null): Assurance {
  if (checked !== null) return { level: 'A3', reason: `An officer checked it: ${checked}` }
  const level = ASSURANCE_LEVELS.findLast(each => files.some(file => file.level === each)) ?? 'A0'
  const best = files.filter(file => file.level === level)
  if (files.length === 0) return { level, reason: 'No file is attached: the supplier says so.' }
  return { level, reason: listed(best.map(({ name, reason }) => `${name}: ${reason}`)) }
}
