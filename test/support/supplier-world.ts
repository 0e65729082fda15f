import { aLowAudit, judge, readAudit } from './auditing.js'
import { askedByHand } from './decided-by-hand.js'
import { aFile } from './evidence.js'
import { aProduct } from './library.js'
import { hire } from './people.js'
import type { TestApp } from './test-app.js'
import { aReadyApplication, aSubmittedApplication } from './whole-library.js'
import { anOpenRequirement, answer, aPassingBid, aWorkingCopy, GOLDEN } from './world.js'

/** What a supplier types into: something of each kind in a state in which its form stands. */
export interface SupplierWorld {
  draft: string
  ready: string
  /** A bid for each section, because what is answered in one decides what the next asks. */
  sections: ReadonlyMap<string, string>
  warned: string
  submitted: string
  file: string
  open: string
  asked: string
  question: string
  product: string
  application: string
  askedApplication: string
  membership: string
}

export async function aSupplierWorld(test: TestApp, sectionsAsked: readonly string[]): Promise<SupplierWorld> {
  const { bidId: asked, auditId } = await aLowAudit(test)
  const { audit } = await readAudit(test, auditId)
  const question = audit.answers[0]?.questionId ?? ''
  await judge(test, auditId, { questionId: question, finding: 'queried', reason: 'Who confirms it?' })
  const open = await anOpenRequirement(test)
  const draft = await aPassingBid(test, open)
  const { id: file } = await aFile(test, draft)
  const warned = await aWorkingCopy(test, await anOpenRequirement(test))
  await answer(test, warned, GOLDEN.firstDraft)
  const submitted = await aPassingBid(test, await anOpenRequirement(test))
  await test.api('supplier-admin').post(`/bids/${submitted}/submit`).expect(201)
  await hire(test, 'new-admin', 'First Example Supplier', 'supplier-admin')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-admin@example.test'`,
  )
  const sections = new Map<string, string>()
  for (const section of sectionsAsked) sections.set(section, await aPassingBid(test, await anOpenRequirement(test)))
  const ready = await aPassingBid(test, await anOpenRequirement(test))
  const { id: application } = await aReadyApplication(test)
  const askedApplication = await aSubmittedApplication(test)
  await askedByHand(test, askedApplication, 'Why?')
  const product = await aProduct(test, 'Assistant', 'rival-admin')
  const [member] = await test.rows<{ id: string }>(
    `SELECT m.id FROM membership m JOIN organisation o ON o.id = m.supplier_id WHERE o.name LIKE 'First Example Supplier%' LIMIT 1`,
  )
  const membership = String(member?.id)
  return {
    draft,
    ready,
    sections,
    warned,
    submitted,
    file,
    open,
    asked,
    question,
    product,
    application,
    askedApplication,
    membership,
  }
}
