import type { Log } from '../../shared/log.js'
import { RotatingSeal } from '../../shared/rotating-seal.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { KeyUnavailable } from './key-unavailable.js'
import { KeyWrap } from './key-wrap.js'

/** By the keys of nobody but this purpose. */
const OWNER = 'key service'

export type MasterKeys = Pick<RunningConfig, 'masterKey' | 'previousMasterKey'>

export const sealOfKeys = ({ masterKey, previousMasterKey }: MasterKeys): RotatingSeal =>
  new RotatingSeal('private keys', masterKey, previousMasterKey)

export const placeOfKey = (about: string) => ({ owner: OWNER, place: about })

/** Wraps in this process, by a key that follows from the master key. */
export class LocalWrap extends KeyWrap {
  private readonly seal: RotatingSeal

  constructor(
    keys: MasterKeys,
    private readonly log: Log,
  ) {
    super()
    this.seal = sealOfKeys(keys)
  }

  hasWrapped(bytes: Buffer): boolean {
    return bytes[0] === this.seal.header[0]
  }

  wrap(key: Buffer, about: string): Promise<Buffer> {
    return Promise.resolve(this.seal.seal(key, placeOfKey(about)))
  }

  unwrap(wrapped: Buffer, about: string): Promise<Buffer> {
    const opened = this.seal.unseal(wrapped, placeOfKey(about))
    if (opened !== null) return Promise.resolve(opened)
    this.log.error({ about }, 'a private key does not open: by another MASTER_KEY, or the row was changed from outside')
    return Promise.reject(new KeyUnavailable())
  }

  async renew(wrapped: Buffer, about: string): Promise<Buffer | null> {
    const { header } = this.seal
    return wrapped.subarray(0, header.length).equals(header) ? null : this.wrap(await this.unwrap(wrapped, about), about)
  }
}
