import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { currentSet } from '../src/modules/library/question-sets.js'
import { newId } from '../src/shared/ids.js'
import { aProduct } from './support/library.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { openApiOf } from '../src/web/openapi.js'
import { anAgreementDraft, anOpenAgreement, aProposedAgreement } from './support/agreements.js'
import { admittedByHand, groundRaisedByHand } from './support/decided-by-hand.js'

import { aClaimed, noInterestIn, supplierOf } from './support/deciding.js'
import { anAnswerFile } from './support/answer-files.js'
import { aFile } from './support/evidence.js'
import { aBidPack } from './support/openings.js'
import type { Row, Somebody } from './support/permission-row.js'
import { ROWS } from './support/permission-rows.js'
import { aColleague, aPersonInvitation, aRegistration, organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { aComment } from './support/comments.js'
import { Questions } from './support/questions.js'
import { aKnownMember, aNoticedMember, aReview, aSuspendedMember } from './support/standing.js'
import { PLAYERS, TestApp } from './support/test-app.js'
import { aStartedApplication, aSubmittedApplication, anOpenCategory } from './support/whole-library.js'
import { anOfficerEvent } from './support/watching.js'
import {
  aDraft,
  anOpening,
  anOpenRequirement,
  aPassingBid,
  aPublicRequirement,
  aWaitingDraft,
  aWorkingCopy,
  inSeconds,
  placeIn,
  theAuditOf,
} from './support/world.js'

const CELLS = ROWS.flatMap(row =>
  (['nobody', ...PLAYERS] as const).map((who): [string, Somebody, number, Row] => [row.route, who, row.but?.[who] ?? row.others, row]),
)

describe('Permission', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { requirementId, bidIds } = await anOpening(test, 'rival-admin')
    const openedBid = String(bidIds[0])
    const open = await anOpenRequirement(test)
    const bid = await aPassingBid(test, open)
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
    const working = await aWorkingCopy(test, await anOpenRequirement(test))
    Object.assign(ids, { open, draft: (await aDraft(test)).id })
    Object.assign(ids, test.app.get(GuidelinesService).current(), {
      agreement: (await placeIn(test, 'AI-DPS-1')).agreementId,
      supplier: await organisationId(test, 'First Example Supplier'),
      opened: requirementId,
      openedBid,
      bid,
      draftBid: await aWorkingCopy(test, await anOpenRequirement(test)),
      rule: 'SR-01',
      later: await inSeconds(test, 86_400),
      working,
      file: (await aFile(test, working)).id,
      audit: await theAuditOf(test, openedBid),
      kind: 'award',
      asked: 'A1',
      pack: await aBidPack(test, requirementId, 'buyer-approver'),
      public: await aPublicRequirement(test),
      waiting: (await aWaitingDraft(test)).id,
      approved: await anApproved(),
      question: await MAKE.question(),
      comment: await MAKE.comment(),
      unfit: await MAKE.unfit(),
      waiver: await MAKE.waiver(),
      colleague: await MAKE.colleague(),
      role: 'evaluator',
      invitation: await MAKE.invitation(),
      registration: await MAKE.registration(),
      event: await MAKE.event(),
      agreementDraft: await MAKE.agreementDraft(),
      proposal: await MAKE.proposal(),
      openAgreement: await MAKE.openAgreement(),
      product: await MAKE.product(),
      member: await MAKE.member(),
      offeredMember: await MAKE.member(),
      suspendedMember: await MAKE.suspendedMember(),
      noticedMember: await MAKE.noticedMember(),
      review: await MAKE.review(),
      selection: currentSet().version,
      libraryVersion: '1',
      openCategory: await anOpenCategory(test),
      application: await anApplicationRaised(),
      admitted: await anAdmittedApplication(),
      applicationDraft: await MAKE.applicationDraft(),
    })
    Object.assign(ids, { takesFiles: 'L702', answerFile: (await anAnswerFile(test, 'L702')).id })
    const joiningSupplier = await supplierOf(test)
    await noInterestIn(test, joiningSupplier, 'procurement-officer', 'second-officer', 'senior-officer', 'auditor')
    Object.assign(ids, { joiningSupplier, joining: await aClaimed(test) })
  })
  afterAll(() => test.stop())

  const anApproved = async (): Promise<string> => {
    const { id, etag } = await aWaitingDraft(test)
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
    return id
  }

  const anApplicationRaised = async (): Promise<string> => {
    const id = await aSubmittedApplication(test)
    await groundRaisedByHand(test, id, 'L203')
    await test.api('supplier-admin').post(`/applications/${id}/exclusions/L203/reply`).send({ text: 'x' }).expect(200)
    return id
  }

  const anAdmittedApplication = async (): Promise<string> => {
    const id = await aSubmittedApplication(test)
    await admittedByHand(test, id)
    return id
  }

  const MAKE = {
    draft: async () => (await aDraft(test)).id,
    waiting: async () => (await aWaitingDraft(test)).id,
    approved: anApproved,
    open: () => anOpenRequirement(test),
    file: async () => (await aFile(test, String(ids['working']))).id,
    comment: () => aComment(test, String(ids['draft'])),
    question: () => new Questions(test).asked(String(ids['open'])),
    unfit: () => new Questions(test).askedOfRule(String(ids['open'])),
    waiver: async () => new Questions(test).proposed(await anOpenRequirement(test)),
    colleague: () => aColleague(test, 'First Example Council', 'buyer-author'),
    invitation: () => aPersonInvitation(test),
    registration: () => aRegistration(test),
    event: () => anOfficerEvent(test),
    agreementDraft: async () => (await anAgreementDraft(test)).id,
    proposal: async () => (await aProposedAgreement(test)).id,
    openAgreement: () => anOpenAgreement(test),
    product: () => aProduct(test, newId()),
    applicationDraft: () => aStartedApplication(test),

    member: async () => (await aKnownMember(test)).id,
    suspendedMember: () => aSuspendedMember(test),
    noticedMember: () => aNoticedMember(test),
    review: () => aReview(test),
  }

  const filled = async (text: string, { fresh }: Row, allowed: boolean): Promise<string> => {
    const made: Record<string, string> = fresh !== undefined && allowed ? { ...ids, [fresh]: await MAKE[fresh]() } : ids
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => made[name] ?? name)
  }

  const etagFor = async (who: Somebody, path: string): Promise<string> =>
    who === 'nobody' ? '"1"' : ((await test.api(who).get(path)).headers['etag'] ?? '"1"')

  it.each(CELLS)('for %s as %s is %d', async (route, who, status, row) => {
    const call = await filled(route, row, status < 300)
    const request = test.call(call, who === 'nobody' ? undefined : who)
    if (row.uploads === true) void request.attach('file', SMALL_FILES.txt, 'notes.txt')
    if (row.body !== undefined) void request.send(JSON.parse(await filled(JSON.stringify(row.body), row, false)) as object)
    const [, path = ''] = /^(?:PATCH (.+)|POST (.+)\/(?:approve|amend))$/.exec(call)?.filter(Boolean) ?? []
    const read = row.etagOf === undefined ? path : await filled(row.etagOf, row, false)
    if (read !== '') void request.set('If-Match', await etagFor(who, read))
    const response = await request
    if (status < 400) expect([response.status, response.text]).toEqual([status, response.text])
    else problem(status, (response.body as { code: string }).code)(response)
  })

  it('is said for every route there is', () => {
    const shape = (method: string, path: string) =>
      `${method.toUpperCase()} ${path.split('?', 1)[0]?.replaceAll(/\{\w+\}|\b1(?=\/|$)|\bQ906\b|\bL103\b|\bL203\b/g, '{}') ?? ''}`
    const documented = Object.entries(openApiOf(test.app).paths)
      .filter(([path]) => path.startsWith('/api/v1'))
      .flatMap(([path, operations]) => Object.keys(operations).map(method => shape(method, path.replace('/api/v1', ''))))
    const tested = ROWS.map(({ route }) => shape(...(route.split(' ') as [string, string])))
    expect([...new Set(tested)].sort()).toEqual(documented.sort())
  })
})
