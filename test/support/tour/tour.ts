import type { WalkedCase } from '../../../src/modules/demonstration/walk/walkthrough.js'
import type { Answer } from '../../../src/modules/demonstration/walk/api-client.js'
import type { Step } from '../../../src/modules/demonstration/walk/walk.js'
import { shorten } from './shorten.js'
import { StandIns } from './stand-ins.js'

const INTRODUCTION = `# A tour: one competition from the notice to the verdicts

This page is written by the product. \`npm run docs\` walks the worked case of the medium tier over HTTP and puts down what was asked and answered;
the test suite walks it again and fails when this page no longer says the same. \`npm run demo\` shows all three cases at work.

Names in braces stand for ids, \`<moment>\`, \`<hash>\` and the like for what differs from run to run. Long texts and lists are cut, marked by “…”.
A kind of request is shown in full the first time, and named only after that. Everybody is signed in; the person who asks stands before the request
by the first part of the sign-in.
`

/** The whole tour of one walked case, as Markdown. */
export function tourOf({ worked, steps }: WalkedCase): string {
  const standIns = new StandIns()
  const seen = new Set<string>()
  let chapter = ''
  const parts = steps.map((step, place) => {
    const heading = step.chapter === chapter ? '' : `## ${step.chapter}\n\n`
    chapter = step.chapter
    return `${heading}${stepOf(step, place + 1, standIns, seen)}`
  })
  return [INTRODUCTION, `The case: **${String(worked.requirement.title)}**.\n`, ...parts].join('\n')
}

function stepOf({ what, answer }: Step, number: number, standIns: StandIns, seen: Set<string>): string {
  const { who, method, path } = answer.asked
  const shownPath = standIns.inPath(`/api/v1${path}`)
  const kind = `${method} ${shownPath.replace(/\{[^}]+\}|SR-\d+/g, '')} ${answer.status}`
  const exchange = exchangeOf(answer, `${method} ${shownPath}`, standIns)
  const first = !seen.has(kind)
  seen.add(kind)
  const shown = first
    ? `\`${who}\`:\n\n\`\`\`http\n${exchange}\n\`\`\`\n`
    : `\`${who}\`: \`${method} ${shownPath}\` is answered ${answer.status}.\n`
  return `### ${number}. ${what}\n\n${shown}${findingsOf(answer)}`
}

function exchangeOf(answer: Answer, request: string, standIns: StandIns): string {
  const { asked, status, etag, body } = isOfDrawnAudit(answer) ? withoutDraw(answer) : answer
  const thing = thingOf(asked.path)
  const json = (value: unknown): string => JSON.stringify(shorten(standIns.inValue(value, thing)), null, 2)
  return [
    request,
    ...(asked.ifMatch === undefined ? [] : [`If-Match: ${asked.ifMatch}`]),
    ...(asked.body === undefined ? [] : ['', json(asked.body)]),
    '',
    `HTTP/1.1 ${status}`,
    ...(etag === '' ? [] : [`ETag: ${etag}`]),
    ...(Object.keys(body).length === 0 ? [] : ['', json(body)]),
  ].join('\n')
}

/** After the first verdict an audit tells, in places, which answers its sample drew. */
const isOfDrawnAudit = ({ asked }: Answer): boolean =>
  asked.path.startsWith('/ethics-audits/') && (asked.method === 'POST' || asked.path.endsWith('/report'))

const withoutDraw = ({ asked, status, body }: Answer): Answer => ({
  asked: { ...asked, ifMatch: '"<revision>"' },
  status,
  etag: '"<revision>"',
  body: { ...body, answers: '<answers>' },
})

/** What the id in an answer is of: the last collection in the path that was asked. */
const thingOf = (path: string): string => [...path.matchAll(/\/([a-z-]+)s(?=\/|$|\?)/g)].at(-1)?.[1] ?? 'thing'

interface Finding {
  rule: string
  outcome: string
  message: string
  fix: string
}

/** All findings of a report in words, which the JSON cuts. */
function findingsOf({ body }: Answer): string {
  const findings = (body['findings'] ?? []) as Finding[]
  if (findings.length === 0) return ''
  const told = findings.map(({ rule, outcome, message, fix }) => `- **${rule}** (${outcome}): ${message} _${fix}_`)
  return `\nThe findings in full, each with its way out:\n\n${told.join('\n')}\n`
}
