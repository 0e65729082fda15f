import { sizeInWords } from '../../shared/domain/size-in-words.js'
import type { Page } from '../../shared/keyset.js'
import { nextPage } from '../../web/pages/paging.js'
import { isGivenOut } from '../files/domain/scan.js'
import type { OpenedBid, OpenedBidSummary } from '../bids/opened-bid-queries.js'
import { KEPT_HOURS } from '../exports/domain/export-lifecycle.js'
import type { ExportJob } from '../exports/export-queries.js'
import type { Comparison, QuestionComparison } from './compare-bids.service.js'
import type { ComparedQuestion } from './domain/compared-questions.js'
import type { OpenedCompetition } from './opened-competition.js'
import type { BidToRead } from './read-bids.service.js'
import { inShort, shownAwardAnswer, shownEthicsAnswer, type ShownEthicsAnswer, shownReasons, shownSections } from './shown-answer.js'

const requirementHref = (id: string): string => `/buyer/requirements/${id}`
const bidHref = (requirementId: string, bidId: string): string => `${requirementHref(requirementId)}/bids/${bidId}`
const fileHref = (requirementId: string, bidId: string, fileId: string): string => `${bidHref(requirementId, bidId)}/files/${fileId}`

/** What every page about opened bids says of the requirement. */
const head = ({ requirementId, title }: OpenedCompetition) => ({
  requirementTitle: title,
  requirementHref: requirementHref(requirementId),
})

export const bidsView = (competition: OpenedCompetition, bids: Page<OpenedBidSummary>) => ({
  ...head(competition),
  bids: bids.items.map(bid => ({ ...bid, href: bidHref(competition.requirementId, bid.bidId) })),
  next: nextPage(`${requirementHref(competition.requirementId)}/bids`, bids),
})

export function bidView({ competition, bid, scans }: BidToRead) {
  const { requirementId } = competition
  return {
    ...head(competition),
    bid,
    awardAnswers: competition.awardQuestions.map(question => shownAwardAnswer(bid, question)),
    sections: shownSections(bid, competition).map(({ title, answers }) => ({
      title,
      answers: answers.map(answer => linked(requirementId, bid, answer, scans)),
    })),
    reasons: shownReasons(bid, competition),
    files: bid.files.map(file => ({
      name: file.name,
      size: sizeInWords(file.size),
      type: file.type ?? null,
      issuer: file.issuer ?? null,
      expiryDate: file.expiryDate ?? null,
      confidentiality: file.confidentiality ?? null,
      sha256: file.sha256,
      ...given(requirementId, bid.bidId, file.id, scans),
    })),
  }
}

type Scans = BidToRead['scans']

/** What is known of a file, and its address where it is given out. */
function given(requirementId: string, bidId: string, fileId: string, scans: Scans) {
  const scan = scans.get(fileId) ?? 'pending'
  return { scan, href: isGivenOut(scan) ? fileHref(requirementId, bidId, fileId) : null }
}

const linked = (requirementId: string, { bidId, files: held }: OpenedBid, { files, ...answer }: ShownEthicsAnswer, scans: Scans) => ({
  ...answer,
  files: files.map(({ name, fileId }) => ({
    name,
    sha256: held.find(({ id }) => id === fileId)?.sha256 ?? '',
    ...given(requirementId, bidId, fileId, scans),
  })),
})

const compareHref = (requirementId: string): string => `${requirementHref(requirementId)}/compare`

const questionHref = (requirementId: string, { kind, id }: ComparedQuestion): string => `${compareHref(requirementId)}/${kind}/${id}`

/** Every question with what each bid says to it, in short. */
export function comparisonView({ competition, questions, bids, nextCursor }: Comparison) {
  const { requirementId } = competition
  return {
    ...head(competition),
    bids: bids.map(({ bidId, supplierName }) => ({ supplierName, href: bidHref(requirementId, bidId) })),
    groups: groupsOf(questions).map(({ title, members }) => ({
      title,
      questions: members.map(question => ({
        id: question.id,
        text: question.text,
        href: questionHref(requirementId, question),
        answers: bids.map(bid => shortAnswer(competition, bid, question)),
      })),
    })),
    next: nextPage(compareHref(requirementId), { nextCursor }),
  }
}

/** Award questions, then one group for each section of the questionnaire. */
const groupsOf = (questions: readonly ComparedQuestion[]) =>
  [...new Set(questions.map(({ section }) => section))].map(section => ({
    title: section ?? 'The buyer’s questions',
    members: questions.filter(each => each.section === section),
  }))

function shortAnswer(competition: OpenedCompetition, bid: Comparison['bids'][number], { kind, id }: ComparedQuestion): string {
  if (kind === 'ethics') return inShort(ethicsAnswerOf(competition, bid, id))
  const question = competition.awardQuestions.find(each => each.id === id)
  const words = question === undefined ? 0 : shownAwardAnswer(bid, question).words
  return words === 0 ? 'Not answered' : `${words} words`
}

function ethicsAnswerOf(competition: OpenedCompetition, bid: Comparison['bids'][number], id: string): ShownEthicsAnswer | null {
  const question = competition.sections.flatMap(({ questions }) => questions).find(each => each.id === id)
  return question === undefined ? null : shownEthicsAnswer(bid, question, competition)
}

/** One question with all answers to it in full. `after`: where the bids that are shown begin. */
export function questionView(comparison: QuestionComparison, scans: Scans, after: string | undefined) {
  const { competition, question, previous, next, bids } = comparison
  const { requirementId } = competition
  const start = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
  const hrefOf = (each: ComparedQuestion | null): string | null => (each === null ? null : `${questionHref(requirementId, each)}${start}`)
  return {
    ...head(competition),
    compareHref: `${compareHref(requirementId)}${start}`,
    question,
    previous: hrefOf(previous),
    next: hrefOf(next),
    answers: bids.map(bid => ({
      supplierName: bid.supplierName,
      href: bidHref(requirementId, bid.bidId),
      ...fullAnswer(competition, bid, question, scans),
    })),
    moreBids: nextPage(questionHref(requirementId, question), comparison),
  }
}

function fullAnswer(competition: OpenedCompetition, bid: OpenedBid, { kind, id }: ComparedQuestion, scans: Scans) {
  if (kind === 'ethics') {
    const answer = ethicsAnswerOf(competition, bid, id)
    return { award: null, ethics: answer === null ? null : linked(competition.requirementId, bid, answer, scans) }
  }
  const question = competition.awardQuestions.find(each => each.id === id)
  const award = question === undefined ? null : shownAwardAnswer(bid, question)
  return { award: award?.text == null ? null : award, ethics: null }
}

/** The bid pack that the reader ordered last, and how far it is. */
export function packView({ requirementId, title }: Pick<OpenedCompetition, 'requirementId' | 'title'>, job: ExportJob | null) {
  const here = `${requirementHref(requirementId)}/pack`
  return {
    requirementTitle: title,
    requirementHref: requirementHref(requirementId),
    here,
    keptHours: KEPT_HOURS,
    job:
      job === null
        ? null
        : {
            ...job,
            size: job.size === null ? null : sizeInWords(job.size),
            href: `${here}/${job.id}/file`,
            isUnderWay: job.state === 'waiting' || job.state === 'making',
          },
    // As long as this is the same, a page that waits has nothing new to show.
    watched: job === null ? '' : `${job.id} ${job.state} ${job.done}`,
  }
}
