import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { claim, done, inWorkingDays, noInterestIn, supplierOf } from '../support/deciding.js'
import { Questions, RULE_WORDS } from '../support/questions.js'
import { TestApp } from '../support/test-app.js'
import { aFailedOpening } from '../support/watching.js'
import { aSubmittedApplication } from '../support/whole-library.js'
import { anOpenRequirement } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

describe('In browsers without script', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const say = async (page: Page, rule: string): Promise<void> => {
    await page.getByLabel('Rule', { exact: true }).fill(rule)
    await page.getByLabel('Why it does not fit').fill('The data is public already.')
    await press(page, 'Send it to the officers')
  }

  const answer = async (page: Page, outcome: string): Promise<void> => {
    await page.getByLabel(outcome).check()
    await page.getByLabel('What was said against the rule').fill(RULE_WORDS.question)
    await page.getByRole('textbox', { name: 'Answer', exact: true }).fill(RULE_WORDS.answer)
    await press(page, 'Publish the answer')
  }

  it('T6 reject: an officer rejects by a ground of exclusion that no criterion speaks of, and the supplier reads by which', async () => {
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    const id = await aSubmittedApplication(test)
    await claim(test, id).expect(200)
    const evidence = 'A notice in a public register.'
    const { file } = await done(test, id, 'exclusions', { ground: 'L203', evidence, replyBy: await inWorkingDays(test, 2) })
    await test.api('supplier-admin').post(`/applications/${id}/exclusions/L203/reply`).send({ text: 'It was one time only.' }).expect(200)
    const caseId = String(file.grounds.find(each => each.ground === 'L203')?.case?.id)
    const found = { applies: true, likelyToRecur: true, outcome: 'excluded', reason: 'Nothing was changed since.' }
    await done(test, id, `exclusions/${caseId}/decide`, found)
    const officer = await browsing.open({ as: 'procurement-officer' })
    await officer.goto(`/officer/applications/${id}/decide`)
    await officer.getByLabel('Exclusion, L203:').check()
    await officer.getByLabel('Reasons').fill('The offence is recent, and nothing keeps it from happening again.')
    await press(officer, 'Reject the application')
    expect(await textOf(officer)).toContain('The rejection rests on')
    const supplier = await browsing.open({ as: 'supplier-admin' })
    await supplier.goto(`/supplier/applications/${id}`)
    expect(await textOf(supplier)).toContain('by which your organisation is kept out')
    expect(await textOf(supplier)).toContain('nothing keeps it from happening again')
  })

  it('an officer writes an agreement part by part, a second person opens it, and everybody reads it', async () => {
    const officer = await browsing.open({ as: 'procurement-officer' })
    const write = async (part: string, fields: Readonly<Record<string, string>>): Promise<void> => {
      await officer.getByRole('link', { name: part }).click()
      for (const [label, text] of Object.entries(fields)) await officer.getByLabel(label, { exact: true }).first().fill(text)
    }
    await officer.goto('/officer/agreements')
    await officer.getByLabel('Start an agreement').fill('AI for parishes')
    await press(officer, 'Start')
    await write('Name and law', { Reference: 'PARISH-1' })
    await officer.getByLabel('Dynamic market under the Procurement Act 2023').check()
    await press(officer, 'Save')
    await write('Validity and periods', {
      'First day': '2026-01-01',
      'Last day': '2031-12-31',
      'Days to join before the first invitation': '0',
      'Days a requirement is open for bids, at least': '9',
      'Months a contract may last, at most': '24',
    })
    await press(officer, 'Save')
    expect(await textOf(officer)).toContain('An agreement may be stricter than that, and never laxer.')
    await write('Validity and periods', { 'Days a requirement is open for bids, at least': '10' })
    await press(officer, 'Save')
    await write('Terms and levy', { Terms: 'Every supplier of a category is invited.' })
    await press(officer, 'Save')
    await write('Categories and selection criteria', {
      Title: 'Reading pictures',
      Code: 'vision',
      'Selection criteria': 'Three references.\nCyber Essentials.',
    })
    await press(officer, 'Save')
    await officer.getByRole('link', { name: 'Filters', exact: true }).click()
    await officer.getByLabel('Type of AI').check()
    await press(officer, 'Save')
    await press(officer, 'Propose to open it')
    const path = new URL(officer.url()).pathname

    const senior = await browsing.open({ as: 'senior-officer' })
    await senior.goto(path)
    await senior.getByLabel('I have read the whole agreement as it is now').check()
    await press(senior, 'Open the agreement')
    expect(await textOf(senior)).toContain('The agreement is open.')
    const anybody = await browsing.open()
    await anybody.goto('/agreements')
    await anybody.getByRole('link', { name: 'AI for parishes' }).click()
    expect(await textOf(anybody)).toContain('Cyber Essentials.')
  })

  it('T7 clarification Q / A of a rule: a supplier says that one does not fit, and three people waive it for all', async () => {
    const id = await anOpenRequirement(test, { title: 'A rule to waive' })
    const supplier = await browsing.open({ as: 'bid-writer' })
    await supplier.goto(`/supplier/opportunities/${id}/invitation`)
    await supplier.getByRole('link', { name: 'Say that a rule does not fit' }).click()
    await say(supplier, 'sr-17')
    expect(await textOf(supplier)).toContain('What you said waits for an officer.')
    await say(supplier, 'SR-18')
    await supplier.getByRole('button', { name: /Take it back.*SR-18/ }).click()
    expect(await textOf(supplier)).toContain('You have taken it back.')
    expect(await supplier.getByRole('button', { name: 'Take it back' }).count()).toBe(1)

    const officer = await browsing.open({ as: 'procurement-officer' })
    await officer.goto('/officer/watch')
    await officer.getByRole('link', { name: 'Answer rule clarifications and give waivers' }).click()
    expect(await textOf(officer)).not.toContain('SR-18')
    await officer.getByRole('link', { name: 'SR-17: A rule to waive' }).click()
    await answer(officer, 'Propose a waiver')
    expect(await textOf(officer)).toContain('Still to consent\tan approver of the buyer, an officer and a senior officer')
    const [waiver] = await new Questions(test).listed(id, 'waivers', 'bid-writer')
    await new Questions(test).agree(String(waiver?.['id'])).expect(200)
    await press(officer, 'Consent to the waiver')
    expect(await textOf(officer)).toContain('You have consented. The waiver counts when all three have.')
    const senior = await browsing.open({ as: 'senior-officer' })
    await senior.goto('/officer/rules/waivers')
    await senior.getByRole('link', { name: 'SR-17: A rule to waive' }).click()
    await press(senior, 'Consent to the waiver')
    expect(await textOf(senior)).toContain('The waiver is given.')
    expect(await new Questions(test).listed(id, 'waivers', 'rival-admin')).toMatchObject([{ rule: 'SR-17', state: 'given' }])
  })

  it('two officers answer the same rule clarification, and the second reads who was first', async () => {
    const id = await anOpenRequirement(test, { title: 'A rule to answer' })
    const asked = await new Questions(test).askedOfRule(id)
    const [first, second] = [await browsing.open({ as: 'procurement-officer' }), await browsing.open({ as: 'second-officer' })]
    for (const page of [first, second]) await page.goto(`/officer/rules/${asked}`)
    await answer(first, 'Clarified')
    await answer(second, 'Not accepted')
    const said = await textOf(second)
    expect(said).toContain('This was settled a moment ago, before your answer came.')
    expect(said).toContain(RULE_WORDS.answer)
    expect(await new Questions(test).listed(id, 'rule-clarifications', 'rival-admin')).toMatchObject([{ outcome: 'clarified' }])
  })

  it('SR-43 is never offered to be waived', async () => {
    const asked = await new Questions(test).askedOfRule(await anOpenRequirement(test), 'SR-43')
    const page = await browsing.open({ as: 'procurement-officer' })
    await page.goto(`/officer/rules/${asked}`)
    expect(await page.getByRole('radio').count()).toBe(2)
    expect(await textOf(page)).toContain('SR-43 is never waived.')
  })

  it('an officer acknowledges a failed opening, the second is told so, and an auditor reads it', async () => {
    const id = await aFailedOpening(test, await anOpenRequirement(test, { title: 'Opened too early' }))
    const [first, second] = [await browsing.open({ as: 'procurement-officer' }), await browsing.open({ as: 'second-officer' })]
    for (const page of [first, second]) {
      await page.goto('/opportunities')
      await page.getByRole('link', { name: 'Alerts' }).click()
      await page.getByRole('link', { name: 'Failed opening: Opened too early' }).click()
      await page.getByLabel('Acknowledge', { exact: true }).fill(page === first ? 'Called the council.' : 'Called them too.')
    }
    await press(first, 'Acknowledge')
    expect(await textOf(first)).toContain('You have acknowledged it.')
    await press(second, 'Acknowledge')
    expect(await textOf(second)).toContain('Another officer acknowledged this a moment ago.')
    expect(await textOf(second)).toContain('Called the council.')
    const auditor = await browsing.open({ as: 'auditor' })
    await auditor.goto('/officer/watch')
    await auditor.getByLabel('Show').selectOption('Acknowledged')
    await auditor.getByRole('button', { name: 'Show these' }).click()
    await auditor.getByRole('link', { name: 'Failed opening: Opened too early' }).click()
    expect(await auditor.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0)
    expect(await textOf(auditor)).toContain('Called the council.')
    await auditor.goto('/officer/watch/refused')
    expect(await textOf(auditor)).toContain('Open the bids: Opened too early')
    expect(id).not.toBe('')
  })
})
