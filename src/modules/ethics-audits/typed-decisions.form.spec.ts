import { describe, expect, it } from '@jest/globals'

import { Malformed } from '../../shared/domain/errors.js'
import type { FormFields } from '../../web/pages/form-body.js'
import { typedDecisions } from './typed-decisions.form.js'

const problemsOf = (fields: FormFields): string[] => {
  try {
    typedDecisions(['XR-11', 'SR-43'], fields)
    return []
  } catch (error) {
    return error instanceof Malformed ? error.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [String(error)]
  }
}

const DECIDED = {
  'referrals-0-outcome': 'cleared',
  'referrals-0-reason': 'The licence was renewed.',
  'referrals-1-outcome': 'upheld',
  'referrals-1-reason': 'Nothing shows it.',
}

describe('The decisions on referrals, as typed', () => {
  it('are those of the rules in their order', () => {
    expect(typedDecisions(['XR-11', 'SR-43'], DECIDED)).toEqual([
      { rule: 'XR-11', outcome: 'cleared', reason: 'The licence was renewed.' },
      { rule: 'SR-43', outcome: 'upheld', reason: 'Nothing shows it.' },
    ])
    expect(typedDecisions([], DECIDED)).toEqual([])
  })

  it.each([
    [
      {},
      [
        '/referrals/0/outcome is-defined',
        '/referrals/0/reason is-defined',
        '/referrals/1/outcome is-defined',
        '/referrals/1/reason is-defined',
      ],
    ],
    [{ ...DECIDED, 'referrals-1-outcome': 'perhaps' }, ['/referrals/1/outcome is-defined']],
    [{ ...DECIDED, 'referrals-0-reason': ' \n' }, ['/referrals/0/reason is-defined']],
    [{ ...DECIDED, 'referrals-0-reason': 'x'.repeat(10_001) }, ['/referrals/0/reason max-length']],
    [{ ...DECIDED, 'referrals-0-outcome': ['', 'cleared'] }, ['/referrals/0/outcome is-defined']],
  ] as [FormFields, string[]][])('are refused at each field: %j', (fields, problems) => {
    expect(problemsOf(fields)).toEqual(problems)
  })
})
