import { setTimeout as pause } from 'node:timers/promises'

import { type GoldenBid, goldenBidWithoutFiles } from '../guidelines/golden-bids.js'
import { type Answer, ApiClient } from './api-client.js'
import { PASSWORD } from './cast.js'

/** Seconds that bids may come in: enough for the walk, short enough to wait for. */
const OPEN_SECONDS = 12

type Tell = (line: string) => void

/** Walks the main job over HTTP from draft to verdict on the Practice agreement, telling each step; throws at the first unexpected answer. */
export async function walkThrough(baseUrl: string, tell: Tell): Promise<void> {
  const walk = new Walkthrough(baseUrl, tell, goldenBidWithoutFiles())
  const requirementId = await walk.publishRequirement()
  const bidId = await walk.submitBid(requirementId)
  await walk.openBids(requirementId, bidId)
  await walk.auditAnswer(bidId)
}

class Walkthrough {
  constructor(
    private readonly baseUrl: string,
    private readonly tell: Tell,
    private readonly golden: GoldenBid,
  ) {}

  async publishRequirement(): Promise<string> {
    const author = await this.signIn('buyer-author')
    const draft = await author.post('/requirements', await this.requirement(author))
    const id = idOf(this.step(draft, 201, 'A buyer drafts a requirement'))
    const ready = this.step(
      await author.post(`/requirements/${id}/readiness-check`),
      200,
      'The readiness check applies the buyer’s own duties',
    )
    this.tell(`     tier ${String(ready.body['tier'])}, outcome ${String(ready.body['outcome'])}`)
    const waiting = this.step(await author.post(`/requirements/${id}/submit-for-approval`), 200, 'The draft is frozen for approval')
    const approver = await this.signIn('buyer-approver')
    this.step(
      await approver.post(`/requirements/${id}/approve`, undefined, waiting.etag),
      200,
      'Another person approves exactly what was read',
    )
    const open = this.step(
      await author.post(`/requirements/${id}/publish`),
      200,
      'The requirement is published and the members are invited',
    )
    this.tell(`     open until ${String(open.body['submissionDeadline'])}`)
    return id
  }

  async submitBid(requirementId: string): Promise<string> {
    const supplier = await this.signIn('supplier-admin')
    const started = this.step(await supplier.post(`/requirements/${requirementId}/bids`), 201, 'A supplier starts a bid')
    const id = idOf(started)
    this.step(await supplier.patch(`/bids/${id}`, this.golden.bid, started.etag), 200, 'Award answers, prices and declarations are saved')
    await this.answer(supplier, id, this.golden.firstDraft)
    const check = this.step(await supplier.post(`/bids/${id}/ethics-check`), 200, 'The ethics answers are checked against the guidelines')
    this.tellFindings(check)
    this.step(await supplier.post(`/bids/${id}/submit`), 422, 'The bid cannot be submitted like this')
    await this.answer(supplier, id, this.golden.passing)
    const mended = this.step(await supplier.post(`/bids/${id}/ethics-check`), 200, 'The supplier mends the answers and checks again')
    this.tellFindings(mended)
    this.step(await supplier.post(`/bids/${id}/submit`), 422, 'Nothing blocks, but a warning needs an answer')
    await this.acknowledge(supplier, id, mended)
    const receipt = this.step(await supplier.post(`/bids/${id}/submit`), 201, 'The bid is submitted and receipted')
    this.tell(
      `     version ${String(receipt.body['version'])} received at ${String(receipt.body['receivedAt'])}, ${String(receipt.body['contentCommitment'])}`,
    )
    this.step(await supplier.post(`/bids/${id}/submit`), 200, 'Submitting again without a change answers the same receipt')
    const verdict = this.step(await supplier.post('/receipts/verify', receipt.body), 200, 'Anybody can verify the receipt')
    this.tell(`     ${verdict.body['valid'] === true ? 'genuine' : 'NOT genuine'}, signed with the key ${String(verdict.body['kid'])}`)
    return id
  }

  async openBids(requirementId: string, bidId: string): Promise<void> {
    const approver = await this.signIn('buyer-approver')
    const officer = await this.signIn('procurement-officer')
    for (const opener of [approver, officer]) {
      const declared = await opener.post(`/requirements/${requirementId}/interest-declarations`, { hasInterest: false, details: '' })
      this.step(declared, 204, 'An opener declares that there is no interest')
    }
    this.step(await approver.get(`/requirements/${requirementId}/bids`), 409, 'Until the opening nobody but the supplier reads a bid')
    await this.waitForDeadline(approver, requirementId)
    this.step(await approver.post(`/requirements/${requirementId}/open-bids`), 200, 'After the deadline the first person agrees to open')
    this.step(await officer.post(`/requirements/${requirementId}/open-bids`), 200, 'The second person opens all bids at once')
    this.step(
      await officer.get(`/requirements/${requirementId}/bids/${bidId}`),
      200,
      'The quality envelope is readable; the price stays closed',
    )
  }

