import type { RunningConfig } from '../../src/shared/shared.module.js'
import { MailCatcher } from '../support/mail-catcher.js'
import { TestApp } from '../support/test-app.js'
import { Browsing } from './browsing.js'

/** A market that works in the background and mails, with somebody's browser on it. */
export interface MailedMarket {
  catcher: MailCatcher
  test: TestApp
  browsing: Browsing
  stop(): Promise<void>
}

export async function startMailedMarket(config: Partial<RunningConfig> = {}): Promise<MailedMarket> {
  const catcher = await MailCatcher.start()
  const test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url, ...config } })
  const browsing = await Browsing.start(test)
  return {
    catcher,
    test,
    browsing,
    async stop() {
      await browsing.stop()
      await test.stop()
      await catcher.close()
    },
  }
}
