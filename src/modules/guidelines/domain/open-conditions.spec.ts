import { describe, expect, it } from '@jest/globals'

import { compiled } from '../condition.fixture.js'

describe('what can leave a condition open', () => {
  const empty = (of: object) => ({ op: 'empty', of })
  const role = { op: 'eq', of: { q: 'Q203' }, to: 'none' }
  const lab = { op: 'eq', of: { col: 'context' }, to: 'lab' }
  const anyRow = (where: object) => ({ op: 'anyRow', of: { q: 'Q403' }, where })
  const inMeasures = (where: object) => ({ op: 'anyRow', of: { r: 'measures' }, where })
  const HOURS = { r: 'settings.incidentHours' }
  const PART = { q: 'Q306', part: 'safeguards' }
  const WORDY = { op: 'words', of: PART, cmp: 'gte', to: 2 }
  const FEW_FILES = { op: 'files', of: { q: 'Q307' }, cmp: 'lt', to: 1 }
  const ASKED = {
    eq: { of: { q: 'Q203' }, to: 'none' },
    ne: { of: { q: 'Q203' }, to: 'none' },
    in: { of: { q: 'Q203' }, to: ['none'] },
    lt: { of: { q: 'Q503' }, to: 1 },
    lte: { of: { q: 'Q503' }, to: 1 },
    gt: { of: { q: 'Q503' }, to: 1 },
    gte: { of: { q: 'Q503' }, to: 1 },
    has: { of: { q: 'Q306' }, to: 'uk' },
    lacks: { of: { q: 'Q306' }, to: 'uk' },
    lacksAny: { of: { q: 'Q306' }, to: ['uk'] },
    subsetOf: { of: { q: 'Q306' }, to: ['uk'] },
    missingFrom: { of: { q: 'Q306' }, to: ['uk'] },
    absDiff: { of: { q: 'Q503' }, from: HOURS, cmp: 'gt', to: 1 },
  }

  it.each<[string, object, boolean]>([
    ['a comparison', role, true],
    ...Object.entries(ASKED).map(([op, test]): [string, object, boolean] => [`${op} of what may be missing`, { op, ...test }, true]),
    ['a comparison with what may be missing', { op: 'eq', of: { r: 'settings.reuse' }, to: { r: 'settings.reuse' } }, false],
    ['a comparison of what is there with what may be missing', { op: 'gt', of: HOURS, to: { q: 'Q503' } }, true],
    ['a difference from what may be missing', { op: 'absDiff', of: HOURS, from: { q: 'Q503' }, cmp: 'gt', to: 1 }, true],
    ['a difference with what may be missing', { op: 'absDiff', of: HOURS, from: HOURS, cmp: 'gt', to: { q: 'Q503' } }, true],
    ['a difference of what is there', { op: 'absDiff', of: HOURS, from: HOURS, cmp: 'gt', to: 1 }, false],
    ['a count of words', { op: 'words', of: { q: 'Q306', part: 'safeguards' }, cmp: 'lt', to: 1 }, false],
    ['a count of files', { op: 'filesFor', of: { q: 'Q704' }, item: 'iso27001', cmp: 'lt', to: 1 }, false],
    ['a count of files that may be hidden', { op: 'files', of: { q: 'Q603' }, cmp: 'lt', to: 1 }, true],
    ['a part that may be missing', { op: 'eq', of: { q: 'Q306', part: 'safeguards' }, to: 'x' }, true],
    ['facts', { op: 'rows', of: { fact: 'evidence' }, cmp: 'lt', to: 1 }, false],
    ['a column of facts', { op: 'has', of: { fact: 'evidence', column: 'scan' }, to: 'clean' }, true],
    ['a risk as raised', { op: 'eq', of: { effective: 'role' }, to: 'none' }, true],
    ['a risk as published', { op: 'eq', of: { r: 'riskProfile.role' }, to: 'none' }, true],
    ['whether it is shown, and what it then holds', { all: [{ op: 'visible', of: { q: 'Q307' } }, FEW_FILES] }, false],
    ['whether it is hidden, or what it then holds', { any: [{ not: { op: 'visible', of: { q: 'Q307' } } }, FEW_FILES] }, false],
    ['whether it is shown, or what it then holds', { any: [{ op: 'visible', of: { q: 'Q307' } }, FEW_FILES] }, true],
    ['whether another is shown', { all: [{ op: 'visible', of: { q: 'Q603' } }, FEW_FILES] }, true],
    ['a count that must be met before', { all: [WORDY, { op: 'has', of: PART, to: 'x' }] }, false],
    [
      'a count of too many before',
      {
        all: [
          { op: 'words', of: PART, cmp: 'lt', to: 9 },
          { op: 'has', of: PART, to: 'x' },
        ],
      },
      true,
    ],
    ['a count that is not met, or', { any: [{ not: WORDY }, { op: 'has', of: PART, to: 'x' }] }, false],
    ['a text without parts that is not empty', { all: [{ not: empty(PART) }, { op: 'has', of: PART, to: 'x' }] }, false],
    ['what is not open, turned round', { not: { all: [{ not: empty({ q: 'Q203' }) }, role] } }, false],
    ['what is open, turned round', { not: role }, true],
    ['ticks that are not empty', { all: [{ not: empty({ q: 'Q306' }) }, { op: 'has', of: { q: 'Q306' }, to: 'uk' }] }, false],
    ['one open among others that are not', { all: [empty({ q: 'Q203' }), { op: 'visible', of: { q: 'Q307' } }, role] }, true],
    ['rows, and whether a cell of them is empty', { op: 'anyRow', of: { q: 'Q403' }, where: empty({ col: 'metric' }) }, false],
    ['rows asked of something else that is open', { op: 'anyRow', of: { q: 'Q403' }, where: role }, true],
    [
      'the newest row of a cell that is not empty',
      { op: 'newestRow', of: { q: 'Q403' }, by: 'date', where: { all: [{ not: empty({ col: 'context' }) }, lab] } },
      true,
    ],
    ['emptiness', empty({ q: 'Q203' }), false],
    ['emptiness of what may be hidden', empty({ q: 'Q307' }), true],
    ['a comparison of what is not empty', { all: [{ not: empty({ q: 'Q203' }) }, role] }, false],
    ['a comparison of what is empty, or', { any: [empty({ q: 'Q203' }), role] }, false],
    ['a comparison after another is not empty', { all: [{ not: empty({ q: 'Q204' }) }, role] }, true],
    ['a comparison beside emptiness that must hold', { all: [empty({ q: 'Q203' }), role] }, true],
    ['a count', { op: 'rows', of: { q: 'Q202' }, cmp: 'lt', to: 1 }, false],
    ['an item of a column, which may have gaps', { op: 'has', of: { q: 'Q202', column: 'vulnerable' }, to: 'yes' }, true],
    [
      'an item of a column that is not empty, which may have gaps all the same',
      { all: [{ not: empty({ q: 'Q202', column: 'vulnerable' }) }, { op: 'has', of: { q: 'Q202', column: 'vulnerable' }, to: 'yes' }] },
      true,
    ],
    [
      'a text of a column that is not empty, which may have gaps all the same',
      { all: [{ not: empty({ q: 'Q202', column: 'group' }) }, { op: 'has', of: { q: 'Q202', column: 'group' }, to: 'x' }] },
      true,
    ],
    ['a cell', anyRow(lab), true],
    [
      'a cell of another row of the same table, which may be blank all the same',
      inMeasures({ all: [{ not: empty({ col: 'id' }) }, inMeasures({ op: 'eq', of: { col: 'id' }, to: 'M1' })] }),
      true,
    ],
    [
      'a cell of the row around it, which is not blank',
      anyRow({
        all: [
          { not: empty({ col: 'metric' }) },
          inMeasures({ all: [{ not: empty({ col: 'id' }) }, { op: 'eq', of: { col: 'id' }, to: { col: 'metric', row: 'Q403' } }] }),
        ],
      }),
      false,
    ],
    ['a cell that is not empty', anyRow({ all: [{ not: empty({ col: 'context' }) }, lab] }), false],
    ['a cell in a column that is not empty', { all: [{ not: empty({ q: 'Q403', column: 'context' }) }, anyRow(lab)] }, true],
    ['the newest row, which may be none', { op: 'newestRow', of: { q: 'Q403' }, by: 'date', where: empty({ col: 'metric' }) }, true],
    ['whether it is shown', { op: 'visible', of: { q: 'Q307' } }, false],
    ['emptiness of what is shown', { all: [{ op: 'visible', of: { q: 'Q307' } }, empty({ q: 'Q307' })] }, false],
    ['a text with parts that is not empty', { all: [{ not: empty({ q: 'Q304' }) }, { op: 'has', of: { q: 'Q304' }, to: 'x' }] }, true],
    ['a setting with a default', { op: 'eq', of: { r: 'settings.reuse' }, to: 'forbidden' }, false],
    ['a setting without one', { op: 'eq', of: { r: 'settings.atrs' }, to: 'yes' }, true],
    ['the tier', { op: 'eq', of: { sys: 'tier' }, to: 'high' }, false],
    ['the award date', { op: 'lt', of: { sys: 'awardDate' }, to: '2027-01-01' }, true],
  ])('%s: %j', (_name, when, open) => {
    const { condition, problems } = compiled(when)
    expect([problems, condition.unknownBy.length > 0]).toEqual([[], open])
  })
})
