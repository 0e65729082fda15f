import { CSV_START, csvRow } from '../../shared/domain/csv.js'
import type { OpenedBid } from '../bids/opened-bid-queries.js'
import type { OpenedCompetition } from './opened-competition.js'
import { shownAwardAnswer, type ShownEthicsAnswer, shownEthicsAnswer } from './shown-answer.js'

type Cells = readonly (string | number)[]

/** A table over all bids, written a bid at a time. */
export interface PackTable {
  path: string
  columns: readonly string[]
  rowsOf: (bid: OpenedBid, competition: OpenedCompetition) => readonly Cells[]
}

const BID = ['bid', 'supplier'] as const

const bidCells = ({ bidId, supplierName }: OpenedBid): Cells => [bidId, supplierName]

export const PACK_TABLES: readonly PackTable[] = [
  {
    path: 'bids.csv',
    columns: [...BID, 'version', 'received at', 'hash in the receipt', 'files'],
    rowsOf: bid => [[...bidCells(bid), bid.version, bid.receivedAt, bid.contentCommitment, bid.files.length]],
  },
  {
    path: 'award-answers.csv',
    columns: [...BID, 'question', 'text of the question', 'words', 'word limit', 'answer'],
    rowsOf: (bid, { awardQuestions }) =>
      awardQuestions.map(asked => {
        const { question, words, wordLimit, text } = shownAwardAnswer(bid, asked)
        return [...bidCells(bid), asked.id, question, words, wordLimit, text ?? '']
      }),
  },
  {
    path: 'ethics-answers.csv',
    columns: [...BID, 'section', 'question', 'text of the question', 'answer', 'files'],
    rowsOf: (bid, competition) =>
      competition.sections.flatMap(({ title, questions }) =>
        questions.flatMap(asked => {
          const answer = shownEthicsAnswer(bid, asked, competition)
          if (answer === null) return []
          return [[...bidCells(bid), title, asked.id, asked.text, inOneCell(answer), answer.files.map(({ name }) => name).join('\n')]]
        }),
      ),
  },
]

export const tableStart = ({ columns }: PackTable): string => CSV_START + csvRow(columns)

function inOneCell({ lines, table }: ShownEthicsAnswer): string {
  const rows = (table?.rows ?? []).map(row => row.map((cell, place) => `${table?.columns[place] ?? ''}: ${cell}`).join('; '))
  return [...lines, ...rows].join('\n')
}
