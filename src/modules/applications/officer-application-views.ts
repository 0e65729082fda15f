import type { Actor } from '../../shared/domain/actor.js'
import { sizeInWords } from '../../shared/domain/size-in-words.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { REGIME_WORDS } from '../agreements/agreement-words.js'
import type { Agreement } from '../agreements/agreements.service.js'
import { isGivenOut } from '../files/domain/scan.js'
import type { Identifiers } from '../identity/domain/identifiers.js'
import { setName } from '../library/domain/question-set.js'
import { REVIEWS } from '../memberships/membership-links.js'
import { applicationHref, APPLICATIONS, caseHref, givenFileHref } from './officer-application-links.js'
import type { ApplicationFile, FiledAnswer } from './officer-application-file.js'
import type { OtherApplication } from './officer-application-queries.js'
import type { QueuedApplication } from './officer-application-queue.js'
import type { OfficerWork } from './officer-work.js'
import { type ApplicationState, isWaiting } from './domain/application-lifecycle.js'
import { offerInWords } from './own-application-views.js'
import { mayDecideApplications } from './domain/application-policy.js'
import { replyDays } from './domain/reply-days.js'

/** What the address of the queue says, by the names that the API gives it. */
export type QueueSearch = Readonly<Record<string, string>>

interface Queue {
  page: Page<QueuedApplication>
  counts: OfficerWork
  search: QueueSearch
  agreements: readonly Agreement[]
}

export const queueView = ({ page, counts, search, agreements }: Queue) => ({
  applications: page.items.map(application => ({ ...application, href: applicationHref(application.id) })),
  counts,
  search,
  isFiltered: Object.keys(search).length > 0,
  agreements: agreements.map(({ id, name, categories }) => ({
    id,
    name,
    categories: categories.map(each => ({ id: each.id, title: each.title })),
  })),
  next: page.nextCursor === null ? null : addressOf({ ...search, after: page.nextCursor }),
  here: APPLICATIONS,
})

const addressOf = (search: QueueSearch): string => `${APPLICATIONS}?${new URLSearchParams(search).toString()}`

/** What every page about one application shows above, and where the others are. */
export function headOf(actor: Actor, { application, today, gaps }: ApplicationFile) {
  const { id, supplierName, categoryTitle, agreementName, regime, state, revision, officerId, officerName, dueOn, dueBy } = application
  const isOpen = isWaiting(state)
  const isMine = officerId === actor.personId
  return {
    ...{ id, supplierName, categoryTitle, agreementName, state, revision, officerName, dueOn, dueBy, isOpen, isMine },
    law: REGIME_WORDS[regime],
    href: applicationHref(id),
    isOverdue: isOpen && dueOn < today,
    /** Of a decision: whether it came after the last day. */
    isLate: application.decidedAt !== null && dueOn < today,
    /** Whether the reader may find and decide now. */
    mayWork: mayDecideApplications(actor) && isMine && (state === 'under-review' || state === 'clarification'),
    gapCount: gaps.length,
  }
}

export function fileView(actor: Actor, file: ApplicationFile, form: FormView) {
  const { application, set, answers, messages, similar, previous, grounds, gaps } = file
  const { receivedAt, declaredAs, extendedAt, extensionReason, claimedAt, decidedAt, reasons, offer, regime } = application
  const head = headOf(actor, file)
  const mayDecide = mayDecideApplications(actor)
  return {
    application: head,
    facts: { receivedAt, declaredAs, extendedAt, extensionReason, claimedAt, decidedAt, reasons, questionSet: setName(set) },
    offer: offerInWords(file.facets, offer),
    rejectedBy: rejectedBy(file),
    parts: partsOf(file),
    messages,
    registered: registeredIn(file),
    similar: similar.map(({ name, isSame, isWaiting, ...other }) => ({ name, isSame, isWaiting, numbers: numbersIn(other) })),
    previous: previous === null ? null : { ...previous, href: applicationHref(previous.id) },
    givenLater: givenLater(file),
    reviewsHref: REVIEWS,
    otherApplications: file.otherApplications.map(other => ({ ...other, href: applicationHref(other.id), became: becameOf(other) })),
    changedCount: answers.filter(({ changed }) => (changed ?? []).length > 0).length,
    gaps,
    questions: set.parts.flatMap(({ questions }) => questions.map(({ id, title }) => ({ value: id, text: `${id}: ${title}` }))),
    days: replyDays(file.today, application.dueOn, application.dueBy),
    yesCount: grounds.filter(({ saysYes }) => saysYes).length,
    may: {
      claim: mayDecide && application.officerId === null && application.state === 'submitted',
      takeOver: mayDecide && head.isOpen && application.officerId !== null && !head.isMine,
      ask: head.mayWork && application.state === 'under-review',
      resume:
        head.mayWork &&
        application.state === 'clarification' &&
        (messages.findLast(({ side }) => side === 'officer')?.replyBy ?? '') < file.today,
      extend: head.mayWork && regime === 'pcr2015-dps' && extendedAt === null && !head.isOverdue,
    },
    knowsNoExtension: regime !== 'pcr2015-dps',
    form,
  }
}

/** What became of another application of the supplier, in words. */
function becameOf({ state, ground, raised, standing }: OtherApplication): string {
  const membership = standing === null || standing === 'active' ? [] : [`its membership is ${standing}`]
  const exclusion = ground === null ? raised.map(each => `${each} was raised`) : [`by exclusion, ${ground}`]
  return [STATE_WORDS[state], ...exclusion, ...membership].join(', ')
}

