import type { DomainError } from '../../shared/domain/errors.js'
import type { FormView } from '../../web/pages/form.js'

/** What whoever lost a race reads, by the code of the refusal: what happened, that nothing was done, and what to do now. */
const WORDS: Readonly<Record<string, string>> = {
  'requirement-state':
    'Somebody was faster, or the requirement went on while this page was open. What you asked for was not done. This page shows how it stands now.',
  'stale-version':
    'Somebody changed the requirement after you opened this page. What you asked for was not done. Read it as it is now, then decide again.',
  'requirement-not-open': 'The requirement is not open any more. What you asked for was not done. This page shows how it stands now.',
  'shortlist-frozen':
    'The requirement went on while this page was open. What you asked for was not done. This page shows how it stands now.',
  'clarification-state': 'Somebody has dealt with this question while this page was open. What you sent changed nothing.',
  'hold-already-released': 'Another senior officer was faster: the hold is released already.',
  'waiver-already-given': 'Others were faster: this waiver is given already, and counts for every bid.',
}

/** The form with the words for a lost race in its summary, where the refusal was one. */
export function withClashWords(form: FormView, { code, errors }: DomainError): FormView {
  const words = WORDS[code]
  return words === undefined || errors.length > 0 ? form : { ...form, summary: [{ text: words }] }
}
