import { GOLDEN } from './world.js'

/** What the buyer rules ask for at the high tier, beside what the low-tier example holds already. */
export const HIGH = {
  riskProfile: { ...GOLDEN.requirement.riskProfile, biometric: 'categorise' },
  seniorApproval: { reference: 'Board minute 14 of 3 November' },
  governance: {
    ...GOLDEN.requirement.governance,
    panel: ['domain', 'commercial', 'data_ml', 'ethics_data_protection', 'affected_user', 'legal'].map(discipline => ({
      role: 'Panel member',
      discipline,
    })),
  },
  impact: {
    userNeed: 'Inspectors need the list by eight.',
    humanEffect: 'Nobody is decided upon.',
    systemsFit: 'It writes into the work list.',
    dataQuality: 'Known for each ward.',
    unintended: 'Back streets may wait longer.',
    wholeLifeCost: 'About £400,000 over four years.',
  },
  contractClauses: ['monitoring', 'audit', 'incident_notice', 'change_notice', 'training', 'exit'],
}
