/**
 * Who goes past the row policies, and why: the marketplace itself, which UnitOfWork names where no person acts, connections that say what they
 * are for, and the acts of people that must touch rows of others before those may see them.
 */
export const NAMED_ACTS = {
  system: 'work of the marketplace itself: closing, settling, rechecking, reminding, auditing, mail, sweeps, metrics',
  owner: 'migrations, which run as the owner of the tables',
  backup: 'a backup holds everything',
  'await-answers-again': 'whoever reopens a requirement lets invited suppliers answer again, and sees no answer',
  'count-responses':
    'officers see how many invitations a supplier has answered by their deadlines, over a whole agreement, and of no requirement which',
  'hold-keys': 'shares of an opening key are sealed for each person of a side, by their public keys, and it is counted who holds them',
  'note-officer-event': 'whoever is refused leaves an event that only officers read',
  'look-for-own-invitation':
    'a supplier that comes before the queue has written its invitation is found in the round it was invited in, and sees nobody else of it',
  'open-bids': 'the second of two people opens all bids of one requirement, and settles its drafts',
  'prove-invitations': 'the buyer and officers are told whether everybody of a round was invited at its moment, and see no answer',
  'trace-as-checked':
    'an officer sees what the rules looked at in an opened bid: with what its supplier stated in others, which nobody is shown',
} as const satisfies Record<string, string>

export type NamedAct = keyof typeof NAMED_ACTS

export const SYSTEM_ACT = 'system' satisfies NamedAct

/** The settings of a connection that does nothing else. */
export const connectedFor = (options: string, act: NamedAct): string => `${options} -c market.act=${act}`
