import { expect } from 'expect'

import { contents, LOG } from './problems.js'
import type { Newcomer, Player, TestApp } from './test-app.js'
import { aPassingBid, eventsHandled, inSeconds, settled } from './world.js'

export const REASON = 'The data sheet came late.'

interface Told {
  state: string
  submissionDeadline: string
  clarificationDeadline: string
}

/** What tests of changed requirements do and look at. */
export class Changes {
  constructor(private readonly test: TestApp) {}

  verb(id: string, name: string, body: object, player: Player | Newcomer = 'buyer-author') {
    return this.test.api(player).post(`/requirements/${id}/${name}`).send(body)
  }

  /** Moves the deadline to so many seconds from now. */
  async extend(id: string, seconds: number, more: object = {}, player: Player | Newcomer = 'buyer-author') {
    return this.verb(id, 'extend', { submissionDeadline: await inSeconds(this.test, seconds), reason: REASON, ...more }, player)
  }

  /** Amends from the newest revision, or from another. */
  async amend(id: string, changes: object, more: object = {}, etag?: string) {
    const seen = etag ?? (await this.etagOf(id))
    return this.verb(id, 'amend', { changes, reason: REASON, ...more }).set('If-Match', seen)
  }

  async etagOf(id: string): Promise<string> {
    return String((await this.test.api('buyer-author').get(`/requirements/${id}`).expect(200)).headers['etag'])
  }

  /** The requirement as a supplier sees it. */
  async told(id: string): Promise<Told> {
    return (await this.test.api('supplier-admin').get(`/requirements/${id}`).expect(200)).body as Told
  }

  async changesOf(id: string, player: Player = 'supplier-admin'): Promise<Record<string, unknown>[]> {
    const { body } = await this.test.api(player).get(`/requirements/${id}/changes`).expect(200)
    return (body as { items: Record<string, unknown>[] }).items
  }

  /** Who was told of events of a kind about a thing, by the part of their address before the @. */
  async toldOf(kind: string, subjectId: string): Promise<string[]> {
    await eventsHandled(this.test)
    const found = await this.test.rows<{ who: string }>(
      `SELECT split_part(p.email, '@', 1) AS who FROM notification n JOIN person p ON p.id = n.person_id WHERE n.kind = $1 AND n.subject_id = $2 ORDER BY 1`,
      [kind, subjectId],
    )
    return found.map(({ who }) => who)
  }

  /** The actions in the requirement's own chain. */
  async audited(id: string): Promise<string[]> {
    const found = await this.test.rows<{ action: string }>('SELECT action FROM audit_event WHERE stream = $1 ORDER BY sequence', [
      `requirement:${id}`,
    ])
    return found.map(({ action }) => action)
  }

  /** Expects that what is done leaves nothing behind but lines in the log. */
  async leavesNothing(act: () => Promise<void>): Promise<void> {
    await settled(this.test)
    const before = await contents(this.test, LOG)
    await act()
    expect(await contents(this.test, LOG)).toEqual(before)
  }

  /** A bid that is submitted. */
  async aSubmission(id: string): Promise<string> {
    const bidId = await aPassingBid(this.test, id)
    await this.test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    return bidId
  }
}
