import { hire } from '../support/people.js'
import { Questions } from '../support/questions.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  none: string
  some: string
  many: string
  long: string
  closed: string
  /** Questions, by what became of them. */
  waiting: string
  answered: string
  longQuestion: string
  late: string
  /** Waivers. */
  proposed: string
  given: string
  agreed: string
}

const FAR = { closesIn: 30 * 86_400 }

const ANSWER = { question: 'Which roads?', answer: 'All A roads.', material: 'no' }

async function prepare(test: TestApp): Promise<World> {
  const questions = new Questions(test)
  const [none, some, many, long, closed] = [
    await anOpenRequirement(test, FAR),
    await anOpenRequirement(test, FAR),
    await anOpenRequirement(test, FAR),
    await anOpenRequirement(test, { ...FAR, title: LONG.slice(0, 200) }),
    await anOpenRequirement(test, { closesIn: 300 }),
  ]
  const answered = await questions.asked(some)
  await questions.answer(answered, { material: true }).expect(201)
  for (let time = 0; time < 26; time += 1) await questions.asked(many)
  const agreed = await questions.proposed(some, 'SR-18')
  await questions.agree(agreed).expect(200)
  const world = {
    none,
    some,
    many,
    long,
    closed,
    answered,
    waiting: await questions.asked(some),
    longQuestion: await questions.asked(long, 'bid-writer', LONG.repeat(8)),
    late: await questions.asked(closed),
    proposed: await questions.proposed(some),
    given: await questions.given(long),
    agreed,
  }
  await test.moveClock('6 minutes')
  await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-approver@example.test'`,
  )
  return world
}

type Requirement = 'none' | 'some' | 'many' | 'long' | 'closed'
type Question = 'waiting' | 'answered' | 'longQuestion' | 'late'
type Waiver = 'proposed' | 'given' | 'agreed'

const HOME = '/buyer/requirements'

const list = (what: 'questions' | 'rules', state: string, requirement: Requirement, as: Player = 'buyer-author'): PageState<World> => ({
  route: `GET ${HOME}/:id/${what}`,
  state,
  as,
  show: (page, world) => page.goto(`${HOME}/${world[requirement]}/${what}`),
})

const question = (state: string, requirement: Requirement, asked: Question): PageState<World> => ({
  route: `GET ${HOME}/:id/questions/:questionId`,
  state,
  as: 'buyer-author',
  show: (page, world) => page.goto(`${HOME}/${world[requirement]}/questions/${world[asked]}`),
})

const waiver = (state: string, requirement: Requirement, which: Waiver, as: Player | Newcomer = 'buyer-approver'): PageState<World> => ({
  route: `GET ${HOME}/:id/rules/:waiverId`,
  state,
  as,
  show: (page, world) => page.goto(`${HOME}/${world[requirement]}/rules/${world[which]}`),
})

/** From the form of a question that waits. */
const sent = (verb: string, state: string, show: PageState<World>['show']): PageState<World> => ({
  route: `POST ${HOME}/:id/questions/:questionId/${verb}`,
  state,
  as: 'buyer-author',
  show: async (page, world) => {
    await page.goto(`${HOME}/${world.some}/questions/${world.waiting}`)
    await show(page, world)
  },
})

const writeAnswer: PageState<World>['show'] = async page => {
  await page.getByLabel('The answer').fill(ANSWER.answer)
  await page.getByLabel('No', { exact: true }).check()
  await press(page, 'See what everybody will read')
}

/** What suppliers ask, and rules that are said not to fit, as the buyer sees them. */
export const BUYER_QUESTION_PAGES: StateTable<World> = {
  prepare,
  states: [
    list('questions', 'none yet', 'none'),
    list('questions', 'waiting and answered', 'some'),
    list('questions', 'for an approver', 'some', 'buyer-approver'),
    list('questions', 'more than a page', 'many'),
    question('waiting', 'some', 'waiting'),
    question('settled', 'some', 'answered'),
    question('closed', 'closed', 'late'),
    question('long text', 'long', 'longQuestion'),
    sent('preview', 'nothing written', page => press(page, 'See what everybody will read')),
    sent('preview', 'previewed', writeAnswer),
    sent('preview', 'to be changed', async (page, world) => {
      await writeAnswer(page, world)
      await press(page, 'Change it')
    }),
    sent('answer', 'answered by somebody else', (page, { some, answered }) =>
      sendElsewhere(page, `${HOME}/${some}/questions/${answered}/answer`, ANSWER),
    ),
    sent('answer', 'closed meanwhile', (page, { closed, late }) =>
      sendElsewhere(page, `${HOME}/${closed}/questions/${late}/answer`, ANSWER),
    ),
    sent('refuse', 'no reason to refuse', page => press(page, 'Refuse the question')),

    list('rules', 'none yet', 'none'),
    list('rules', 'a waiver to agree to', 'some', 'buyer-approver'),
    list('rules', 'for an author', 'some'),
    list('rules', 'given', 'long'),
    list('rules', 'long text', 'long', 'buyer-approver'),
    waiver('proposed', 'some', 'proposed'),
    waiver('old sign-in', 'some', 'proposed', 'new-approver'),
    waiver('given', 'long', 'given'),
    waiver('for an author', 'some', 'proposed', 'buyer-author'),
    {
      route: `POST ${HOME}/:id/rules/:waiverId/agree`,
      state: 'not confirmed',
      as: 'buyer-approver',
      show: async (page, world) => {
        await page.goto(`${HOME}/${world.some}/rules/${world.proposed}`)
        await press(page, 'Agree to the waiver')
      },
    },
    {
      route: `POST ${HOME}/:id/rules/:waiverId/agree`,
      state: 'agreed before',
      as: 'buyer-approver',
      show: async (page, world) => {
        await page.goto(`${HOME}/${world.some}/rules/${world.agreed}`)
        await page.getByLabel(/I agree for the buyer/).check()
        await press(page, 'Agree to the waiver')
      },
    },
  ],
}
