import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { TestApp } from './support/test-app.js'
import { aSubmittedApplication } from './support/whole-library.js'

describe('A supplier that asks to join', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('T6 submit: gives what its library says to the officers', async () => {
    const id = await aSubmittedApplication(test)
    const { body } = await test.api('bid-writer').get(`/applications/${id}`).expect(200)
    expect(body).toMatchObject({ state: 'submitted' })
    const { body: given } = await test.api('bid-writer').get(`/applications/${id}/answers`).expect(200)
    expect((given as { items: unknown[] }).items).toHaveLength(44)
  })
})
