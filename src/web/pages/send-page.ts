import type { FastifyReply } from 'fastify'

import { newId } from '../../shared/ids.js'
import type { Account, ActorRequest } from '../actor.guard.js'
import { shownTo } from './acting-for.js'
import { ASSETS } from './assets.js'
import { type Menu, type Offered, offeredTo } from './menu.js'
import type { Feed } from './page-route.js'
import { beginningOf } from './paging.js'
import { type Rendered, renderedOnce, tagged } from './rendered-once.js'
import { render } from './templates.js'
import { takeTold } from './told.js'

/** What the layout shows around every page, as `page` in the templates. */
export interface Shell {
  assets: string
  path: string
  account: Account | null
  /** False where nobody was asked who they are, as on the page for an unknown address. */
  isKnownWho: boolean
  told: string | null
  /** Where the list begins of which this is a later page. */
  beginning: string | null
  /** The places they may work at in the organisation they act for, also on pages of the person alone. */
  offered: Offered
  /** The hidden fields of every form: whom it was shown to, and a key that makes sending it twice safe. */
  shownTo: string
  key: string
}

/** What every page needs to be shown. */
export interface Around {
  publicUrl: string
  menu: Menu
}

export interface PageToSend {
  view: string
  data: object
  status: number
}

/** Renders the page, as the bytes that are sent, and sets its headers. A page that anybody may see is kept and asked for again by its ETag; every other is never stored. */
export function sendPage(
  request: ActorRequest,
  reply: FastifyReply,
  { publicUrl, menu }: Around,
  { view, data, status }: PageToSend,
): Buffer {
  const page = shellOf(request, menu, takeTold(request, reply, publicUrl), status)
  void reply.code(status).type('text/html; charset=utf-8')
  const isForAll = status === 200 && isForAnybody(request, page)
  return isForAll ? kept(request, reply, renderedOnce(view, data, page)) : Buffer.from(render(view, { ...data, page }))
}

/** Renders a feed, which is the same for everybody, and whose addresses are whole. */
export function sendFeed(request: ActorRequest, reply: FastifyReply, publicUrl: string, { view, data }: Feed): Buffer {
  void reply.type('application/atom+xml; charset=utf-8')
  return kept(request, reply, tagged(render(view, { ...data, site: publicUrl })))
}

const shellOf = ({ url, account, audience }: ActorRequest, menu: Menu, told: string | null, status: number): Shell => ({
  assets: ASSETS.address,
  path: url,
  account: account ?? null,
  isKnownWho: audience !== undefined,
  told,
  beginning: status === 200 ? beginningOf(url) : null,
  offered: offeredTo(menu, account?.actor ?? null),
  shownTo: account == null ? '' : shownTo(account),
  key: newId(),
})

const isForAnybody = ({ method, audience }: ActorRequest, { account, told }: Shell): boolean =>
  (method === 'GET' || method === 'HEAD') && audience === 'public' && account === null && told === null

const NOTHING = Buffer.alloc(0)

function kept({ headers }: ActorRequest, reply: FastifyReply, { bytes, etag }: Rendered): Buffer {
  void reply.headers({ ETag: etag, 'Cache-Control': 'public, no-cache', Vary: 'Cookie' })
  if (headers['if-none-match'] !== etag) return bytes
  void reply.code(304)
  return NOTHING
}
