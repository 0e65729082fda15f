import type { RequirementContent } from '../requirements/domain/requirement-content.js'
import { roadDefect } from '../guidelines/golden-bids.js'

/** What the demonstration publishes: one open requirement for each tier. */
export interface Opportunity {
  category: string
  content: RequirementContent
}

const road = roadDefect().requirement as object as RequirementContent

const chatbot: RequirementContent = {
  ...road,
  title: 'Answering residents’ questions about council services day and night',
  problemStatement: `Residents ask the contact centre about 14,000 questions a month on bins, permits, school places and council tax. Two thirds of them
have an answer on our website that people do not find, and after five o’clock nobody answers at all. Callers wait nine minutes on average and one in
five gives up. We want residents to get a correct, current answer with its source at any hour, in plain English, and to reach a person whenever the
answer does not help them. The service must say that it is not a person and must never decide anything about anybody.`,
  whyAi: 'Questions come in free words and many languages. Search on the website fails because people do not use our words.',
  alternativesConsidered:
    'Longer opening hours (£240,000 a year), better search (done in 2025, calls fell by 6 %), and fixed menus (abandoned by half of the testers).',
  outcomes: [
    { id: 'O1', text: 'Residents get a correct answer with its source within a minute, at any hour.' },
    { id: 'O2', text: 'Residents who need a person reach one without starting again.' },
  ],
  measures: [
    {
      id: 'M1',
      name: 'Share of answers an editor judges correct and complete',
      unit: 'proportion',
      minimum: '0.95',
      mandatory: true,
      higherIsBetter: true,
    },
    {
      id: 'M2',
      name: 'Share of conversations handed over when the resident asks',
      unit: 'proportion',
      minimum: '1',
      mandatory: true,
      higherIsBetter: true,
    },
  ],
  riskProfile: {
    subjects: 'individuals',
    pdata: 'personal',
    role: 'informs',
    effect: 'minor',
    vulnerable: 'no',
    public: 'public',
    biometric: 'none',
    domain: 'general',
    reversible: 'easy',
    safety: 'no',
    generative: 'yes',
    scale: 90_000,
  },
}

const triage: RequirementContent = {
  ...road,
  title: 'Ordering housing benefit referrals for review by caseworkers',
  problemStatement: `Twelve caseworkers look at about 5,200 referrals a year that suggest a housing benefit claim may be wrong. Referrals are read in
the order they arrive. Some wait eleven weeks, so that overpayments grow into debts which families cannot repay, while nine in ten referrals turn out to
need nothing. We want the referrals that most likely need a correction to be read first, with the reasons shown, so that a caseworker decides every
case after hearing the claimant. Nothing may be stopped, reduced or recovered by a score, and nobody may be treated worse for who they are.`,
  whyAi: 'Past referrals have known outcomes, and a written checklist ordered them no better than chance in a test on 800 cases.',
  alternativesConsidered:
    'More caseworkers (four more would be needed), a points checklist (tested, no gain), and random order (fair, and as slow as today).',
  outcomes: [
    { id: 'O1', text: 'Claims that need a correction are reviewed within ten working days.' },
    { id: 'O2', text: 'Fewer claimants are contacted without need, equally across groups.' },
  ],
  measures: [
    {
      id: 'M1',
      name: 'Share of corrections found in the first third of the list',
      unit: 'proportion',
      minimum: '0.6',
      mandatory: true,
      higherIsBetter: true,
    },
    {
      id: 'M2',
      name: 'Largest difference in needless reviews between groups',
      unit: 'proportion',
      minimum: '0.05',
      mandatory: true,
      higherIsBetter: false,
    },
  ],
  riskProfile: {
    subjects: 'individuals',
    pdata: 'special',
    role: 'recommends',
    effect: 'significant',
    vulnerable: 'yes',
    public: 'staff',
    biometric: 'none',
    domain: 'sensitive',
    reversible: 'hard',
    safety: 'no',
    generative: 'no',
    scale: 5_200,
  },
}

export const OPPORTUNITIES: readonly Opportunity[] = [
  { category: 'data-analytics', content: road },
  { category: 'assistants', content: chatbot },
  { category: 'augmented-decisions', content: triage },
]
