import type { AddressInfo } from 'node:net'

import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'

import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { BROWSER_VARIABLE, unpackBrowser } from './chromium.js'

export interface Look {
  /** Signed in as; nobody where left out. */
  as?: Player | Newcomer | undefined
  /** Whether script runs: off unless said. */
  script?: boolean
  width?: number
  height?: number
}

/** A window, and what the browser complained about in it. */
export type Window = Page & { complaints: string[] }

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 375, height: 812 }

/** 1280 by 1024 at 400 % zoom, which is a screen of 320 by 256. */
export const ZOOMED = { width: 320, height: 256 }

/** A real browser on the product as it ships. */
export class Browsing {
  private readonly contexts: BrowserContext[] = []

  private constructor(
    private readonly browser: Browser,
    private readonly test: TestApp,
  ) {}

  static async start(test: TestApp): Promise<Browsing> {
    const executablePath = process.env[BROWSER_VARIABLE] ?? (await unpackBrowser())
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
    return new Browsing(browser, test)
  }

  /** A window of its own, with nobody else's cookies. */
  async open({ as, script = false, width = DESKTOP.width, height = DESKTOP.height }: Look = {}): Promise<Window> {
    const context = await this.browser.newContext({ baseURL: this.origin, viewport: { width, height } })
    this.contexts.push(context)
    await this.signIn(context, as)
    const page = Object.assign(await context.newPage(), { complaints: [] as string[] })
    if (!script) await letScriptRun(page, false)
    page.on('console', message => {
      // That a page is answered with 4xx is for the test to say.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.complaints.push(message.text())
    })
    page.on('pageerror', error => page.complaints.push(error.message))
    return page
  }

  /** Hands a window to somebody else, without the cookies and complaints of whoever had it. What it shows stays until somewhere else is gone to. */
  async hand(page: Window, { as, script = false, width = DESKTOP.width, height = DESKTOP.height }: Look): Promise<void> {
    await page.context().clearCookies()
    await this.signIn(page.context(), as)
    page.complaints.length = 0
    await letScriptRun(page, script)
    await page.setViewportSize({ width, height })
  }

  private async signIn(context: BrowserContext, as: Player | Newcomer | undefined): Promise<void> {
    if (as !== undefined) await context.addCookies([{ name: 'session', value: String(this.test.tokens.get(as)), url: this.origin }])
  }

  /** Closes the windows. */
  async close(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map(context => context.close()))
  }

  async stop(): Promise<void> {
    await this.browser.close()
  }

  get origin(): string {
    const { port } = this.test.app.getHttpServer().address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }
}

/** Only the session that switched script off can switch it on. */
const sessions = new WeakMap<Page, CDPSession>()

/** Whether script runs in what is opened from now on; what is open already stays as it is. axe needs it to run itself. */
export async function letScriptRun(page: Page, runs: boolean): Promise<void> {
  const session = await sessionOf(page)
  await session.send('Emulation.setScriptExecutionDisabled', { value: !runs })
}

/** What a long script makes of the page: handed to the browser as it is, which takes half the time that Playwright's way takes. */
export async function evaluate<T>(page: Page, expression: string): Promise<T> {
  const session = await sessionOf(page)
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value as T
}

async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  return session
}
