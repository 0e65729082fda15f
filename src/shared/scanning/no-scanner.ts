import { ScanFailed, Scanner, type ScannerStatus, type Verdict } from './scanner.js'

/** Where no scanner was named. */
export class NoScanner extends Scanner {
  readonly isThere = false

  scan(): Promise<Verdict> {
    return Promise.reject(new ScanFailed('There is no scanner.'))
  }

  status(): Promise<ScannerStatus> {
    return Promise.resolve({ state: 'none' })
  }

  signatures(): Promise<null> {
    return Promise.resolve(null)
  }
}
