import type { Page } from 'playwright-core'

import { SCAN_STATES } from '../../src/modules/files/domain/scan.js'
import { FILE_LIMITS } from '../../src/modules/library/question-evidence.js'
import { anAnswerFile } from '../support/answer-files.js'
import { aCertificate, aClaim, aClaimedProduct, aProduct, saveAnswer } from '../support/library.js'
import { hire } from '../support/people.js'
import { dayIn } from '../support/standing.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Products by what became of them. */
interface World {
  /** A file of the certificate. */
  certificate: string
  empty: string
  claimed: string
  retired: string
}

type State = PageState<World>

const LIBRARY = '/supplier/library'
const FILES = `${LIBRARY}/answers/:question/files`
const PARTS = `${LIBRARY}/parts`

/** Of a supplier whose library is empty, and of one whose answers are long. */
const NEW = 'new-supplier' satisfies Newcomer
const LONG_WRITER = 'rival-admin' satisfies Player

const REFERENCES = [
  { organisation: 'A council', value: '250000', from: '2025-01-31' },
  { organisation: 'A trust' },
  { organisation: 'A school' },
]

async function prepare(test: TestApp): Promise<World> {
  await hire(test, NEW, 'Fourth Example Supplier', 'bid-writer')
  await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 20)))
  await saveAnswer(test, 'L501', { rows: REFERENCES })
  await saveAnswer(test, 'L201', { values: { applies: 'yes' }, rows: [{ who: 'own', what: 'A fine', when: '2024-01-31' }] })
  for (let number = 1; number <= 27; number += 1)
    await saveAnswer(test, 'L103', { values: { address: `${number} High Street`, postcode: 'AB1 2CD' } })
  await saveAnswer(test, 'L101', { values: { registeredName: LONG.slice(0, 190), tradingNames: LONG.slice(0, 900) } }, { as: LONG_WRITER })
  await saveAnswer(test, 'L101', { values: { registeredName: LONG.slice(0, 180) } }, { as: LONG_WRITER })
  const world = {
    certificate: await evidenceIn(test),
    empty: await aProduct(test, 'Empty'),
    claimed: await aClaimedProduct(test),
    retired: await aClaimedProduct(test, 'Given up'),
  }
  await saveAnswer(test, 'B2', aClaim(await dayIn(test, -1)), { product: world.claimed })
  await test.api('supplier-admin').post(`/library/products/${world.retired}/retire`).expect(200)
  return world
}

/** Files in each state of their scan, as many as an answer holds, and one of a product that is given up; answers one of them. */
async function evidenceIn(test: TestApp): Promise<string> {
  const { id } = await anAnswerFile(test, 'L401', 'certificate.pdf')
  for (const scan of SCAN_STATES) {
    const file = await anAnswerFile(test, 'L702', `${scan}, ${LONG.slice(0, 150)}.pdf`)
    await test.rows('UPDATE library_file SET scan = $2, readable = $3 WHERE id = $1', [file.id, scan, true])
  }
  for (let number = 1; number <= FILE_LIMITS.perAnswer; number += 1) await anAnswerFile(test, 'L301', `${number}.pdf`)
  return id
}

const shown = (
  route: string,
  state: string,
  path: string | ((world: World) => string),
  as: Player | Newcomer = 'supplier-admin',
): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: (page, world) => page.goto(typeof path === 'string' ? path : path(world)),
})

const sent = (route: string, state: string, show: State['show'], as: Player | Newcomer = 'supplier-admin'): State => ({
  route: `POST ${route}`,
  state,
  as,
  show,
})

const added = async (page: Page, name: string): Promise<void> => {
  await page.goto(LIBRARY)
  await page.getByLabel('Name of the product').fill(name)
  await press(page, 'Add a product')
}

/** From an open page, over a version that is not the newest. */
const late = async (page: Page, from: string, fields: Readonly<Record<string, string>>, to = from): Promise<void> => {
  await page.goto(from)
  await sendElsewhere(page, to, fields)
}

/** As script does it while somebody writes. */
const keepDraft = async (page: Page, part: string): Promise<void> => {
  await page.goto(part)
  await sendElsewhere(page, part, { next: 'autosave' })
}

const claims = (product: keyof World) => (world: World) => `${LIBRARY}/products/${world[product]}/ethics-baseline`

