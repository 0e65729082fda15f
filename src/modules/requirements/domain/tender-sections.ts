import type { RequirementSection } from './requirement-field.js'

export const GOVERNANCE: RequirementSection = {
  id: 'governance',
  title: 'Governance',
  about: 'Who answers for this, and where it stands in your plans. Name roles, never people.',
  fields: [
    { at: 'governance/strategyReference', kind: 'words', height: 3, label: 'Plan or strategy it belongs to' },
    { at: 'governance/seniorOwner', kind: 'line', label: 'Senior owner, by role' },
    { at: 'governance/dataOwner', kind: 'line', label: 'Data owner, by role' },
    {
      at: 'governance/reuseSearch',
      kind: 'words',
      label: 'Search for work to reuse',
      hint: 'Where in government you looked for something like it, and what you found.',
    },
    {
      at: 'seniorApproval/reference',
      kind: 'line',
      label: 'Reference of the senior approval',
      hint: 'Where people are sorted by traits of the body, or where a system alone decides something that matters to them.',
    },
  ],
}

export const PANEL: RequirementSection = {
  id: 'panel',
  title: 'Evaluation panel',
  about: 'Who will judge the bids. Name roles, never people.',
  fields: [
    {
      at: 'governance/panel',
      kind: 'rows',
      row: 'Member',
      most: 50,
      label: 'Members of the panel',
      hint: 'The field of work, buying, data and ethics should each be there.',
      columns: [
        { name: 'role', kind: 'line', label: 'Role' },
        { name: 'discipline', kind: 'select', label: 'Stands for' },
      ],
    },
  ],
}

export const EVALUATION: RequirementSection = {
  id: 'evaluation',
  title: 'Criteria and award questions',
  about: 'How bids are judged, and what each bid answers. The weights must come to exactly 100.',
  fields: [
    {
      at: 'criteria',
      kind: 'rows',
      letter: 'C',
      row: 'Criterion',
      most: 50,
      label: 'Award criteria',
      columns: [
        { name: 'title', kind: 'line', label: 'Criterion' },
        { name: 'kind', kind: 'select', label: 'Kind' },
        { name: 'weight', kind: 'figure', label: 'Weight in per cent', hint: 'Such as: 40', tells: 'weight in per cent' },
      ],
    },
    {
      at: 'awardQuestions',
      kind: 'rows',
      letter: 'A',
      row: 'Award question',
      most: 100,
      label: 'Award questions',
      hint: 'Every criterion but the price needs at least one.',
      columns: [
        { name: 'criterionId', kind: 'select', label: 'Criterion it belongs to' },
        { name: 'text', kind: 'words', label: 'Question' },
        { name: 'wordLimit', kind: 'number', label: 'Most words of an answer', hint: 'Such as: 500', tells: 'most words of an answer' },
      ],
    },
  ],
}

export const PRICES: RequirementSection = {
  id: 'prices',
  title: 'Value and price lines',
  about: 'What it is worth, how long it runs, and for what bidders give prices.',
  fields: [
    { at: 'estimatedValue', kind: 'money', label: 'Estimated value', hint: 'Over the whole term, with options and extensions, in pounds.' },
    { at: 'termMonths', kind: 'number', label: 'Term in months', hint: 'With all extensions.' },
    {
      at: 'priceLines',
      kind: 'rows',
      letter: 'P',
      row: 'Price line',
      most: 200,
      label: 'Price lines',
      hint: 'Bidders give the price of one unit of each.',
      columns: [
        { name: 'title', kind: 'line', label: 'What is priced' },
        { name: 'unit', kind: 'line', label: 'Unit', hint: 'Such as: month', tells: 'unit' },
        { name: 'quantity', kind: 'figure', label: 'How many', hint: 'Such as: 24', tells: 'how many' },
      ],
    },
  ],
}

