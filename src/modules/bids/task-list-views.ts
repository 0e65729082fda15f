import type { StandingOfBid } from './bid-standing.service.js'
import { type PartState, progressOf } from './domain/bid-progress.js'
import { bidHref, bidHead } from './bid-head.js'
import type { EthicsProgress } from './ethics-progress.service.js'

export const taskListView = (bid: StandingOfBid, ethics: EthicsProgress) => {
  const tasks = { awardAnswers: awardTasks(bid), offer: offerTasks(bid), ethics: ethicsTasks(bid, ethics) }
  const required = Object.values(tasks)
    .flat()
    .filter(({ state }) => state !== 'optional')
  return {
    bid: bidHead(bid),
    ...tasks,
    partsDone: required.filter(({ state }) => state === 'done').length,
    partsAsked: required.length,
  }
}

/** A part of the bid with its page, and how far it is. */
interface Task {
  href: string
  title: string
  state: PartState | 'optional'
  /** What is missing or was given, in words. */
  hint: string
}

function awardTasks(bid: StandingOfBid): Task[] {
  return progressOf(bid.draft, bid).awardAnswers.map(({ questionId, words, state }) => {
    const asked = bid.awardQuestions.find(({ id }) => id === questionId)
    const page = { href: `${bidHref(bid.id)}/award-answers/${questionId}`, state }
    return asked === undefined
      ? { ...page, title: `Question ${questionId}`, hint: 'The requirement does not ask this any more. Take the answer out.' }
      : { ...page, title: asked.text, hint: `${words} of at most ${asked.wordLimit} words` }
  })
}

function offerTasks(bid: StandingOfBid): Task[] {
  const { prices, details } = progressOf(bid.draft, bid)
  const href = bidHref(bid.id)
  return [
    { href: `${href}/prices`, title: 'Prices', state: prices.state, hint: `${prices.given} of ${prices.asked} lines have a price` },
    {
      href: `${href}/details`,
      title: 'Declarations and partners',
      state: details,
      hint: 'Conflicts of interest, subcontractors, partners and terms',
    },
  ]
}

function ethicsTasks({ id, files }: StandingOfBid, { sectionsBegun, sectionsAsked }: EthicsProgress): Task[] {
  const href = bidHref(id)
  const state = sectionsBegun === 0 ? 'missing' : sectionsBegun < sectionsAsked ? 'begun' : 'done'
  return [
    { href: `${href}/ethics`, title: 'Questions on ethics', state, hint: `${sectionsBegun} of ${sectionsAsked} sections have answers` },
    { href: `${href}/files`, title: 'Evidence files', state: 'optional', hint: files === 1 ? '1 file' : `${files} files` },
    {
      href: `${href}/check`,
      title: 'Check against the guidelines',
      state: 'optional',
      hint: 'What would block the bid, and what needs a reason',
    },
  ]
}
