/** Where people go past the policies, and as which act. */
export const ACTS_OF_PEOPLE: [file: string, act: string][] = [
  ['modules/bids/open-bids.service.js', 'open-bids'],
  ['modules/bids/responsiveness.service.js', 'count-responses'],
  ['modules/ethics-audits/audited-bid.js', 'trace-as-checked'],
  ['modules/key-holders/hold-keys.js', 'hold-keys'],
  ['modules/officer-events/note-officer-events.js', 'note-officer-event'],
  ['modules/requirements/invitation-queries.js', 'look-for-own-invitation'],
  ['modules/requirements/invitation-records.service.js', 'prove-invitations'],
  ['modules/requirements/may-bid.js', 'look-for-own-invitation'],
  ['modules/requirements/open-to-supplier.js', 'look-for-own-invitation'],
  ['modules/requirements/reopen-requirement.service.js', 'await-answers-again'],
]
