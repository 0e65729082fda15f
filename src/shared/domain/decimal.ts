/** A decimal figure of at most so many decimals in its smallest units, exactly: "33.3" with three decimals is 33,300 thousandths. */
export function inUnits(figure: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = figure.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}

/** The way back, without decimals that say nothing, but with as many as are asked for at least. */
export function decimalOf(units: bigint, decimals: number, atLeast = 0): string {
  const digits = String(units).padStart(decimals + 1, '0')
  const [whole, fraction] = [digits.slice(0, -decimals), digits.slice(-decimals)]
  const told = fraction.replace(/0+$/, '').padEnd(atLeast, '0')
  return told === '' ? whole : `${whole}.${told}`
}

/** An amount of money as people read it: "22000.00" is "£22,000.00". */
export const pounds = (amount: string): string => `£${amount.replaceAll(/(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g, ',')}`
