import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { hire } from '../support/people.js'
import { TestApp } from '../support/test-app.js'
import { anOpenCategory, fillLibrary } from '../support/whole-library.js'
import { askedByHand, admittedByHand } from '../support/decided-by-hand.js'
import { Browsing } from './browsing.js'
import { follow, pathOf, textOf } from './newcomer.js'
import { press } from './send-elsewhere.js'

const WRITER = 'new-writer'
const ADMIN = 'new-admin'

describe('A supplier that was just registered, without script', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, WRITER, 'Fourth Example Supplier', 'bid-writer')
    await hire(test, ADMIN, 'Fourth Example Supplier', 'supplier-admin')
    browsing = await Browsing.start(test)
  })
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  it('goes from the page of an agreement to the record of its admission', async () => {
    const categoryId = await anOpenCategory(test)
    const [agreement] = await test.rows<{ id: string }>('SELECT agreement_id AS id FROM category WHERE id = $1', [categoryId])
    const writer = await browsing.open({ as: WRITER, script: false })
    await writer.goto(`/agreements/${agreement?.id}`)
    await follow(writer, 'Ask to join Reading pictures')
    await press(writer, 'Start the application')
    const application = pathOf(writer)
    expect(application).toMatch(/^\/supplier\/applications\/[\da-f-]{36}$/)
    expect(await textOf(writer)).toContain('L101, Who you are: still to answer')

    await writer
      .getByRole('main')
      .getByRole('link', { name: /^L301, Financial standing/ })
      .click()
    await writer.getByLabel('No').first().check()
    await press(writer, 'Save and continue')
    await fillLibrary(test, WRITER, 'Reader of letters')
    await writer.goto(application)
    await follow(writer, 'Products')
    await writer.getByLabel('Reader of letters').check()
    await press(writer, 'Save')
    await follow(writer, 'What you offer')
    for (const value of ['London', 'Medical imaging software']) await writer.getByLabel(value, { exact: true }).check()
    await press(writer, 'Save')
    expect(await textOf(writer)).toContain('Nothing is missing. Read all of it as the officers will, then ask a supplier administrator')

    const admin = await browsing.open({ as: ADMIN, script: false })
    await admin.goto('/supplier')
    await follow(admin, 'ask to join a category')
    await admin.locator(`main a[href="${application}"]`).first().click()
    await admin.getByRole('main').getByRole('button', { name: 'Read the whole application' }).click()
    expect(await textOf(admin)).toContain('B12: Skills of the supplier')
    await admin.getByRole('main').getByRole('button', { name: 'Go on to submit' }).click()
    await press(admin, 'Submit the application')
    expect(await admin.title()).toMatch(/^Error: /)
    await admin.getByLabel('Your office or position').fill('Director')
    await admin.getByLabel('I sign this declaration for my organisation.').check()
    await press(admin, 'Submit the application')
    expect(pathOf(admin)).toBe(`${application}/received`)
    expect(await textOf(admin)).toContain('10 working days')

    const id = application.split('/').at(-1) ?? ''
    await askedByHand(test, id, 'Who checks the letters that cannot be read?')
    await writer.goto(application)
    await writer.getByRole('main').getByRole('button', { name: 'Reply' }).click()
    await writer.getByLabel('Your reply').fill('A person does, the same day.')
    await press(writer, 'Send the reply')
    expect(await textOf(writer)).toContain('Your reply has reached the officers.')
    await admittedByHand(test, id)
    await writer.goto(application)
    await follow(writer, 'Read and print the appointment record')
    expect(await textOf(writer)).toContain('signed as Director')
  })
})
