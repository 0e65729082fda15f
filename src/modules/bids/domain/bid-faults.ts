/** What somebody who cannot open anything may find wrong with submitted and opened bids, in words for the line that tells of it. */
const WORDS = {
  'no-version': 'it counts as submitted, and there is no version of it',
  'version-missing': 'the log says that this version was submitted, and it is not there',
  'bid-missing': 'the log says that a version of it was submitted, and the bid is not there',
  'not-a-receipt': 'its receipt cannot be read',
  'signature-wrong': 'its receipt was not signed with the key it names',
  'key-unknown': 'its receipt names a key that is not among the published ones',
  'receipt-of-another': 'its receipt is for another bid, version or requirement',
  'another-time': 'its receipt says another time than its row',
  'another-commitment': 'its receipt is for another content than its row',
  'other-files': 'its receipt names other files than are tied to it',
  'other-library-answers':
    'its receipt names another membership or other library answers than its row, or they are not what was pinned then',
  'after-the-deadline': 'it was received at or after the deadline',
  'not-in-the-log': 'its line is not where its receipt says that it stands in the log',
  'log-says-otherwise': 'its line in the log says something else than its receipt',
  'details-erased': 'its line in the log has lost its details, by which its sealed bytes were known',
  'quality-changed': 'its sealed quality is not the bytes that were received',
  'price-changed': 'its sealed prices are not the bytes that were received',
  'opening-not-in-the-log': 'the opening has no line in the log, or its line has lost its details',
  'opening-list-changed': 'the list of the opening is not the one in the log',
  'not-opened': 'the opening lists it, and it is not there readable',
  'opened-unlisted': 'it is there readable, and no opening lists it',
  'opened-another-version': 'what is readable is not the last version that was received in time',
  'opened-otherwise': 'what is readable is not what the opening wrote down',
  'opened-report-changed': 'the readable report is not the one in its receipt',
  'kept-receipt-missing': 'a receipt that was kept outside is not the one on record',
} as const satisfies Record<string, string>

export type BidFault = keyof typeof WORDS

/** One finding: of a version of a bid, of a bid, or with neither of an opening. */
export interface BidFinding {
  requirementId?: string
  bidId?: string
  version?: number
  fault: BidFault
}

/** "bid … version 2: its receipt …". */
export function wordsForFinding({ requirementId, bidId, version, fault }: BidFinding): string {
  const where = [
    ...(requirementId === undefined ? [] : [`requirement ${requirementId}`]),
    ...(bidId === undefined ? [] : [`bid ${bidId}`]),
    ...(version === undefined ? [] : [`version ${version}`]),
  ]
  return `${where.join(' ')}: ${WORDS[fault]}`
}
