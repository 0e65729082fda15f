import type { DomainError } from '../../shared/domain/errors.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { bidHead } from './bid-head.js'

export const withdrawalView = (bid: StandingOfBid, mustProve: boolean, form: FormView, refusal: DomainError | null = null) => ({
  bid: bidHead(bid),
  mustProve,
  form: { ...form, values: withoutSecrets(form.values), summary: summaryOf(form, refusal) },
})

const summaryOf = ({ summary }: FormView, refusal: DomainError | null): FormView['summary'] =>
  refusal?.code === 'deadline-passed' ? [{ text: `The deadline has passed, so the bid was not withdrawn. ${refusal.message}` }] : summary
