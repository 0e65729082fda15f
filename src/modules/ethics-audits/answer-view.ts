import type { Description, EvidenceFile } from '../bids/domain/evidence.js'
import type { ScanState } from '../files/domain/scan.js'
import type { Answer } from '../guidelines/domain/answers.js'
import type { CompanionSource } from '../guidelines/domain/pack-source.js'
import type { ClauseStatus, Finding, RuleTrace } from '../guidelines/domain/report.js'
import type { Sentence } from '../guidelines/domain/trace-words.js'
import type { AuditParts } from './audit-parts.js'
import type { AuditThread } from './audit-thread.js'
import { type Assurance, assuranceOf, assuranceOfFile } from './domain/assurance.js'
import type { JudgedBecause } from './domain/audit-method.js'
import { standingVerdicts, type Verdict } from './ethics-audit-queries.js'

/** A file that an answer names, with what it lends to the claim. */
export interface FileView extends Assurance, Description {
  id: string
  /** The option it is attached to; empty where it is for the whole answer. */
  item: string
  sha256: string
  scan: ScanState
  readable: boolean
}

/** A rule that reads the answer. */
export interface RuleView {
  rule: string
  version: number
  result: RuleTrace['result']
  /** What it found; null where it did not fire. */
  finding: Pick<Finding, 'outcome' | 'message' | 'fix'> | null
  clauses: string[]
  /** What it looked at and what came out, line by line. Rules state what is wrong, so "yes" is a problem. */
  words: Sentence[]
}

export interface ClauseView {
  id: string
  duty: string
  answerShows: string | null
  /** What came of it in the check; null where it does not bind suppliers, and so cannot be cited against them. */
  status: ClauseStatus | null
}

export type ThreadView = Omit<AuditThread, 'questionId'>

export interface AnswerView {
  questionId: string
  question: string
  answer: Answer
  /** Why it must be judged; empty where it need not be. */
  judgedBecause: JudgedBecause[]
  assurance: Assurance
  files: FileView[]
  rules: RuleView[]
  clauses: ClauseView[]
  companions: Pick<CompanionSource, 'id' | 'title' | 'adds'>[]
  /** The verdict that counts. */
  verdict: Verdict | null
  /** Those that were replaced or undone, the oldest first. */
  earlierVerdicts: Verdict[]
  thread: ThreadView | null
}

type Around = Parameters<typeof assuranceOfFile>[1]

/** One answer with all that there is to judge it by. */
export function answerView(questionId: string, parts: AuditParts, around: Around): AnswerView {
  const { bid, reader, toJudge, verdicts } = parts
  const source = reader.questions.get(questionId)
  const answer = bid.quality.ethicsAnswers[questionId] as Answer
  const verdict = standingVerdicts(verdicts).get(questionId) ?? null
  const files = filesOf(answer, parts.files, around)
  return {
    questionId,
    question: source?.text ?? questionId,
    answer,
    judgedBecause: toJudge.find(each => each.questionId === questionId)?.reasons ?? [],
    assurance: assuranceOf(files, verdict?.checked ?? null),
    files,
    rules: rulesOn(questionId, parts),
    clauses: (source?.clauses ?? []).flatMap(id => clauseView(id, parts)),
    companions: (source?.also ?? []).flatMap(id => companionView(id, parts)),
    verdict,
    earlierVerdicts: verdicts.filter(each => each.questionId === questionId && each !== verdict),
    thread: threadView(questionId, parts),
  }
}

/** The files an answer names that the version holds, each with the option it is for. */
export function filesOf({ files = [], itemFiles = {} }: Answer, held: readonly EvidenceFile[], around: Around): FileView[] {
  const named = [
    ...files.map(id => ({ id, item: '' })),
    ...Object.entries(itemFiles).flatMap(([item, ids]) => ids.map(id => ({ id, item }))),
  ]
  return named.flatMap(({ id, item }) => held.filter(file => file.id === id).map(file => fileView(file, item, around)))
}

function fileView({ id, sha256, scan, readable, description }: EvidenceFile, item: string, around: Around): FileView {
  return { id, item, ...description, sha256, scan, readable, ...assuranceOfFile({ ...description, scan, readable }, around) }
}

/** What fired on the answer, by the stored report; then what read it and did not. */
function rulesOn(questionId: string, { bid, reader, traces }: AuditParts): RuleView[] {
  const fired = bid.report.findings.filter(({ questions }) => questions.includes(questionId))
  const readers = reader.readersOf(questionId)
  const quiet = traces.filter(({ rule, result }) => result !== 'fired' && readers.includes(rule))
  return [
    ...fired.map(({ rule, version, outcome, message, fix, clauses, trace }): RuleView => {
      return { rule, version, result: 'fired', finding: { outcome, message, fix }, clauses, words: reader.inWords(trace) }
    }),
    ...quiet.map(({ rule, version, result, clauses, trace }): RuleView => {
      return { rule, version, result, finding: null, clauses, words: trace === null ? [] : reader.inWords(trace) }
    }),
  ]
}

function clauseView(id: string, { bid, reader }: AuditParts): ClauseView[] {
  const clause = reader.clauses.get(id)
  if (clause === undefined) return []
  const status = bid.report.clauses.find(each => each.id === id)?.status ?? null
  return [{ id, duty: clause.duty, answerShows: clause.answerShows, status }]
}

function companionView(id: string, { reader }: AuditParts): AnswerView['companions'] {
  const companion = reader.companions.get(id)
  return companion === undefined ? [] : [{ id, title: companion.title, adds: companion.adds }]
}

function threadView(question: string, { threads }: AuditParts): ThreadView | null {
  const thread = threads.find(({ questionId }) => questionId === question)
  return thread === undefined ? null : { state: thread.state, messages: thread.messages }
}
