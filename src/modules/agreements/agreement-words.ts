import type { Regime } from './domain/agreement-content.js'

export const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  'pcr2015-dps': 'Dynamic purchasing system under the Public Contracts Regulations 2015',
  'pa2023-dynamic-market': 'Dynamic market under the Procurement Act 2023',
}
