import { aPdf, SMALL_FILES } from '../../../src/modules/files/files.fixture.js'
import { type GoldenBid, goldenBid } from '../../../src/modules/guidelines/golden-bids.js'
import { readGuidelinePacks } from '../../../src/modules/guidelines/guideline-packs.js'
import type { Answer } from '../../../src/modules/guidelines/domain/answers.js'
import type { QuestionSource } from '../../../src/modules/guidelines/domain/pack-source.js'
import { upload } from '../../support/evidence.js'
import { withParts } from '../../support/hostile-files.js'
import type { TestApp } from '../../support/test-app.js'
import { answer, type Bidder } from '../../support/world.js'
import { unzip } from '../../support/zips.js'

/** Words that stand nowhere but in a bid: in its texts, in the bytes of its files, and in its prices. */
export interface Canaries {
  text: string
  file: string
  price: string
}

export const GOLDEN = goldenBid('high')

const QUESTIONS = new Map(
  readGuidelinePacks()[0]
    .source.sections.flatMap(({ questions }) => questions)
    .map(question => [question.id, question]),
)

/** A working copy of the high-tier example that can be submitted, with a canary in every text it has, in what is said of its files, and in their bytes. */
export async function plantBid(test: TestApp, requirementId: string, bidder: Bidder, canaries: Canaries): Promise<string> {
  const started = await test.api(bidder).post(`/requirements/${requirementId}/bids`).expect(201)
  const { id } = started.body as { id: string }
  const { awardAnswers, priceSchedule } = GOLDEN.bid
  const bid = {
    awardAnswers: awardAnswers.map(each => ({ ...each, text: marked(each.text, canaries) })),
    priceSchedule: priceSchedule.map(each => ({ ...each, unitPrice: canaries.price })),
    declarations: { conflictOfInterest: canaries.text, subcontractors: [canaries.text], consortium: [canaries.text], termsAccepted: true },
  }
  await test.api(bidder).patch(`/bids/${id}`).set('If-Match', String(started.headers['etag'])).send(bid).expect(200)
  await answer(test, id, await withFiles(test, id, bidder, canaries, plantAnswers(GOLDEN.passing, canaries)), bidder)
  return id
}

const marked = (text: string, { text: canary }: Canaries): string => `${text} ${canary}`

/** The canary in every member of every answer that takes somebody's own words, by what the questionnaire says of them. */
function plantAnswers(answers: GoldenBid['passing'], canaries: Canaries): GoldenBid['passing'] {
  return Object.fromEntries(
    Object.entries(answers).map(([id, given]) => {
      const question = QUESTIONS.get(id)
      return [id, question === undefined ? given : planted(given as Answer, question, canaries)]
    }),
  )
}

function planted(given: Answer, question: QuestionSource, canaries: Canaries): Answer {
  const { text, reason, parts, rows, signature } = given
  return {
    ...given,
    ...(text === undefined ? {} : { text: marked(text, canaries) }),
    ...(reason === undefined ? {} : { reason: marked(reason, canaries) }),
    ...(parts === undefined ? {} : { parts: marking(parts, wordsIn(question.parts), canaries) }),
    ...(rows === undefined ? {} : { rows: rows.map(row => marking(row, wordsIn(question.columns), canaries)) }),
    ...(signature === undefined ? {} : { signature: marking(signature, ['name', 'role'], canaries) }),
  }
}

interface Named {
  name: string
  kind?: string
  options?: unknown
  pickedFrom?: string
}

/** Those that take words, and no codes, figures, dates or ids. */
const wordsIn = (fields: readonly Named[] = []): string[] =>
  fields
    .filter(({ kind = 'text', options, pickedFrom }) => kind === 'text' && options === undefined && pickedFrom === undefined)
    .map(({ name }) => name)

const marking = <T extends object>(members: T, names: readonly string[], canaries: Canaries): T =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'string' && names.includes(name) ? marked(value, canaries) : (value as unknown),
    ]),
  ) as T

/** Uploads what the example names, and a table and a document beside it; answers its answers with the ids of the files. */
async function withFiles(
  test: TestApp,
  bidId: string,
  bidder: Bidder,
  canaries: Canaries,
  answers: GoldenBid['passing'],
): Promise<GoldenBid['passing']> {
  const { text, file } = canaries
  const words = { type: `Report ${text}`, issuer: text, scope: text, confidentiality: text }
  let spelt = JSON.stringify(answers)
  for (const [placeholder, known] of Object.entries(GOLDEN.facts.files)) {
    const { name, issueDate, expiryDate } = known as { name: string; issueDate: string; expiryDate: string | null }
    const said = { ...words, issueDate, ...(expiryDate === null ? {} : { expiryDate }) }
    const { body } = await upload(test, bidId, `${text} ${name}`, aPdf(`${placeholder} ${file}`), said, bidder).expect(201)
    spelt = spelt.replaceAll(`"${placeholder}"`, `"${(body as { id: string }).id}"`)
  }
  await upload(test, bidId, `${text}.csv`, Buffer.from(`group,rate\r\n${file},0.9\r\n`), words, bidder).expect(201)
  await upload(test, bidId, `${text}.docx`, aDocument(file), words, bidder).expect(201)
  return JSON.parse(spelt) as GoldenBid['passing']
}

/** Says it in a part that is packed. */
const aDocument = (text: string): Buffer => {
  const path = 'word/document.xml'
  return withParts(SMALL_FILES.docx, { [path]: `${String(unzip(SMALL_FILES.docx).get(path))}<!-- ${text} -->` })
}
