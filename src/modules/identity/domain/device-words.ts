/** Marks of a user agent, the more special before what they pretend to be, with what people call it. */
const PROGRAMS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Longest text that is kept. */
const MOST = 60

const first = (table: readonly [RegExp, string][], text: string): string | undefined => table.find(([mark]) => mark.test(text))?.[1]

/**
 * A device in few words, "Firefox on Windows", for people to recognise it by. It decides nothing: whoever asks can send any user agent, and
 * only its first word is shown where it is no browser's.
 */
export function deviceWords(userAgent: string | undefined): string {
  if (userAgent === undefined) return 'Unknown program'
  const [program, system] = [first(PROGRAMS, userAgent), first(SYSTEMS, userAgent)]
  if (program !== undefined) return system === undefined ? program : `${program} on ${system}`
  const [name = ''] = /^[A-Za-z][\w.-]*/.exec(userAgent) ?? []
  return name === '' ? 'Unknown program' : name.slice(0, MOST)
}
