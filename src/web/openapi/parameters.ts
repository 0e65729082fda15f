import type { Parameter } from './shapes.js'

/** What a part of an address or a query is, wherever it has this name and its DTO does not say more. */
const BY_NAME: Readonly<Record<string, string>> = {
  id: 'Id of what the address is about',
  bidId: 'Id of the bid',
  fileId: 'Id of the file',
  verdictId: 'Id of the verdict',
  exclusionCase: 'Id of the ground that was raised, as `case.id` of the application file has it',
  question: 'Id of the question, such as L101 of the library or Q203 of the ethics questionnaire',
  ground: 'Id of the question on the ground, such as L202',
  rule: 'Id of the rule, such as SR-43',
  role: 'The role that is given or taken',
  version: 'Which version',
  other: 'The version that it is compared with',
  edition: 'Date of the edition',
  key: 'The Idempotency-Key that the submission was sent with',
  kind: 'Which kind',
  tier: 'Risk tier, as the published requirement has it',
  overdue: 'Whether the time for it is over',
  closingAfter: 'Moment that the deadline for bids lies after',
  closingBefore: 'Moment that the deadline for bids lies before',
  createdBefore: 'Moment that it was made before',
}

/** Says what a parameter is, and that what an address leaves out is no null. */
export function completeParameter(parameter: Parameter, form: object | undefined): void {
  const { schema } = parameter
  if (parameter.in === 'query' && typeof schema?.type === 'object') {
    const [type] = schema.type.filter(each => each !== 'null')
    if (type !== undefined) schema.type = type
  }
  if (form !== undefined) parameter.schema = form
  const words = BY_NAME[parameter.name]
  if (words !== undefined) parameter.description ??= words
}
