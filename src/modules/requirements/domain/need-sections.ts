import type { RequirementSection } from './requirement-field.js'

export const PROBLEM: RequirementSection = {
  id: 'problem',
  title: 'Problem and outcomes',
  about: 'Say what is wrong today and what should be better. Leave it to suppliers how. Name no product.',
  fields: [
    { at: 'title', kind: 'line', label: 'Title', hint: 'What it is about, in a few words, as everybody will read it.' },
    {
      at: 'problemStatement',
      kind: 'words',
      height: 10,
      label: 'The problem',
      hint: 'In at least 60 words: who has it, how often, and what it costs.',
    },
    { at: 'whyAi', kind: 'words', label: 'Why AI may fit', hint: 'What makes this a task for AI, and how bad a wrong result would be.' },
    {
      at: 'alternativesConsidered',
      kind: 'words',
      label: 'Other ways you looked at',
      hint: 'What else was tried or costed. Say that an answer without AI is welcome too.',
    },
    {
      at: 'outcomes',
      kind: 'rows',
      letter: 'O',
      row: 'Outcome',
      most: 50,
      label: 'Outcomes',
      hint: 'What should be different afterwards, one in each row.',
      columns: [{ name: 'text', kind: 'words', label: 'What should come of it' }],
    },
    {
      at: 'measures',
      kind: 'rows',
      letter: 'M',
      row: 'Measure',
      most: 50,
      label: 'Measures',
      hint: 'By what figures you will tell whether it works, each with the limit you accept.',
      columns: [
        { name: 'name', kind: 'line', label: 'What is measured' },
        { name: 'unit', kind: 'line', label: 'Unit', hint: 'Such as: days', tells: 'unit' },
        {
          name: 'minimum',
          kind: 'figure',
          label: 'The limit you accept',
          hint: 'The lowest figure where higher is better, and the highest where lower is. Such as: 0.85',
          tells: 'limit',
        },
        {
          name: 'mandatory',
          kind: 'flag',
          label: 'Must every bid reach it?',
          tells: ['every bid must reach it', 'a bid need not reach it'],
          begins: 'false',
        },
        {
          name: 'higherIsBetter',
          kind: 'flag',
          label: 'Is a higher figure better?',
          tells: ['higher is better', 'lower is better'],
          begins: 'true',
        },
      ],
    },
  ],
}

export const DATA: RequirementSection = {
  id: 'data',
  title: 'Data',
  about: 'What data there is, what is known to be wrong with it, and how personal data is looked after.',
  fields: [
    { at: 'dataAssessment/availability', kind: 'choice', label: 'Is there data that the system can work with?' },
    {
      at: 'dataAssessment/knownLimits',
      kind: 'words',
      label: 'Known limits of the data',
      hint: 'What is missing, old, rare or one-sided in it.',
    },
    {
      at: 'dataAssessment/terms',
      kind: 'words',
      label: 'Terms on which data is given',
      hint: 'What bidders and the supplier may do with it, where it stays, and when it is deleted.',
    },
    {
      at: 'dataProtection/dpiaScreening',
      kind: 'words',
      label: 'Data protection screening',
      hint: 'What came of looking whether a full assessment is needed.',
    },
    { at: 'dataProtection/dpoContact', kind: 'line', label: 'Contact of the data protection officer' },
  ],
}

/** Labels and answers come from the guideline's pack. */
export const RISK: RequirementSection = {
  id: 'risk',
  title: 'Risk profile',
  about: 'Twelve answers decide how closely bids are checked. Before approval each must be known.',
  fields: [
    ...['subjects', 'pdata', 'role', 'effect', 'vulnerable', 'public', 'biometric', 'domain', 'reversible', 'safety', 'generative'].map(
      name => ({ at: `riskProfile/${name}`, kind: 'choice' as const, label: 'Risk profile' }),
    ),
    { at: 'riskProfile/scale', kind: 'number', label: 'Risk profile', hint: 'A whole number. Enter 0 where it concerns nobody.' },
  ],
}

export const IMPACT: RequirementSection = {
  id: 'impact',
  title: 'Impact',
  about: 'What the system would do to people, work and other systems.',
  fields: [
    { at: 'impact/userNeed', kind: 'words', label: 'User need and benefit', hint: 'Who needs it, and how you know.' },
    { at: 'impact/humanEffect', kind: 'words', label: 'Effects on people and work' },
    { at: 'impact/systemsFit', kind: 'words', label: 'Fit with systems and procedures' },
    { at: 'impact/dataQuality', kind: 'words', label: 'Quality and bias of the data' },
    { at: 'impact/unintended', kind: 'words', label: 'Unintended effects', hint: 'What could go wrong without anybody wanting it.' },
    { at: 'impact/wholeLifeCost', kind: 'words', label: 'Cost over its whole life' },
    {
      at: 'equalityScreening',
      kind: 'words',
      label: 'Equality screening',
      hint: 'What it could mean for people with protected characteristics.',
    },
  ],
}