export const SETTINGS: RequirementSection = {
  id: 'settings',
  title: 'Settings of the check',
  about: 'What the check of the bids goes by. Bidders see each of these beforehand.',
  fields: [
    { at: 'settings/reuse', kind: 'choice', label: 'May the supplier use your data beyond the contract?' },
    { at: 'settings/location', kind: 'choice', label: 'Where may data be kept and worked on?' },
    { at: 'settings/explainability', kind: 'choice', label: 'Must the system be able to explain its outputs?' },
    { at: 'settings/specialGateway', kind: 'choice', label: 'Is there a lawful ground for special category data?' },
    { at: 'settings/atrs', kind: 'choice', label: 'Does the system need a public transparency record?' },
    { at: 'settings/dataCheck', kind: 'choice', label: 'Is a full check of the data part of the tender?' },
    { at: 'settings/incidentHours', kind: 'number', label: 'Hours to report a harmful failure' },
    { at: 'settings/changeNoticeDays', kind: 'number', label: 'Days of notice before the model changes' },
    { at: 'settings/baselineCertificates', kind: 'choices', label: 'Certificates that every supplier must hold' },
    { at: 'contractClauses', kind: 'choices', label: 'What the draft contract has clauses on' },
    {
      at: 'splitKey',
      kind: 'yes-no',
      label: 'Key of the bids split between the two sides that open',
      hint: 'With "Yes", the marketplace alone cannot open the bids. Two approvers of yours and two officers must have made a key of their own before you publish, and open with a passphrase. What they lose is lost for all.',
    },
  ],
}

export const DATES: RequirementSection = {
  id: 'dates',
  title: 'Dates',
  about: 'All times are times in London.',
  fields: [
    { at: 'clarificationDeadline', kind: 'moment', label: 'Last moment for questions' },
    { at: 'submissionDeadline', kind: 'moment', label: 'Deadline for bids' },
    { at: 'awardDate', kind: 'day', label: 'Day on which the award is planned' },
  ],
}

export const MARKET: RequirementSection = {
  id: 'market',
  title: 'Market and who is invited',
  about: 'Every supplier with a membership in one of the categories that matches the shortlist is invited, without exception.',
  fields: [
    { at: 'categoryIds', kind: 'choices', label: 'Categories' },
    { at: 'cpvCodes', kind: 'lines', label: 'CPV codes', hint: 'Eight digits each, one on each line. Such as: 72300000' },
    ...[
      { at: 'filters/location', label: 'Places', hint: 'Where the service is needed. One on each line.' },
      { at: 'filters/scope', label: 'Scope', hint: 'One on each line.' },
      { at: 'filters/type', label: 'Types of solution', hint: 'One on each line.' },
      { at: 'filters/sector', label: 'Sectors', hint: 'One on each line.' },
      { at: 'filters/clearance', label: 'Security clearances', hint: 'One on each line.' },
    ].map(field => ({ ...field, kind: 'lines' as const, height: 3 })),
    { at: 'marketEngagement/held', kind: 'yes-no', label: 'Did you talk to suppliers before?' },
    { at: 'marketEngagement/note', kind: 'words', label: 'With whom and how, or why not' },
    {
      at: 'sharedMaterial',
      kind: 'rows',
      row: 'Material',
      most: 50,
      label: 'Material that some suppliers saw',
      hint: 'Whatever a supplier was shown before, all must have. Give the number of the document that holds it.',
      columns: [
        { name: 'title', kind: 'line', label: 'Title' },
        { name: 'documentId', kind: 'line', label: 'Number of the document' },
      ],
    },
  ],
}

export const DOCUMENTS: RequirementSection = {
  id: 'documents',
  title: 'Documents',
  about: 'What bidders get besides what is written here. Each is named with the number by which they can ask for it.',
  fields: [
    {
      at: 'documents',
      kind: 'rows',
      row: 'Document',
      most: 50,
      label: 'Documents of the tender',
      columns: [
        { name: 'title', kind: 'line', label: 'Title' },
        { name: 'documentId', kind: 'line', label: 'Number' },
      ],
    },
  ],
}
