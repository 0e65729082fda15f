import { parse } from 'node-html-parser'

import { formsOf } from './page-forms.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

export interface PageAnswer {
  status: number
  body: string
  location: string
}

/** What a page says is wrong. */
export const complaintOf = ({ body }: PageAnswer): string => parse(body).querySelector('.govuk-error-summary__list')?.text.trim() ?? ''

/** Opens pages and sends their forms as a browser does, so that a form can wait in a window while others act. */
export class PageSender {
  constructor(
    private readonly test: TestApp,
    private readonly organisationId = '',
  ) {}

  /** The windows of somebody who has chosen this one of their organisations. */
  actingFor(organisationId: string): PageSender {
    return new PageSender(this.test, organisationId)
  }

  async open(player: Player | Newcomer, url: string): Promise<PageAnswer> {
    return this.ask(player, { method: 'GET', url })
  }

  /** The form of a page that goes to this address, as it stands, ready to be sent with what somebody fills in. */
  async formOn(
    player: Player | Newcomer,
    page: string,
    action: string,
    filled: Readonly<Record<string, string>> = {},
  ): Promise<() => Promise<PageAnswer>> {
    return this.formIn(player, await this.open(player, page), action, filled)
  }

  /** The same for a page that somebody was answered. */
  formIn(
    player: Player | Newcomer,
    { status, body, location }: PageAnswer,
    action: string,
    filled: Readonly<Record<string, string>> = {},
  ): () => Promise<PageAnswer> {
    const form = formsOf(body).find(each => each.action === action)
    if (form === undefined) throw new Error(`No form of the page goes to ${action}: it answered ${status} ${location}.`)
    const standing = form.fields.filter(({ name }) => !(name in filled)).map(({ name, value }): [string, string] => [name, value])
    const payload = new URLSearchParams([...standing, ...Object.entries(filled)]).toString()
    return () => this.ask(player, { method: 'POST', url: action, payload })
  }

  private async ask(player: Player | Newcomer, asked: { method: 'GET' | 'POST'; url: string; payload?: string }): Promise<PageAnswer> {
    const headers = {
      cookie: `session=${String(this.test.tokens.get(player))}; organisation=${this.organisationId}`,
      ...(asked.payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
    }
    const { statusCode, body, headers: sent } = await this.test.app.inject({ ...asked, headers })
    return { status: statusCode, body, location: String(sent.location) }
  }
}
