import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { bidHead } from './bid-head.js'

export const withdrawalView = (bid: StandingOfBid, mustProve: boolean, form: FormView) => ({
  bid: bidHead(bid),
  mustProve,
  form: { ...form, values: withoutSecrets(form.values) },
})
