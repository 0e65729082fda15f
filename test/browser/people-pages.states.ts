import { newId } from '../../src/shared/ids.js'
import { aColleague, aPersonInvitation, grant, hire, organisationId } from '../support/people.js'
import type { TestApp } from '../support/test-app.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface PeopleWorld {
  test: TestApp
  /** Of the first council: with one role, with two, and its only administrator. */
  one: string
  several: string
  administrator: string
}

type State = PageState<PeopleWorld>

const PEOPLE = '/organisation/people'

const shown = (path: string, name: string, as: State['as'] = 'organisation-admin'): State => ({
  route: `GET ${PEOPLE}${path}`,
  state: name,
  as,
  show: page => page.goto(`${PEOPLE}${path}`),
})

const ofPerson = (who: 'one' | 'several' | 'administrator', name: string, path = ''): State => ({
  ...shown(`/:id${path}`, name),
  show: (page, world) => page.goto(`${PEOPLE}/${world[who]}${path}`),
})

const sent = (path: string, name: string, show: State['show']): State => ({
  route: `POST ${PEOPLE}${path}`,
  state: name,
  as: 'organisation-admin',
  show,
})

const invite =
  (email: string): State['show'] =>
  async page => {
    await page.goto(`${PEOPLE}/invite`)
    await page.getByLabel('Their e-mail address').fill(email)
    await page.getByLabel(/Evaluator:/).check()
    await press(page, 'Send the invitation')
  }

/** The form goes where it would have gone from a page that stood open for long. */
const fromPerson =
  (who: 'one' | 'administrator', path: string, fields: Record<string, string> = {}): State['show'] =>
  async (page, world) => {
    await page.goto(`${PEOPLE}/${world.one}`)
    await sendElsewhere(page, `${PEOPLE}/${world[who]}${path}`, fields)
  }

/** An invitation that is taken back while its page stands open. */
const settled =
  (button: string): State['show'] =>
  async (page, { test }) => {
    const id = await aPersonInvitation(test)
    await page.goto(`${PEOPLE}/invitations`)
    await test.api('organisation-admin').post(`/people/invitations/${id}/revoke`).expect(200)
    await page.getByRole('button', { name: button }).first().click()
  }

const idOf = async (test: TestApp, who: string): Promise<string> => {
  const [row] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${who}@example.test`])
  return String(row?.id)
}

async function prepare(test: TestApp): Promise<PeopleWorld> {
  const one = await aColleague(test, 'First Example Council', 'evaluator')
  await grant(test, 'buyer-author', 'First Example Council', 'evaluator')
  await aPersonInvitation(test)
  await hire(test, 'new-alone', 'Fourth Example Supplier', 'organisation-admin')
  await test.rows(
    `DELETE FROM role_grant WHERE organisation_id = $1 AND person_id <> (SELECT id FROM person WHERE email = 'new-alone@example.test')`,
    [await organisationId(test, 'Fourth Example Supplier')],
  )
  await hire(test, 'new-long', 'Second Example Authority', 'organisation-admin')
  await test.rows(`UPDATE person SET name = $1 WHERE email = 'new-long@example.test'`, [LONG.slice(0, 200)])
  await hire(test, 'new-crowded', 'First Example Supplier', 'organisation-admin')
  await aCrowd(test)
  return { test, one, several: await idOf(test, 'buyer-author'), administrator: await idOf(test, 'organisation-admin') }
}

/** More people, and more invitations, than a page holds. */
async function aCrowd(test: TestApp): Promise<void> {
  for (let person = 0; person < 51; person += 1) await aColleague(test, 'First Example Supplier', 'bid-writer')
  const invitee = () => ({ email: `${newId()}@example.test`, roles: ['bid-writer'] })
  for (let invited = 0; invited < 26; invited += 1) await test.api('new-crowded').post('/people/invitations').send(invitee()).expect(201)
}

/** Who belongs to an organisation, and who is invited. */
export const PEOPLE_PAGES: StateTable<PeopleWorld> = {
  prepare,
  states: [
    shown('', 'some'),
    shown('', 'alone', 'new-alone'),
    shown('', 'long text', 'new-long'),
    {
      ...shown('', 'more than a page', 'new-crowded'),
      show: async page => {
        await page.goto(PEOPLE)
        await page.getByRole('link', { name: 'More people' }).click()
      },
    },
    ofPerson('one', 'one role'),
    ofPerson('several', 'several roles'),
    ofPerson('administrator', 'oneself'),
    sent('/:id/roles', 'nothing chosen', async (page, { one }) => {
      await page.goto(`${PEOPLE}/${one}`)
      await press(page, 'Give the role')
    }),
    sent('/:id/roles', 'role does not fit', fromPerson('one', '/roles', { role: 'bid-writer' })),
    sent('/:id/roles/:role/take', 'last administrator', fromPerson('administrator', '/roles/organisation-admin/take')),
    ofPerson('one', 'to confirm', '/leave'),
    ofPerson('administrator', 'oneself', '/leave'),
    sent('/:id/leave', 'last administrator', async (page, { administrator }) => {
      await page.goto(`${PEOPLE}/${administrator}/leave`)
      await press(page, 'Leave now')
    }),
    shown('/invite', 'empty'),
    sent('/invite', 'nothing typed', async page => {
      await page.goto(`${PEOPLE}/invite`)
      await press(page, 'Send the invitation')
    }),
    sent('/invite', 'a colleague already', invite('buyer-author@example.test')),
    sent('/invite', 'invited already', async (page, world) => {
      const email = `${newId()}@example.test`
      await world.test
        .api('organisation-admin')
        .post('/people/invitations')
        .send({ email, roles: ['evaluator'] })
        .expect(201)
      await invite(email)(page, world)
    }),
    shown('/invitations', 'none', 'new-alone'),
    shown('/invitations', 'some'),
    {
      ...shown('/invitations', 'more than a page', 'new-crowded'),
      show: async page => {
        await page.goto(`${PEOPLE}/invitations`)
        await page.getByRole('link', { name: 'Older invitations' }).click()
      },
    },
    sent('/invitations/:id/send-again', 'settled before it was sent again', settled('Send it again')),
    sent('/invitations/:id/revoke', 'settled before it was revoked', settled('Take it back')),
  ],
}
