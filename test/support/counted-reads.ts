import type { Player } from './test-app.js'

export const MANY = 20

/** The longest page of this one list, whose items are long. */
export const PAGE_OF_CHANGES = 20

export type Ids = Record<'agreement' | 'open' | 'opened' | 'bid' | 'file' | 'openedBid' | 'audit' | 'ruleSet' | 'supplier', string>

/**
 * Who reads what, and how many statements that takes: one for the session of whoever is signed in; a snapshot takes two around what it
 * reads (begin, which says who acts, and commit).
 */
export const READS: [Player | 'nobody', keyof typeof PATHS, number][] = [
  ['bid-writer', 'agreements', 2],
  // Itself, its criteria, the filters and its changes.
  ['bid-writer', 'one agreement', 5],
  ['bid-writer', 'changes of an agreement', 3],

  ['nobody', 'a rule set', 0],
  ['bid-writer', 'a rule set', 1],

  ['nobody', 'figures', 5],
  ['procurement-officer', 'exact figures', 6],
  ['nobody', 'who takes part', 5],

  ['nobody', 'suppliers', 1],
  ['nobody', 'how many suppliers', 1],
  ['nobody', 'one supplier', 1],
  // The session, a snapshot, and past the row policies and back.
  ['procurement-officer', 'invitations answered', 6],
  ['supplier-admin', 'own invitations answered', 4],

  ['bid-writer', 'requirements', 4],
  ['bid-writer', 'the best matches', 4],
  ['bid-writer', 'a search put right', 6],
  ['bid-writer', 'how many requirements', 4],
  ['buyer-author', 'own requirements', 4],
  ['bid-writer', 'one requirement', 4],
  ['buyer-author', 'versions', 5],
  ['buyer-author', 'one version', 5],
  ['buyer-author', 'the history', 5],
  ['buyer-author', 'comments', 5],
  // The agreement with its criteria, filters and changes beside it.
  ['buyer-author', 'a shortlist', 10],
  ['bid-writer', 'changes', 5],
  ['bid-writer', 'clarifications', 5],
  ['bid-writer', 'own clarifications', 5],
  ['buyer-author', 'waiting clarifications', 5],
  ['bid-writer', 'rule clarifications', 5],
  ['bid-writer', 'own rule clarifications', 5],
  ['procurement-officer', 'waiting rule clarifications', 4],
  ['bid-writer', 'waivers', 5],
  ['procurement-officer', 'waiting waivers', 4],
  ['procurement-officer', 'events for officers', 4],
  ['auditor', 'counts of events for officers', 4],
  ['auditor', 'refused attempts', 4],
  ['nobody', 'reasons to decline', 0],
  ['bid-writer', 'the own invitation', 5],
  ['bid-writer', 'own invitations', 4],
  ['bid-writer', 'bids', 4],
  ['bid-writer', 'one bid', 9],
  ['bid-writer', 'evidence files', 5],
  ['bid-writer', 'an evidence file', 5],
  ['bid-writer', 'ethics answers', 5],
  ['bid-writer', 'one section', 6],
  ['supplier-admin', 'a receipt', 5],
  ['bid-writer', 'the timeline of a bid', 5],
  ['bid-writer', 'the timeline of a requirement', 5],
  ['procurement-officer', 'problem reports', 4],
  ['buyer-approver', 'opened bids', 6],
  ['buyer-approver', 'one opened bid', 6],
  ['buyer-approver', 'an opening', 9],
  ['buyer-approver', 'a comparison', 6],
  ['buyer-approver', 'one question compared', 6],
  ['buyer-approver', 'own exports', 4],
  ['procurement-officer', 'ethics audits', 4],
  ['procurement-officer', 'one ethics audit', 17],
  ['procurement-officer', 'threads of an audit', 7],
  ['supplier-admin', 'threads of a bid', 7],
  ['supplier-admin', 'notifications', 4],
  ['organisation-admin', 'the own account', 5],
  ['organisation-admin', 'people', 4],
  ['organisation-admin', 'invitations of people', 4],
  ['procurement-officer', 'waiting registrations', 4],
  ['evaluator', 'own registrations', 4],
]

