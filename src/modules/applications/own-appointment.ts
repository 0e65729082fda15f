import { canonicalBytes, sha256, shownHash, shownHex } from '../../shared/canonical.js'
import { firstRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import { getAgreementRecord } from '../agreements/agreement-record.js'
import { valuesOf } from '../memberships/domain/offer.js'
import type { NamedCriterion, OwnApplication } from './own-application.js'
import { decidedOn } from './domain/decided-on.js'
import { listAllPinned, type PinnedAnswer } from './pinned-answers.js'

/** The record of an admission, for both sides to keep: who was admitted to what, by which criteria, on what it had said. */
export interface Appointment {
  membershipId: string
  applicationId: string
  supplier: { id: string; name: string }
  agreement: { id: string; reference: string; name: string; regime: string }
  category: { id: string; title: string }
  /** As they were frozen when the agreement opened, with the hash of all of them. */
  criteria: NamedCriterion[]
  criteriaHash: string
  questionSet: string
  filterEdition: number
  declaration: { name: string; contentHash: string; signedAs: string }
  /** Values of the filters by facet, as the membership began with. */
  offer: Record<string, string[]>
  /** What counted when it was decided, each by its hash. */
  answers: { question: string; productId: string | null; version: number; hash: string }[]
  receivedAt: Instant
  decidedAt: Instant
}

/** Throws NotFound for an application that was not admitted. */
export async function readAppointment(view: Readable, sealing: Sealing, application: OwnApplication): Promise<Appointment> {
  const { id, receivedAt, decidedAt, declaredAs, questionSet, filterEdition } = application
  const member = await firstRow<{ id: string; offer: string[] | null }>(
    view,
    `SELECT m.id, (SELECT k.offer FROM membership_change k WHERE k.membership_id = m.id AND k.kind = 'admitted') AS offer FROM membership m WHERE m.application_id = $1`,
    [id],
  )
  if (member === null || receivedAt === null || decidedAt === null || declaredAs === null || questionSet === null || filterEdition === null)
    throw new NotFound('appointment')
  const { categories } = await getAgreementRecord(view, application.agreementId)
  const criteria = (categories.find(each => each.id === application.categoryId)?.criteria ?? []).map(({ number, text }) => ({
    number,
    text,
  }))
  const pins = decidedOn(await listAllPinned(view, sealing, id), decidedAt)
  return {
    membershipId: member.id,
    applicationId: id,
    supplier: { id: application.supplierId, name: application.supplierName },
    agreement: {
      id: application.agreementId,
      reference: application.agreementReference,
      name: application.agreementName,
      regime: application.regime,
    },
    category: { id: application.categoryId, title: application.categoryTitle },
    criteria,
    criteriaHash: shownHash(sha256(canonicalBytes(criteria))),
    questionSet,
    filterEdition,
    declaration: { name: application.signs.name, contentHash: application.signs.contentHash, signedAs: declaredAs },
    offer: valuesOf(member.offer ?? application.offer),
    answers: pins.map(answerIn).toSorted(byQuestion),
    receivedAt,
    decidedAt,
  }
}

const answerIn = ({ question, productId, version, hash }: PinnedAnswer): Appointment['answers'][number] => ({
  question,
  productId,
  version,
  hash: shownHex(hash),
})

const placeOf = ({ question, productId }: Appointment['answers'][number]): string => `${question} ${productId ?? ''}`

const byQuestion = (one: Appointment['answers'][number], other: Appointment['answers'][number]): number =>
  placeOf(one) < placeOf(other) ? -1 : 1
