import type { Log } from '../../shared/log.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { KeyService } from './key-service.js'
import { LocalWrap } from './local-wrap.js'
import { Transit } from './transit.js'
import { TransitWrap } from './transit-wrap.js'

/** What says how private keys are kept. */
export type KeySettings = Pick<RunningConfig, 'masterKey' | 'previousMasterKey' | 'keyService'>

/** The one place that chooses: for the product as it serves, and for the commands and starts that need keys before it does. */
export function keyServiceBySettings(settings: KeySettings, log: Log): KeyService {
  const { wraps, transit } = settings.keyService
  const local = new LocalWrap(settings, log)
  if (transit === null) return new KeyService(local, [], log)
  const outside = new TransitWrap(new Transit(transit, log), log)
  return wraps === 'transit' ? new KeyService(outside, [local], log) : new KeyService(local, [outside], log)
}
