import type { Response } from 'supertest'

import type { Newcomer, Player, TestApp } from './test-app.js'

export const WORDS = { question: 'Which roads are in the sample?', answer: 'All A roads, and one in ten of the others.', material: false }

export const RULE_WORDS = { question: 'Reuse cannot be ruled out here.', answer: 'The data is public already.' }

/** A rule of the guideline that blocks at every tier, and the answer it blocks. */
export const REUSE = { rule: 'SR-17', answers: { Q305: { value: 'general_reuse' } } } as const

/** What suppliers ask and others answer. */
export class Questions {
  constructor(private readonly test: TestApp) {}

  ask(requirementId: string, player: Player | Newcomer = 'bid-writer', question = 'Which roads does the council mean?') {
    return this.test.api(player).post(`/requirements/${requirementId}/clarifications`).send({ question })
  }

  async asked(requirementId: string, player: Player | Newcomer = 'bid-writer', question?: string): Promise<string> {
    return idOf(await this.ask(requirementId, player, question).expect(201))
  }

  answer(id: string, words: object = {}, player: Player | Newcomer = 'buyer-author') {
    return this.test
      .api(player)
      .post(`/clarifications/${id}/answer`)
      .send({ ...WORDS, ...words })
  }

  refuse(id: string, player: Player | Newcomer = 'buyer-author') {
    return this.test.api(player).post(`/clarifications/${id}/refuse`).send({ reason: 'Confidential.' })
  }

  withdraw(id: string, player: Player | Newcomer = 'bid-writer') {
    return this.test.api(player).post(`/clarifications/${id}/withdraw`)
  }

  askOfRule(requirementId: string, rule: string = REUSE.rule, player: Player | Newcomer = 'bid-writer') {
    return this.test.api(player).post(`/requirements/${requirementId}/rule-clarifications`).send({ rule, reason: 'It does not fit.' })
  }

  async askedOfRule(requirementId: string, rule?: string, player?: Player | Newcomer): Promise<string> {
    return idOf(await this.askOfRule(requirementId, rule, player).expect(201))
  }

  answerOfRule(id: string, outcome: string, player: Player | Newcomer = 'procurement-officer') {
    return this.test
      .api(player)
      .post(`/rule-clarifications/${id}/answer`)
      .send({ outcome, ...RULE_WORDS })
  }

  withdrawOfRule(id: string, player: Player | Newcomer = 'bid-writer') {
    return this.test.api(player).post(`/rule-clarifications/${id}/withdraw`)
  }

  /** A waiver that an officer proposed; answers its id. */
  async proposed(requirementId: string, rule?: string): Promise<string> {
    const { body } = await this.answerOfRule(await this.askedOfRule(requirementId, rule), 'waiver-proposed').expect(201)
    return (body as { waiverId: string }).waiverId
  }

  agree(id: string, player: Player | Newcomer = 'buyer-approver') {
    return this.test.api(player).post(`/waivers/${id}/agree`)
  }

  give(id: string, player: Player | Newcomer = 'procurement-officer') {
    return this.test.api(player).post(`/waivers/${id}/give`)
  }

  /** A waiver that three people gave; answers its id. */
  async given(requirementId: string, rule?: string): Promise<string> {
    const id = await this.proposed(requirementId, rule)
    await this.agree(id).expect(200, { given: false })
    await this.give(id).expect(200, { given: false })
    await this.give(id, 'senior-officer').expect(200, { given: true })
    return id
  }

  /** The items of a list of a requirement. */
  async listed(requirementId: string, list: string, player?: Player | Newcomer): Promise<Record<string, unknown>[]> {
    const { body } = await this.test.api(player).get(`/requirements/${requirementId}/${list}`).expect(200)
    return (body as { items: Record<string, unknown>[] }).items
  }
}

const idOf = ({ body }: Response): string => (body as { id: string }).id
