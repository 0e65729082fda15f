import type { Notice } from './notice.js'
import { APPROVERS_AND_OFFICERS, ASKER, buyers, CONCERNED, OFFICERS } from './recipients.js'

/** Who is told of questions, of what became of them, and of waivers. No words and no id tell who asked. */
export const QUESTION_NOTICES: readonly Notice[] = [
  {
    on: 'clarification.asked',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: buyers('buyer-author'),
    subject: 'A question waits for your answer',
    text: 'A supplier asked a question about a requirement of your organisation. Answer it to all, in words that do not show who asked, or refuse it with a reason.',
  },
  {
    on: 'clarification.answered',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A question was answered',
    text: 'The buyer answered a question about a requirement, to all alike. The question and the answer stand with the requirement.',
  },
  {
    on: 'clarification.refused',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: ASKER,
    recipientsOf: 'clarificationId',
    subject: 'Your question gets no answer',
    text: 'The buyer gives no answer to a question of your organisation. The reason stands with your own questions about the requirement. Nobody else is told of it.',
  },
  {
    on: 'rule-clarification.asked',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: OFFICERS,
    subject: 'A rule is said not to fit',
    text: 'A supplier says that a rule does not fit a requirement. The list of rule clarifications tells which, why, and until when an answer counts.',
  },
  {
    on: 'rule-clarification.answered',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A rule was clarified',
    text: 'An officer answered, to all alike, that a rule does not fit a requirement. What was said and the answer stand with the requirement.',
  },
  {
    on: 'waiver.proposed',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: APPROVERS_AND_OFFICERS,
    subject: 'A waiver waits for three people',
    text: 'An officer proposed to waive a rule for a requirement. It is waived when an approver of the buyer agrees and two officers, one of them senior, give it before the deadline.',
  },
  {
    on: 'waiver.given',
    subjectType: 'requirement',
    about: 'requirementId',
    recipients: CONCERNED,
    subject: 'A rule was waived',
    text: 'A rule does not count for a requirement any more, for every bid alike. The waivers of the requirement show which. What you submitted stays submitted.',
  },
]