export const PATHS = {
  agreements: () => '/agreements?limit=100',
  'one agreement': ({ agreement }: Ids) => `/agreements/${agreement}`,
  'changes of an agreement': ({ agreement }: Ids) => `/agreements/${agreement}/changes?limit=100`,
  'a rule set': ({ ruleSet }: Ids) => `/rule-sets/${ruleSet}`,
  figures: () => '/figures',
  'exact figures': () => '/figures/exact',
  'who takes part': () => '/figures/participation',
  suppliers: () => '/suppliers?limit=100',
  'how many suppliers': () => '/suppliers/count',
  'one supplier': ({ supplier }: Ids) => `/suppliers/${supplier}`,
  'invitations answered': ({ supplier }: Ids) => `/suppliers/${supplier}/responsiveness`,
  'own invitations answered': ({ supplier }: Ids) => `/suppliers/${supplier}/responsiveness`,
  requirements: () => '/requirements?limit=100',
  'the best matches': () => '/requirements?q=road&sort=match&limit=100',
  'a search put right': () => '/requirements?q=raod&limit=100',
  'how many requirements': () => '/requirements/count?q=road',
  'own requirements': () => '/requirements?scope=own&limit=100',
  'one requirement': ({ open }: Ids) => `/requirements/${open}`,
  versions: ({ open }: Ids) => `/requirements/${open}/versions?limit=100`,
  'one version': ({ open }: Ids) => `/requirements/${open}/versions/1`,
  'the history': ({ open }: Ids) => `/requirements/${open}/history?limit=100`,
  comments: ({ open }: Ids) => `/requirements/${open}/comments?limit=100`,
  'a shortlist': ({ open }: Ids) => `/requirements/${open}/shortlist`,
  changes: ({ open }: Ids) => `/requirements/${open}/changes?limit=${PAGE_OF_CHANGES}`,
  clarifications: ({ open }: Ids) => `/requirements/${open}/clarifications?limit=100`,
  'own clarifications': ({ open }: Ids) => `/requirements/${open}/clarifications/own?limit=100`,
  'waiting clarifications': ({ open }: Ids) => `/requirements/${open}/clarifications/waiting?limit=100`,
  'rule clarifications': ({ open }: Ids) => `/requirements/${open}/rule-clarifications?limit=100`,
  'own rule clarifications': ({ open }: Ids) => `/requirements/${open}/rule-clarifications/own?limit=100`,
  'waiting rule clarifications': () => '/rule-clarifications?limit=100',
  waivers: ({ open }: Ids) => `/requirements/${open}/waivers?limit=100`,
  'waiting waivers': () => '/waivers?limit=100',
  'events for officers': () => '/officer-events?limit=100',
  'counts of events for officers': () => '/officer-events/counts',
  'refused attempts': () => '/refused-attempts?limit=100',
  'reasons to decline': () => '/decline-reasons',
  'own invitations': () => '/invitations?limit=100',
  'the own invitation': ({ open }: Ids) => `/requirements/${open}/invitation`,
  bids: () => '/bids?limit=100',
  'one bid': ({ bid }: Ids) => `/bids/${bid}`,
  'ethics answers': ({ bid }: Ids) => `/bids/${bid}/ethics-answers`,
  'one section': ({ bid }: Ids) => `/bids/${bid}/ethics-answers?section=1`,
  'evidence files': ({ bid }: Ids) => `/bids/${bid}/files?limit=100`,
  'an evidence file': ({ file }: Ids) => `/files/${file}`,
  'a receipt': ({ openedBid }: Ids) => `/bids/${openedBid}/receipts/1`,
  'the timeline of a bid': ({ bid }: Ids) => `/bids/${bid}/timeline?limit=100`,
  'the timeline of a requirement': ({ open }: Ids) => `/requirements/${open}/timeline?limit=100`,
  'problem reports': () => '/problem-reports?limit=100',
  'opened bids': ({ opened }: Ids) => `/requirements/${opened}/bids?limit=100`,
  'one opened bid': ({ opened, openedBid }: Ids) => `/requirements/${opened}/bids/${openedBid}`,
  'an opening': ({ opened }: Ids) => `/requirements/${opened}/opening`,
  'a comparison': ({ opened }: Ids) => `/requirements/${opened}/comparison?limit=100`,
  'one question compared': ({ opened }: Ids) => `/requirements/${opened}/comparison/award/A1?limit=100`,
  'own exports': () => '/exports?limit=100',
  'ethics audits': () => '/ethics-audits?limit=100',
  'one ethics audit': ({ audit }: Ids) => `/ethics-audits/${audit}`,
  'threads of an audit': ({ audit }: Ids) => `/ethics-audits/${audit}/threads`,
  'threads of a bid': ({ openedBid }: Ids) => `/bids/${openedBid}/audit-threads`,
  notifications: () => '/notifications?limit=100',
  'the own account': () => '/account',
  people: () => '/people?limit=100',
  'invitations of people': () => '/people/invitations?limit=100',
  'waiting registrations': () => '/registrations?limit=100',
  'own registrations': () => '/account/registrations?limit=100',
} satisfies Record<string, (ids: Ids) => string>

/** Lists as long as there are kinds of what they tell. */
export const OF_ONE_LENGTH: readonly (keyof typeof PATHS)[] = ['reasons to decline', 'counts of events for officers']

/** The same for the pages of a bid: how it stands is one statement on each of them. */
export const BID_PAGES: [path: string, sent: number][] = [
  ['', 5],
  ['/award-answers/A1', 4],
  ['/prices', 4],
  ['/details', 4],
  ['/withdraw', 4],
  ['/report-a-problem', 4],
  ['/files', 8],
  ['/timeline', 8],
  ['/queries', 8],
  ['/ethics', 9],
  ['/ethics/1', 9],
  ['/check', 10],
  ['/review', 11],
]

/** The pages on which a buyer writes: the requirement, its agreement, its shortlist, and when it was last saved. */
export const BUYER_PAGES: [path: string, sent: number][] = [
  ['/buyer', 5],
  ['/buyer/requirements/new', 2],
  ['/buyer/requirements/:id', 7],
  ['/buyer/requirements/:id/problem', 7],
  ['/buyer/requirements/:id/preview', 11],
]

/** The same for what officers read of audits, whose list is one statement on the page as well. */
export const OF_OFFICERS: [path: (ids: Ids) => string, sent: number][] = [
  // The session, the agreements to choose from, and all that waits in one snapshot.
  [() => '/officer', 9],
  [() => '/api/v1/officer/applications/counts', 5],
  [({ audit }) => `/officer/audits/${audit}`, 17],
  [({ audit }) => `/officer/audits/${audit}/Q906`, 23],
  [() => '/api/v1/ethics-audits/counts', 4],
  [() => '/api/v1/ethics-audit-views', 4],
  [({ audit }) => `/api/v1/ethics-audits/${audit}/answers/Q906/others`, 7],
]