/** What a supplier answers once and reuses. */
export const LIBRARY_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown(LIBRARY, 'nothing yet', LIBRARY, NEW),
    shown(LIBRARY, 'some answers', LIBRARY, LONG_WRITER),
    shown(LIBRARY, 'something runs out', LIBRARY),
    shown(`${LIBRARY}/print`, 'nothing yet', `${LIBRARY}/print`, NEW),
    shown(`${LIBRARY}/print`, 'some answers', `${LIBRARY}/print`),
    sent(`${LIBRARY}/products`, 'no name', page => added(page, '')),
    sent(`${LIBRARY}/products`, 'name taken', page => added(page, 'claimed')),

    shown(`${PARTS}/:part`, 'empty', `${PARTS}/references`, NEW),
    shown(`${PARTS}/:part`, 'filled', `${PARTS}/mandatory-grounds`),
    shown(`${PARTS}/:part`, 'long text', `${PARTS}/organisation`, LONG_WRITER),
    {
      ...shown(`${PARTS}/:part`, 'draft', ''),
      show: async page => {
        await keepDraft(page, `${PARTS}/data-protection`)
        await page.goto(`${PARTS}/data-protection`)
      },
    },
    sent(`${PARTS}/:part`, 'draft kept by somebody else', async page => {
      await keepDraft(page, `${PARTS}/financial-standing`)
      await page.goto(`${PARTS}/financial-standing`)
      await sendElsewhere(page, `${PARTS}/financial-standing`, { next: 'autosave' })
    }),
    sent(`${PARTS}/:part`, 'refused', async page => {
      await page.goto(`${PARTS}/references`)
      await page.getByLabel('Value in pounds').first().fill('a lot')
      await page.getByLabel('Began on').first().fill('2026-02-30')
      await press(page, 'Save and come back later')
    }),
    sent(`${PARTS}/:part`, 'saved by somebody else', page =>
      late(page, `${PARTS}/organisation`, { '.seen-L103': '1', '.shown-L103': 'address', 'L103-values-address': 'Elsewhere' }),
    ),
    sent(`${PARTS}/:part`, 'a row more', async page => {
      await page.goto(`${PARTS}/references`)
      await press(page, 'Add another reference to L501')
    }),
    sent(`${PARTS}/:part`, 'what follows', async page => {
      await page.goto(`${PARTS}/subcontractors`)
      await page.getByLabel('Yes').first().check()
      await press(page, 'Show what follows from the answers to L601')
    }),
    sent(`${PARTS}/:part/confirm`, 'changed before it was confirmed', page =>
      late(page, `${PARTS}/organisation`, { '.seen-L103': '1' }, `${PARTS}/organisation/confirm`),
    ),

    shown(`${LIBRARY}/products/:product/:part`, 'empty', claims('empty')),
    shown(`${LIBRARY}/products/:product/:part`, 'filled', claims('claimed')),
    shown(`${LIBRARY}/products/:product/:part`, 'retired', claims('retired')),
    sent(`${LIBRARY}/products/:product/:part`, 'refused', async (page, world) => {
      await page.goto(claims('empty')(world))
      await page.getByLabel('Date of the claim').first().fill('2999-01-01')
      await press(page, 'Save and come back later')
    }),
    sent(`${LIBRARY}/products/:product/:part`, 'retired meanwhile', (page, world) =>
      late(page, claims('claimed')(world), { '.seen-B1': '1', '.shown-B1': 'claim', 'B1-values-claim': 'More' }, claims('retired')(world)),
    ),
    sent(`${LIBRARY}/products/:product/:part/confirm`, 'changed before it was confirmed', (page, world) =>
      late(page, claims('claimed')(world), { '.seen-B1': '7' }, `${claims('claimed')(world)}/confirm`),
    ),

    shown(`${LIBRARY}/products/:product/retire`, 'asked', ({ empty }) => `${LIBRARY}/products/${empty}/retire`),

    shown(FILES, 'none', `${LIBRARY}/answers/L401/files`, NEW),
    shown(FILES, 'some', `${LIBRARY}/answers/L401/files`),
    shown(FILES, 'in every state of their scan', `${LIBRARY}/answers/L702/files`),
    shown(FILES, 'full', `${LIBRARY}/answers/L301/files`),
    shown(FILES, 'takes none', `${LIBRARY}/answers/L103/files`),
    shown(FILES, 'retired', ({ retired }) => `${LIBRARY}/answers/B1/files?product=${retired}`),
    sent(FILES, 'refused', async (page, { empty }) => {
      await page.goto(`${LIBRARY}/answers/B1/files?product=${empty}`)
      await page.getByLabel('Add a file').setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>x</p>') })
      await press(page, 'Add the file')
      await page.locator('.govuk-error-summary').waitFor()
    }),
    shown(`${FILES}/:fileId/remove`, 'asked', ({ certificate }) => `${LIBRARY}/answers/L401/files/${certificate}/remove`),

    shown(`${LIBRARY}/answers/:question`, 'nothing yet', `${LIBRARY}/answers/L102`, NEW),
    shown(`${LIBRARY}/answers/:question`, 'some', `${LIBRARY}/answers/L401`),
    {
      ...shown(`${LIBRARY}/answers/:question`, 'more than a page', ''),
      show: async page => {
        await page.goto(`${LIBRARY}/answers/L103`)
        await page.getByRole('link', { name: 'Older versions' }).click()
      },
    },
    shown(`${LIBRARY}/answers/:question/versions/:version`, 'the first', `${LIBRARY}/answers/L401/versions/1`),
    shown(`${LIBRARY}/answers/:question/versions/:version`, 'changed', `${LIBRARY}/answers/L103/versions/9`),
    shown(`${LIBRARY}/answers/:question/versions/:version`, 'long text', `${LIBRARY}/answers/L101/versions/2`, LONG_WRITER),
  ],
}
