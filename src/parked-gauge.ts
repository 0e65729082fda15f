import { Gauge } from 'prom-client'

import { isAnyParked } from './modules/outbox/parked-events.js'
import type { UnitOfWork } from './shared/database/unit-of-work.js'
import type { Metrics } from './web/metrics.js'

/** Asked when somebody looks. It stands here because the outbox does not know the web. */
export function showParkedEvents(metrics: Metrics, unitOfWork: UnitOfWork): void {
  new Gauge({
    name: 'events_parked',
    help: '1 while any event is parked because handling it failed again and again, 0 otherwise; NaN while the database is out of reach',
    registers: [metrics.registry],
    async collect() {
      this.set(await unitOfWork.readPublic(isAnyParked).then(Number, () => Number.NaN))
    },
  })
}
