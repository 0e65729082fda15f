import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Answer, Answers } from '../../guidelines/domain/answers.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'
import { GOLDEN_BIDS, type GoldenBid, goldenBid } from '../../guidelines/golden-bids.js'
import type { RequirementContent } from '../../requirements/domain/requirement-content.js'

/** What is known of an evidence file, and what it says. */
export interface EvidenceDocument {
  name: string
  issueDate: string
  expiryDate: string | null
  type: string
  issuer: string
  scope: string
  confidentiality?: string
  title: string
  sections: readonly { heading: string; text: string }[]
}

export interface ScriptedVerdict {
  reason: string
  clause: string
}

/** A query, what the supplier replies, and why the answer is then accepted. */
export interface ScriptedQuery extends ScriptedVerdict {
  reply: string
  settled: string
}

/** What the officer finds, by question; whatever else must be judged is accepted. */
export interface ScriptedAudit {
  accepted: string
  queried: Readonly<Record<string, ScriptedQuery>>
  rejected: Readonly<Record<string, ScriptedVerdict>>
  /** What the officer decides on each referral of the check report, by rule. */
  referrals: Readonly<Record<string, { outcome: 'cleared' | 'upheld'; reason: string }>>
}

/** A complete bid. Its answers name files by the keys of the evidence, until these are uploaded. */
export interface Offer {
  bidder: 'supplier-admin' | 'rival-admin'
  answers: Answers
  bid: GoldenBid['bid']
  evidence: Readonly<Record<string, EvidenceDocument>>
  /** The reason for each warning, by rule. */
  acknowledgements: Readonly<Record<string, string>>
  audit: ScriptedAudit
}

/** A question of a supplier, what the buyer answers to all, and whether bidders need it to write their bids. */
export interface ScriptedClarification {
  question: string
  answer: string
  material: boolean
}

/** A competition as a real buyer and real suppliers would write it, from the notice to the verdicts. */
export interface WorkedCase {
  key: string
  tier: Tier
  category: string
  requirement: RequirementContent
  clarifications: readonly ScriptedClarification[]
  /** The answers before the evidence was collected and the gaps were seen. */
  firstDraft: Answers
  offers: readonly [Offer, ...Offer[]]
}

const CATEGORIES: Readonly<Record<Tier, string>> = { low: 'data-analytics', medium: 'assistants', high: 'augmented-decisions' }

/** The worked case of a tier: its golden bid, with everything around it. */
export function workedCase(tier: Tier): WorkedCase {
  const { requirement, facts, passing, firstDraft, bid } = goldenBid(tier)
  const { clarifications, audit } = read(tier, 'story') as Pick<WorkedCase, 'clarifications'> & Pick<Offer, 'audit'>
  const evidence = withFacts(read(tier, 'evidence') as Offer['evidence'], facts.files)
  return {
    key: GOLDEN_BIDS[tier],
    tier,
    category: CATEGORIES[tier],
    requirement: requirement as object,
    clarifications,
    firstDraft: beforeEvidence(firstDraft),
    offers: [
      { bidder: 'supplier-admin', answers: passing, bid, evidence, acknowledgements: {}, audit },
      ...(tier === WITH_RIVAL ? [rivalOf(tier)] : []),
    ],
  }
}

type StoredFiles = Readonly<Record<string, unknown>>

interface StoredRival extends Omit<Offer, 'bidder'> {
  files: StoredFiles
}

/** In this case a second supplier bids, and loses. */
const WITH_RIVAL: Tier = 'medium'

function rivalOf(tier: Tier): Offer {
  const { files, evidence, ...offer } = read(tier, 'rival') as StoredRival
  return { ...offer, bidder: 'rival-admin', evidence: withFacts(evidence, files) }
}

const read = (tier: Tier, name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, GOLDEN_BIDS[tier], `${name}.json`), 'utf8')) as unknown

const withFacts = (documents: Offer['evidence'], files: StoredFiles): Offer['evidence'] =>
  Object.fromEntries(Object.entries(documents).map(([key, document]) => [key, { ...document, ...(files[key] as object) }]))

/** The answers with nothing attached yet. */
const beforeEvidence = (answers: Answers): Answers =>
  Object.fromEntries(
    (Object.entries(answers) as [string, Answer][])
      .map(([id, { files: _files, itemFiles: _itemFiles, ...said }]) => [id, said] as const)
      .filter(([, said]) => Object.keys(said).length > 0),
  )
