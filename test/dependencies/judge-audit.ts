/** An advisory that is known and lived with for a while. */
export interface Accepted {
  /** As the advisory's address ends: GHSA-… */
  id: string
  package: string
  reason: string
  /** The last day on which the reason is good enough, YYYY-MM-DD. */
  until: string
}

interface Advisory {
  name: string
  url: string
  severity: string
  title: string
}

/** What `npm audit --json` writes, as far as it is read. */
export interface AuditReport {
  vulnerabilities: Record<string, { via: readonly (string | Advisory)[] }>
}

export interface Judgement {
  /** What has to be mended or accepted before this passes. */
  faults: string[]
  /** What is good to know. */
  remarks: string[]
}

/** Holds a report against the list of what is accepted on a day; or says that there is no report, because the registry did not answer. */
export function judgeAudit(report: unknown, accepted: readonly Accepted[], today: string): Judgement {
  if (!isReport(report))
    return {
      faults: [],
      remarks: ['NOT AUDITED: the registry gave no report, so nothing is known of new advisories. Run it where it answers.'],
    }
  const found = advisoriesOf(report)
  const faults = [...found].flatMap(([id, { name, severity, title }]) => {
    const entry = accepted.find(each => each.id === id && each.package === name)
    if (entry === undefined) return [`${name}: ${id} (${severity}) ${title}`]
    return entry.until < today ? [`${name}: ${id} was accepted until ${entry.until}`] : []
  })
  const gone = accepted.filter(({ id }) => !found.has(id)).map(({ id }) => `${id} is accepted and no longer there: take it off the list.`)
  return { faults, remarks: [`${found.size} advisories`, ...gone] }
}

const isReport = (report: unknown): report is AuditReport =>
  typeof report === 'object' && report !== null && 'vulnerabilities' in report && typeof report.vulnerabilities === 'object'

/** Each advisory once, under its id; packages that only depend on an affected one name it and are left out. */
function advisoriesOf({ vulnerabilities }: AuditReport): Map<string, Advisory> {
  const advisories = Object.values(vulnerabilities)
    .flatMap(({ via }) => via)
    .filter(each => typeof each !== 'string')
  return new Map(advisories.map(each => [each.url.slice(each.url.lastIndexOf('/') + 1), each]))
}
