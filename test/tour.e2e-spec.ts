import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { type WalkedCase, walkThrough } from '../src/modules/demonstration/walk/walkthrough.js'
import { TestApp } from './support/test-app.js'
import { tourOf } from './support/tour/tour.js'

describe('The walk through the worked cases', () => {
  let test: TestApp
  let walked: WalkedCase[]
  const told: string[] = []

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { port } = test.app.getHttpServer().address() as AddressInfo
    walked = await walkThrough(`http://127.0.0.1:${port}`, line => told.push(line))
  })
  afterAll(() => test.stop())

  const walkOf = (tier: WalkedCase['worked']['tier']): WalkedCase => {
    const found = walked.find(({ worked }) => worked.tier === tier)
    if (found === undefined) throw new Error(`No case of the ${tier} tier was walked.`)
    return found
  }

  const reportOf = (tier: WalkedCase['worked']['tier']) => walkOf(tier).steps.at(-1)?.answer.body

  it('is the one that docs/tour.md shows; "npm run docs" writes it anew', () => {
    expect(tourOf(walkOf('medium'))).toBe(readFileSync(join(process.cwd(), 'docs/tour.md'), 'utf8'))
  })

  it('tells the three cases one after the other', () => {
    const titles = walked.map(({ worked }) => `\n${String(worked.requirement.title)} (${worked.tier} tier)`)
    expect(told.filter(line => line.startsWith('\n'))).toEqual(titles)
    expect(titles).toHaveLength(3)
  })

  it('publishes every question of the cases with its answer and its number, and nothing else but when', () => {
    for (const { worked, steps } of walked) {
      const [{ answer } = { answer: null }, ...others] = steps.filter(({ what }) => what.startsWith('Another supplier reads'))
      expect(others).toEqual([])
      expect(answer?.body).toEqual({
        items: worked.clarifications.map((words, place) => ({
          number: place + 1,
          ...words,
          answeredAt: expect.stringMatching(/^\d{4}-.*Z$/),
        })),
        nextCursor: null,
      })
    }
    for (const { question, answer } of walked.flatMap(({ worked }) => worked.clarifications))
      expect(told.filter(line => line.endsWith(question) || line.endsWith(answer))).toHaveLength(2)
  })

  it('asks before anybody bids', () => {
    for (const { steps } of walked) {
      const posts = steps.map(({ answer }) => answer.asked).filter(({ method }) => method === 'POST')
      const firstBid = posts.findIndex(({ path }) => path.endsWith('/bids'))
      const lastAnswer = posts.findLastIndex(({ path }) => path.endsWith('/answer'))
      expect(lastAnswer).toBeGreaterThan(0)
      expect(lastAnswer).toBeLessThan(firstBid)
    }
  })

  it('ends with three bids accepted, and one that officers recommend to disregard, citing clauses', () => {
    const accepted = { outcome: 'accepted', clauses: [] }
    expect(reportOf('low')).toMatchObject({ bids: [accepted] })
    expect(reportOf('medium')).toMatchObject({
      bids: [accepted, { outcome: 'recommended-to-disregard', clauses: ['AIP-3.4', 'AIP-8.1', 'AIP-8.2', 'AIP-P.2'] }],
    })
    expect(reportOf('high')).toMatchObject({ bids: [accepted] })
  })

  it('uploads every evidence file as a PDF that can be read', () => {
    const answers = walked.flatMap(({ steps }) => steps.map(({ answer }) => answer)).filter(({ asked }) => asked.path.endsWith('/files'))
    expect(answers).toHaveLength(19)
    expect(answers.filter(({ body }) => body['mediaType'] !== 'application/pdf' || body['readable'] !== true)).toEqual([])
  })
})
