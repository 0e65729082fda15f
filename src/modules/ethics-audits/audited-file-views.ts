import { sizeInWords } from '../../shared/domain/size-in-words.js'
import { isGivenOut } from '../files/domain/scan.js'
import type { StoredFile } from '../bids/evidence-queries.js'
import { answerHref, fileHref } from './audit-addresses.js'
import { headOf } from './audit-page-views.js'
import type { AuditView } from './audit-view.js'
import { isPicture, maySafelyBeShown } from './domain/safe-to-show.js'

/** One file with what is said of it, and the answers that name it. */
export function auditedFileView(audit: AuditView, { id, sha256, size, scan, readable, description }: StoredFile) {
  const { name, mediaType, type, issuer, issueDate, expiryDate, scope, confidentiality } = description
  const naming = audit.answers.flatMap(({ questionId, question, files }) =>
    files.filter(file => file.id === id).map(({ level, reason }) => ({ questionId, question, level, reason })),
  )
  const { href } = headOf(audit)
  return {
    audit: headOf(audit),
    back: naming[0] === undefined ? href : answerHref(audit.id, naming[0].questionId),
    file: {
      ...{ name, mediaType, sha256, scan, readable },
      size: sizeInWords(size),
      said: { type, issuer, issueDate, expiryDate, scope, confidentiality },
      isShown: maySafelyBeShown({ mediaType, scan, readable }),
      isPicture: isPicture(mediaType),
      isGiven: isGivenOut(scan),
      href: fileHref(audit.id, id),
    },
    naming: naming.map(each => ({ ...each, href: answerHref(audit.id, each.questionId) })),
  }
}
