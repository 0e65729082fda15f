/** What the buyer and the officers read of a requirement's chain, in words. Acts on bids stay out, but that they were opened. */
const WORDS: Readonly<Record<string, string>> = {
  'requirement.created': 'The draft was started.',
  'requirement.submitted-for-approval': 'It was submitted for approval.',
  'requirement.submission-for-approval-refused': 'It was not taken for approval.',
  'requirement.returned': 'It was returned to its authors.',
  'requirement.return-refused': 'It was not returned.',
  'requirement.approved': 'It was approved.',
  'requirement.approval-refused': 'An approval was refused.',
  'requirement.hold-released': 'A senior officer released the hold.',
  'requirement.hold-release-refused': 'A release of the hold was refused.',
  'shortlist.chosen': 'Filters were chosen for the shortlist, and it was run.',
  'shortlist.choice-refused': 'A choice of filters was refused.',
  'shortlist.run': 'The shortlist was run again.',
  'shortlist.run-refused': 'The shortlist was not run again.',
  'requirement.published': 'It was published, and the suppliers were invited.',
  'requirement.invitations-sent': 'The invitations were written, all with the same moment.',
  'requirement.later-invited': 'Suppliers who came to match later were invited.',
  'requirement.later-not-invited': 'Suppliers came to match too late to be invited.',
  'requirement.publication-refused': 'It was not published.',
  'requirement.amended': 'It was amended.',
  'requirement.amendment-refused': 'An amendment was refused.',
  'requirement.extended': 'The deadline was moved later.',
  'requirement.extension-refused': 'An extension was refused.',
  'requirement.cancellation-proposed': 'One person proposed to cancel it.',
  'requirement.cancelled': 'It was cancelled.',
  'requirement.cancellation-refused': 'A cancellation was refused.',
  'requirement.closed': 'The deadline passed, and it was closed.',
  'requirement.reopening-proposed': 'One person proposed more time after an outage.',
  'requirement.reopened': 'It was opened again after an outage.',
  'requirement.reopening-refused': 'A reopening was refused.',
  'clarification.answered': 'A question was answered to all.',
  'rule-clarification.answered': 'An officer answered that a rule does not fit.',
  'waiver.consented': 'One of three people agreed to a waiver.',
  'waiver.given': 'A rule was waived for every bid.',
  'key-share.handed-on': 'The share of a side in the split key was handed on to one more person.',
  'key-share.handing-on-refused': 'Handing on a share of the split key was refused.',
  'key-share.removed': 'Somebody who may not open any more lost the share of the split key.',
  'bids.opened': 'The bids were opened.',
}

/** The actions that are shown. */
export const SHOWN_OF_HISTORY = Object.keys(WORDS)

export const wordsForAct = (action: string): string => WORDS[action] ?? `Recorded: ${action}.`

/** Whether it is something that a rule or a race refused, so that nothing was done. */
export const isRefusal = (action: string): boolean => action.endsWith('-refused')