  async auditAnswer(bidId: string): Promise<void> {
    const officer = await this.signIn('procurement-officer')
    const auditId = await this.findAudit(officer, bidId)
    const audit = this.step(await officer.get(`/ethics-audits/${auditId}`), 200, 'An officer reads the audit, answer by answer')
    const verdict = { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies at the host are deleted?' }
    this.step(
      await officer.post(`/ethics-audits/${auditId}/verdicts`, verdict, audit.etag),
      201,
      'The officer queries an answer, and the supplier is asked',
    )
  }

  private async signIn(role: string): Promise<ApiClient> {
    return ApiClient.signIn(this.baseUrl, `${role}@example.test`, PASSWORD)
  }

  /** Tells the step with its status, or stops the walk when the answer is not the expected one. */
  private step(answer: Answer, expected: number, what: string): Answer {
    this.tell(`${String(answer.status)}  ${what}`)
    if (answer.status !== expected) throw new Error(`Expected ${expected}, was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer
  }

  private tellFindings(report: Answer): void {
    this.tell(`     outcome ${String(report.body['outcome'])}`)
    for (const { rule, outcome, message, fix } of findingsOf(report)) {
      this.tell(`     ${rule}  ${outcome}: ${message}`)
      this.tell(`            ${fix}`)
    }
  }

  /** Tells the buyer, for each warning, why the bid goes in all the same. */
  private async acknowledge(supplier: ApiClient, bidId: string, report: Answer): Promise<void> {
    for (const { rule } of findingsOf(report).filter(({ outcome }) => outcome === 'warn')) {
      const reason = 'Known to us: the paper is on its way and will be there before the contract is signed.'
      const acknowledged = await supplier.put(`/bids/${bidId}/acknowledgements/${rule}`, { reason })
      this.step(acknowledged, 200, `The supplier acknowledges ${rule} with a reason that the buyer will read`)
    }
  }

  private async requirement(author: ApiClient): Promise<object> {
    const { body } = await author.get('/agreements')
    const agreement = (body['items'] as { id: string; practice: boolean; categories: { id: string; code: string }[] }[]).find(
      ({ practice }) => practice,
    )
    const category = agreement?.categories.find(({ code }) => code === 'data-analytics')
    if (agreement === undefined || category === undefined)
      throw new Error('There is no Practice agreement here. The demonstration data is needed.')
    return {
      ...this.golden.requirement,
      agreementId: agreement.id,
      categoryIds: [category.id],
      clarificationDeadline: inSeconds(OPEN_SECONDS - 2),
      submissionDeadline: inSeconds(OPEN_SECONDS),
      awardDate: inSeconds(86_400).slice(0, 10),
    }
  }

  /** Saves the answers section by section, each with its ETag. */
  private async answer(supplier: ApiClient, bidId: string, answers: Readonly<Record<string, unknown>>): Promise<void> {
    for (const section of new Set(Object.keys(answers).map(sectionOf))) {
      const { etag } = await supplier.get(`/bids/${bidId}/ethics-answers?section=${section}`)
      const own = Object.fromEntries(Object.entries(answers).filter(([id]) => sectionOf(id) === section))
      this.step(await supplier.patch(`/bids/${bidId}/ethics-answers`, own, etag), 200, `Ethics answers of section ${section} are saved`)
    }
  }

  private async waitForDeadline(buyer: ApiClient, requirementId: string): Promise<void> {
    this.tell('     waiting for the deadline …')
    for (let state = 'open'; state === 'open'; state = String((await buyer.get(`/requirements/${requirementId}`)).body['state']))
      await pause(500)
  }

  private async findAudit(officer: ApiClient, bidId: string): Promise<string> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const audit = await findInPages(officer, '/ethics-audits', item => item['bidId'] === bidId)
      if (audit !== null) return String(audit['id'])
      await pause(250)
    }
    throw new Error('The audit did not start within 15 seconds.')
  }
}

async function findInPages(
  client: ApiClient,
  path: string,
  wanted: (item: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown> | null> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body }: Answer = await client.get(`${path}?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const found = (body['items'] as Record<string, unknown>[]).find(wanted)
    if (found !== undefined) return found
    cursor = body['nextCursor'] as string | null
  }
  return null
}

interface Finding {
  rule: string
  outcome: string
  message: string
  fix: string
}

const findingsOf = ({ body }: Answer): Finding[] => body['findings'] as Finding[]

/** The section of a question: the first digit of its id, or D for the declarations. */
const sectionOf = (questionId: string): string => (questionId.startsWith('D') ? 'D' : questionId.slice(1, 2))

const idOf = ({ body }: Answer): string => String(body['id'])

/** By the clock of this machine, which for a demonstration is the server's. */
const inSeconds = (seconds: number): string => new Date(performance.timeOrigin + performance.now() + seconds * 1000).toISOString()
