import { createHash } from 'node:crypto'

import { expect } from 'expect'
import type { Response } from 'supertest'

import type { TestApp } from './test-app.js'

/** Expects a problem document with this status and code that points at least at these places. */
export const problem =
  (status: number, code: string, ...pointers: string[]) =>
  (response: Response): void => {
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(response.body).toMatchObject({ type: `urn:ai-marketplace:problem:${code}`, status, code })
    expect(response.status).toBe(status)
    expect(pointersOf(response)).toEqual(expect.arrayContaining(pointers))
  }

const pointersOf = ({ body }: Response): string[] =>
  ((body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer)

/** What every request may touch: the session or token it came with, and what signing in leaves. */
const TOUCHED = ['session', 'sign_in_event', 'known_source', 'sign_in_slowdown', 'api_token']

/** What the background work writes in its own time. */
const SWEPT = ['storage', 'log_check']

/** What a refusal leaves behind on purpose: its line in the log. */
export const LOG = ['audit_stream', 'audit_event', 'audit_detail']

/** A digest of every table's rows, to tell that a refusal left nothing behind. */
export async function contents(test: TestApp, except: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await test.rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
    [[...TOUCHED, ...SWEPT, ...except]],
  )
  const digests = tables.map(
    ({ name }) => `SELECT '${name}' AS name, (SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM ${name} t) AS digest`,
  )
  const text = `SELECT json_object_agg(name, digest) AS digests FROM (${digests.join(' UNION ALL ')}) digested`
  // Prepared, because so many tables take ten times as long to plan as to read.
  const { rows } = await test.db.query<{ digests: Record<string, string> }>({ name: createHash('md5').update(text).digest('hex'), text })
  return rows[0]?.digests ?? {}
}
