import { shownHex } from '../../shared/canonical.js'
import { setName } from '../library/domain/question-set.js'
import { valuesOf } from '../memberships/domain/offer.js'
import type { ApplicationFileDto, DecisionRecordDto, FiledApplicationDto } from './application-file.dto.js'
import type { DecisionRecord } from './decision-record.js'
import { received } from './decide-guards.js'
import type { FiledFinanceDto, FiledGroundDto } from './filed-parts.dto.js'
import type { ApplicationFile } from './officer-application-file.js'
import type { FinanceOverride } from './officer-application-queries.js'
import type { Application } from './application-queries.js'

/** The file as the API gives it. */
export const presentFile = (file: ApplicationFile): ApplicationFileDto => ({
  application: presentApplication(file.application),
  questionSet: setName(file.set),
  criteria: file.criteria.map(({ id, number, text }) => ({
    ...{ id, number, text },
    findings: file.findings.filter(({ criterionId }) => criterionId === id).map(({ criterionId: _, ...finding }) => finding),
  })),
  answers: file.answers.map(({ pin, title, text, isClaim, isVerified, isExpired, lines, files, changed, earlier, later }) => ({
    ...{ title, text, isClaim, isVerified, isExpired, lines, files },
    ...{
      pinId: pin.id,
      question: pin.question,
      product: pin.content.product?.name ?? null,
      version: pin.version,
      hash: shownHex(pin.hash),
    },
    ...{ given: pin.given, pinnedAt: pin.pinnedAt, expiresOn: pin.expiresOn },
    verdicts: file.verdicts.filter(({ pinId }) => pinId === pin.id),
    changedSinceAdmission: changed === null ? null : changed.map(({ label }) => label),
    earlierVersions: earlier.map(({ version }) => version),
    laterVersions: later.map(({ version }) => version),
  })),
  messages: file.messages,
  finance: presentFinance(file.finance, file.overrides),
  grounds: file.grounds.map(presentGround),
  previous: file.previous === null ? null : only(file.previous),
  otherApplications: file.otherApplications,
  registered: file.registered,
  similarNames: file.similar.map(({ id, name, isWaiting, isSame }) => ({ id, name, isWaiting, isSame })),
  gaps: file.gaps,
})

export const presentRecord = (record: DecisionRecord): DecisionRecordDto => ({
  application: presentApplication(record.application),
  declaration:
    record.declaration === null
      ? null
      : { ...record.declaration, hash: shownHex(record.declaration.hash), statements: [...record.declaration.statements] },
  questionSet: record.questionSet,
  filterEdition: record.application.filterEdition,
  interests: record.interests,
  registered: record.registered,
  criteria: record.criteria.map(({ findings, ...criterion }) => ({
    ...criterion,
    findings: findings.map(({ criterionId: _, ...finding }) => finding),
  })),
  answers: record.answers.map(answer => ({ ...answer, hash: shownHex(answer.hash) })),
  messages: record.messages,
  finance: presentFinance(record.finance, record.overrides),
  exclusions: record.exclusions.map(presentGround),
  exclusionReport: record.exclusionReport,
  gaps: record.gaps,
  events: record.events.map(event => ({ ...event, hash: shownHex(event.hash) })),
})

function presentApplication(application: Application): FiledApplicationDto {
  const {
    officerId: _o,
    productIds: _p,
    questionSet: _q,
    filterEdition: _f,
    startedAt: _s,
    revision: _r,
    criterionId: criterion,
    ...shown
  } = received(application)
  return { ...shown, offer: valuesOf(shown.offer), criterion }
}

const presentFinance = (
  { override: _o, pinId: _p, ...finance }: ApplicationFile['finance'],
  overrides: FinanceOverride[],
): FiledFinanceDto => ({
  ...finance,
  overrides,
})

const only = ({ id, categoryTitle, agreementName }: NonNullable<ApplicationFile['previous']>) => ({ id, categoryTitle, agreementName })

const presentGround = ({ id: ground, ...rest }: ApplicationFile['grounds'][number]): FiledGroundDto => ({ ground, ...rest })
