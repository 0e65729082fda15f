import type { Readable } from 'node:stream'

export const PAGE = 'page'

/** What a route says of the page it shows. */
export interface PageRoute {
  /** Its template, from modules/ or web/; null where it only leads on. */
  view: string | null
  states: readonly string[]
  /** What it gives instead of a page: a file to keep, what another page shows in a frame, or a feed. */
  gives?: 'a file' | 'a frame' | 'a feed'
}

/** Leads the browser on by GET (303), so that reloading repeats nothing. `told` names what the next page confirms (views/told.njk). */
export class SeeOther {
  constructor(
    readonly location: string,
    readonly told: string | null = null,
  ) {}
}

/** A page other than the route's own, or with another status. */
export class OtherPage {
  constructor(
    readonly data: object,
    readonly status: number,
    readonly view: string | null = null,
  ) {}
}

/** A file to keep. */
export class Download {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly content: string | Readable,
    /** Of what comes as a stream, in bytes: whoever receives less knows that it broke off. */
    readonly size: number | null = null,
  ) {}
}

/** A file that the browser shows by itself, such as a picture: only of types that carry no script of the page's own. */
export class Shown extends Download {}

/** A whole document for a frame. */
export class Framed {
  constructor(readonly html: string) {}
}

/** What readers of feeds ask for again and again: a template of XML with its data. */
export class Feed {
  constructor(
    readonly view: string,
    readonly data: object,
  ) {}
}

/** What the handler of a page route may return; a plain object is the data of its view. */
export type PageAnswer = object | SeeOther | OtherPage | Download | Framed | Feed
