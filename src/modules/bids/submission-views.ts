import type { DomainError } from '../../shared/domain/errors.js'
import { sizeInWords } from '../../shared/domain/size-in-words.js'
import type { Answer } from '../guidelines/domain/answers.js'
import { answerInWords } from '../guidelines/domain/answer-in-words.js'
import { quantityInWords } from '../requirements/domain/quantity-words.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import type { BidReview } from './bid-review.service.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { priceTotalOf, wordCountsOf } from './domain/bid-progress.js'
import type { Receipt } from './domain/receipt.js'
import { bidHref, receiptHref, bidHead } from './bid-head.js'
import type { SubmissionOutcome } from './submissions.service.js'

interface Entry {
  text: string
  href?: string
}

/** The whole bid as it would be sealed. */
export const reviewView = (review: BidReview) => {
  const { working, isAsSubmitted } = review
  return {
    bid: bidHead(review),
    isAsSubmitted,
    isReady: toDo(review).length === 0,
    toDo: toDo(review),
    awardAnswers: awardAnswersOf(review),
    prices: review.priceLines.map(line => ({
      title: line.title,
      quantity: quantityInWords(line),
      unitPrice: working.draft.priceSchedule?.find(({ lineId }) => lineId === line.id)?.unitPrice ?? null,
    })),
    priceTotal: priceTotalOf(working.draft, review),
    declarations: working.draft.declarations ?? {},
    sections: answersBySection(review),
    acknowledgements: working.acknowledgements
      .filter(({ rule }) => !review.unacknowledged.includes(rule))
      .map(({ rule, reason }) => ({ rule, reason, warning: messageOf(review.report, rule) })),
    files: working.files.map(({ size, description: { name, issuer, expiryDate } }) => ({
      name,
      size: sizeInWords(size),
      issuer,
      expiryDate,
    })),
    check: checkOf(review),
  }
}

/** `mustProve`: whether the password is asked for. What was typed stays, but no secret goes to a page. */
export const submitView = (review: BidReview, mustProve: boolean, form: FormView, refusal: DomainError | null = null) => ({
  bid: bidHead(review),
  form: { ...form, values: valuesToKeep(form, refusal), summary: refusal === null ? [] : summaryOf(refusal, form, review) },
  mustProve,
  seen: review.contentHash,
  isAsSubmitted: review.isAsSubmitted,
  isSplit: review.isSplit,
  toDo: toDo(review),
})

/** Whoever declared for another content than there is now declares again. */
function valuesToKeep({ values }: FormView, refusal: DomainError | null): FormView['values'] {
  const { declared, ...others } = withoutSecrets(values)
  return declared === undefined || refusal?.code === 'stale-version' ? others : { ...others, declared }
}

export const arrivedView = (bid: StandingOfBid, outcome: SubmissionOutcome, key: string) => ({
  bid: bidHead(bid),
  state: outcome.state,
  askAgainHref: `${bidHref(bid.id)}/submissions/${encodeURIComponent(key)}`,
  received: outcome.state === 'received' ? receivedView(outcome.stored.receipt) : null,
})

const receivedView = ({ bidId, version, receivedAt }: Receipt) => ({
  version,
  receivedAt,
  href: receiptHref(bidId, version),
})

/** Where each part of a bid is written, by the first step of the pointer that names it. */
const PARTS: Readonly<Record<string, string>> = { awardAnswers: '', priceSchedule: '/prices', declarations: '/details' }

/** What keeps the bid from being submitted, each with the page that clears it. */
function toDo({ id, missing, report, unacknowledged }: BidReview): Entry[] {
  const href = bidHref(id)
  const parts = missing.map(({ pointer, detail }) => ({ text: detail, href: `${href}${PARTS[pointer.split('/')[1] ?? ''] ?? ''}` }))
  const blocked =
    report.outcome === 'blocked'
      ? [{ text: 'The ethics answers do not pass the check yet. See what to change.', href: `${href}/check` }]
      : []
  const warned = unacknowledged.map(rule => ({
    text: `The check warns: ${messageOf(report, rule)} Change the answer, or give a reason (${rule}).`,
    href: `${href}/check`,
  }))
  return [...parts, ...blocked, ...warned]
}

const messageOf = ({ findings }: BidReview['report'], rule: string): string => findings.find(each => each.rule === rule)?.message ?? ''

/** The refusal in words with the way out. */
function summaryOf({ code, message }: DomainError, { summary }: FormView, review: BidReview): readonly Entry[] {
  const href = bidHref(review.id)
  if (code === 'deadline-passed') return [{ text: `The deadline has passed, so nothing was submitted. ${message}` }]
  if (code === 'stale-version')
    return [
      {
        text: 'Somebody changed the bid after you opened this page, so nothing was submitted. Look at it again first.',
        href: `${href}/review`,
      },
    ]
  return code === 'bid-incomplete' || code === 'ethics-check-failed' || code === 'warnings-not-acknowledged' ? toDo(review) : summary
}

const awardAnswersOf = ({ id: bidId, awardQuestions, working: { draft } }: BidReview) => {
  const counts = wordCountsOf(draft, { awardQuestions })
  return awardQuestions.map(({ id, text }, place) => ({
    question: text,
    answer: draft.awardAnswers?.find(({ questionId }) => questionId === id)?.text ?? null,
    words: counts[place]?.words ?? 0,
    wordLimit: counts[place]?.wordLimit ?? 0,
    href: `${bidHref(bidId)}/award-answers/${id}`,
  }))
}

const answersBySection = ({ id: bidId, sections, notice, working: { answers, files } }: BidReview) => {
  const names = { files: new Map(files.map(({ id, description }) => [id, description.name])), notice }
  return sections
    .map(({ id, title, questions }) => ({
      title,
      href: `${bidHref(bidId)}/ethics/${id}`,
      answers: questions
        .filter(question => Object.hasOwn(answers, question.id))
        .map(question => ({ question: question.text, ...answerInWords(question, answers[question.id] as Answer, names) })),
    }))
    .filter(section => section.answers.length > 0)
}

const checkOf = ({ report: { outcome, tier, findings, guideline, edition, ruleSet } }: BidReview) => ({
  outcome,
  tier,
  guideline,
  edition,
  ruleSet,
  findings: findings.map(finding => ({ rule: finding.rule, outcome: finding.outcome, message: finding.message })),
})
