const DECIMAL = /^(0|[1-9]\d{0,12})\.(\d\d)$/

/** Pence of a decimal string such as "250000.00" (two decimals, no sign, at most 13 digits of pounds), or null when it is none. */
export function penceFrom(amount: string): bigint | null {
  const match = DECIMAL.exec(amount)
  return match === null ? null : BigInt(`${String(match[1])}${String(match[2])}`)
}

/** The decimal string of an amount in pence: 25000000n becomes "250000.00". */
export function amountOf(pence: bigint): string {
  const digits = pence.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
