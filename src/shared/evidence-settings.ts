import { num } from 'envalid'

import { clamdAddress } from './config-values.js'

/** Settings of the files that come with bids: how many, how large, and who looks through them. */
export const EVIDENCE_SETTINGS = {
  EVIDENCE_MAX_BYTES: num({ default: 20_971_520, desc: 'size of the largest evidence file that is taken' }),
  EVIDENCE_MAX_FILES: num({ default: 50, desc: 'evidence files that one working copy may hold' }),
  CLAMD_URL: clamdAddress({
    default: undefined,
    desc: 'clamd of ClamAV, which looks through them for malware: tcp://host:port or unix:/path; absent: nobody does, and readers are told',
  }),
}
