/** What a supplier's timeline tells of its own acts and attempts, in words; what was refused is followed by the reason it was given. */
const OWN: Readonly<Record<string, string>> = {
  'invitation.viewed': 'What the organisation is invited to was looked at for the first time.',
  'invitation.intending': 'It was said that the organisation intends to bid.',
  'invitation.declined': 'It was said that the organisation will not bid.',
  'invitation.answer-refused': 'An answer to the invitation was not taken.',
  'bid.started': 'The bid was started.',
  'bid.start-refused': 'A bid was not started.',
  'bid.change-refused': 'A change of the bid was refused.',
  'evidence.added': 'An evidence file was added.',
  'evidence.scanned': 'An evidence file was looked through for malware.',
  'evidence.removed': 'An evidence file was taken out.',
  'evidence.upload-refused': 'An evidence file was not taken.',
  'bid.submitted': 'The bid was submitted.',
  'bid.replaced': 'The bid was replaced by a new version.',
  'bid.confirmed': 'The bid was confirmed as it is.',
  'bid.rechecked': 'The requirement was amended, and the submitted version was checked again.',
  'bid.submission-refused': 'A submission was refused.',
  'bid.withdrawn': 'The bid was withdrawn.',
  'bid.withdrawal-refused': 'A withdrawal was refused.',
  'bid.not-submitted': 'The deadline passed, and the bid was not submitted.',
  'bid.copies-removed':
    'The key of the bids is split: what the organisation worked on here was removed at the deadline. What was submitted stays sealed as it was received.',
  'bid.explained': 'An answer was explained to the officers.',
  'bid.explanation-refused': 'An explanation was not taken.',
  'problem.reported': 'A problem was reported.',
  'clarification.asked': 'A question was asked.',
  'clarification.asking-refused': 'A question was not taken.',
  'clarification.withdrawn': 'A question was taken back.',
  'clarification.withdrawal-refused': 'A question was not taken back.',
  'rule-clarification.asked': 'It was said that a rule does not fit.',
  'rule-clarification.asking-refused': 'It was not taken down that a rule does not fit.',
}

/** The acts on the requirement that every supplier may know. */
const OF_REQUIREMENT: Readonly<Record<string, string>> = {
  'requirement.published': 'The requirement was published.',
  'requirement.amended': 'The requirement was amended.',
  'requirement.extended': 'The deadline was moved.',
  'requirement.reopened': 'The requirement was reopened, with a new deadline.',
  'requirement.cancelled': 'The requirement was cancelled.',
  'requirement.closed': 'The deadline passed, and the requirement was closed.',
  'bids.opened': 'The bids were opened.',
  'clarification.answered': 'A question was answered to all.',
  'rule-clarification.answered': 'An officer answered that a rule does not fit.',
  'waiver.given': 'A rule was waived for every bid.',
}

/** The actions of a requirement's chain that are shown. All others there are the buyer's. */
export const SHOWN_OF_REQUIREMENT = Object.keys(OF_REQUIREMENT)

/** What became of a version that was checked again, or of a file that was looked through: in words only where it is not as it should be. */
const OUTCOMES: Readonly<Record<string, string>> = {
  blocked: 'It is blocked as amended, so the bid is a draft again.',
  infected: 'Malware was found in it.',
  unscannable: 'The scanner could not look into it.',
}

export const wordsForOutcome = (outcome: string): string | null => OUTCOMES[outcome] ?? null

/** The sentence for an action; the supplier's own chain may hold some that are told by their name alone. */
export function wordsFor(action: string, reason: string | null): string {
  const words = OWN[action] ?? OF_REQUIREMENT[action] ?? `Recorded: ${action}.`
  return reason === null ? words : `${words} ${reason}`
}
