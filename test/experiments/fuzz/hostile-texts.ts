import { naughtyList } from '../../support/naughty-list.js'

/** What has broken programs like this one: what no text may hold, what turns or hides text, what is very long, and names of everything. */
const OWN = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff x',
  '\u202egnp.exe',
  '\u2066\u2069\ufeff',
  'e\u0301\u0327'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(150_000),
  ' ',
  '\r\nSet-Cookie: a=b',
  '%00',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-0',
  '1e400',
  '9'.repeat(400),
  '9999-12-31T23:59:59.999999999Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T12:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-12-04T17:00:00+99:99',
  "'; DROP TABLE bid; --",
  '{{7*7}}${7*7}<script>alert(1)</script>',
]

/** Both lists; only our own where the other does not lie beside the repository. */
export const hostileTexts = (): string[] => [...OWN, ...naughtyList()]