const STATE_WORDS: Readonly<Record<ApplicationState, string>> = {
  draft: 'not submitted',
  submitted: 'waits for an officer',
  'under-review': 'under review',
  clarification: 'with the supplier',
  admitted: 'admitted',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
}

/** Of how many answers the officers were given another version after the decision. */
export const givenLater = ({ answers }: ApplicationFile): number => answers.filter(({ later }) => later.length > 0).length

/** What a rejection rests on, in words; null of every other application. */
export const rejectedBy = ({ application: { criterionId, ground }, criteria, grounds }: ApplicationFile): string | null => {
  const criterion = criteria.find(({ id }) => id === criterionId)
  if (criterion !== undefined) return `Criterion ${criterion.number}: ${criterion.text}`
  const named = grounds.find(({ id }) => id === ground)
  return named === undefined ? null : `Exclusion, ${named.id}: ${named.title}`
}

const NUMBER_WORDS = { companiesHouseNumber: 'Companies House', ppon: 'PPON', duns: 'DUNS' } as const

const numbersIn = (numbers: Identifiers): string[] =>
  (['companiesHouseNumber', 'ppon', 'duns'] as const).flatMap(name => {
    const number = numbers[name]
    return number === null ? [] : [`${NUMBER_WORDS[name]}: ${number}`]
  })

/** What the supplier is registered with here, and the names of those numbers of which it applies with others. */
export const registeredIn = ({ registered: { differing, ...numbers } }: ApplicationFile) => ({
  numbers: numbersIn(numbers),
  differing: differing.map(name => NUMBER_WORDS[name]),
})

/** The answers part by part; of claims, product by product. */
const partsOf = ({ application, set, answers }: ApplicationFile) =>
  set.parts.flatMap(({ id, title }) => {
    const own = answers.filter(({ part }) => part === id)
    const products = [...new Set(own.map(({ pin }) => pin.content.product?.name ?? null))]
    return products.map(product => ({
      id,
      title: product === null ? title : `${title}: ${product}`,
      answers: own.filter(({ pin }) => (pin.content.product?.name ?? null) === product).map(answer => answerOf(application.id, answer)),
    }))
  })

export const answerOf = (
  applicationId: string,
  { pin, title, text, lines, files, isVerified, isExpired, verdict, changed, earlier, later }: FiledAnswer,
) => ({
  ...{ title, text, lines, isVerified, isExpired, verdict },
  ...{
    pinId: pin.id,
    question: pin.question,
    version: pin.version,
    hash: pin.hash,
    given: pin.given,
    pinnedAt: pin.pinnedAt,
    expiresOn: pin.expiresOn,
  },
  changed: changed ?? [],
  earlier: earlier.map(({ version }) => version),
  later: later.map(({ version }) => version),
  files: files.map(({ id, name, size, scan, readable, sha256 }) => ({
    ...{ name, scan, readable, sha256 },
    size: sizeInWords(size),
    href: isGivenOut(scan) ? givenFileHref(applicationId, id) : null,
  })),
})

export function criteriaView(actor: Actor, file: ApplicationFile, form: FormView) {
  const { finance } = file
  return {
    application: headOf(actor, file),
    criteria: file.criteria.map(({ id, number, text, finding }) => ({
      ...{ id, number, text, finding },
      met: { name: `met-${number}`, value: form.values[`met-${number}`] ?? (finding === null ? '' : finding.met ? 'yes' : 'no') },
      reason: { name: `reason-${number}`, value: form.values[`reason-${number}`] ?? finding?.reason ?? '' },
    })),
    finance,
    financeAnswer: file.answers.filter(({ pin }) => pin.id === finance.pinId).map(answer => answerOf(file.application.id, answer)),
    form,
  }
}

export function claimsView(actor: Actor, file: ApplicationFile, form: FormView) {
  const claims = file.answers.filter(({ isClaim }) => isClaim)
  return {
    application: headOf(actor, file),
    claims: claims.map((claim, place) => ({
      ...answerOf(file.application.id, claim),
      product: claim.pin.content.product?.name ?? '',
      pin: `pin-${place}`,
      verdictField: { name: `verdict-${place}`, value: form.values[`verdict-${place}`] ?? claim.verdict?.verdict ?? '' },
      reasonField: { name: `reason-${place}`, value: form.values[`reason-${place}`] ?? claim.verdict?.reason ?? '' },
    })),
    form,
  }
}

export function exclusionsView(actor: Actor, file: ApplicationFile, form: FormView) {
  const { application, grounds, today } = file
  return {
    application: headOf(actor, file),
    grounds: grounds
      .filter(ground => ground.saysYes || ground.case !== null)
      .map(ground => ({
        ...ground,
        href: ground.case === null ? null : caseHref(application.id, ground.case.id),
        answer: file.answers.filter(({ pin }) => pin.question === ground.id).map(each => answerOf(application.id, each))[0] ?? null,
      })),
    open: grounds.filter(ground => ground.case === null).map(({ id, title, kind }) => ({ value: id, text: `${id}: ${title} (${kind})` })),
    days: replyDays(today, application.dueOn, application.dueBy),
    form,
  }
}
