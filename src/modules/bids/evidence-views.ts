import { sizeInWords } from '../../shared/domain/size-in-words.js'
import { one, type FormFields } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { type EvidenceMetadata, metadataOf } from './domain/evidence.js'
import { EXTENSIONS } from '../files/domain/file-types.js'
import type { StoredFile } from './evidence-queries.js'
import { partForm, wasSent } from './part-views.js'
import { bidHref, bidHead } from './bid-head.js'

export interface EvidenceLimits {
  mostBytes: number
  mostFiles: number
}

export const filesHref = (bidId: string): string => `${bidHref(bidId)}/files`

export const fileHref = ({ bidId, id }: StoredFile): string => `${filesHref(bidId)}/${id}`

/** The files of a bid, and the form that adds one. */
export const filesView = (bid: StandingOfBid, files: readonly StoredFile[], { mostBytes, mostFiles }: EvidenceLimits, form: FormView) => ({
  form,
  bid: bidHead(bid),
  here: filesHref(bid.id),
  files: files.map(row),
  isAnyPending: files.some(({ scan }) => scan === 'pending'),
  mostFiles,
  mostSize: sizeInWords(mostBytes),
  extensions: EXTENSIONS,
  mayAdd: bid.mayWrite && files.length < mostFiles,
})

const row = (file: StoredFile) => ({
  href: fileHref(file),
  name: file.description.name,
  type: file.description.type ?? null,
  size: sizeInWords(file.size),
  uploadedAt: file.uploadedAt,
  scan: file.scan,
  readable: file.readable,
})

/** One file with what is said of it. */
export function fileView(bid: StandingOfBid, file: StoredFile, form: FormView) {
  const saved = metadataOf(file.description)
  const typed = wasSent(form) ? typedMetadata(form.values) : saved
  return {
    ...partForm(form, saved, typed),
    bid: bidHead(bid),
    back: filesHref(bid.id),
    file: { ...row(file), sha256: file.sha256, isBad: file.scan === 'infected' || file.scan === 'unscannable' },
    saved: { ...asFields(saved), issueDate: saved.issueDate ?? null, expiryDate: saved.expiryDate ?? null },
    typed: asFields(typed),
  }
}

const asFields = ({ type = '', issuer = '', issueDate = '', expiryDate = '', scope = '', confidentiality = '' }: EvidenceMetadata) => ({
  type,
  issuer,
  issueDate: partsOfDay(issueDate),
  expiryDate: partsOfDay(expiryDate),
  scope,
  confidentiality,
})

/** What a form says of a file; what was left empty is not said. */
export function typedMetadata(fields: FormFields): EvidenceMetadata {
  const typed = {
    type: one(fields, 'type').trim(),
    issuer: one(fields, 'issuer').trim(),
    issueDate: typedDay(fields, 'issueDate'),
    expiryDate: typedDay(fields, 'expiryDate'),
    scope: one(fields, 'scope').trim(),
    confidentiality: one(fields, 'confidentiality').trim(),
  }
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))
}

/** Day, month and year of a form as "2027-01-15", or what else comes of them where they are no date; nothing where none was given. */
function typedDay(fields: FormFields, name: string): string {
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map(part => one(fields, `${name}-${part}`).trim())
  return year + month + day === '' ? '' : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

function partsOfDay(text: string): { year: string; month: string; day: string } {
  const [year = '', month = '', day = ''] = text.split('-')
  return { year, month, day }
}
